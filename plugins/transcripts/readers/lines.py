"""Plain text: a time, a name, a colon and the words; what follows without a time goes on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from chats.transcripts.said import Told
from transcripts.readers.elements import Reading, Source, Unfit, lines_of, post
from transcripts.readers.wall_clock import WallClock, a_day

_BEGINS = re.compile(
    r"[\[(]?(?:(?P<day>\d{4}-\d\d-\d\d)[T, ]\s?)?(?P<clock>\d{1,2}:\d\d(?::\d\d)?)"
    r"(?P<offset>Z|\s?[+-]\d\d:\d\d)?[\])]?\s*(?:[-–—|]\s*)?(?P<name>[^:\n]{1,80}?):\s+(?P<text>.*)"
)
_TO_ONE = re.compile(r"\((?:direct message|privately|private)\)\s*$", re.IGNORECASE)
"""How logs of meetings mark what was said to one person: `From Ann to Ben (Direct Message)`."""
_A_DAY = re.compile(r"\W*(?P<day>\d{4}-\d\d-\d\d)\W*")


class _Line(NamedTuple):
    """A post: the line in which it begins, the day above it, its time and author, and its lines."""

    number: int
    above: str
    begins: re.Match[str]
    words: list[str]


def read(sources: Sequence[Source], reading: Reading) -> Iterator[Told]:
    """Read texts; a day may stand in a line of its own, and is the chat's until one does."""
    for source in sources:
        if (text := reading.text(source)) is not None:
            yield from _posts(source, _lines(source, text, reading), reading)


def _lines(source: Source, text: str, reading: Reading) -> list[_Line]:
    above = ""
    found: list[_Line] = []
    for number, line in enumerate(lines_of(text), 1):
        if match := _BEGINS.fullmatch(line.strip()):
            found.append(_Line(number, above, match, [match["text"]]))
            above = ""
        elif match := _A_DAY.fullmatch(line):
            above = match["day"]
        elif found and line.strip():
            found[-1].words.append(line.strip())
        elif line.strip():
            reading.fault(source, "begins no post; write `17:03 name: words`", number, warning=True)
    if not found:
        reading.fault(source, "holds no line as `17:03 name: words`")
    return found


def _posts(source: Source, found: Iterable[_Line], reading: Reading) -> Iterator[Told]:
    clock = WallClock(reading)
    for each in found:
        if each.above:
            clock.begin(a_day(each.above))
        day, typed, offset, name, _ = each.begins.groups(default="")
        handle = name.strip().removeprefix("<").removesuffix(">")
        if _TO_ONE.search(handle):
            reading.private += 1
            continue
        try:
            told = post(at=clock.at(typed, day, offset.strip()), handle=handle, name=handle,
                        text="\n".join(each.words))  # fmt: skip
        except Unfit as error:
            reading.fault(source, f"{error}; it is left out", each.number, warning=True)
        else:
            if told:
                yield told
