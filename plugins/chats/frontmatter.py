"""Text → head and body → fields that know their lines.

The head is YAML between `---` lines, read as text: every scalar stays what the
writer typed (YAML 1.1 would read 16:00 as 960 and NO as false).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any, Protocol

import yaml

from chats.file_text import CONTROL, Unreadable, text_from
from chats.yaml_events import events as yaml_events
from chats.yaml_faults import cure, yaml_fault

MAX_DEPTH = 4
"""How deep lists and mappings of a head may nest; the fields need three."""

MAX_HEAD, MAX_YAML = 64 * 1024, 256 * 1024
"""Limits of a head and of a file of fields alone, in characters: YAML takes seconds for more."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_HASHTAG = re.compile(r"[ \t]*(#[^\s#]+)")
_ENTRY = re.compile(r"\s*-(?:\s|[^\W\d])")
_EMPTY = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Scalar:
    """One value as it was typed, "" when it was left empty."""

    text: str
    line: int


@dataclass(frozen=True)
class Items:
    """A list."""

    values: "tuple[Value, ...]"
    line: int


@dataclass(frozen=True)
class Table:
    """Named values; `lines` holds the line of each name, `repeated` each name's second.

    `faults` are what YAML reads otherwise than it was meant, each with its line.
    """

    values: "dict[str, Value]"
    line: int
    lines: dict[str, int] = field(default_factory=dict)
    repeated: tuple[tuple[str, int], ...] = ()
    faults: tuple[tuple[int, str], ...] = ()


Value = Scalar | Items | Table


class ReadTable(Protocol):
    """Reads YAML as `table_from` does."""

    def __call__(self, text: str, *, first_line: int) -> Table:
        """Return the table; raises Unreadable with the line of the fault."""


@dataclass(frozen=True)
class Document:
    """A post taken apart: the head's fields, the body, and the body's first line."""

    head: Table
    body: str
    body_line: int


class Unopened(Document):
    """A post that was taken apart once without a fault: it is again when somebody asks."""

    def __init__(self, opened: Callable[[], Document]) -> None:
        self.__dict__["_opened"] = opened

    def __getattr__(self, name: str) -> Any:
        """Take it apart, and return what was asked for."""
        if name not in _PARTS:
            raise AttributeError(name)
        self.__dict__.update(vars(self.__dict__["_opened"]()))
        return self.__dict__[name]


_PARTS = {each.name for each in fields(Document)}


class HeadUnreadable(Unreadable):
    """The head cannot be taken apart: `document` has the body alone."""

    def __init__(self, error: Unreadable, document: Document) -> None:
        super().__init__(error.line, error.message)
        self.document = document


def document_from(data: bytes, read: "ReadTable | None" = None) -> Document:
    """Take a post apart; raises Unreadable with the line of the fault.

    `read` stands in for `table_from`.
    """
    text = text_from(data)
    head, body, body_line = _split(text)
    try:
        return Document((read or table_from)(head, first_line=2), body, body_line)
    except Unreadable as error:
        raise HeadUnreadable(error, Document(Table({}, 2), body, body_line)) from None


def _split(text: str) -> tuple[str, str, int]:
    first, _, rest = text.partition("\n")
    if first.rstrip() != "---":
        raise Unreadable(
            1, "the file does not begin with a head; put `---`, the fields and `---` first"
        )
    lines = rest.split("\n")
    for number, line in enumerate(lines):
        if line.rstrip() in ("---", "..."):
            head = "\n".join(lines[:number])
            if len(head) > MAX_HEAD:
                raise Unreadable(1, f"the head has {len(head):,} characters, over the limit of "
                                 f"{MAX_HEAD:,}; put long material below it")  # fmt: skip
            return head, "\n".join(lines[number + 1 :]), number + 3
    raise Unreadable(1, "the head is not closed; put a line `---` between the fields and the text")


def table_from(text: str, *, first_line: int = 1) -> Table:
    """Read YAML as a table of text; raises Unreadable with the line of the fault.

    Anchors, aliases and tags are refused, and so is what nests too deep. The tree
    is built from the parser's events without recursion, so that no depth of
    brackets can exhaust the stack.
    """
    if len(text) > MAX_YAML:
        raise Unreadable(first_line, f"{len(text):,} characters of fields, over the limit of "
                         f"{MAX_YAML:,}; take some out")  # fmt: skip
    faults: list[tuple[int, str]] = []
    try:
        root = _tree(_events(text, first_line, faults))
    except yaml.MarkedYAMLError as error:
        index, message = yaml_fault(error, text)
        raise Unreadable(index + first_line, message) from None
    except yaml.YAMLError:
        raise Unreadable(first_line, "this is not YAML; write `field: value` lines") from None
    if isinstance(root, Scalar) and not root.text:
        return Table({}, first_line)
    if not isinstance(root, Table):
        raise Unreadable(root.line, "the fields are missing; write `field: value` lines")
    return replace(root, faults=tuple(faults))


def _events(
    text: str, first_line: int, faults: list[tuple[int, str]]
) -> Iterator[tuple[yaml.Event, int]]:
    lines = text.split("\n")
    depth = 0
    for event in yaml_events(text):
        line = (event.start_mark.line if event.start_mark else 0) + first_line
        signs = {"&": getattr(event, "anchor", None), "!": getattr(event, "tag", None)}
        if sign := next((sign for sign, used in signs.items() if used), ""):
            sign = "*" if isinstance(event, yaml.AliasEvent) else sign
            typed = cure(lines[line - first_line])
            raise Unreadable(line, f"`{sign}` means something to YAML; {typed}")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise Unreadable(line, f"nested more than {MAX_DEPTH} deep; no field needs that")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.ScalarEvent) and not event.style:
            faults.extend((line + n, message) for n, message in _read_otherwise(text, event))
        yield event, line


