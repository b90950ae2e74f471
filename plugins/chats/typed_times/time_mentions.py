"""Times with a zone in a text: "5 pm EST", "9–10 pm UK", "22:00 in London", "UTC: 21:00".

The times are found first; the zone is looked for right behind, or right before, each
of them. Repetitions are bounded and none holds another, so that the work grows with
the text's length and with nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chats.schedule import MONTHS, WEEKDAYS
from chats.typed_times.typed_clocks import NEXT_TIME, SPACE, TIMES, clocks_of
from chats.typed_times.zone_words import ZoneWords


@dataclass(frozen=True)
class Mention:
    """A typed time: where it stands, what it says and the zone words beside it.

    `clocks` holds one time or the two of a range, each as the minutes since midnight
    that it can mean: "5:00" is both 300 and 1020.
    """

    start: int
    end: int
    typed: str
    clocks: tuple[frozenset[int], ...]
    zones: tuple[str, ...]


_Zoned = tuple[int, int, tuple[str, ...]]
"""Where a time with its zone begins and ends, and the zone words."""

_LAST_WORD = re.compile(r"([\w.+\u2212-]{1,20})\)?[\s:|=(]{1,20}\Z")
_REACH = 48
"""How far before a time its zone is looked for, in characters."""

_FREE = (*WEEKDAYS, *MONTHS, "Time", "Standard", "Daylight", "England")
_NAMED = re.compile(rf"\s{{1,2}}(?!(?:{'|'.join(_FREE)})\b)[A-Z][a-z]")
"""A name behind a place makes the place a part of it: "10 am London Bridge"."""

_ATTACHED = re.compile(r"[ \n]([a-z]+)")
_GOES_ON = re.compile(
    r"(?:a|also|an|and|are|as|at|because|but|by|for|from|he|here|how|i|if|in|is|it|local|maybe|of|"
    r"on|or|our|please|sharp|she|since|so|starts?|that|the|then|there|these|they|this|time|to|"
    r"today|together|tomorrow|tonight|until|via|was|we|were|when|where|which|while|who|will|with|"
    r"you)\Z"
)
"""Words that follow a whole time; any other makes the place an adjective: "9 am UK news"."""


class TimeReader:
    """Finds the times with a zone in the texts of one series."""

    def __init__(self, words: ZoneWords) -> None:
        self.words = words
        self._last_words = {part.split()[-1].casefold() for part in words.spoken()} | {"time"}
        abbreviation, place = words.abbreviation, words.place
        one = rf"(?:{abbreviation}|{place})"
        us = r"(?:U\.?S\.?\s{1,8})?"
        self._one = re.compile(one)
        self._behind = re.compile(
            rf"(?:{SPACE}\(?(?:{'|'.join(day[:3] for day in WEEKDAYS)})[a-z]{{0,6}}\)?)?"
            rf"(?:(?P<spoken>{SPACE}\b(?:in|on)\s{{1,8}}(?:the\s{{1,8}})?{us})|{SPACE}[(\[]?{SPACE}{us})"
            rf"(?:(?P<abbreviation>{abbreviation})|(?P<place>{place}))"
            rf"(?P<more>(?:{SPACE}/{SPACE}{one}){{0,3}})"
        )
        self._after_comma = re.compile(
            rf",{SPACE}(?:(?P<abbreviation>{abbreviation})|(?P<place>{place})(?=\s{{1,8}}[Tt]ime\b))"
            r"(?P<more>)(?P<spoken>)"
        )
        self._before = re.compile(
            rf"(?<![\w/])(?P<zone>{one})(?:\s{{1,8}}[Tt]ime)?(?:{SPACE}[:|=(]{SPACE}|\s{{1,8}})\Z"
        )

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield the typed times that have a zone, in order."""
        done = 0
        for time in TIMES.finditer(text):
            start, clocks = clocks_of(time, text)
            zoned = self._zone_behind(text, time, done) or self._zone_before(text, time, done)
            if zoned and clocks:
                first, end, zones = zoned
                start = min(first, start)
                if "(" in text[start:end] and text[end : end + 1] == ")":
                    end += 1
                yield Mention(start, end, _as_typed(text[start:end]), clocks, zones)
            done = max(time.end(), zoned[1] if zoned else 0)

    def _zone_behind(self, text: str, time: re.Match[str], done: int) -> _Zoned | None:
        end = time.end()
        found = self._behind.match(text, end) or self._after_comma.match(text, end)
        if not found or _part_of_a_name(text, found):
            return None
        # "New York 5 pm London 10 pm": the place behind belongs to the next time.
        if NEXT_TIME.match(text, found.end()) and self._zone_before(text, time, done):
            return None
        word = found["abbreviation"] or found["place"]
        return end, found.end(), (word, *self._one.findall(found["more"]))

    def _zone_before(self, text: str, time: re.Match[str], done: int) -> _Zoned | None:
        since = max(done, time.start() - _REACH)
        last = _LAST_WORD.search(text, since, time.start())
        # The look-up spares the search, which would try every zone word at every letter.
        if not last or not (last[1].casefold() in self._last_words or last[1][-1].isdigit()):
            return None
        found = self._before.search(text, since, time.start())
        return (found.start(), time.end(), (found["zone"],)) if found else None


def _part_of_a_name(text: str, zone: re.Match[str]) -> bool:
    if zone["abbreviation"]:
        return False
    if _NAMED.match(text, zone.end()):
        return True
    word = _ATTACHED.match(text, zone.end())
    return bool(not zone["spoken"] and word and not _GOES_ON.match(word[1]))


def _as_typed(text: str) -> str:
    shown = " ".join(text.split()).strip("|=: ")
    return shown if shown.count("(") == shown.count(")") else shown.replace("(", "")
