"""Platforms: the shipped data is whole, a series adds its own, mistakes are named."""

import re
from collections.abc import Callable
from dataclasses import fields
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chats.fillings import filled, worded
from chats.platforms import NOT_STATED, Platform, platform_from, shipped_platforms

SHIPPED = shipped_platforms()
KNOWN = [platform for key, platform in SHIPPED.items() if key != NOT_STATED]
HASHTAGS = ["4Change", "ünïcode", "日本語チャット", "été_2026"]
ROOM = "https://rooms.example.org/4change?x=1#top"

by_id = pytest.mark.parametrize("platform", KNOWN, ids=lambda platform: platform.id)
every = pytest.mark.parametrize("platform", SHIPPED.values(), ids=lambda platform: platform.id)


def sentences_of(platform: Platform) -> list[str]:
    lists = (platform.follow, platform.take_part, platform.short, platform.etiquette,
             platform.checklist, tuple(tool.use for tool in platform.tools))  # fmt: skip
    return [platform.account, *(sentence for group in lists for sentence in group)]


def addresses_of(platform: Platform) -> list[str]:
    urls = [platform.join_url, platform.compose_url, *(tool.url for tool in platform.tools)]
    return [url for url in urls if url]


# ---------------------------------------------------------------- the shipped ones


def test_the_platforms_that_the_readme_promises_are_shipped() -> None:
    assert set(SHIPPED) == {
        "twitter", "mastodon", "bluesky", "threads", "linkedin", "slack", "discord", "irc", "video",
        "tba",
    }  # fmt: skip


@by_id
@pytest.mark.parametrize(
    "key", ["account", "join_url", "follow", "take_part", "short", "etiquette", "checklist"]
)
def test_a_shipped_platform_leaves_no_question_of_a_newcomer_open(
    platform: Platform, key: str
) -> None:
    assert getattr(platform, key)


@by_id
def test_the_event_page_gets_three_or_four_short_steps(platform: Platform) -> None:
    assert 3 <= len(platform.short) <= 4
    assert all(len(step) <= 90 for step in platform.short)


@every
def test_every_text_of_a_shipped_platform_is_a_sentence_that_fills_without_leftover_braces(
    platform: Platform,
) -> None:
    for sentence in filter(None, sentences_of(platform)):
        done = worded(sentence, hashtag="ünïcode", venue_url=ROOM)
        assert not re.search(r"[{}]|%[0-9A-F]{2}", done)
        assert done == done.strip()
        assert done.endswith("."), done


@every
@pytest.mark.parametrize("hashtag", HASHTAGS)
def test_every_address_of_a_shipped_platform_is_https_ascii_and_encoded(
    platform: Platform, hashtag: str
) -> None:
    for template in addresses_of(platform):
        done = filled(template, hashtag=hashtag, venue_url=ROOM, text=f"A1 #{hashtag} & more")
        assert urlsplit(done).scheme == "https"
        assert urlsplit(done).hostname
        assert done.isascii()
        assert not re.search(r'[\s{}<>"]', done)
        if "{hashtag}" in template:
            assert hashtag in unquote(done)


@pytest.mark.parametrize("key", ["twitter", "bluesky"])
@given(message=st.text(st.characters(codec="utf-8"), min_size=1))
@example(message="A1 50% & more? #ünïcode = “done” {text}\nsecond line")
def test_a_message_of_any_characters_survives_the_compose_address_whole(
    key: str, message: str
) -> None:
    done = filled(SHIPPED[key].compose_url, hashtag="ünïcode", text=message)
    assert parse_qs(urlsplit(done).query) == {"text": [message]}


def test_twitter_opens_the_live_search_for_the_hashtag() -> None:
    done = filled(SHIPPED["twitter"].join_url, hashtag="ünïcode")
    assert parse_qs(urlsplit(done).query) == {"q": ["#ünïcode"], "f": ["live"]}


@pytest.mark.parametrize("key", ["slack", "discord", "irc", "video"])
def test_a_platform_of_rooms_leads_to_the_rooms_own_address_as_it_was_typed(key: str) -> None:
    assert SHIPPED[key].needs_venue_url
    assert filled(SHIPPED[key].join_url, hashtag="4Change", venue_url=ROOM) == ROOM


def test_a_chat_whose_venue_is_not_stated_has_no_link_to_join() -> None:
    tba = SHIPPED[NOT_STATED]
    assert filled(tba.join_url, hashtag="4Change", venue_url=ROOM) == ""
    assert not tba.needs_venue_url
    assert tba.short


@pytest.mark.parametrize("key", ["twitter", "bluesky"])
def test_nobody_is_told_that_the_hashtag_can_be_read_without_an_account_where_it_cannot(
    key: str,
) -> None:
    assert "signed in, and to nobody else" in SHIPPED[key].follow[0]


# ---------------------------------------------------------------- filling


@pytest.mark.parametrize("fill", [filled, worded])
def test_what_wants_a_venue_that_nobody_gave_is_left_out(fill: Callable[..., str]) -> None:
    assert fill("{venue_url}", hashtag="4Change") == ""
    assert fill("https://example.org/?room={venue_url}", hashtag="4Change") == ""


def test_a_room_within_an_address_is_encoded_and_one_at_its_beginning_is_not() -> None:
    assert filled("{venue_url}/chat", venue_url="https://a.example/b") == "https://a.example/b/chat"
    assert (
        filled("https://in.example/?to={venue_url}", venue_url="https://a.example/b?c=d&e")
        == "https://in.example/?to=https%3A%2F%2Fa.example%2Fb%3Fc%3Dd%26e"
    )


