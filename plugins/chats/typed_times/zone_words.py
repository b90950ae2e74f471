"""The words of one series' texts for time zones: abbreviations, its labels and their places."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from chats.series import Zone
from chats.typed_times.abbreviations import (
    ANY_CASE,
    ASK_THE_SERIES,
    LONG_NAMES,
    MEANINGS,
    OFFSET_WORD,
    Meaning,
    abbreviation_of,
    meanings_of,
    minutes_of,
)
from chats.words import place_name

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


_SETTLES = {"America/Chicago": "America/", "Europe/London": "Europe/"}
"""A series with zones that begin so means this place, unless it has the word's other place too."""


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
        small = _any(ANY_CASE | set(LONG_NAMES))
        self.abbreviation = rf"(?:{OFFSET_WORD}|(?:(?i:{small})|{_any(MEANINGS)})(?!\w))"
        self.place = rf"(?:{_any(self.places)})(?![\w-]|['’]s)" if self.places else r"(?!)"

    def _places(self) -> dict[str, ZoneInfo]:
        american = any(zone.zone.key.startswith(("America/", "US/")) for zone in self.zones)
        known = {word: ZoneInfo(key) for word, key in (_UK | (_US if american else {})).items()}
        for zone in self.zones:
            known[place_name(zone.zone)] = zone.zone
        for zone in self.zones:
            for word in (zone.label, _written_out(zone.label)):
                if word not in MEANINGS:
                    known[word] = zone.zone
        return {word: zone for word, zone in known.items() if word[:1].isalpha()}

    def spoken(self) -> Iterable[str]:
        """Return every word and name, but the offsets such as UTC+2."""
        return (*MEANINGS, *LONG_NAMES, *self.places)

    def readings(self, typed: str) -> tuple[Meaning, ...]:
        """Return everything that a word can mean, the likeliest first."""
        word = " ".join(typed.split())
        if word in self.places:
            return (Meaning(self.places[word].key),)
        return meanings_of(word)

    def settled(self, typed: str, at: datetime) -> Meaning | None:
        """Return the one thing that a word can mean in this series, None when in doubt."""
        readings = self.readings(typed)
        word = abbreviation_of(typed)
        here = [reading for reading in readings if self.keeps(reading, word, at)]
        if here or word not in ASK_THE_SERIES:
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


def _written_out(label: str) -> str:
    return " ".join(_POINTS.get(word, word) for word in label.split())
