"""Times with a zone in a text: "5 pm EST", "9–10 pm UK", "22:00 in London", "UTC: 21:00".

The times are found first; the zone is looked for right behind, or right before, each
of them. Repetitions are bounded and none holds another, so that the work grows with
the text's length and with nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chats.schedule import MONTHS, WEEKDAYS
from chats.zone_words import ZoneWords


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


# ---------------------------------------------------------------- shapes

_S = r"\s{0,8}"
_END = r"(?![A-Za-z0-9])"


def _clock(n: str) -> str:
    return (
        rf"(?:(?P<hour{n}>\d{{1,2}})(?:[:.](?P<minute{n}>[0-5]\d))?{_S}(?P<half{n}>[AaPp])"
        rf"(?:\.\s?)?[Mm](?![a-z0-9])\.?"
        rf"|(?P<wall{n}>\d{{1,2}})[:h](?P<past{n}>[0-5]\d)(?![a-z0-9])"
        rf"|(?:12\s)?(?P<word{n}>(?i:noon|midday|midnight)){_END}"
        rf"|(?P<oclock{n}>\d{{1,2}})\s?o['’]clock{_END}"
        rf"|(?P<four{n}>(?:[01]\d|2[0-3])[0-5]\d)(?=\s?(?:Z|UTC|GMT|hrs)\b))"
    )


def _from(n: str) -> str:
    return rf"(?:{_clock(n)}|(?P<bare{n}>\d{{1,2}})(?:[:.](?P<barely{n}>[0-5]\d))?)"


_TIMES = re.compile(
    r"(?<![\w$£€])(?<!\d[.,:/])"
    rf"(?:{_from('1')}{_S}(?:-|–|—|\b(?:to|till|until)\b){_S}|"
    rf"(?<=between\s){_from('2')}{_S}\band\b{_S})?"
    rf"(?P<last>{_clock('3')})(?:\s?(?:h|hrs|hours){_END})?"
)
_DAY_OF_MONTH = re.compile(rf"(?:{'|'.join(month[:3] for month in MONTHS)})[a-z]{{0,6}}\.?\s\Z")
"""What stands before "10 – 5 pm" in "June 10 – 5 pm": the 10 is a day."""

_NEXT_TIME = re.compile(rf"(?:{_S}[:|=]{_S}|\s{{1,2}}){_clock('4')}")
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


_LIKE_A_TIME = re.compile(
    r"[0-9][^a-z]{0,16}[AaPp]\.?\s?[Mm]|[0-9][:h][0-9]|[0-9]{3}\s?[ZUGh]|[0-9]\s?o.clock"
)


def may_hold_times(text: str) -> bool:
    """Return whether a text is worth a closer look; most are not, and this is quick."""
    small = text.casefold()
    return bool(_LIKE_A_TIME.search(text)) or any(
        word in small for word in ("noon", "midday", "midnight", "&nbsp;", "&thinsp;")
    )


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
            rf"(?:{_S}\(?(?:{'|'.join(day[:3] for day in WEEKDAYS)})[a-z]{{0,6}}\)?)?"
            rf"(?:(?P<spoken>{_S}\b(?:in|on)\s{{1,8}}(?:the\s{{1,8}})?{us})|{_S}[(\[]?{_S}{us})"
            rf"(?:(?P<abbreviation>{abbreviation})|(?P<place>{place}))"
            rf"(?P<more>(?:{_S}/{_S}{one}){{0,3}})"
        )
        self._after_comma = re.compile(
            rf",{_S}(?:(?P<abbreviation>{abbreviation})|(?P<place>{place})(?=\s{{1,8}}[Tt]ime\b))"
            r"(?P<more>)(?P<spoken>)"
        )
        self._before = re.compile(
            rf"(?<![\w/])(?P<zone>{one})(?:\s{{1,8}}[Tt]ime)?(?:{_S}[:|=(]{_S}|\s{{1,8}})\Z"
        )

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield the typed times that have a zone, in order."""
        done = 0
        for time in _TIMES.finditer(text):
            start, clocks = _clocks(time, text)
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
        if _NEXT_TIME.match(text, found.end()) and self._zone_before(text, time, done):
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


# ---------------------------------------------------------------- what a clock says

_DAY = 24 * 60


def _clocks(time: re.Match[str], text: str) -> tuple[int, tuple[frozenset[int], ...]]:
    """Return where the time begins and what its one or two clocks can mean."""
    last = _minutes(time, "3")
    if not last:
        return time.start(), ()
    for n in ("1", "2"):
        if first := _first(time, n):
            if time[f"bare{n}"] and _DAY_OF_MONTH.search(
                text, max(0, time.start() - 12), time.start()
            ):
                break
            return time.start(), (first, last)
    return time.start("last"), (last,)


def _first(time: re.Match[str], n: str) -> frozenset[int]:
    """Return what a range's first clock can mean.

    It takes the half of the day from the second: "2–4 pm" is 2 pm, "11–1 pm" is 11 am.
    """
    hour, minute = time[f"bare{n}"], time[f"barely{n}"]
    if hour is None:
        hour, minute = time[f"wall{n}"], time[f"past{n}"]
    if hour is None or not 1 <= int(hour) <= 12 or hour[0] == "0" or not time["half3"]:
        return _minutes(time, n) if time[f"bare{n}"] is None else _either(hour, minute)
    begin, end = int(hour) % 12 * 60 + int(minute or 0), min(_minutes(time, "3"))
    same_half = begin + (end // 720) * 720
    return frozenset({same_half if same_half <= end else (same_half + 720) % _DAY})


def _minutes(time: re.Match[str], n: str) -> frozenset[int]:
    """Return what one clock can mean, in minutes since midnight; nothing for no time at all."""
    if hour := time[f"hour{n}"]:
        past = int(time[f"minute{n}"] or 0)
        if int(hour) > 12:
            return _either(hour, time[f"minute{n}"])
        return frozenset({int(hour) % 12 * 60 + past + 720 * (time[f"half{n}"] in "Pp")})
    if hour := time[f"wall{n}"] or time[f"oclock{n}"]:
        return _either(hour, time[f"past{n}"])
    if word := time[f"word{n}"]:
        return frozenset({0 if word.lower() == "midnight" else 720})
    if four := time[f"four{n}"]:
        return frozenset({int(four[:2]) * 60 + int(four[2:])})
    return frozenset()


def _either(hour: str, minute: str | None) -> frozenset[int]:
    """Return a clock without am or pm: "5:00" can be either, "17:00" and "05:00" cannot."""
    value = int(hour) * 60 + int(minute or 0)
    if value > _DAY:
        return frozenset()
    if hour[0] == "0" or int(hour) > 12:
        return frozenset({value % _DAY})
    return frozenset({value, (value + 720) % _DAY})
