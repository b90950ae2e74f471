r"""Content lines of iCalendar (RFC 5545 §3.1) as every calendar reads them alike.

They are written here and not by a library: that takes a seventh of the time, which was most of a
calendar's, and of each rule that some client needs the one we had broke one. Every time is
written in UTC: libraries' VTIMEZONEs are what Thunderbird reads summer chats an hour late by.
Each rule names its client and has a test (tests/test_calendar_lines.py).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

LINE_OCTETS = 75
"""How long a line may be without its line end (RFC 5545 §3.1)."""

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_WORDS = re.compile(r"[\w -]+")
_ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))


def readable(text: str) -> str:
    """Return the text as every calendar can show it.

    A control character makes Home Assistant and ics.py refuse the whole file, and libical
    (Evolution) drops blanks at the edges: they go, for everybody alike. A tab becomes a
    blank. Unicode's own line ends (U+2028) become newlines: vdirsyncer takes them for the
    file's own and tears the entry apart.
    """
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return _CONTROLS.sub("", lines).strip()


def text(name: str, value: str) -> str:
    r"""Return a line of TEXT, escaped as RFC 5545 §3.3.11 has it: `C:\New` is no line end."""
    return f"{name}:{_escaped(readable(value))}"


def text_if_any(name: str, value: str) -> Iterator[str]:
    """Yield the line of a text in which there is something to read."""
    if shown := readable(value):
        yield f"{name}:{_escaped(shown)}"


def _escaped(value: str) -> str:
    for typed, written in _ESCAPES:
        value = value.replace(typed, written)
    return value


def text_lists(name: str, values: Iterable[str]) -> Iterator[str]:
    r"""Yield a line with all values, and one of its own for each that is more than a word.

    Of some values ical.js (Thunderbird) and libical (Evolution) miss the comma that ends
    them: both read `a\\,b`, two values, as one, and libical `\;:,b` too.
    """
    shown = [value for value in values if readable(value)]
    plain = [value for value in shown if _WORDS.fullmatch(value)]
    if plain:
        yield f"{name}:{','.join(map(readable, plain))}"
    yield from (text(name, value) for value in shown if not _WORDS.fullmatch(value))


def moment(name: str, value: datetime) -> str:
    """Return the line of an instant, which is in UTC."""
    return f"{name}:{value:%Y%m%dT%H%M%SZ}"


def duration(value: timedelta) -> str:
    """Return a duration in days, hours and minutes (RFC 5545 §3.3.6): "P1D", "-PT15M"."""
    sign, length = ("-", -value) if value < timedelta() else ("", value)
    hours, minutes = divmod(length.seconds // 60, 60)
    days = f"{length.days}D" if length.days else ""
    clock = f"{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''}"
    return f"{sign}P{days}{f'T{clock}' if clock else ''}"


def folded(line: str) -> bytes:
    r"""Return a content line folded at 75 octets (RFC 5545 §3.1), with its CRLF.

    A fold never stands between the two characters of an escape such as `\\`, for Google drops
    such an event, nor inside a UTF-8 sequence, where a reader that decodes line by line
    would fail.
    """
    data = line.encode()
    parts, at, room = [], 0, LINE_OCTETS
    while len(data) - at > room:
        end = at + room
        while _is_inside(data, at, end):
            end -= 1
        parts.append(data[at:end])
        at, room = end, LINE_OCTETS - 1
    return b"\r\n ".join([*parts, data[at:]]) + b"\r\n"


def _is_inside(data: bytes, start: int, end: int) -> bool:
    """Tell whether a place is within a character or an escape; `start` is within neither."""
    if data[end] & 0xC0 == 0x80:
        return True
    part = data[start:end]
    return part.endswith(b"\\") and (len(part) - len(part.rstrip(b"\\"))) % 2 == 1