def _read_otherwise(text: str, event: yaml.ScalarEvent) -> Iterator[tuple[int, str]]:
    """Yield where YAML reads a value without quotes otherwise than it was meant.

    Each with the number of the line within the value, from 0. What would be cut off is
    put back, so that nothing else seems to be missing.
    """
    begin, end = (mark.index if mark else 0 for mark in (event.start_mark, event.end_mark))
    if cut := _HASHTAG.match(text, end):
        event.value += text[end:].partition("\n")[0]
        yield 0, (f"`{cut[1]}` and what follows is a comment to YAML, and would be "
                  'lost; put the value in quotes: "… #word …"')  # fmt: skip
    for number, line in enumerate(text[begin:end].split("\n")):
        if number and _ENTRY.match(line):
            yield number, ("is read as part of the value above; begin it in the column of the "
                           "other entries, as `- text`")  # fmt: skip


class _Open:
    """A list or mapping whose end has not been seen yet."""

    def __init__(self, line: int, is_table: bool) -> None:
        self.line, self.is_table = line, is_table
        self.values: list[Value] = []

    def closed(self) -> Value:
        if not self.is_table:
            return Items(tuple(self.values), self.line)
        values: dict[str, Value] = {}
        lines: dict[str, int] = {}
        repeated: list[tuple[str, int]] = []
        for key, value in zip(self.values[::2], self.values[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise Unreadable(key.line, "a field's name is a word, not a list")
            if key.text in values:
                repeated.append((key.text, key.line))
            else:
                values[key.text], lines[key.text] = value, key.line
        return Table(values, self.line, lines, tuple(repeated))


def _tree(events: Iterator[tuple[yaml.Event, int]]) -> Value:
    stack: list[_Open] = []
    root: Value = Scalar("", 1)
    for event, line in events:
        if isinstance(event, yaml.CollectionStartEvent):
            stack.append(_Open(line, isinstance(event, yaml.MappingStartEvent)))
            continue
        if isinstance(event, yaml.ScalarEvent):
            if found := CONTROL.search(event.value) or _SURROGATE.search(event.value):
                code = ord(found.group())
                message = f"an escape for a control character (U+{code:04X}); delete it"
                raise Unreadable(line, message)
            empty = not event.style and event.value in _EMPTY
            value: Value = Scalar("" if empty else event.value.strip(), line)
        elif isinstance(event, yaml.CollectionEndEvent):
            value = stack.pop().closed()
        else:
            continue
        if stack:
            stack[-1].values.append(value)
        else:
            root = value
    return root
