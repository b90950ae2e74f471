"""The participation guide: what newcomers read of the platforms, filled and in order."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pelican.generators import PagesGenerator
from pelican.settings import read_settings
from pelican.writers import Writer
from samples import PLATFORMS, a_chat, a_series

from chats.platforms import NOT_STATED, platform_from
from chats.problems import Problem
from chats.settings.reading import series_from
from chats.words import ENGLISH
from participation_guide import GuideGenerator
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

TEMPLATE = """\
{{ page_path }}
{{ prose.title if prose else "no prose" }}
{{ prose.content if prose }}
{{ guide.main.name }}: {{ guide.main.join_url }}
{% for other in guide.others %}{{ other.name }}: {{ other.short | join(" ") }}
{% endfor %}{{ guide_for_chat(series.chats[0], series.words).short[0] }}
"""


def page_of_the_guide(tmp_path: Path, series: Any, **pages: str) -> str:
    """Return what Pelican writes for the guide with these pages in content/pages/."""
    theme, content, output = (tmp_path / name for name in ("theme", "content", "output"))
    (theme / "templates").mkdir(parents=True)
    (theme / "templates" / "participation_guide.html").write_text(TEMPLATE, "utf-8")
    (content / "pages").mkdir(parents=True)
    for slug, text in pages.items():
        (content / "pages" / f"{slug.replace('_', '-')}.md").write_text(text, "utf-8")
    settings = read_settings(None, override={
        "PATH": str(content), "OUTPUT_PATH": str(output), "THEME": str(theme),
        "SLUGIFY_SOURCE": "basename", "TIMEZONE": "UTC", "CACHE_CONTENT": False,
        "LOAD_CONTENT_CACHE": False, "CACHE_PATH": str(output.parent / "cache"),
        "SERIES": {"platforms": {"zulip": ZULIP}},
    })  # fmt: skip
    context: dict[str, Any] = {**settings, "generated_content": {}, "static_links": set(),
                               "static_content": {}, "localsiteurl": ""}  # fmt: skip
    made = [
        kind(context=context, settings=settings, path=str(content), theme=str(theme),
             output_path=str(output))
        for kind in (PagesGenerator, GuideGenerator)
    ]  # fmt: skip
    for generator in made:
        generator.generate_context()
    context["series"] = series
    made[1].generate_output(Writer(str(output), settings))
    return (output / "how-to-participate" / "index.html").read_text("utf-8")


def test_the_page_holds_the_series_prose_and_its_platforms(tmp_path: Path) -> None:
    own = platform_from("zulip", ZULIP)
    series = replace(a_series(), platforms={**PLATFORMS, "zulip": own})
    html = page_of_the_guide(
        tmp_path,
        series,
        about="Title: About\n\nNot this.",
        how_to_participate="Title: How to participate\n\nJust *come*.",
    )
    assert html == (
        "how-to-participate/\n"
        "How to participate\n"
        "<p>Just <em>come</em>.</p>\n"
        "Twitter/X: https://x.com/search?q=%234Change&f=live\n"
        "Zulip: Open the topic 4Change.\n"
        "Sign in to X, search for #4Change and choose Latest."
    )


def test_a_series_without_prose_has_a_guide_all_the_same(tmp_path: Path) -> None:
    html = page_of_the_guide(tmp_path, a_series(), about="Title: About\n\nNot this.")
    assert "no prose" in html
    assert "Not this" not in html
    assert "Twitter/X: https://x.com/search" in html
