"""Text → head and body → fields that know their lines.

The head is YAML between `---` lines, read as text: every scalar stays what the
writer typed (YAML 1.1 would read 16:00 as 960 and NO as false).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

MAX_BYTES = 1024 * 1024
"""A post's size limit, in bytes: a long transcript fits, an accident does not."""

MAX_DEPTH = 4
"""How deep lists and mappings of a head may nest; the fields need three."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HASHTAG = re.compile(r"[ \t]*(#[^\s#]+)")
_EMPTY = {"", "~", "null", "Null", "NULL"}


class Unreadable(Exception):
    """The text cannot be taken apart: `line` (from 1) and what would mend it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


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
    """Named values; `lines` holds the line of each name, `repeated` each name's second."""

    values: "dict[str, Value]"
    line: int
    lines: dict[str, int] = field(default_factory=dict)
    repeated: tuple[tuple[str, int], ...] = ()


Value = Scalar | Items | Table


@dataclass(frozen=True)
class Document:
    """A post taken apart: the head's fields, the body, and the body's first line."""

    head: Table
    body: str
    body_line: int


def document_from(data: bytes) -> Document:
    """Take a post apart; raises Unreadable with the line of the fault."""
    text = text_from(data)
    head, body, body_line = _split(text)
    return Document(table_from(head, first_line=2), body, body_line)


def text_from(data: bytes) -> str:
    """Decode a writer's file: UTF-8 with or without a BOM, any line ends.

    Raises Unreadable for other encodings and for control characters.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(0, too_large(len(data)))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(1, "the file is saved as UTF-16; save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        bad = data[error.start]
        raise Unreadable(
            line, f"byte 0x{bad:02X} is not UTF-8; save the file with the encoding UTF-8"
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        code = ord(found.group())
        raise Unreadable(line, f"an invisible control character (U+{code:04X}); delete it")
    return text


def too_large(size: int) -> str:
    """Say that a file of `size` bytes is over the limit."""
    return (
        f"the file has {size:,} bytes, over the limit of {MAX_BYTES:,}; "
        "put long material into a file of its own and link it"
    )


def _split(text: str) -> tuple[str, str, int]:
    first, _, rest = text.partition("\n")
    if first.rstrip() != "---":
        raise Unreadable(
            1, "the file does not begin with a head; put `---`, the fields and `---` first"
        )
    lines = rest.split("\n")
    for number, line in enumerate(lines):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[:number]), "\n".join(lines[number + 1 :]), number + 3
    raise Unreadable(1, "the head is not closed; put a line `---` between the fields and the text")


def table_from(text: str, *, first_line: int = 1) -> Table:
    """Read YAML as a table of text; raises Unreadable with the line of the fault.

    Anchors, aliases and tags are refused, and so is what nests too deep. The tree
    is built from the parser's events without recursion, so that no depth of
    brackets can exhaust the stack.
    """
    try:
        root = _tree(_events(text, first_line))
    except yaml.MarkedYAMLError as error:
        # Of a quotation that is not closed, where it begins: it is read on to the head's end.
        quoted = "quoted scalar" in (error.context or "")
        mark = (error.context_mark if quoted else None) or error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        raise Unreadable(line, _yaml_fault(error, text, line - first_line)) from None
    except yaml.YAMLError:
        raise Unreadable(first_line, "this is not YAML; write `field: value` lines") from None
    if isinstance(root, Scalar) and not root.text:
        return Table({}, first_line)
    if not isinstance(root, Table):
        raise Unreadable(root.line, "the fields are missing; write `field: value` lines")
    return root


def _yaml_fault(error: yaml.MarkedYAMLError, text: str, index: int) -> str:
    lines = text.split("\n")
    typed = lines[index] if index < len(lines) else ""
    if "\t" in typed[: len(typed) - len(typed.lstrip())]:
        return "a tab at the start of the line; use spaces"
    if "mapping values are not allowed" in (error.problem or ""):
        return (
            "a second `: ` in this line (or in the one it continues); "
            'put the value in quotes: field: "a: b"'
        )
    if "unexpected end of stream" in (error.problem or ""):
        return f"a quotation mark or bracket is not closed ({error.context or error.problem})"
    return f"broken YAML: {error.problem or error.context}; quote values with special characters"


def _events(text: str, first_line: int) -> Iterator[tuple[yaml.Event, int]]:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        line = (event.start_mark.line if event.start_mark else 0) + first_line
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Unreadable(line, "`&name` and `*name` are not used here; put the value in quotes")
        if getattr(event, "tag", None):
            raise Unreadable(line, "`!` tags are not used here; put the value in quotes")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise Unreadable(line, f"nested more than {MAX_DEPTH} deep; no field needs that")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.ScalarEvent) and event.style is None and event.end_mark:
            _whole(text, event.end_mark.index, line)
        yield event, line


def _whole(text: str, end: int, line: int) -> None:
    """Refuse a value that YAML cuts at a hashtag, which it takes for a comment."""
    if cut := _HASHTAG.match(text, end):
        raise Unreadable(line, f"`{cut[1]}` and what follows is a comment to YAML, and would be "
                         'lost; put the value in quotes: "… #word …"')  # fmt: skip


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
            if found := _CONTROL.search(event.value) or _SURROGATE.search(event.value):
                code = ord(found.group())
                message = f"an escape for a control character (U+{code:04X}); delete it"
                raise Unreadable(line, message)
            empty = event.style is None and event.value in _EMPTY
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
