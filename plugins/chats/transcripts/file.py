"""The transcript's file: a block of lines a post, so that people can read, mend and merge it.

    [2010-06-10 21:03:12] @amyrsward (Amy Sample Ward)
    id: k3f9x2ab
    link: https://social.example/@amyrsward/109348
    | A1. Trust first, tools second.

Times are UTC. Each line of a text begins with `|`, so no text can look like another block.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from chats.addresses import web_address
from chats.file_text import Unreadable, text_from
from chats.hidden_characters import hidden_in_prose, named
from chats.problems import Problem
from chats.transcripts.said import LONGEST, Said, in_order

MAX_BYTES = 32 * 1024 * 1024
"""A transcript's size limit, in bytes: 50,000 posts have a third of it."""

MAX_POSTS, MAX_LINES = 100_000, 2_000_000
_MOST_PROBLEMS = 100

_HEAD = re.compile(r"\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\] @(\S{1,200})(?: \((.{1,300})\))?")
_ID = re.compile(r"[a-z0-9]{1,40}(?:-\d{1,6})?")
_PLACE = re.compile(r"[1-9]\d?|before|after")
_TOP = """\
# What was said, a block a post, in order of time (UTC). `invoke transcript` adds to it and never
# undoes what you change. To leave a post out for good, put `removed: yes` in place of its text;
# to move it, write `question: 3` (or `before`, `after`). More: docs/transcripts.md
"""


@dataclass(frozen=True)
class Transcript:
    """A transcript's posts in order of time; `noindex` keeps its page from search engines."""

    posts: tuple[Said, ...] = ()
    noindex: bool = False


def transcript_from(path: str, data: bytes, problems: list[Problem]) -> Transcript:
    """Read a transcript's file; what has a problem is left out and its problem added."""
    try:
        text = text_from(data, MAX_BYTES)
    except Unreadable as error:
        problems.append(Problem(path, error.line, "", error.message))
        return Transcript()
    if (lines := text.count("\n")) > MAX_LINES:
        message = (
            f"has {lines:,} lines, over the limit of {MAX_LINES:,}; no conversation is so long"
        )
        problems.append(Problem(path, 0, "", message))
        return Transcript()
    reading = _Reading(path)
    if found := hidden_in_prose(text):
        line = text.count("\n", 0, found.start()) + 1
        reading.fault(line, f"an invisible character ({named(found.group())}); delete it")
    for number, each in enumerate(text.split("\n"), 1):
        reading.take(number, each)
    reading.close()
    problems.extend(reading.problems[:_MOST_PROBLEMS])
    return Transcript(tuple(in_order(reading.posts)), reading.noindex)


def transcript_text(transcript: Transcript) -> str:
    """Return the file's text, the same for the same posts."""
    top = f"{_TOP}{'noindex: yes' + chr(10) if transcript.noindex else ''}"
    return "\n".join((top, *map(_block, in_order(transcript.posts))))


def _block(post: Said) -> str:
    name = f" ({post.name})" if post.name else ""
    lines = [f"[{post.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}] @{post.handle}{name}"]
    lines += post.remarks
    lines += [f"{key}: {value}" for key, value in _fields(post) if value]
    if not post.removed:
        lines += [f"| {line}".rstrip() for line in post.text.split("\n")]
    return "\n".join((*lines, ""))


def _fields(post: Said) -> Iterator[tuple[str, object]]:
    yield "id", post.id
    yield "from", post.origin
    yield "link", post.link
    yield "reply", post.reply
    yield "echoes", post.echoes
    yield "likes", post.likes
    yield "question", post.question
    yield "removed", "yes" if post.removed else ""


