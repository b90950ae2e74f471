r"""What icalendar 7.3 writes in a way that some calendar misreads, written right.

Each correction names the fault and the client that it serves; each has a test that
fails without it (tests/test_calendar_corrections.py). The rest of the library's output
is used as it is. Two more of its faults are avoided, not corrected: `Event.new()` and
`Calendar.new()` add a random UID (with one on the calendar, vdirsyncer keeps a single
event) and the clock as DTSTAMP, so components are made by their plain constructors; and
VTIMEZONEs come out wrong (Thunderbird reads summer chats an hour late), so every time is
written in UTC.
"""

import re
from collections.abc import Sequence
from datetime import timedelta

from icalendar import Component
from icalendar.prop import vCategory, vDuration, vText, vUri

LINE_OCTETS = 75
"""How long a line may be without its line end (RFC 5545 §3.1)."""

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_WORDS = re.compile(r"[\w -]+")
_ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))


def readable(text: str) -> str:
    """Return the text as every calendar can show it.

    icalendar writes any character as it is. A control character makes Home Assistant and
    ics.py refuse the whole file, and libical (Evolution) drops blanks at the edges: they go,
    for everybody alike. A tab becomes a blank. Unicode's own line ends (U+2028) become
    newlines: vdirsyncer takes them for the file's own and tears the entry apart.
    """
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return _CONTROLS.sub("", lines).strip()


class Text(vText):
    r"""A TEXT value that is escaped as RFC 5545 §3.3.11 has it.

    icalendar takes the two characters `\N` of `C:\New` for a newline: every reader then
    shows `C:`, a line end, `ew`.
    """

    def __new__(cls, value: str) -> "Text":
        """Make the value of a text with any characters."""
        return super().__new__(cls, readable(value))

    def to_ical(self) -> bytes:
        """Return the escaped text."""
        text = str(self)
        for typed, written in _ESCAPES:
            text = text.replace(typed, written)
        return text.encode()


def text_lists(values: Sequence[str]) -> list[vCategory]:
    r"""Return TEXT values as one list, and each that is more than a word in a list of its own.

    icalendar's own list escapes each value as wrongly as `Text` says. And of some
    values ical.js (Thunderbird) and libical (Evolution) miss the comma that ends them: both
    read `a\\,b`, two values, as one, and libical `\;:,b` too.
    """
    plain = [value for value in values if _WORDS.fullmatch(value)]
    alone = [[value] for value in values if not _WORDS.fullmatch(value)]
    return [_list_of(group) for group in (plain, *alone) if group]


def _list_of(values: list[str]) -> vCategory:
    made = vCategory([])
    made.cats = [Text(value) for value in values]
    return made


def typed_duration(value: timedelta) -> vDuration:
    """Return a duration that says it is one.

    icalendar's REFRESH-INTERVAL leaves out the VALUE that RFC 7986 §5.7 demands: ical.js
    (Thunderbird) then reads a text.
    """
    return vDuration(value, params={"VALUE": "DURATION"})


def typed_uri(value: str) -> vUri:
    """Return an address that says it is one: the same of SOURCE (RFC 7986 §5.8)."""
    return vUri(value, params={"VALUE": "URI"})


def written(component: Component) -> bytes:
    """Return the component as a file's bytes: folded lines, each closed by CRLF."""
    return b"".join(folded(line) for line in component.content_lines() if line)


def folded(line: str) -> bytes:
    r"""Return a content line folded at 75 octets (RFC 5545 §3.1), with its CRLF.

    icalendar can fold between the two characters of an escape such as `\\`; Google drops
    such an event. A fold never stands inside an escape here, nor inside a UTF-8 sequence,
    where a reader that decodes line by line would fail.
    """
    data = line.encode()
    parts, at, room = [], 0, LINE_OCTETS
    while len(data) - at > room:
        end = next(end for end in range(at + room, at, -1) if _may_fold(data, at, end))
        parts.append(data[at:end])
        at, room = end, LINE_OCTETS - 1
    return b"\r\n ".join([*parts, data[at:]]) + b"\r\n"


def _may_fold(data: bytes, start: int, end: int) -> bool:
    inside_character = data[end] & 0xC0 == 0x80
    part = data[start:end]
    backslashes = len(part) - len(part.rstrip(b"\\"))
    return not inside_character and backslashes % 2 == 0
