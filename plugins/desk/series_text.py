"""SERIES as it is typed in pelicanconf.py: taken out, put in, and changed key by key."""

import ast
import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chats.settings.keys import SERIES_KEYS

Setting = str | Mapping[str, str]
"""What a key is given: a text, or a dict of texts."""

_WIDTH = 100
"""Characters of a line of Python, as `invoke lint` wants it."""

_ORDER = {key: place for place, key in enumerate(SERIES_KEYS)}


@dataclass(frozen=True)
class _Key:
    """Where a key stands, as numbers of lines from 0: what lies above it, it, its value's end.

    `column` is where the value ends, in bytes of its last line.
    """

    above: int
    line: int
    last: int
    column: int


@dataclass(frozen=True)
class _Block:
    """Where SERIES = {…} stands: its first line and its last one, and its keys."""

    first: int
    last: int
    keys: Mapping[str, _Key]


def series_in(text: str) -> str:
    """Return the lines that set SERIES; raises ValueError when there are none."""
    block = _block(text)
    return "".join(text.splitlines(keepends=True)[block.first : block.last + 1])


def with_series(text: str, series: str) -> str:
    """Return the settings with other lines in the place of those that set SERIES."""
    block, lines = _block(text), text.splitlines(keepends=True)
    return "".join((*lines[: block.first], series, *lines[block.last + 1 :]))


def values_of(text: str) -> dict[str, object]:
    """Return the keys of SERIES with what they hold, as far as that is written out."""
    made = ast.literal_eval(_assigned(text))
    return dict(made) if isinstance(made, dict) else {}


def changed(
    text: str,
    values: Mapping[str, Setting],
    *,
    dropped: Iterable[str] = (),
    notes: Mapping[str, str] | None = None,
) -> str:
    """Return the settings with keys of SERIES set, and others dropped; comments stay.

    A key that is new stands where the manual's table has it. `notes` are comments to put
    behind a key's value.
    """
    block, lines = _block(text), text.splitlines(keepends=True)
    chunks = {key: "".join(lines[at.above : at.last + 1]) for key, at in block.keys.items()}
    for key, value in values.items():
        above, behind = _comments(lines, block.keys[key]) if key in chunks else ("", "")
        note = (notes or {}).get(key, "")
        chunks[key] = f"{above}{_entry(key, value)}{f'  # {note}' if note else behind}\n"
    for key in dropped:
        chunks.pop(key, None)
    known = [key for key in block.keys if key in chunks]
    for key in (key for key in values if key not in block.keys):
        place = sum(_ORDER.get(each, 0) < _ORDER.get(key, len(_ORDER)) for each in known)
        known.insert(place, key)
    made = (lines[block.first], *(chunks[key] for key in known), lines[block.last])
    return with_series(text, "".join(made))


def _assigned(text: str) -> ast.Dict:
    for node in ast.parse(text).body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Dict)
            and any(isinstance(name, ast.Name) and name.id == "SERIES" for name in node.targets)
        ):
            return node.value
    raise ValueError("has no SERIES = {…}")


def _block(text: str) -> _Block:
    made = _assigned(text)
    keys, above = {}, made.lineno
    for key, value in zip(made.keys, made.values, strict=True):
        if isinstance(key, ast.Constant):
            last, column = (value.end_lineno or 1) - 1, value.end_col_offset or 0
            keys[str(key.value)] = _Key(above, key.lineno - 1, last, column)
            above = last + 1
    return _Block(made.lineno - 1, (made.end_lineno or 1) - 1, keys)


def _comments(lines: Sequence[str], at: _Key) -> tuple[str, str]:
    """Return the lines above a key, and the comment behind its value."""
    behind = lines[at.last].encode()[at.column :].decode().rstrip("\n")
    return "".join(lines[at.above : at.line]), behind.removeprefix(",")


def _entry(key: str, value: Setting) -> str:
    head = f'    "{key}": '
    if isinstance(value, str):
        return f"{head}{_typed(value, len(head))},"
    inner = "".join(f"        {quoted(name)}: {quoted(held)},\n" for name, held in value.items())
    return f"{head}{{\n{inner}    }}," if inner else f"{head}{{}},"


def _typed(value: str, before: int) -> str:
    """Return a text as Python, over several lines when it is longer than one."""
    whole = quoted(value)
    if before + len(whole) < _WIDTH:
        return whole
    parts = textwrap.wrap(value, _WIDTH - before - 6, drop_whitespace=False,
                          break_on_hyphens=False)  # fmt: skip
    return "\n    ".join(map(quoted, parts))


def quoted(text: str) -> str:
    """Return a text as Python writes it, in the quotes that want the fewest escapes."""
    double = json.dumps(text, ensure_ascii=False)
    single = "'" + double[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"
    return single if text.count('"') > text.count("'") else double