@dataclass
class _Reading:
    """Takes line after line; a blank line ends a block."""

    path: str
    posts: list[Said] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    noindex: bool = False
    seen: dict[str, int] = field(default_factory=dict)
    begun: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def fault(self, line: int, message: str, name: str = "") -> None:
        self.problems.append(Problem(self.path, line, name, message))

    def take(self, number: int, line: str) -> None:
        sign = line[:1]
        if sign == "|" and self.begun:
            self.text.append(line[2:] if line[1:2] == " " else line[1:])
        elif sign == "[":
            self.close()
            self._begin(number, line)
        elif not line.strip():
            self.close()
        elif sign == "#":
            if self.begun:
                self.remarks.append(line.rstrip())
        else:
            self._field(number, line)

    def _begin(self, number: int, line: str) -> None:
        match = _HEAD.fullmatch(line.rstrip())
        self.begun = number
        if match is None:
            self.fault(number, "a post begins with its time and its author: "
                       "[2010-06-10 21:03:12] @handle (Name)")  # fmt: skip
            return
        try:
            at = datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
        except ValueError:
            self.fault(number, f"`{match[1]}` does not exist; write a time of the calendar")
            return
        self.values = {"at": at, "handle": match[2], "name": match[3] or ""}

    def _field(self, number: int, line: str) -> None:
        key, colon, value = line.partition(":")
        name, value = key.strip(), value.strip()
        if not self.begun and (name, value) == ("noindex", "yes"):
            self.noindex = True
        elif not self.begun:
            self.fault(number, "is no part of a post; each one begins with its time in brackets")
        elif not colon or name not in _PARSERS:
            known = ", ".join(_PARSERS)
            self.fault(number, f"`{name[:40]}` is no field of a post ({known}); "
                       "a line of its text begins with `| `")  # fmt: skip
        else:
            try:
                target, parse = _PARSERS[name]
                self.values[target] = parse(value)
            except ValueError as error:
                self.fault(number, str(error), name)

    def close(self) -> None:
        """End the block, and keep its post if it is whole."""
        values, begun = self.values, self.begun
        text = "\n".join(self.text).strip("\n")
        remarks = tuple(self.remarks)
        self.begun, self.values, self.text, self.remarks = 0, {}, [], []
        if not begun or "at" not in values:
            return
        if fault := self._block_fault(values, text):
            self.fault(begun, fault)
            return
        self.seen[values["id"]] = begun
        self.posts.append(Said(text=text, remarks=remarks, **values))

    def _block_fault(self, values: Mapping[str, Any], text: str) -> str:
        if "id" not in values:
            return "has no `id: …`; take one that no other post has"
        if values["id"] in self.seen:
            return f"has the id of the post in line {self.seen[values['id']]}; delete one of them"
        if len(self.posts) >= MAX_POSTS:
            return f"is one of over {MAX_POSTS:,} posts; take out what does not belong to the chat"
        if len(text) > LONGEST:
            return f"has a text of {len(text):,} characters, over the limit of {LONGEST:,}"
        if not text.strip() and not values.get("removed"):
            return "says nothing; write its text as lines that begin with `| `, or `removed: yes`"
        return ""


def _identifier(typed: str) -> str:
    if _ID.fullmatch(typed):
        return typed
    raise ValueError(f"`{typed[:60]}` is not an id; write lower-case letters and digits")


def _place(typed: str) -> str:
    if _PLACE.fullmatch(typed):
        return typed
    raise ValueError(f"`{typed[:60]}` is no question's number; write 1 to 99, before or after")


def _count(typed: str) -> int:
    if re.fullmatch(r"[0-9]{1,9}", typed):
        return int(typed)
    raise ValueError(f"`{typed[:60]}` is not a number")


def _origin(typed: str) -> str:
    if 0 < len(typed) <= 500:
        return typed
    raise ValueError("is empty or over 500 characters; delete the line")


def _yes(typed: str) -> bool:
    if typed in ("yes", "no"):
        return typed == "yes"
    raise ValueError(f"`{typed[:60]}` is neither yes nor no")


_PARSERS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "id": ("id", _identifier),
    "from": ("origin", _origin),
    "link": ("link", web_address),
    "reply": ("reply", _identifier),
    "echoes": ("echoes", _count),
    "likes": ("likes", _count),
    "question": ("question", _place),
    "removed": ("removed", _yes),
}
