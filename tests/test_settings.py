"""SERIES of pelicanconf.py: a mistake names the key and what is expected."""

from datetime import date
from typing import Any

import pytest
from PIL import ImageColor
from writers import SETTINGS, series_of, settings_problems

from chats.settings.css_colors import CSS_COLORS
from chats.settings.keys import SERIES_KEYS


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("name", None, 'SERIES.name: is empty; write for instance `"name": "#4Change"`'),
        ("hashtag", "4 Change", "SERIES.hashtag: `4 Change` is not a hashtag"),
        ("domain", "here", "SERIES.domain: `here` is not a domain; write for instance chats.exam"),
        ("domain", "https://x.example", "SERIES.domain: `https://x.example` is not a domain"),
        ("zone", "EST", "SERIES.zone: `EST` is not a place"),
        ("zone", None, "SERIES.zone: is empty"),
        ("time", 17, "SERIES.time: `17` is not a time; write HH:MM"),
        ("duration", "two hours", "SERIES.duration: `two hours` is not a length"),
        ("zones", None, "SERIES.zones: names none; write for instance"),
        ("zones", ["Europe/London"], "SERIES.zones: wants a dict"),
        ("zones", {"UK": "Europe/Londn"}, "SERIES.zones.UK: there is no time zone `Europe/Londn`; "
         "write Region/City, perhaps Europe/London"),
        ("rule", "2nd Thursday", "SERIES.rule: `2nd Thursday` is not understood"),
        ("exceptions", {"march": "skip"}, "SERIES.exceptions.march: is not a month or a day"),
        ("exceptions", {"2010-03": "later"}, "SERIES.exceptions.2010-03: `later` is not a day"),
        ("expected", 99, "SERIES.expected: `99` is not a whole number from 0 to 24"),
        ("platform", "myspace", "SERIES.platform: `myspace` is not a platform; there are "),
        ("platform", "slack", "SERIES.venue_url: is missing; Slack wants its channel's address"),
        ("platforms", {"zulip": {}}, "SERIES.platforms.zulip: `name` is missing"),
        ("suggest", {"Mail": "javascript:x"}, "begins with neither https:// nor mailto:"),
        ("suggest", {"Mail": "mailto:{name}"}, "may hold {title}, {id} and {url} only"),
        ("archived", {"http://x.example": "2011-01-01"}, "`http://x.example` is not a domain"),
        ("archived", {"x.example": "2011"}, "SERIES.archived.x.example: `2011` is not a day"),
        ("language", "english!", "SERIES.language: `english!` is not a language tag"),
        ("color", "#fff", "SERIES.color: `#fff` is not a CSS colour name; write for instance "
         "steelblue"),
        ("color", "Teel", "SERIES.color: `Teel` is not a CSS colour name; did you mean `teal`?"),
        ("contact", "call me", "is not a web address"),
        ("contact", "javascript:x@y.example", "is not a web address"),
        ("contact", "//evil.example/a@b.example", "is not a web address"),
        ("suggest", {"x": "https://a@b.example/{title}"}, "leads to b.example"),
        ("suggest", {"x": "https://x.example/{title:>1000000000}"}, "{title}, {id} and {url} only"),
        ("suggest", {"x": "mailto:a@b.example?subject={title.__class__}"}, "{url} only"),
        ("hashtags", "x", "SERIES.hashtags: is not a field; did you mean `hashtag`?"),
    ],
)  # fmt: skip
def test_a_mistake_names_the_key_and_what_is_expected(key: str, value: Any, message: str) -> None:
    problems = settings_problems({**SETTINGS, key: value})
    assert any(message in p and p.startswith("pelicanconf.py: ") for p in problems), problems


def test_all_mistakes_are_told_at_once() -> None:
    wrong = {"zone": "EST", "hashtag": "", "rule": "never", "colour": "x", "color": "reddish",
             "language": "English", "contact": "us", "expected": "many", "until": "x"}  # fmt: skip
    told = settings_problems(wrong)
    for key in (*wrong, "name", "domain", "duration", "platform", "zones"):
        assert any(f"SERIES.{key}: " in line for line in told), key


@pytest.mark.parametrize("settings", [None, [], "x"])
def test_settings_without_a_series_are_told_what_is_missing(settings: object) -> None:
    (problem,) = settings_problems(settings)
    assert problem.startswith("pelicanconf.py: SERIES: is missing")


def test_the_colours_that_have_a_name_are_those_of_css() -> None:
    assert {name for name in ImageColor.colormap if name.isalpha()} == CSS_COLORS


def test_every_key_is_read() -> None:
    full: dict[str, Any] = {
        **SETTINGS, "tagline": "t", "description": "d", "exceptions": {"2010-03": "skip"},
        "until": "2011-01-01", "expected": 0, "platforms": {"zulip": {"name": "Zulip"}},
        "venue_url": "https://x.example", "suggest": {"Mail": "mailto:a@b.example?subject={title}"},
        "language": "pt-BR", "color": "Teal", "contact": "a@b.example",
        "source_url": "https://code.example", "trusted": True,
        "archived": {"Old.example.org": "2011-01-01"},
    }  # fmt: skip
    assert set(full) == set(SERIES_KEYS)
    series = series_of(**full)
    assert series.platforms["zulip"].name == "Zulip"
    assert series.exceptions == {"2010-03": None}
    assert series.archived == {"old.example.org": date(2011, 1, 1)}
    assert (series.expected, series.color, series.contact) == (0, "teal", "mailto:a@b.example")
