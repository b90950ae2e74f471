"""What the readers of exports share: files that may be anything, taken apart without a surprise."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from chats.addresses import web_address
from chats.problems import Problem, counted
from chats.transcripts.said import Told, plain_name, plain_text

_MOST_FAULTS = 20
"""Faults of one file that are told one by one."""

_A_CAR = re.compile(rb".{1,5}\xa2\x65roots", re.S)
"""How a CAR file begins: the length of its head, and that head's first key (CARv1, DAG-CBOR)."""

_TWITTERS = "%a %b %d %H:%M:%S %z %Y"


class Unfit(Exception):
    """A part of an export is not what its format says: the text says what is amiss."""


class Private(Exception):
    """A part of an export was not said in public: the text says why."""


@dataclass(frozen=True)
class Source:
    """A file of an export: its name as it is told, and its bytes when they are asked for."""

    name: str
    read: Callable[[], bytes]


@dataclass
class Reading:
    """What a reader is told, and what it tells beside the posts.

    `zone` is the clock of formats that name none, `day` the chat's day there; `channel` is the
    one to take of several, `handle` the account of an archive that does not name it. `public` is
    somebody's word that a channel is open to all, where its export does not say so.
    """

    zone: ZoneInfo
    day: datetime
    channel: str = ""
    handle: str = ""
    public: bool = False
    problems: list[Problem] = field(default_factory=list)
    private: int = 0

    def fault(self, source: Source, message: str, line: int = 0, *, warning: bool = False) -> None:
        """Tell what is wrong with a file; without `warning` nothing is written."""
        self.problems.append(Problem(source.name, line, "", message, warning))

    def is_public(self, source: Source) -> bool:
        """Return whether somebody said that an export is public; asks for their word if not."""
        if not self.public:
            self.fault(source, "does not say whether its channel is public; if everybody may read "
                       "it, say so with --public")  # fmt: skip
        return self.public

    def each(
        self, source: Source, items: Iterable[Any], read: Callable[[Any], Told | None]
    ) -> Iterator[Told]:
        """Read one element after the other; those that are unfit are told and left out."""
        unfit = 0
        for number, item in enumerate(items, 1):
            try:
                if (told := read(item)) is not None:
                    yield told
            except Private:
                self.private += 1
            except Unfit as error:
                unfit += 1
                if unfit <= _MOST_FAULTS:
                    self.fault(source, f"element {number:,} {error}; it is left out", warning=True)
        if unfit > _MOST_FAULTS:
            more = counted(unfit - _MOST_FAULTS, "further element")
            self.fault(source, f"{more} left out for such reasons", warning=True)

    def json(self, source: Source) -> Any:
        """Return what a JSON file holds, None with the fault told when it is none."""
        text = self.text(source)
        if text is None:
            return None
        if match := re.match(r"\s*window\.YTD\.[\w.]+\s*=\s*", text):  # X's archive
            text = text[match.end() :].rstrip().removesuffix(";")
        try:
            if (value := json.loads(text)) is None:
                self.fault(source, "holds nothing; export it again")
            return value
        except RecursionError:
            self.fault(source, "nests deeper than any export does; it is not read")
        except ValueError as error:
            if (lines := _json_lines(text)) is not None:
                return lines
            line = getattr(error, "lineno", 0)
            self.fault(source, f"is not JSON: {error}; export it again", line)
        return None

    def text(self, source: Source) -> str | None:
        """Return a file's text, None with the fault told when it is none."""
        data = source.read()
        if _A_CAR.match(data):
            self.fault(source, "is a CAR archive of Bluesky's, with one person's records and "
                       "nobody's answers; ask the API for JSON: docs/transcripts.md")  # fmt: skip
            return None
        if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            self.fault(source, "is no text; give the export as the platform made it")
            return None
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16", "replace")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")  # logs and tables of older Windows


def _json_lines(text: str) -> list[Any] | None:
    """Return the values of a file that holds one a line (JSON Lines)."""
    lines = [line for line in lines_of(text) if line.strip()]
    if len(lines) < 2:
        return None
    try:
        return [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        return None


def lines_of(text: str) -> list[str]:
    """Return the lines of a file: IRC's italics and U+2028 in somebody's words end none."""
    return re.split(r"\r\n?|\n", text)


def dig(value: Any, *keys: str) -> Any:
    """Return what lies under the keys, None when something on the way is missing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def words(value: Any, *keys: str) -> str:
    """Return the text under the keys, "" when there is none; a number counts as text."""
    found = dig(value, *keys)
    if isinstance(found, int | float) and not isinstance(found, bool):
        return str(found)
    return found if isinstance(found, str) else ""


def needed(value: Any, *keys: str) -> str:
    """Return the text under the keys; raises Unfit when there is none."""
    if found := words(value, *keys):
        return found
    raise Unfit(f"has no `{'.'.join(keys)}`")


def number(value: Any, *keys: str) -> int:
    """Return the number under the keys, 0 when there is none."""
    try:
        return max(0, min(int(words(value, *keys) or 0), 999_999_999))
    except ValueError:
        return 0


def listed(value: Any, *keys: str) -> Sequence[Any]:
    """Return the list under the keys, an empty one when there is none."""
    found = dig(value, *keys)
    return found if isinstance(found, list) else ()


def moment(typed: str, zone: ZoneInfo | None = None) -> datetime:
    """Return a moment in UTC: ISO 8601, X's own form, or seconds since 1970.

    `zone` is that of a wall clock that says none. Raises Unfit.
    """
    value = typed.strip()
    try:
        if re.fullmatch(r"\d{9,10}(?:\.\d+)?", value):
            return datetime.fromtimestamp(float(value), UTC)
        if re.match(r"[A-Z][a-z]{2} [A-Z][a-z]{2} ", value):
            return datetime.strptime(value, _TWITTERS).astimezone(UTC)
        value = re.sub(r"\s?(?:UTC|GMT)$", "Z", value)
        found = datetime.fromisoformat(value)
        if found.tzinfo is None and zone is None:
            found = found.replace(tzinfo=UTC)
        at = (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
        if not 1970 <= at.year <= 2199:
            raise ValueError
        return at
    except (ValueError, OverflowError, OSError):
        raise Unfit(f"has the time `{typed[:40]}`; it wants one as 2010-06-10 21:03:12") from None


def post(
    *, at: datetime, handle: str, text: str, link: str = "", origin: str = "", reply: str = "",
    **others: Any,
) -> Told | None:  # fmt: skip
    """Return a post whose parts are as a transcript takes them, None of one without words.

    Raises Unfit when nobody said it.
    """
    who = re.sub(r"\s+", "-", plain_name(handle.strip().removeprefix("@"), 100))
    if not who:
        raise Unfit("has no author")
    said = plain_text(text)
    if not said:
        return None
    name = plain_name(str(others.pop("name", "")).strip().removeprefix("@"))
    try:
        where = web_address(link) if link == plain_name(link, len(link)) else ""
    except ValueError:
        where = ""
    same = name.casefold() == who.casefold()
    return Told(at=at.replace(microsecond=0), handle=who, text=said, link=where,
                name="" if same else name, origin=_one_line(origin), reply=_one_line(reply),
                **others)  # fmt: skip


def _one_line(origin: str) -> str:
    """Return a platform's name of a post; for one that no file takes stands its digest."""
    if origin == plain_name(origin, 500):
        return origin
    return f"{origin.split()[0]} {sha256(origin.encode('utf-8', 'surrogatepass')).hexdigest()}"
