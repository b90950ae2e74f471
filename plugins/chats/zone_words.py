"""The words by which people name a time zone, and what each can mean.

An abbreviation says an offset and a place that keeps it in one half of the year
("EST": UTC−5, New York in winter). A place ("UK", "ET", "JST") says no offset: it
means whatever the clocks there show.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from chats.local_times import offset_name, place_name
from chats.model import Zone


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

_ASK_THE_SERIES = {"IST", "CST", "AST", "BST"}
"""Words in use at places far apart: judged only when the series' zones settle which is meant."""

_SETTLES = {"America/Chicago": "America/", "Europe/London": "Europe/"}
"""A series with zones that begin so means this place, unless it has the word's other place too."""

YEAR_ROUND = {"GMT", "MST", "AEST", "ACST"}
"""Words that hold all year somewhere near (GMT as UTC, Arizona, Queensland, Darwin)."""

ALSO_SAID_IN = {"EST": "Australia/Sydney", "EDT": "Australia/Sydney"}

_LONG_NAMES = {
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
_SHORT = {name.casefold(): short for name, short in _LONG_NAMES.items()}
_UK = dict.fromkeys(("UK", "U.K.", "London", "British", "Britain"), "Europe/London")
_US = {
    "Eastern": "America/New_York", "Central": "America/Chicago", "Mountain": "America/Denver",
    "Pacific": "America/Los_Angeles", "East Coast": "America/New_York",
    "West Coast": "America/Los_Angeles", "eastern": "America/New_York",
    "pacific": "America/Los_Angeles", "eastern time": "America/New_York",
    "central time": "America/Chicago", "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles",
}  # fmt: skip
_POINTS = {"W.": "Western", "E.": "Eastern", "C.": "Central", "N.": "Northern", "S.": "Southern"}

_ANY_CASE = {"EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "GMT", "UTC", "BST", "CET",
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


_MEANINGS = _meanings()
_NAMES = {(place, low): winter for place, winter, low, _, _ in _SEASONS} | {
    (place, high): summer for place, _, _, summer, high in _SEASONS
}
_OFFSET = r"(?:UTC|GMT)[+\u2212-](?:0?\d|1[0-4])(?::?[0-5]\d)?(?![\d:])"


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s{1,8}") for word in longest_first)


class ZoneWords:
    """The zone words that a text of this series can hold.

    `abbreviation` and `place` are the expressions that find one.
    """

    def __init__(self, zones: Iterable[Zone]) -> None:
        self.zones = tuple(zones)
        self.places = self._places()
        small = _any(_ANY_CASE | set(_LONG_NAMES))
        self.abbreviation = rf"(?:{_OFFSET}|(?:(?i:{small})|{_any(_MEANINGS)})(?!\w))"
        self.place = rf"(?:{_any(self.places)})(?![\w-]|['’]s)" if self.places else r"(?!)"

    def _places(self) -> dict[str, ZoneInfo]:
        american = any(zone.zone.key.startswith(("America/", "US/")) for zone in self.zones)
        known = {word: ZoneInfo(key) for word, key in (_UK | (_US if american else {})).items()}
        for zone in self.zones:
            known[place_name(zone.zone)] = zone.zone
        for zone in self.zones:
            for word in (zone.label, _written_out(zone.label)):
                if word not in _MEANINGS:
                    known[word] = zone.zone
        return {word: zone for word, zone in known.items() if word[:1].isalpha()}

    def spoken(self) -> Iterable[str]:
        """Return every word and name, but the offsets such as UTC+2."""
        return (*_MEANINGS, *_LONG_NAMES, *self.places)

    def readings(self, typed: str) -> tuple[Meaning, ...]:
        """Return everything that a word can mean, the likeliest first."""
        word = " ".join(typed.split())
        if word in self.places:
            return (Meaning(self.places[word].key),)
        if (minutes := _offset_of(word)) is not None:
            return (Meaning("", minutes),)
        return _MEANINGS.get(self.short(word), ())

    def short(self, typed: str) -> str:
        """Return the abbreviation that a word is or stands for."""
        word = " ".join(typed.split())
        return _SHORT.get(word.casefold(), word.upper())

    def settled(self, typed: str, at: datetime) -> Meaning | None:
        """Return the one thing that a word can mean in this series, None when in doubt."""
        readings = self.readings(typed)
        word = self.short(typed)
        here = [reading for reading in readings if self.keeps(reading, word, at)]
        if here or word not in _ASK_THE_SERIES:
            return here[0] if len(here) == 1 else None if here else next(iter(readings), None)
        near = [r for r in readings if r.place in _SETTLES and self._any_in(_SETTLES[r.place])]
        return near[0] if near else None

    def keeps(self, reading: Meaning, word: str, at: datetime) -> bool:
        """Return whether one of the series' zones gives the word this meaning in that year."""
        half = timedelta(days=182)
        for zone in (zone.zone for zone in self.zones):
            if zone.key == reading.place:
                return True
            for local in (moment.astimezone(zone) for moment in (at, at + half)):
                said = minutes_of(local.astimezone(reading.clock))
                if local.tzname() == word and minutes_of(local) == said:
                    return True
        return False

    def keeps_now(self, word: str, at: datetime) -> bool:
        """Return whether a clock of the series is called so at the instant."""
        return any(at.astimezone(zone.zone).tzname() == word for zone in self.zones)

    def _any_in(self, region: str) -> bool:
        return any(zone.zone.key.startswith(region) for zone in self.zones)


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


def _written_out(label: str) -> str:
    return " ".join(_POINTS.get(word, word) for word in label.split())
