"""The participation guide: what newcomers read of the platforms, filled and in order."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from samples import PLATFORMS, a_chat, a_series
from sites import Site

from chats.paths import Site as Address
from chats.platforms import NOT_STATED
from chats.problems import Problem
from chats.settings.reading import series_from
from chats.words import ENGLISH
from participation_guide import _page
from participation_guide.guide import Guide, guide_for, guide_for_chat, series_guide

ROOM = "https://rooms.example.org/4change"
ZULIP = {
    "name": "Zulip",
    "action": "Open the topic in Zulip",
    "account": "You need an account on our Zulip.",
    "join_url": "{venue_url}/topic/{hashtag}",
    "needs_venue_url": True,
    "take_part": ["Write under the topic {hashtag}.", "The room is {venue_url}."],
    "short": ["Open the topic {hashtag}.", "The room is {venue_url}."],
}
SETTINGS = {
    "name": "#4Change",
    "hashtag": "4Change",
    "domain": "chats.example.org",
    "zone": "America/New_York",
    "zones": {"Eastern": "America/New_York"},
    "duration": "2h",
    "platform": "twitter",
}


def texts_of(guide: Guide) -> list[str]:
    groups = (guide.follow, guide.take_part, guide.short, guide.etiquette, guide.checklist)
    return [guide.account, *(text for group in groups for text in group)]


# ---------------------------------------------------------------- one platform


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=lambda platform: platform.id)
def test_a_guide_says_the_hashtag_as_people_write_it_and_links_it_as_addresses_want_it(
    platform: Any,
) -> None:
    guide = guide_for(platform, ENGLISH, hashtag="ünïcode", venue_url=ROOM)
    assert not any("{" in text or "%" in text for text in texts_of(guide))
    for url in filter(None, (guide.join_url, guide.compose_url, guide.answer_url(1))):
        assert url.isascii()
        assert "{" not in url
    if "{hashtag}" in platform.join_url:
        assert "#ünïcode" in " ".join(guide.take_part)
        assert "%C3%BCn%C3%AFcode" in guide.join_url


def test_an_answer_opens_with_its_number_and_the_hashtag() -> None:
    guide = guide_for(PLATFORMS["bluesky"], ENGLISH, hashtag="4Change")
    assert parse_qs(urlsplit(guide.answer_url(3)).query) == {"text": ["A3 #4Change "]}
    assert parse_qs(urlsplit(guide.compose_url).query) == {"text": ["#4Change "]}


def test_where_a_platform_has_no_address_for_writing_there_is_none() -> None:
    guide = guide_for(PLATFORMS["irc"], ENGLISH, hashtag="4Change", venue_url=ROOM)
    assert (guide.compose_url, guide.answer_url(1)) == ("", "")


def test_a_chat_without_a_stated_venue_has_steps_and_no_link() -> None:
    guide = guide_for_chat(a_chat(platform=PLATFORMS[NOT_STATED]), ENGLISH)
    assert guide.join_url == ""
    assert guide.short[0] == "No venue is stated for this chat."
    assert (guide.account, guide.follow, guide.take_part, guide.tools) == ("", (), (), ())


def test_a_chats_guide_is_of_its_own_platform_hashtag_and_room() -> None:
    chat = a_chat(platform=PLATFORMS["slack"], hashtag="CommBuild", venue_url=ROOM)
    guide = guide_for_chat(chat, ENGLISH)
    assert (guide.name, guide.hashtag, guide.join_url) == ("Slack", "CommBuild", ROOM)


# ---------------------------------------------------------------- a series


def test_the_guide_of_a_series_shows_its_own_platform_in_full() -> None:
    guide = series_guide(a_series())
    assert guide.main.name == "Twitter/X"
    assert guide.main.take_part
    assert guide.others == ()


def test_other_platforms_follow_by_name_those_of_its_chats_and_those_of_its_settings() -> None:
    chats = tuple(a_chat(platform=PLATFORMS[key]) for key in ("slack", "twitter", "mastodon"))
    guide = series_guide(a_series(chats=(*chats, *chats)), named=["bluesky", "slack"])
    assert [other.name for other in guide.others] == ["Bluesky", "Mastodon", "Slack"]


def test_a_venue_that_is_not_stated_is_no_platform_to_learn() -> None:
    series = a_series(chats=(a_chat(platform=PLATFORMS[NOT_STATED]),))
    assert series_guide(series).others == ()


def test_another_platforms_room_is_left_to_the_chats_page() -> None:
    chat = a_chat(platform=PLATFORMS["discord"], venue_url=ROOM)
    (discord,) = series_guide(a_series(chats=(chat,), venue_url="https://x.example/")).others
    assert discord.join_url == ""
    assert discord.short


def test_the_rooms_usual_address_stands_in_the_guide_of_its_series() -> None:
    series = a_series(platform=PLATFORMS["irc"], venue_url=ROOM, chats=())
    assert series_guide(series).main.join_url == ROOM


# ---------------------------------------------------------------- a platform of one's own


def from_settings(own: dict[str, Any]) -> tuple[Any, list[str]]:
    problems: list[Problem] = []
    settings = SETTINGS | {"platforms": own}
    series = series_from(settings, PLATFORMS, a_series().at, problems)
    return series, [str(problem) for problem in problems]


def test_a_platform_of_the_settings_works_in_the_guide_and_on_a_chats_page() -> None:
    series, problems = from_settings({"zulip": ZULIP})
    assert problems == []
    chat = a_chat(platform=series.platforms["zulip"], hashtag="été", venue_url=ROOM)
    guide = guide_for_chat(chat, ENGLISH)
    assert guide.short == ("Open the topic été.", f"The room is {ROOM}.")
    assert guide.join_url == f"{ROOM}/topic/%C3%A9t%C3%A9"
    (other,) = series_guide(series, named=["zulip"]).others
    assert other.name == "Zulip"
    assert other.short == ("Open the topic 4Change.",), "no room is known, so none is spoken of"


def test_a_changed_platform_of_the_settings_is_the_one_that_the_guide_shows() -> None:
    series, _ = from_settings({"twitter": {"short": ["Come to #{hashtag}."]}})
    assert series_guide(series, named=["twitter"]).main.short == ("Come to #4Change.",)
    assert series_guide(series, named=["twitter"]).others == ()


@pytest.mark.parametrize(
    ("own", "message"),
    [
        (
            {"zulip": ZULIP | {"shorts": []}},
            "zulip: `shorts` is not a platform's key; did you mean",
        ),
        ({"zulip": ZULIP | {"limit": "many"}}, "zulip: `limit` wants a number of characters"),
        ({"zulip": ZULIP | {"short": "Just come."}}, "zulip: `short` wants a list of sentences"),
        ({"zulip": {"action": "Go"}}, "zulip: `name` is missing"),
        ({"zulip": "https://zulip.com"}, "zulip: wants a dict with `name` and more"),
        ({"Zulip!": ZULIP}, "Zulip!: `Zulip!` may hold lower-case letters"),
        ({7: {"nam": "Seven"}}, "7: `nam` is not a platform's key; did you mean `name`?"),
    ],
)
def test_a_mistake_in_the_settings_is_told_with_platform_and_key(
    own: dict[Any, Any], message: str
) -> None:
    _, problems = from_settings(own)
    assert len(problems) == 1
    assert problems[0].startswith(f"pelicanconf.py: SERIES.platforms.{message}")


# ---------------------------------------------------------------- the page


def test_the_page_holds_the_series_prose_and_its_platforms(in_march: Site) -> None:
    page = in_march.words("how-to-participate/")
    assert page.startswith("How to participate What the two hours are like")
    assert 0 < page.index("Nobody needs an invitation.") < page.index("On Twitter/X")


def test_a_series_without_prose_has_a_guide_all_the_same() -> None:
    series = a_series()
    shown = _page(series, Address("https://example.org"), series_guide(series), None, None)
    assert (shown["prose"], shown["body"]) == (None, "")
