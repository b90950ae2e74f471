"""A setting as it stands in Python → the table of text that heads of posts are read from too."""

from collections.abc import Mapping
from typing import Any

from chats.frontmatter import Items, Scalar, Table, Value


def as_table(settings: Mapping[Any, Any], lines: Mapping[str, int], name: str) -> Table:
    """Return the dict of this name as a table; `lines` gives the line of "name.key".

    A key whose line is not known has that of the dict around it, or 0.
    """
    line = lines.get(name, 0)
    own = {str(key): lines.get(f"{name}.{key}", line) for key in settings}
    values = {str(key): _as_value(item, {**lines, f"{name}.{key}": own[str(key)]}, f"{name}.{key}")
              for key, item in settings.items()}  # fmt: skip
    return Table(values, line, own)


def _as_value(item: object, lines: Mapping[str, int], name: str) -> Value:
    if isinstance(item, Mapping):
        return as_table(item, lines, name)
    if isinstance(item, list | tuple):
        return Items(tuple(_as_value(part, lines, name) for part in item), lines[name])
    return Scalar("" if item is None else str(item), lines[name])
