"""content/identities.lock: records ↔ lines of text."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from chats import fields
from chats.aliases import shown
from chats.field_reader import unreadable
from chats.file_text import Unreadable, text_from
from chats.identity.records import (
    AliasRecord,
    CalendarRecord,
    FileRecord,
    HostRecord,
    Locked,
    PageRecord,
    Period,
    PostRecord,
    Record,
    SessionRecord,
    StampRecord,
    TopicRecord,
)
from chats.model import Status
from chats.problems import Problem

HEAD = """\
# Everything by which subscribers and readers know what this site has published: the calendar
# entries with their revision and start, the posts' names in feeds, and every address; and the
# stamp of each entry with a digest of what it says, so that the one moves with the other.
#
# `invoke build` adds to this file; commit it together with what it is about. From then on a
# build stops when a line no longer holds, and says how to keep it. To give something up for
# good, delete its line.

"""

_KINDS: Mapping[str, type[Record]] = {
    made.kind: made for made in
    (AliasRecord, CalendarRecord, SessionRecord, FileRecord, HostRecord, PageRecord, PostRecord,
     StampRecord, TopicRecord)
}  # fmt: skip
_BETWEEN = "  "


def written(records: Iterable[Record]) -> str:
    """Return the file's text: a line for each record, in order, under a head of comments."""
    lines = sorted(line_of(record) for record in records)
    return HEAD + "".join(f"{line}\n" for line in lines)


def line_of(record: Record) -> str:
    """Return a record's line."""
    values = (getattr(record, column) for column in record.columns)
    return _BETWEEN.join((record.kind, *map(_written, record.columns, values)))


LONGEST = 32 * 1024 * 1024
"""What the file of a hundred thousand chats takes, in bytes: it grows with the series."""


def locked_from(path: str, data: bytes, problems: list[Problem]) -> list[Locked]:
    """Return the records of the file's bytes; what has a problem is left out."""
    found, faults = _locked_from(path, data)
    problems.extend(faults)
    return list(found)


@lru_cache(maxsize=2)  # the file as it is and as it was committed, which mostly are one
def _locked_from(path: str, data: bytes) -> tuple[tuple[Locked, ...], tuple[Problem, ...]]:
    problems: list[Problem] = []
    try:
        return tuple(parse(text_from(data, LONGEST), path, problems)), tuple(problems)
    except Unreadable as error:
        return (), (unreadable(path, error),)


def parse(text: str, path: str, problems: list[Problem]) -> list[Locked]:
    """Return the records of the file's text; a line that is none is a problem of `path`.

    A name may stand in two lines, as after a merge that kept both sides: both hold.
    """
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>")):
            problems.append(Problem(path, number, "", f"`{line[:7]}` was left by a merge; keep "
                                    "the lines of both sides and delete this one"))  # fmt: skip
        elif line.strip() and not line.startswith("#"):
            try:
                found.append(Locked(number, _record(line.split())))
            except ValueError as error:
                problems.append(Problem(path, number, "", f"{error}; take the line from an "
                                        "earlier version of this file"))  # fmt: skip
    return found


def _record(words: list[str]) -> Record:
    made = _KINDS.get(words[0])
    if made is None:
        raise ValueError(f"`{words[0]}` is none of {', '.join(sorted(_KINDS))}")
    if len(words) != len(made.columns) + 1:
        columns = _BETWEEN.join(f"<{column}>" for column in made.columns)
        raise ValueError(f"the line is not whole; it reads `{made.kind}{_BETWEEN}{columns}`")
    pairs = zip(made.columns, words[1:], strict=True)
    return made(**{column: _READ[column](word) for column, word in pairs})


def _written(column: str, value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, Period):
        return _written("start", value.start) + _length_written(value.length)
    return shown(str(value)) if column in ("path", "leads_to") else str(value)


def _length_written(length: timedelta | None) -> str:
    return f"/PT{length // timedelta(minutes=1)}M" if length else ""


_LENGTH = re.compile(r"PT([1-9]\d{0,4})M")


def _period(word: str) -> Period:
    start, _, length = word.partition("/")
    match = _LENGTH.fullmatch(length)
    if length and not match:
        raise ValueError(f"`{length}` is not a length in minutes, PT120M")
    return Period(_instant(start), timedelta(minutes=int(match[1])) if match else None)


_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def _instant(word: str) -> datetime:
    """Return a moment as this file has it; one that people typed is read as theirs are."""
    if _MOMENT.fullmatch(word):
        with suppress(ValueError):
            return datetime.fromisoformat(word)
    return fields.instant(word)


def _path(word: str) -> str:
    if not word.startswith("/"):
        raise ValueError(f"`{word}` is not an address within the site; it begins with /")
    return word[1:]


def _uid(word: str) -> str:
    local, _, domain = word.partition("@")
    if not domain or not all(fields.identifier(part) for part in local.split(".", 1)):
        raise ValueError(f"`{word}` is not the name of a calendar entry, 2010-06@example.org")
    return word


def _digest(word: str) -> str:
    if not re.fullmatch("[0-9a-f]{16}", word):
        raise ValueError(f"`{word}` is not 16 hexadecimal digits")
    return word


_READ: Mapping[str, Callable[[str], Any]] = {
    "uid": _uid,
    "id": fields.identifier,
    "path": _path,
    "leads_to": _path,
    "sequence": fields.whole_number(0, 999_999),
    "period": _period,
    "stamp": _instant,
    "digest": _digest,
    "since": _instant,
    "status": fields.choice(Status),
}
