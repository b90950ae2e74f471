"""What a field may hold: parsers from the text that was typed to a value.

Each raises ValueError with what is wrong and what would be right.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from chats.addresses import address_or_file as address_or_file
from chats.addresses import content_path as content_path
from chats.addresses import site_address as site_address
from chats.addresses import web_address as web_address
from chats.file_names import SYSTEMS_OWN
from chats.hidden_characters import heaped, hidden_in_line, named
from chats.schedule import MONTHS

T = TypeVar("T")
Parser = Callable[[str], T]

MAX_DURATION = timedelta(hours=24)
MAX_TEXT = 5000
"""Characters of a text in a head: a long note fits, and what is longer belongs into the body."""

MAX_NAME = 100
"""Characters of a name that becomes part of an address, and of a file's name."""


def text(typed: str) -> str:
    """One line of text; characters that hide are refused where no script needs them."""
    if found := hidden_in_line(typed):
        raise ValueError(f"holds an invisible character ({named(found.group())}); delete it")
    if letter := heaped(typed):
        raise ValueError(f"heaps accents upon `{letter}`, over the lines beside it; delete them")
    value = " ".join(typed.split())
    if len(value) > MAX_TEXT:
        raise ValueError(f"has {len(value):,} characters, over the limit of {MAX_TEXT:,}; "
                         "put long material into the text below the head")  # fmt: skip
    return value


def titled(typed: str) -> str:
    """A text with at least one letter or digit."""
    value = text(typed)
    if not any(char.isalnum() for char in value):
        raise ValueError(f"`{value}` has no letter or digit; write words")
    return value


def identifier(typed: str) -> str:
    """A name of lower-case letters, digits and hyphens, which any system takes for a file's."""
    if typed in SYSTEMS_OWN or len(typed) > MAX_NAME:
        why = "Windows keeps for itself" if typed in SYSTEMS_OWN else f"over {MAX_NAME} characters"
        raise ValueError(f"`{typed[:MAX_NAME]}` is a name {why}; choose another")
    if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", typed):
        return typed
    raise ValueError(f"`{typed}` may hold lower-case letters, digits and single hyphens only")


def hashtag(typed: str) -> str:
    """A hashtag without its `#`: letters, digits and underscores, not digits alone."""
    value = typed.removeprefix("#")
    if re.fullmatch(rf"\w{{1,{MAX_NAME}}}", value) and not value.isdigit():
        return value
    raise ValueError(f"`{typed}` is not a hashtag; write one word of letters, digits and _")


def language(typed: str) -> str:
    """A language tag, as in `en` or `pt-BR` (the shape of RFC 5646)."""
    parts = typed.split("-")
    if not (2 <= len(parts[0]) <= 3 and all(p.isalnum() and p.isascii() for p in parts)):
        raise ValueError(f"`{typed}` is not a language tag; write for instance en or pt-BR")
    return typed


def day(typed: str) -> date:
    """A day, as YYYY-MM-DD."""
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", typed)
    if not match:
        raise ValueError(f"`{typed}` is not a day; write YYYY-MM-DD, for instance 2010-06-10")
    year, month, number = map(int, match.groups())
    try:
        return date(year, month, number)
    except ValueError:
        if not 1 <= month <= 12:
            raise ValueError(f"there is no month {month}; write YYYY-MM-DD") from None
        name = f"{number} {MONTHS[month - 1]}" + (f" {year}" if number == 29 else "")
        raise ValueError(f"{name} does not exist; write a day of the calendar") from None


def clock(typed: str) -> time:
    """A time of the day, as HH:MM on the 24-hour clock."""
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", typed)
    if match and int(match[1]) < 24 and int(match[2]) < 60:
        return time(int(match[1]), int(match[2]))
    raise ValueError(f"`{typed}` is not a time; write HH:MM from 00:00 to 23:59, as in 17:00")


def day_and_clock(typed: str) -> tuple[date, time | None]:
    """A day, or a day with its time: `2010-06-10`, `2010-06-10 17:00`."""
    if not re.match(r"\d{4}-\d{2}-\d{2}", typed):
        return day(typed), None
    head, _, tail = typed.replace("T", " ", 1).partition(" ")
    if tail and re.search(r"Z$|[+-]\d\d:?\d\d$|[A-Za-z]", tail):
        raise ValueError(
            f"`{typed}` holds an offset or an abbreviation; write the wall clock only "
            "(2010-06-10 17:00), and the place in `zone` (America/New_York)"
        )
    return day(head), clock(tail.strip()) if tail else None


def instant(typed: str) -> datetime:
    """A moment: `2010-06-03`, `2010-06-03 10:44`, `2010-06-03T10:44:09Z`; UTC unless it says."""
    shape = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?"
    if not re.fullmatch(shape, typed):
        raise ValueError(
            f"`{typed}` is not a moment; write 2010-06-03 or 2010-06-03T10:44:09Z (UTC)"
        )
    day(typed[:10])
    try:
        value = datetime.fromisoformat(typed)
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"`{typed}` does not exist; write hours 00-23, minutes 00-59") from None


