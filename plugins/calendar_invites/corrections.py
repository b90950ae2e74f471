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
from urllib.parse import quote

from icalendar import Component
from icalendar.prop import vCategory, vDuration, vText, vUri

LINE_OCTETS = 75
"""How long a line may be without its line end (RFC 5545 §3.1)."""

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_WORDS = re.compile(r"[\w -]+")
_ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))
_URI_CHARACTERS = ":/?#[]@!$&'()*+,;=%~"


def readable(text: str) -> str:
    """Return the text as every calendar can show it.

    icalendar writes control characters as they are: Home Assistant and ics.py then refuse
    the whole file, and readers that split lines as Unicode does (vobject) break at U+2028.
    Line ends become newlines, a tab a blank, other controls go. libical drops blanks at
    the edges, so they go for everybody.
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

    icalendar's own list escapes each value as wrongly as `Text` says. And where another
    value precedes the comma between two, ical.js (Thunderbird) and libical (Evolution)
    take both for one: `a\\,b` for `a,b`, and libical `\;:,b` for `;:,b`.
    """
    plain = [value for value in values if _WORDS.fullmatch(value)]
    alone = [[value] for value in values if not _WORDS.fullmatch(value)]
    return [_list_of(group) for group in (plain, *alone) if group]


def _list_of(values: list[str]) -> vCategory:
    made = vCategory([])
    made.cats = [Text(value) for value in values]
    return made


def typed_duration(value: timedelta) -> vDuration:
    """Return a duration that says so; icalendar's REFRESH-INTERVAL leaves out what RFC 7986 §5.7
    demands, and ical.js then takes the value for a text.
    """  # fmt: skip
    return vDuration(value, params={"VALUE": "DURATION"})


def typed_uri(value: str) -> vUri:
    """Return an address that says it is one, as RFC 7986 §5.8 demands of SOURCE."""
    return vUri(encoded_uri(value), params={"VALUE": "URI"})


def encoded_uri(value: str) -> str:
    """Return an address with everything percent-encoded that RFC 3986 does not allow.

    icalendar writes it as it is, and a blank or a letter beyond ASCII is no URI to libical.
    """
    return quote(value, safe=_URI_CHARACTERS)


def written(component: Component) -> bytes:
    """Return the component as a file's bytes: folded lines, each closed by CRLF."""
    return b"".join(folded(line) for line in component.content_lines() if line)


def folded(line: str) -> bytes:
    r"""Return a content line folded at 75 octets (RFC 5545 §3.1), with its CRLF.

    icalendar can fold between the two characters of an escape such as `\\`; Google drops
    such an event. A fold never stands inside an escape here, nor inside a UTF-8 sequence,
    where a reader that decodes line by line would fail.
    """
    rest, parts, room = line.encode(), [], LINE_OCTETS
    while len(rest) > room:
        cut = next(at for at in range(room, 0, -1) if _may_fold(rest, at))
        parts.append(rest[:cut])
        rest, room = rest[cut:], LINE_OCTETS - 1
    return b"\r\n ".join([*parts, rest]) + b"\r\n"


def _may_fold(line: bytes, at: int) -> bool:
    inside_character = line[at] & 0xC0 == 0x80
    before = line[:at]
    backslashes = len(before) - len(before.rstrip(b"\\"))
    return not inside_character and backslashes % 2 == 0
