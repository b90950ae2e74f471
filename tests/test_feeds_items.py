"""The items of a feed: which there are, what they say, and what they are called for ever."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from samples import JUNE, NEW_YORK, a_chat, a_post, a_series, a_session

from chats.model import Chat, Link, Original, Person, Post, Question, Status, Venue
from chats.paths import Site
from chats.series import Series, Zone
from feeds.items import MAX_ITEMS, Item, items_of

SITE = Site("https://host.example/repo")
LATER = datetime(2010, 12, 1, tzinfo=UTC)
ZONES = (
    Zone(label="Pacific", zone=ZoneInfo("America/Los_Angeles")),
    Zone(label="Eastern", zone=NEW_YORK),
    Zone(label="UK", zone=ZoneInfo("Europe/London")),
)
AMY = Person(
    id="amy", name="Amy Sample Ward", links=(Link(title="Blog", url="https://amy.example/"),)
)
A_WEEK_EARLIER = JUNE - timedelta(days=7)
TOLD = datetime(2010, 6, 4, 9, 30, tzinfo=UTC)


def body(entry: Chat | Post) -> str:
    return f"<p>The body of {entry.slug}</p>"


def items(series: Series) -> tuple[Item, ...]:
    return items_of(series, SITE, body)


def of_chat(**changes: Any) -> tuple[Item, ...]:
    """Return the items of a series whose only chat is changed like this, as of December."""
    return items(a_series(chats=(a_chat(**changes),), zones=ZONES, at=LATER))


# ---------------------------------------------------------------- which items


def test_there_is_an_item_for_each_announcement_and_each_post_newest_first() -> None:
    earlier = a_chat(
        id="2010-05",
        slug="2010-05-earlier",
        sessions=(a_session(JUNE - timedelta(days=28)),),
        announced=datetime(2010, 5, 6, tzinfo=UTC),
        updated=datetime(2010, 5, 6, tzinfo=UTC),
    )
    series = a_series(chats=(earlier, a_chat()), posts=(a_post(),), at=LATER)
    assert [item.url for item in items(series)] == [
        "https://host.example/repo/posts/2010-06-wrap-up/",
        "https://host.example/repo/chats/2010-06-local-community-organizing/",
        "https://host.example/repo/chats/2010-05-earlier/",
    ]


def test_a_series_without_chats_and_posts_has_no_items() -> None:
    assert items(a_series(chats=())) == ()


def test_only_the_newest_items_are_carried_and_only_their_bodies_are_asked_for() -> None:
    day = datetime(2000, 1, 1, tzinfo=UTC)
    posts = tuple(
        a_post(slug=f"post-{n}", published=day + timedelta(days=n), updated=day + timedelta(days=n))
        for n in range(MAX_ITEMS + 30)
    )
    asked: list[str] = []

    def counting(entry: Chat | Post) -> str:
        asked.append(entry.slug)
        return ""

    found = items_of(a_series(chats=(), posts=posts, at=LATER), SITE, counting)
    newest = [f"post-{n}" for n in range(MAX_ITEMS + 29, 29, -1)]
    assert [item.url.split("/")[-2] for item in found] == newest
    assert sorted(asked) == sorted(newest)


# ---------------------------------------------------------------- dates


def test_an_announcement_is_dated_by_its_announcement_and_not_by_the_chat() -> None:
    assert of_chat()[0].published == datetime(2010, 6, 3, 10, 44, tzinfo=UTC)


def test_no_date_lies_after_the_instant_that_the_site_shows() -> None:
    at = datetime(2010, 6, 1, tzinfo=UTC)
    chat = a_chat(status=Status.CANCELLED, updated=datetime(2010, 6, 9, tzinfo=UTC))
    for item in items(a_series(chats=(chat,), posts=(a_post(),), at=at)):
        assert item.published <= at
        assert item.updated <= at


def test_an_edit_after_the_chat_does_not_make_its_items_new_again() -> None:
    years_later = datetime(2026, 11, 1, tzinfo=UTC)
    chat = a_chat(sessions=(a_session(moved_from=(A_WEEK_EARLIER,)),), updated=years_later)
    moved, announced = items(a_series(chats=(chat,), at=years_later))
    assert moved.published == moved.updated == announced.updated == chat.end


# ---------------------------------------------------------------- names


def test_a_guid_stays_when_title_address_date_and_the_site_itself_change() -> None:
    chat = a_chat(status=Status.CANCELLED)
    edited = replace(
        chat,
        title="Another title",
        slug="2010-06-another-address",
        source="content/chats/2010-06-another-address.md",
        sessions=(a_session(JUNE + timedelta(days=3)),),
        announced=datetime(2010, 6, 1, tzinfo=UTC),
        updated=TOLD,
    )
    post = a_post()
    renamed = replace(post, title="New", published=TOLD, updated=TOLD, chat="")
    before = items_of(a_series(chats=(chat,), posts=(post,), at=LATER), SITE, body)
    elsewhere = Site("http://127.0.0.1:8000")
    after = items_of(a_series(chats=(edited,), posts=(renamed,), at=LATER), elsewhere, body)
    assert {item.guid for item in before} == {item.guid for item in after} == {
        "tag:chats.example.org,2026:chat/2010-06",
        "tag:chats.example.org,2026:chat/2010-06/cancelled",
        "tag:chats.example.org,2026:post/2010-06-wrap-up",
    }  # fmt: skip


def test_a_post_named_like_a_chats_id_has_another_guid() -> None:
    series = a_series(posts=(a_post(slug="2010-06"),), at=LATER)
    assert len({item.guid for item in items(series)}) == 2


# ---------------------------------------------------------------- what an announcement says


def test_the_first_line_tells_the_time_in_the_series_zones_with_the_day_where_it_differs() -> None:
    first = of_chat()[0].html.splitlines()[0]
    words = "Thursday 10 June 2010, 14:00–16:00 Pacific · 17:00–19:00 Eastern"
    assert _text(first) == f"{words} · 22:00–00:00 (Fri) UK"
    assert '<time datetime="2010-06-10T17:00:00-04:00">17:00–19:00</time> Eastern' in first
    assert of_chat()[0].summary.startswith(words)


def test_a_chat_held_twice_tells_both_times_under_their_labels() -> None:
    second = a_session(JUNE + timedelta(hours=12), key="2", label="For Asia")
    first = a_session(label="For the Americas")
    lines = [_text(line) for line in of_chat(sessions=(first, second))[0].html.splitlines()]
    assert lines[0].startswith("For the Americas: Thursday 10 June 2010, 14:00–16:00 Pacific")
    assert lines[1].startswith("For Asia: Friday 11 June 2010, 02:00–04:00 Pacific")


def test_an_announcement_carries_body_questions_source_and_links_back() -> None:
    questions = (Question(ask="Why <b>here</b>?", note="R & D"), Question(ask="What next?"))
    source = Original(name="Old blog", url="https://old.example/?a=1&b=2")
    html = of_chat(questions=questions, original=source)[0].html
    page = "https://host.example/repo/chats/2010-06-local-community-organizing/"
    assert "<p>The body of 2010-06-local-community-organizing</p>" in html
    assert "<li>Why &lt;b&gt;here&lt;/b&gt;?<br>R &amp; D</li>\n<li>What next?</li>" in html
    assert '<a href="https://old.example/?a=1&amp;b=2">Old blog</a>' in html
    assert f'<a href="{page}">' in html
    assert f'<a href="{page}invite.ics">' in html


def test_a_picture_stands_in_the_content_with_its_words() -> None:
    html = of_chat(image="images/june.png", image_alt='A "map"')[0].html
    picture = "https://host.example/repo/images/june.png"
    assert f'<img src="{picture}" alt="A &quot;map&quot;">' in html


def test_links_within_a_page_lead_to_the_page_from_a_feed() -> None:
    written = (
        '<p>See<a href="#fn:1" title="a &amp; b">1</a>, <a href="/about/">us</a>, '
        '<a href="https://x.example/?a=1&amp;b=2">x</a>, <a href="mailto:a@b.example">mail</a>, '
        '<a href="http://[">odd</a><br><img src="a.png"> &lt;a href="#no"&gt; &amp;amp;</p>'
    )
    found = items_of(a_series(posts=(a_post(),), chats=(), at=LATER), SITE, lambda _: written)
    page = "https://host.example/repo/posts/2010-06-wrap-up/"
    assert found[0].html.startswith(
        f'<p>See<a href="{page}#fn:1" title="a &amp; b">1</a>, '
        '<a href="https://host.example/about/">us</a>, '
        '<a href="https://x.example/?a=1&amp;b=2">x</a>, <a href="mailto:a@b.example">mail</a>, '
        f'<a href="http://[">odd</a><br><img src="{page}a.png"> '
        '&lt;a href="#no"&gt; &amp;amp;</p>'
    )


def test_hosts_and_tags_are_the_items_authors_and_categories() -> None:
    item = of_chat(hosts=(AMY,), tags=("events", "tools"))[0]
    assert [(author.name, author.url) for author in item.authors] == [
        ("Amy Sample Ward", "https://host.example/repo/hosts/amy/")
    ]
    assert item.tags == ("events", "tools")


def test_a_post_links_its_chat_and_names_authors_who_have_no_page_by_their_own() -> None:
    post = a_post(authors=(AMY,), summary="What was said.")
    item = items(a_series(posts=(post,), at=LATER))[0]
    assert [(author.name, author.url) for author in item.authors] == [
        ("Amy Sample Ward", "https://amy.example/")
    ]
    assert item.summary == "What was said."
    assert '<a href="https://host.example/repo/chats/2010-06-local-community-org' in item.html
    assert item.chat is None


def test_what_nobody_signed_is_the_series_own() -> None:
    (author,) = of_chat()[0].authors
    assert (author.name, author.url) == ("#4Change", "https://host.example/repo/")


# ---------------------------------------------------------------- moves and cancellations


def test_a_moved_chat_has_an_item_more_that_tells_the_old_and_the_new_time() -> None:
    session = a_session(moved_from=(A_WEEK_EARLIER,))
    moved, announced = of_chat(sessions=(session,), updated=TOLD, note="The host was ill.")
    assert moved.guid == f"{announced.guid}/moved-1"
    assert moved.title == "Moved: June chat: Local Community Organizing"
    assert moved.published == TOLD
    assert announced.published < TOLD == announced.updated
    lines = [_text(line) for line in moved.html.splitlines()]
    assert lines[0].startswith("Thursday 10 June 2010, 14:00–16:00 Pacific")
    assert lines[1].startswith("Moved from Thursday 3 June 2010, 14:00–16:00 Pacific")
    assert "The host was ill." in lines
    assert moved.url != announced.url


def test_a_second_move_is_news_again() -> None:
    once = of_chat(sessions=(a_session(moved_from=(A_WEEK_EARLIER,)),))
    earlier = A_WEEK_EARLIER - timedelta(days=7)
    twice = of_chat(sessions=(a_session(moved_from=(earlier, A_WEEK_EARLIER)),))
    assert once[0].guid != twice[0].guid
    assert once[1].guid == twice[1].guid
    assert len(once) == len(twice) == 2


def test_a_cancelled_chat_has_an_item_more_that_says_so_first() -> None:
    cancelled, announced = of_chat(status=Status.CANCELLED, updated=TOLD, note="No host.")
    assert cancelled.guid == f"{announced.guid}/cancelled"
    assert cancelled.title == "Cancelled: June chat: Local Community Organizing"
    assert cancelled.published == TOLD
    for item in (cancelled, announced):
        lines = item.html.splitlines()
        assert _text(lines[0]) == "Cancelled: this chat does not take place."
        assert lines[1].startswith("<p><s>Thursday 10 June 2010")
        assert "<p>No host.</p>" in lines


def test_a_chat_moved_and_then_cancelled_is_told_as_cancelled_only() -> None:
    moved = (a_session(moved_from=(A_WEEK_EARLIER,)),)
    found = of_chat(sessions=moved, status=Status.CANCELLED, moved_to=Venue(name="IRC"))
    assert [item.guid.rpartition("/")[2] for item in found] == ["cancelled-1", "2010-06"]


def test_a_restored_chat_is_news_again_and_so_is_calling_it_off_once_more() -> None:
    life = [of_chat(status=status, revision=revision, updated=TOLD) for status, revision in (
        (Status.CANCELLED, 0), (Status.ANNOUNCED, 1), (Status.CANCELLED, 1), (Status.ANNOUNCED, 2),
    )]  # fmt: skip
    news = [found[0] for found in life]
    assert len({item.guid for item in news}) == 4
    assert all(len(found) == 2 for found in life)
    assert [item.title.partition(":")[0] for item in news] == [
        "Cancelled", "Takes place", "Cancelled", "Takes place",
    ]  # fmt: skip
    assert news[1].html.startswith("<p><strong>")


def test_a_preview_of_the_past_has_no_news_that_came_later() -> None:
    chat = a_chat(status=Status.CANCELLED, updated=TOLD + timedelta(days=900))
    [item] = items(a_series(chats=(chat,), zones=ZONES, at=TOLD))
    assert item.guid.endswith("/2010-06")


def test_a_fallback_venue_is_news_with_its_address() -> None:
    venue = Venue(name="CoverItLive", url="https://live.example/4")
    moved, announced = of_chat(moved_to=venue, updated=TOLD)
    assert moved.guid == f"{announced.guid}/moved-to-coveritlive"
    assert moved.title == "Moved to CoverItLive: June chat: Local Community Organizing"
    for item in (moved, announced):
        assert 'Moved to <a href="https://live.example/4">CoverItLive</a>' in item.html


@pytest.mark.parametrize("name", ["!?", "…"])
def test_a_venue_whose_name_has_no_letters_still_gives_a_guid(name: str) -> None:
    moved, announced = of_chat(moved_to=Venue(name=name))
    assert moved.guid == f"{announced.guid}/moved-to-another-place"


def test_a_tentative_chat_says_that_its_date_is_to_be_confirmed() -> None:
    found = of_chat(status=Status.TENTATIVE)
    assert len(found) == 1
    assert "<p>The date is still to be confirmed.</p>" in found[0].html


def _text(html: str) -> str:
    """Return a line of HTML without its tags."""
    return "".join(part.rpartition(">")[2] for part in html.split("<"))
