"""Related chats: what has most in common with a chat, and nothing that is linked already."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from samples import JUNE, a_chat, a_series, a_session

from chats.model import Chat, Person, Status
from event_pages.related import MOST, related_chats

AMY, BO = (Person(id=name.lower(), name=name) for name in ("Amy", "Bo"))


def chat(number: int, *tags: str, **changes: Any) -> Chat:
    """Return a chat, so many weeks after the first one."""
    session = a_session(JUNE + timedelta(weeks=number))
    values: dict[str, Any] = {"id": f"c{number}", "slug": f"c{number}", "sessions": (session,),
                              "tags": tags}  # fmt: skip
    return a_chat(**values | changes)


def related(*chats: Chat, to: str = "c0") -> list[str]:
    return [other.id for other in related_chats(a_series(chats=chats))[to]]


def test_more_shared_topics_come_before_shared_hosts_and_those_before_nearness() -> None:
    first = chat(0, "tools", "education", hosts=(AMY,))
    assert related(
        first,
        chat(1),
        chat(2, "tools"),
        chat(3, hosts=(AMY,)),
        chat(4, "tools", hosts=(AMY,)),
        chat(5, "Tools", "Éducation"),
    ) == ["c5", "c4", "c2"]  # fmt: skip


def test_spellings_with_one_address_are_one_topic() -> None:
    assert related(chat(0, "Social tools"), chat(1), chat(2, "social-tools")) == ["c2"]


def test_what_shares_no_topic_and_no_host_is_not_related() -> None:
    assert related(chat(0, "tools"), chat(1), chat(2, "education", hosts=(BO,))) == []


def test_the_nearest_of_equals_comes_first() -> None:
    chats = [chat(number, "tools") for number in range(9)]
    assert related(*chats, to="c4") == ["c2", "c6", "c1"]


def test_the_chats_before_and_after_have_links_of_their_own() -> None:
    assert related(chat(0, "tools"), chat(1, "tools"), chat(2, "tools"), to="c1") == []


def test_a_chat_that_was_called_off_is_not_offered_but_has_relations() -> None:
    chats = (chat(0, "tools"), chat(1), chat(2, "tools", status=Status.CANCELLED))
    assert related(*chats) == []
    assert related(*chats, to="c2") == ["c0"]


def test_a_host_of_a_single_session_counts() -> None:
    session = a_session(JUNE + timedelta(weeks=2), hosts=(AMY,))
    assert related(chat(0, hosts=(AMY,)), chat(1), chat(2, sessions=(session,))) == ["c2"]


@given(st.lists(st.frozensets(st.sampled_from("abc"), max_size=3), max_size=12))
def test_never_more_than_three_never_itself_and_always_the_same(groups: list[Any]) -> None:
    chats = tuple(chat(number, *sorted(tags)) for number, tags in enumerate(groups))
    series = a_series(chats=chats)
    found = related_chats(series)
    assert found == related_chats(series)
    assert list(found) == [each.id for each in chats]
    for each in chats:
        ids = [other.id for other in found[each.id]]
        near = [other.id for other in series.neighbours(each) if other]
        assert len(ids) == len(set(ids)) <= MOST
        assert not set(ids) & {each.id, *near}