def duration(typed: str) -> timedelta:
    """A length: `2h`, `90m`, `1h30m`; more than nothing, at most a day."""
    match = re.fullmatch(r"(?:(\d{1,4}) ?h)? ?(?:(\d{1,4}) ?m(?:in)?)?", typed)
    if not match or not typed:
        raise ValueError(f"`{typed}` is not a length; write 2h, 90m or 1h30m")
    value = timedelta(hours=int(match[1] or 0), minutes=int(match[2] or 0))
    if not timedelta() < value <= MAX_DURATION:
        raise ValueError(f"`{typed}`: a chat lasts from 1m to 24h")
    return value


def zone(typed: str) -> ZoneInfo:
    """A time zone by the place's name in the tz database."""
    if typed != "UTC" and "/" not in typed:
        raise ValueError(
            f"`{typed}` is not a place (abbreviations change with the season); "
            f"write Region/City, {_near_zone(typed)}"
        )
    if re.fullmatch(r"[A-Za-z0-9_+\-]+(?:/[A-Za-z0-9_+\-]+)*", typed):
        try:
            return ZoneInfo(typed)
        except (KeyError, ValueError, OSError):
            pass
    raise ValueError(f"there is no time zone `{typed}`; write Region/City, {_near_zone(typed)}")


_USUAL_PLACES = {
    "EST": "America/New_York", "EDT": "America/New_York", "ET": "America/New_York",
    "CST": "America/Chicago", "CDT": "America/Chicago", "CT": "America/Chicago",
    "MST": "America/Denver", "MDT": "America/Denver", "MT": "America/Denver",
    "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "PT": "America/Los_Angeles",
    "GMT": "Europe/London", "BST": "Europe/London", "UK": "Europe/London",
    "CET": "Europe/Berlin", "CEST": "Europe/Berlin", "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
}  # fmt: skip


def _near_zone(typed: str) -> str:
    if typed.upper() in _USUAL_PLACES:
        return f"perhaps {_USUAL_PLACES[typed.upper()]}"
    places = {
        name.rsplit("/", 1)[-1].lower(): name
        for name in sorted(available_timezones())
        if "/" in name
    }
    wanted = typed.rsplit("/", 1)[-1].lower().replace(" ", "_")
    near = get_close_matches(wanted, places, n=1, cutoff=0.75)
    return f"perhaps {places[near[0]]}" if near else "for instance America/New_York"


def whole_number(low: int, high: int) -> Parser[int]:
    """Return a parser of whole numbers within these bounds, both included."""

    def parse(typed: str) -> int:
        if re.fullmatch(r"\d{1,6}", typed) and low <= int(typed) <= high:
            return int(typed)
        raise ValueError(f"`{typed}` is not a whole number from {low} to {high}")

    return parse


E = TypeVar("E", bound=StrEnum)


def choice(options: type[E]) -> Parser[E]:
    """Return a parser of one word out of several."""

    def parse(typed: str) -> E:
        try:
            return options(typed.lower())
        except ValueError:
            near = get_close_matches(typed.lower(), list(options), n=1)
            hint = f"; did you mean `{near[0]}`?" if near else ""
            words = ", ".join(options)
            raise ValueError(f"`{typed}` is not one of {words}{hint}") from None

    return parse


def fold(typed: str) -> int:
    """Which of an hour's two runs is meant, when the clocks go back: `first` or `second`."""
    if typed in ("first", "second"):
        return int(typed == "second")
    raise ValueError(f"`{typed}` is neither `first` nor `second`")


def yes_or_no(typed: str) -> bool:
    """Yes or no; in settings also Python's True and False."""
    if typed.lower() in ("yes", "no", "true", "false"):
        return typed.lower() in ("yes", "true")
    raise ValueError(f"`{typed}` is neither `yes` nor `no`")


def wall_instant(on: date, at: time, where: ZoneInfo, fold: int | None = None) -> datetime:
    """Return the moment at which a clock on the wall shows this.

    Raises ValueError for an hour that the clocks skip, and for one that they
    repeat unless `fold` says which (0 the first, 1 the second time).
    """
    wall = datetime.combine(on, at)
    first, second = (wall.replace(tzinfo=where, fold=n) for n in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    spoken = f"{at:%H:%M} on {on.day} {MONTHS[on.month - 1]} {on.year} in {where.key}"
    shown_later = first.astimezone(UTC).astimezone(where).replace(tzinfo=None)
    if shown_later != wall:
        raise ValueError(
            f"{spoken} does not exist: the clocks go forward then, "
            f"and show {shown_later:%H:%M} instead; choose another time"
        )
    if fold is None:
        raise ValueError(
            f"{spoken} comes twice, for the clocks go back then; "
            "add `fold: first` or `fold: second`"
        )
    return (first, second)[fold]