def test_a_value_with_braces_is_not_filled_a_second_time() -> None:
    assert worded("Go to {venue_url}.", hashtag="x", venue_url="{hashtag}") == "Go to {hashtag}."
    assert filled("https://a.example/?t={text}", hashtag="x", text="{hashtag}").endswith(
        "%7Bhashtag%7D"
    )


# ---------------------------------------------------------------- a platform of one's own


def test_a_mistaken_key_is_answered_with_every_field_of_a_platform_but_its_id() -> None:
    with pytest.raises(ValueError, match="there are ") as caught:
        platform_from("zulip", {"colour": "red"})
    told = str(caught.value).partition("there are ")[2].split(", ")
    assert set(told) == {field.name for field in fields(Platform)} - {"id"}


def test_a_series_adds_a_platform_of_its_own() -> None:
    zulip = platform_from("zulip", {
        "name": "Zulip",
        "action": "Open the topic in Zulip",
        "join_url": "https://chat.example.org/#narrow/topic/{hashtag}",
        "limit": 10000,
        "short": ["Open the topic {hashtag}.", "Answer under it."],
        "tools": [{"name": "The app", "use": "Reads on a phone.", "url": "https://zulip.com/apps/"}],
    })  # fmt: skip
    assert (zulip.id, zulip.name, zulip.limit) == ("zulip", "Zulip", 10000)
    assert zulip.short == ("Open the topic {hashtag}.", "Answer under it.")
    assert zulip.tools[0].url == "https://zulip.com/apps/"
    assert zulip.account == ""


def test_a_series_changes_a_shipped_platform_and_keeps_the_rest_of_it() -> None:
    own = platform_from("mastodon", {"join_url": "https://own.example/tags/{hashtag}"},
                        SHIPPED["mastodon"])  # fmt: skip
    assert own.join_url == "https://own.example/tags/{hashtag}"
    assert own.take_part == SHIPPED["mastodon"].take_part


def test_a_series_takes_things_of_a_shipped_platform_away() -> None:
    own = platform_from(
        "twitter",
        {"compose_url": "", "tools": [], "limit": None, "account": ""},
        SHIPPED["twitter"],
    )
    assert (own.compose_url, own.tools, own.limit, own.account) == ("", (), None, "")


MISTAKES = [
    ({}, "`name` is missing"),
    ({"name": ""}, "`name` is empty"),
    ({"name": 5}, "`name` wants text, not 5"),
    ({"name": "{hashtag}"}, "`name` may hold no placeholder"),
    ({"name": "Z", "action": " "}, "`action` is empty"),
    ({"name": "Z", "acount": "No."}, "`acount` is not a platform's key; did you mean `account`?"),
    ({"name": "Z", "id": "y"}, "`id` is not a platform's key"),
    ({"name": "Z", "colour": "red"}, "there are name, action, account"),
    ({"name": "Z", 7: "red"}, "`7` is not a platform's key"),
    ({"name": "Z", "follow": "Just read."}, "`follow` wants a list of sentences"),
    ({"name": "Z", "follow": ["Read.", 3]}, "`follow` wants text, not 3"),
    ({"name": "Z", "short": ["Read.", ""]}, "`short` holds an empty sentence"),
    ({"name": "Z", "short": ["Post {hastag}."]}, "`short` may hold {hashtag} and {venue_url}"),
    ({"name": "Z", "short": ["Post {text}."]}, "`short` may hold {hashtag} and {venue_url}"),
    ({"name": "Z", "short": ["Post {hashtag.__class__}."]}, "`short` may hold {hashtag}"),
    ({"name": "Z", "account": "Half a {brace."}, "`account` may hold {hashtag}"),
    ({"name": "Z", "join_url": "javascript:alert(1)"}, "`join_url` `javascript:alert(1)` is not a"),
    ({"name": "Z", "join_url": "zulip.example.org"}, "is not a web address; write https://"),
    ({"name": "Z", "join_url": "https://z.example/{text}"}, "`join_url` may hold {hashtag}"),
    (
        {"name": "Z", "compose_url": "https://z.example/new"},
        "`compose_url` `https://z.example/new`",
    ),
    ({"name": "Z", "limit": "280"}, "`limit` wants a number of characters, not '280'"),
    ({"name": "Z", "limit": True}, "`limit` wants a number of characters, not True"),
    ({"name": "Z", "limit": 0}, "`limit` wants a number of characters, not 0"),
    ({"name": "Z", "needs_venue_url": "yes"}, "`needs_venue_url` wants True or False, not 'yes'"),
    ({"name": "Z", "needs_venue_url": True}, "`needs_venue_url` asks each chat for an address"),
    ({"name": "Z", "tools": {"name": "App"}}, "`tools` wants a list of {name, use, url}"),
    ({"name": "Z", "tools": ["App"]}, "`tools` wants each tool as {name, use, url}, not 'App'"),
    ({"name": "Z", "tools": [{"name": "App", "link": "x"}]}, "`tools` wants each tool as {name,"),
    ({"name": "Z", "tools": [{"name": "App"}]}, "`tools` wants `name` and `use`"),
    ({"name": "Z", "tools": [{"name": "App", "use": 3}]}, "`tools` wants text, not 3"),
    ({"name": "Z", "tools": [{"name": "A", "use": "B.", "url": "x"}]}, "`tools` `x` is not a web"),
]


@pytest.mark.parametrize(("data", "message"), MISTAKES, ids=[message for _, message in MISTAKES])
def test_a_mistake_names_the_key_and_what_is_expected(data: dict[Any, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        platform_from("zulip", data)
