"""SERIES of pelicanconf.py → a Series, or every mistake with its key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chats import fields
from chats.field_reader import Fields
from chats.frontmatter import Items, Scalar, Table, Value
from chats.platforms import Platform, platform_from
from chats.problems import Problem
from chats.schedule import rule_from
from chats.series import Series, Suggestion, Zone

SERIES_KEYS: Mapping[str, str] = {
    "name": "required; what the series is called, `#4Change`",
    "tagline": "one line under the name",
    "description": "what it is, in a sentence or two; feeds and calendars carry it",
    "hashtag": "required; without `#`",
    "domain": "required; a domain of yours that never changes: it names every calendar entry",
    "zone": "required; the zone in which its times are announced, `America/New_York`",
    "time": "the hour at which a chat begins, `17:00`; without it each chat says its own",
    "duration": "how long a chat lasts, `2h`",
    "zones": "required; the places whose time is shown: {label: zone}",
    "rule": "when chats are expected: `second Thursday`, `every 2 weeks from 2026-01-08`",
    "exceptions": 'days off the rule: {"2010-03": "2010-03-18", "2026-12": "skip"}',
    "until": "the last day on which the rule expects a chat; without it there is no end",
    "expected": "how many expected dates stand in calendars and lists, 0 to 24; 3 by default",
    "platform": "required; where chats take place, by id",
    "platforms": "platforms of one's own, or changes to the shipped ones: {id: {name, …}}",
    "venue_url": "the address of the usual channel or room, where the platform wants one",
    "suggest": "ways to suggest a question: {label: address with {title}, {id}, {url}}",
    "language": "the language of the posts, `en`",
    "color": "the colour that calendars give the series, a CSS colour name",
    "contact": "where the people behind it are reached: an address of mail or web",
    "source_url": "where the site's source is kept, for corrections",
}
"""Each key of SERIES with what it holds."""

_FILE = "pelicanconf.py"


@dataclass(frozen=True)
class _Lines:
    """Where SERIES and its keys stand in the settings' file, 0 when unknown."""

    at: Mapping[str, int]

    def of(self, key: str) -> int:
        return self.at.get(key, 0)


def series_from(
    settings: object,
    platforms: Mapping[str, Platform],
    at: datetime,
    problems: list[Problem],
    *,
    lines: Mapping[str, int] | None = None,
    path: str = _FILE,
) -> Series | None:
    """Make the Series (without chats) of SERIES; None, with its problems added.

    `at` is the instant the site shows. `lines` gives each key's line in `path`.
    """
    before = len(problems)
    if not isinstance(settings, Mapping):
        problems.append(Problem(path, 0, "SERIES", "is missing; it is a dict with the series' name,"
                                " hashtag, zone …; see the README's table"))  # fmt: skip
        return None
    known_lines = _Lines(lines or {})
    table = _as_table(settings, 0, known_lines)
    read = Fields(path, table, SERIES_KEYS, problems, parent="SERIES.")
    own = _platforms(read, settings.get("platforms"), platforms)
    platform = read.required("platform", _platform_in(own), "twitter")
    venue_url = read.one("venue_url", fields.web_address) or ""
    if platform and platform.needs_venue_url and not venue_url and not read.given("venue_url"):
        read.fault("venue_url", f"is missing; {platform.name} wants its channel's address")
    zone = read.required("zone", fields.zone, "America/New_York")
    if zone is None or platform is None:
        _rest(read)
        return None
    series = Series(
        name=read.required("name", fields.titled, "#4Change") or "",
        tagline=read.one("tagline", fields.text) or "",
        description=read.one("description", fields.text) or "",
        hashtag=read.required("hashtag", fields.hashtag, "4Change") or "",
        domain=read.required("domain", _domain, "chats.example.org") or "",
        zone=zone,
        usual_time=read.one("time", fields.clock),
        duration=read.required("duration", fields.duration, "2h") or fields.MAX_DURATION,
        zones=_zones(read),
        rule=read.one("rule", rule_from),
        exceptions=_exceptions(read),
        until=read.one("until", fields.day),
        expected=_or(read.one("expected", fields.whole_number(0, 24)), 3),
        platform=platform,
        platforms=own,
        venue_url=venue_url,
        suggest=_suggestions(read),
        language=read.one("language", _language) or "en",
        color=read.one("color", _color) or "",
        contact=read.one("contact", _contact) or "",
        source_url=read.one("source_url", fields.web_address) or "",
        at=at,
    )
    return None if len(problems) > before else series


def _rest(read: Fields) -> None:
    """Look at the other keys too, so that all mistakes are told at once."""
    read.required("name", fields.titled, "#4Change")
    read.required("hashtag", fields.hashtag, "4Change")
    read.required("domain", _domain, "chats.example.org")
    read.required("duration", fields.duration, "2h")
    read.one("time", fields.clock)
    read.one("rule", rule_from)
    _zones(read), _exceptions(read), _suggestions(read)


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


