"""A head that was taken apart ↔ text: to read YAML takes longer than anything else of a head."""

import json
from typing import Any

from chats.frontmatter import Items, Scalar, Table, Value


def text_of(table: Table) -> str:
    """Return the table as text from which `table_of` makes an equal one."""
    return json.dumps(_plain(table), ensure_ascii=False, separators=(",", ":"))


def table_of(text: str) -> Table:
    """Return the table of such a text; raises ValueError for any other."""
    try:
        value = _value(json.loads(text))
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"no head: {error}") from None
    if not isinstance(value, Table):
        raise ValueError("no head")
    return value


def _plain(value: Value) -> list[Any]:
    if isinstance(value, Scalar):
        return [value.text, value.line]
    if isinstance(value, Items):
        return [[_plain(item) for item in value.values], value.line]
    values = {name: _plain(item) for name, item in value.values.items()}
    return [values, value.line, value.lines, value.repeated, value.faults]


def _value(plain: list[Any]) -> Value:
    content, line, *rest = plain
    if isinstance(content, str):
        return Scalar(content, line)
    if isinstance(content, list):
        return Items(tuple(map(_value, content)), line)
    lines, repeated, faults = rest
    values = {name: _value(item) for name, item in content.items()}
    return Table(values, line, lines, tuple(map(tuple, repeated)), tuple(map(tuple, faults)))
