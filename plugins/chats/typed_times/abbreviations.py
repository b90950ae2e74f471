"""Abbreviations of time zones, and what each can mean.

An abbreviation says an offset and a place that keeps it in one half of the year
("EST": UTC−5, New York in winter). Others ("ET", "JST") say a place and no offset:
they mean whatever the clocks there show.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from chats.local_times import offset_name


@dataclass(frozen=True)
class Meaning:
    """What a word says: a place (tz name, "" for none) and an offset in minutes, east positive.

    `minutes` is None for a word that follows the place's clocks through the year.
    """

    place: str
    minutes: int | None = None

    @property
    def clock(self) -> tzinfo:
        """The clock that the word says, read literally."""
        if self.minutes is None:
            return ZoneInfo(self.place)
        return timezone(timedelta(minutes=self.minutes))

    def kept(self, at: datetime) -> bool:
        """Return whether the place's clocks show this offset at the instant."""
        return self.minutes is None or not self.place or offset(self.place, at) == self.minutes


_SEASONS = (
    ("America/New_York", "EST", -300, "EDT", -240),
    ("America/Chicago", "CST", -360, "CDT", -300),
    ("America/Denver", "MST", -420, "MDT", -360),
    ("America/Los_Angeles", "PST", -480, "PDT", -420),
    ("America/Anchorage", "AKST", -540, "AKDT", -480),
    ("America/Halifax", "AST", -240, "ADT", -180),
    ("America/St_Johns", "NST", -210, "NDT", -150),
    ("America/Sao_Paulo", "BRT", -180, "BRST", -120),
    ("America/Santiago", "CLT", -240, "CLST", -180),
    ("Europe/London", "GMT", 0, "BST", 60),
    ("Europe/Lisbon", "WET", 0, "WEST", 60),
    ("Europe/Berlin", "CET", 60, "CEST", 120),
    ("Europe/Athens", "EET", 120, "EEST", 180),
    ("Australia/Sydney", "AEST", 600, "AEDT", 660),
    ("Australia/Adelaide", "ACST", 570, "ACDT", 630),
    ("Pacific/Auckland", "NZST", 720, "NZDT", 780),
)
_STEADY = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver",
    "PT": "America/Los_Angeles", "HST": "Pacific/Honolulu", "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul", "HKT": "Asia/Hong_Kong", "SGT": "Asia/Singapore",
    "PHT": "Asia/Manila", "PKT": "Asia/Karachi", "NPT": "Asia/Kathmandu", "MSK": "Europe/Moscow",
    "SAST": "Africa/Johannesburg", "EAT": "Africa/Nairobi", "WAT": "Africa/Lagos",
    "AWST": "Australia/Perth", "AET": "Australia/Sydney",
}  # fmt: skip
_FURTHER = {
    "IST": (Meaning("Asia/Kolkata"), Meaning("Europe/Dublin", 60), Meaning("Asia/Jerusalem", 120)),
    "CST": (Meaning("Asia/Shanghai", 480), Meaning("America/Havana", -300)),
    "CDT": (Meaning("America/Havana", -240),),
    "AST": (Meaning("Asia/Riyadh", 180),),
    "BST": (Meaning("Asia/Dhaka", 360),),
    "PST": (Meaning("Asia/Manila", 480),),
}

ASK_THE_SERIES = {"IST", "CST", "AST", "BST"}
"""Words in use at places far apart: judged only when the series' zones settle which is meant."""

YEAR_ROUND = {"GMT", "MST", "AEST", "ACST"}
"""Words that hold all year somewhere near (GMT as UTC, Arizona, Queensland, Darwin)."""

ALSO_SAID_IN = {"EST": "Australia/Sydney", "EDT": "Australia/Sydney"}
"""Where a word is in use too, without ever being meant first."""

LONG_NAMES = {
    "British Summer Time": "BST", "Greenwich Mean Time": "GMT",
    "Coordinated Universal Time": "UTC", "Central European Time": "CET",
    "Central European Summer Time": "CEST", "India Standard Time": "IST",
    "Indian Standard Time": "IST", "Japan Standard Time": "JST",
} | {
    f"{name} {season} Time"[:end]: f"{name[0]}{season[0]}T"
    for name in ("Eastern", "Central", "Mountain", "Pacific")
    for season in ("Standard", "Daylight")
    for end in (None, -5)
}  # fmt: skip
_SHORT = {name.casefold(): short for name, short in LONG_NAMES.items()}
ANY_CASE = {"EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "GMT", "UTC", "BST", "CET",
             "CEST", "IST", "JST", "AEST", "AEDT"}  # fmt: skip
"""The others are words of English or other things in small letters: eat, west, pt."""


def _meanings() -> dict[str, tuple[Meaning, ...]]:
    found: dict[str, tuple[Meaning, ...]] = {"UTC": (Meaning("", 0),), "Z": (Meaning("", 0),)}
    for place, winter, low, summer, high in _SEASONS:
        found[winter] = (Meaning(place, low),)
        found[summer] = (Meaning(place, high),)
    found |= {word: (Meaning(place),) for word, place in _STEADY.items()}
    for word, others in _FURTHER.items():
        found[word] = (*found.get(word, ()), *others)
    return found


MEANINGS = _meanings()
_NAMES = {(place, low): winter for place, winter, low, _, _ in _SEASONS} | {
    (place, high): summer for place, _, _, summer, high in _SEASONS
}
OFFSET_WORD = r"(?:UTC|GMT)[+\u2212-](?:0?\d|1[0-4])(?::?[0-5]\d)?(?![\d:])"


def abbreviation_of(typed: str) -> str:
    """Return the abbreviation that a word is or stands for: "eastern standard time" → "EST"."""
    word = " ".join(typed.split())
    return _SHORT.get(word.casefold(), word.upper())


def meanings_of(typed: str) -> tuple[Meaning, ...]:
    """Return everything that an abbreviation or offset can mean, the likeliest first."""
    minutes = _offset_of(" ".join(typed.split()))
    if minutes is not None:
        return (Meaning("", minutes),)
    return MEANINGS.get(abbreviation_of(typed), ())


def name_kept(place: str, at: datetime) -> str:
    """Return what a place's clocks are called at an instant: "EDT", or "UTC−4"."""
    local = at.astimezone(ZoneInfo(place))
    name = local.tzname() or ""
    known = _NAMES.get((place, minutes_of(local)), name if name.isalpha() else "")
    return known or offset_name(local)


def offset(place: str, at: datetime) -> int:
    """Return a place's offset at an instant, in minutes east of UTC."""
    return minutes_of(at.astimezone(ZoneInfo(place)))


def minutes_of(local: datetime) -> int:
    """Return an aware time's offset, in minutes east of UTC."""
    return round((local.utcoffset() or timedelta()).total_seconds() / 60)


def _offset_of(word: str) -> int | None:
    match = re.fullmatch(r"(?:UTC|GMT)([+\u2212-])(\d{1,2}):?(\d\d)?", word)
    if not match:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return minutes if match[1] == "+" else -minutes