def _as_table(settings: Mapping[Any, Any], line: int, lines: _Lines) -> Table:
    values = {str(key): _as_value(item, lines.of(str(key)) or line, lines)
              for key, item in settings.items() if key != "platforms"}  # fmt: skip
    if "platforms" in settings:
        values["platforms"] = Scalar("given", lines.of("platforms"))
    return Table(values, line, {key: lines.of(key) or line for key in values})


def _as_value(item: object, line: int, lines: _Lines) -> Value:
    if isinstance(item, Mapping):
        table = _as_table(item, line, _Lines({}))
        return Table(table.values, line, dict.fromkeys(table.values, line))
    if isinstance(item, list | tuple):
        return Items(tuple(_as_value(part, line, lines) for part in item), line)
    return Scalar("" if item is None else str(item), line)


def _platforms(read: Fields, own: object, shipped: Mapping[str, Platform]) -> dict[str, Platform]:
    found = dict(shipped)
    if own is None:
        return found
    if not isinstance(own, Mapping):
        read.fault("platforms", "wants a dict: {id: {name, …}}")
        return found
    for key, data in own.items():
        try:
            fields.identifier(str(key))
            if not isinstance(data, Mapping):
                raise ValueError("wants a dict with `name` and more")
            found[str(key)] = platform_from(str(key), data, shipped.get(str(key)))
        except ValueError as error:
            read.fault("platforms", f"{key}: {error}")
    return found


def _platform_in(platforms: Mapping[str, Platform]) -> fields.Parser[Platform]:
    def parse(typed: str) -> Platform:
        if typed in platforms:
            return platforms[typed]
        raise ValueError(f"`{typed}` is not a platform; there are {', '.join(sorted(platforms))}")

    return parse


def _zones(read: Fields) -> tuple[Zone, ...]:
    example = '"zones": {"Eastern": "America/New_York", "UK": "Europe/London"}'
    if not read.given("zones"):
        read.fault("zones", f"is missing; write for instance {example}")
        return ()
    value = read.table.values["zones"]
    if not isinstance(value, Table) or not value.values:
        read.fault("zones", f"wants a dict: {example}")
        return ()
    group = read.within("zones", value, value.values)
    pairs = [(label, group.one(label, fields.zone)) for label in value.values]
    return tuple(Zone(label=label, zone=zone) for label, zone in pairs if zone)


def _exceptions(read: Fields) -> dict[str, date | None]:
    if not read.given("exceptions"):
        return {}
    value = read.table.values["exceptions"]
    if not isinstance(value, Table):
        read.fault("exceptions", 'wants a dict: {"2010-03": "2010-03-18", "2026-12": "skip"}')
        return {}
    group = read.within("exceptions", value, value.values)
    found: dict[str, date | None] = {}
    for key in value.values:
        if not _is_slot(key):
            group.fault(key, "is not a month or a day; write 2010-03 or 2010-03-11")
        elif isinstance(typed := value.values[key], Scalar) and typed.text == "skip":
            found[key] = None
        else:
            found[key] = group.required(key, fields.day, "skip")
    return found


def _is_slot(key: str) -> bool:
    try:
        fields.day(key if len(key) > 7 else f"{key}-01")
    except ValueError:
        return False
    return True


def _suggestions(read: Fields) -> tuple[Suggestion, ...]:
    if not read.given("suggest"):
        return ()
    value = read.table.values["suggest"]
    if not isinstance(value, Table):
        read.fault(
            "suggest", 'wants a dict: {"By mail": "mailto:chats@example.org?subject={title}"}'
        )
        return ()
    group = read.within("suggest", value, value.values)
    pairs = [(label, group.one(label, _template)) for label in value.values]
    return tuple(Suggestion(label=label, url=url) for label, url in pairs if url)


def _template(typed: str) -> str:
    if not typed.startswith(("https://", "http://", "mailto:")):
        raise ValueError(f"`{typed}` begins with neither https:// nor mailto:")
    try:
        typed.format(title="", id="", url="")
    except (KeyError, IndexError, ValueError, AttributeError):
        raise ValueError(f"`{typed}` may hold {{title}}, {{id}} and {{url}} only") from None
    return typed


def _domain(typed: str) -> str:
    labels = typed.lower().split(".")
    if len(labels) < 2 or not all(_is_label(label) for label in labels):
        raise ValueError(f"`{typed}` is not a domain; write for instance chats.example.org")
    return typed.lower()


def _is_label(label: str) -> bool:
    kept = label.replace("-", "a")
    return bool(label) and kept.isascii() and kept.isalnum() and label.strip("-") == label


def _language(typed: str) -> str:
    parts = typed.split("-")
    if not (2 <= len(parts[0]) <= 3 and all(p.isalnum() and p.isascii() for p in parts)):
        raise ValueError(f"`{typed}` is not a language tag; write for instance en or pt-BR")
    return typed


def _color(typed: str) -> str:
    if not (typed.isascii() and typed.isalpha()):
        raise ValueError(f"`{typed}` is not a CSS colour name; write for instance steelblue")
    return typed.lower()


def _contact(typed: str) -> str:
    if "@" in typed and " " not in typed and ":" not in typed:
        return f"mailto:{typed}"
    return typed if typed.startswith("mailto:") else fields.web_address(typed)
