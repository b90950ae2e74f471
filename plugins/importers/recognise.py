"""What an entry is: a chat's announcement, its recap or transcript, another post, or a page.

And what a chat's announcement tells: its day, its hour, its questions, its topic.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chats.series import Series, Zone
from chats.typed_times.named_days import NamedDay, days_named
from chats.typed_times.time_mentions import TimeReader
from chats.typed_times.zone_words import ZoneWords
from chats.words import place_name
from importers.entries import Entry

_TRANSCRIPT = re.compile(r"\btranscripts?\b|\bchat log\b", re.I)
_RECAP = re.compile(
    r"\b(?:re-?caps?|wrap[- ]?ups?|round[- ]?ups?|summary|highlights|"
    r"what we (?:learn(?:ed|t)|heard))\b",
    re.I,
)
_CHAT = re.compile(r"\b(?:tweet|twitter)?chats?\b|\bAMA\b|\bcommunity calls?\b", re.I)

_NUMBERED = re.compile(
    r"^[ \t]*(?:[-*+][ \t]+|\d{1,2}[.)][ \t]+)?(?:\*\*|__)?(?:Q|Question[ \t]|Frage[ \t])[ \t]?"
    r"(\d{1,2})(?:\*\*|__)?[ \t]*[.:)\u2013\u2014-]{0,2}(?:\*\*|__)?[ \t]+(\S.*?)[ \t]*$",
    re.M | re.I,
)
_LISTED = re.compile(r"^[ \t]*(\d{1,2})\\?[.)][ \t]+(\S.*\?)[ \t]*$", re.M)
_LATEST, _EARLIEST = timedelta(days=120), timedelta(days=2)
"""How long after its announcement a chat is at most, and how long before a post may come."""

_HEADING = re.compile(
    r"^(?:#{1,6} |\*\*)[^\n]{0,60}\b(?:questions?|fragen|preguntas|perguntas)\b[^\n]{0,30}\n\s*\Z",
    re.M | re.I,
)
"""A heading of questions that are not below it any more."""
_LINK = re.compile(r"\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)")


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an announcement tells; None and nothing for what it does not."""

    day: date | None
    clock: time | None
    zone: ZoneInfo | None
    questions: tuple[str, ...]
    body: str


def kind_of(entry: Entry, series: Series) -> str:
    """Return "chat", "recap", "transcript", "post" or "page"."""
    if entry.kind in ("page", "event"):
        return "page" if entry.kind == "page" else "chat"
    if _TRANSCRIPT.search(entry.title):
        return "transcript"
    if _RECAP.search(entry.title):
        return "recap"
    asks = len(_questions(entry.body)) > 1
    return "chat" if asks or _is_named(entry.title, series) else "post"


def _is_named(words: str, series: Series) -> bool:
    """Return whether words name a chat, or the series."""
    ours = (series.name.casefold(), f"#{series.hashtag.casefold()}")
    return bool(_CHAT.search(words)) or any(name in words.casefold() for name in ours)


def told_by(entry: Entry, series: Series) -> Told:
    """Return what a chat's announcement tells of it."""
    found = _questions(entry.body)
    body = entry.body
    for match in reversed(found):
        body = body[: match.start()] + body[match.end() :].removeprefix("\n")
    if found:
        body = _HEADING.sub("", body[: found[0].start()]) + body[found[0].start() :]
    questions = tuple(_plain(match[2]) for match in found)
    body = re.sub(r"\n{3,}", "\n\n", body)
    if entry.start:
        start = entry.start if entry.start.tzinfo else entry.start.replace(tzinfo=series.zone)
        start = start.astimezone(series.zone) if _is_utc(start) else start
        where = start.tzinfo if isinstance(start.tzinfo, ZoneInfo) else series.zone
        start = start.astimezone(where)
        return Told(day=start.date(), clock=start.time(), zone=where, questions=questions,
                    body=body)  # fmt: skip
    clock, zone = _clock(entry, series)
    return Told(
        day=entry.day or _day(entry), clock=clock, zone=zone, questions=questions, body=body
    )


def topic_of(title: str, series: Series) -> str:
    """Return what a title names behind its colon or dash, else the title."""
    parts = re.split(r":\s+|\s+[\u2013\u2014-]\s+", title, maxsplit=1)
    return parts[1] if len(parts) == 2 and _is_named(parts[0], series) else title


def _questions(body: str) -> list[re.Match[str]]:
    """Return the questions that are numbered on from 1: by Q1, or as a list of questions."""
    for shape in (_NUMBERED, _LISTED):
        found = [match for match in shape.finditer(body) if "?" in match[2] or shape is _NUMBERED]
        if [int(match[1]) for match in found] == list(range(1, len(found) + 1)) and found:
            return found
    return []


def _plain(text: str) -> str:
    words = _LINK.sub(r"\1", text).replace("**", "").replace("__", "")
    words = re.sub(r"(?<![\w*\\])([*_])(?=\S)([^*_\n]+)(?<=\S)\1(?![\w*])", r"\2", words)
    return " ".join(re.sub(r"\\([\\`*_{}\[\]()#+.!-])", r"\1", words).split())


def _day(entry: Entry) -> date | None:
    """Return the first day from the announcement on that is named, in the title before the text."""
    if entry.published is None:
        days = [_whole(day, day.year) for day in _named(entry) if day.year]
        return next(filter(None, days), None)
    since = entry.published.date()
    for named in _named(entry):
        for year in [named.year] if named.year else [since.year, since.year + 1]:
            day = _whole(named, year)
            if day and since - _EARLIEST <= day <= since + _LATEST:
                return day
    return None


def _named(entry: Entry) -> Iterator[NamedDay]:
    for text in _texts(entry):
        yield from sorted((day for day in days_named(text) if day.month and day.day),
                          key=lambda day: day.start)  # fmt: skip


def _texts(entry: Entry) -> tuple[str, str]:
    """Return title and body without what marks words and links."""
    return entry.title, _LINK.sub(r"\1", entry.body).replace("**", "")


def _whole(named: NamedDay, year: int | None) -> date | None:
    try:
        return date(year or 0, named.month or 0, named.day or 0)
    except ValueError:
        return None


def _clock(entry: Entry, series: Series) -> tuple[time | None, ZoneInfo | None]:
    """Return the first hour whose zone is told and clear; the series' own zone comes first."""
    own_zone = Zone(label=place_name(series.zone), zone=series.zone)
    words = ZoneWords((*series.zones, own_zone))
    at = entry.published or datetime(2000, 1, 1, tzinfo=UTC)
    found: list[tuple[time, ZoneInfo]] = []
    for mention in TimeReader(words).mentions("\n".join(_texts(entry))):
        meaning = words.settled(mention.zones[0], at)
        if meaning and meaning.place and len(mention.clocks[0]) == 1:
            hour, minute = divmod(next(iter(mention.clocks[0])), 60)
            found.append((time(hour, minute), ZoneInfo(meaning.place)))
    own = next((each for each in found if each[1] == series.zone), None)
    return own or next(iter(found), (None, None))


def _is_utc(moment: datetime) -> bool:
    return moment.utcoffset() == timedelta() and str(moment.tzinfo) in ("UTC", "Etc/UTC", "GMT")
