"""IRC: logs of irssi, WeeChat, ZNC, EnergyMech, HexChat, mIRC, The Lounge, bots with ISO times.

A log names no zone, and often no day: the zone is given, the day stands in a line of its own,
in the file's name, or is the chat's.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import PurePosixPath

from chats.transcripts.said import Told
from transcripts.readers.elements import Reading, Source, Unfit, lines_of, post
from transcripts.readers.wall_clock import WallClock, a_day

_CLOCK = r"(?P<clock>\d{1,2}:\d\d(?::\d\d(?:\.\d{1,6})?)?)"
_DAY = r"(?P<day>\d{4}-\d\d-\d\d)"
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_WHEN = (
    rf"(?:\[?(?:{_DAY}[T ])?{_CLOCK}(?P<offset>Z|[+-]\d\d:?\d\d)?\]?"
    rf"|(?P<month>{_MONTHS}) (?P<date>\d\d) (?P<clock2>\d\d:\d\d:\d\d))"
)
_SAID = re.compile(rf"{_WHEN}\s+<[\s@+%&~!]?(?P<nick>[^\s<>]+)>\s?(?P<text>.*)")
_DID = re.compile(rf"{_WHEN}\s+\*\s+(?P<nick>[^\s*]\S*) (?P<text>.*)")
_WEECHAT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d) (?P<clock>\d\d:\d\d:\d\d)\t(?P<nick>[^\t]*)\t(?P<text>.*)"
)
_NOT_SAID = re.compile(
    rf"{_WHEN}\s+(?:-!-|\*\*\*|\*{{2,}}|-->|<--|--|-\S+-|!|\*\s|-\s|==|=-=|→|←|\[)"
)
_EVENT = re.compile(
    r"\* (?:Now talking|Topic |Disconnected|Users? |\S+ (?:\(\S+@\S+\) )?"
    r"(?:has (?:joined|left|quit|changed)|is now known as|sets mode|gives |removes |was kicked"
    r"|is away|is back|set the topic))"
)
"""What HexChat and mIRC begin with the star of what somebody did."""

_OPENED = re.compile(
    r"(?:--- Log opened|--- Day changed|\*{4} BEGIN LOGGING AT|Session (?:Start|Time):)\s+"
    r"(?P<when>.+)"
)
_CLOSED = re.compile(r"--- Log closed|\*{4} ENDING LOGGING|Session (?:Close|Ident)|\s*$")
_COLOURS = re.compile(
    "\x03(?:\\d{1,2}(?:,\\d{1,2})?)?|\x04[0-9a-fA-F]{6}|[\x02\x0f\x11\x16\x1d\x1e\x1f]"
)
_MOST_TOLD = 10
_IN_A_NAME = re.compile(r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)(?!\d)")


def read(sources: Sequence[Source], reading: Reading) -> Iterator[Told]:
    """Read what was said and done in a channel; who came and went is left out."""
    for source in sources:
        if (text := reading.text(source)) is not None:
            yield from _Log(source, reading).posts(text)


class _Log:
    def __init__(self, source: Source, reading: Reading) -> None:
        self._source, self._reading = source, reading
        self._clock = WallClock(reading, _day_in(PurePosixPath(source.name).name))

    def posts(self, text: str) -> Iterator[Told]:
        """Yield the posts; a file of which no line is a log's is a fault."""
        unknown: list[int] = []
        known = 0
        for number, line in enumerate(lines_of(text), 1):
            try:
                told, fits = self._line(_COLOURS.sub("", line))
            except Unfit:
                told, fits = None, False
            known += fits and bool(line.strip())
            if not fits:
                unknown.append(number)
            if told:
                yield told
        tell = partial(self._reading.fault, self._source)
        if not known:
            tell("is no log of irssi, WeeChat, ZNC, EnergyMech, HexChat or mIRC, nor lines as "
                 "`17:03 <nick> words`")  # fmt: skip
            return
        for number in unknown[:_MOST_TOLD]:
            tell("is no line of a log; it is left out", number, warning=True)
        if further := unknown[_MOST_TOLD:]:
            tell(f"{len(further):,} further lines are none either", further[0], warning=True)

    def _line(self, line: str) -> tuple[Told | None, bool]:
        if match := _WEECHAT.fullmatch(line):
            return self._weechats(match), True
        if match := _OPENED.match(line):
            self._clock.begin(_day_of(match["when"]))
            return None, True
        if match := _SAID.fullmatch(line):
            return self._told(match, match["nick"], match["text"]), True
        if (match := _DID.fullmatch(line)) and not _EVENT.search(line.replace("\t", " ")):
            return self._told(match, match["nick"], f"* {match['text']}"), True
        return None, bool(_NOT_SAID.match(line) or _CLOSED.match(line))

    def _weechats(self, match: re.Match[str]) -> Told | None:
        nick, text = match["nick"].strip(), match["text"]
        if nick == "*":  # "/me": the nick begins the text
            nick, _, text = text.partition(" ")
            text = f"* {text}"
        elif nick in ("", "--", "-->", "<--", "=!=") or nick.startswith("-"):
            return None
        at = self._clock.at(match["clock"], match["day"])
        return post(at=at, handle=nick.lstrip("@+%&~"), text=text)

    def _told(self, match: re.Match[str], nick: str, text: str) -> Told | None:
        return post(at=self._at(match), handle=nick.lstrip("@+%&~"), text=text)

    def _at(self, match: re.Match[str]) -> datetime:
        clock = match["clock"] or match["clock2"]
        day = match["day"] or ""
        if match["month"]:
            day = str(_of_year(f"{match['month']} {match['date']}", self._clock.day) or "")
        return self._clock.at(clock, day, match["offset"] or "")


def _day_in(name: str) -> date | None:
    """Return the day of a file's name: "2010-06-10.log", "#chat_20100610.log"."""
    days = (a_day("-".join(match.groups())) for match in _IN_A_NAME.finditer(name))
    return next(filter(None, days), None)


def _of_year(typed: str, near: date) -> date | None:
    """Return the day of "Jan 01" that is nearest to another: the year may end in a chat."""
    years = range(near.year - 1, near.year + 2)
    days = filter(None, (_day_of(f"{typed} {year}") for year in years))
    return min(days, key=lambda day: abs(day - near), default=None)


def _day_of(typed: str) -> date | None:
    """Return the day of "Thu Jun 10 17:00:00 2010", "Fri Jun 11 2010", "Jun 10 17:03:12 2010"."""
    found = re.search(rf"({_MONTHS})\s+(\d{{1,2}})\b.*?\b(\d{{4}})\b", typed)
    if not found:
        return None
    month = _MONTHS.split("|").index(found[1]) + 1
    return a_day(f"{found[3]}-{month:02}-{int(found[2]):02}")
