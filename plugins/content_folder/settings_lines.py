"""In which line of the settings each of them stands."""

import ast
from collections.abc import Iterator
from pathlib import Path


def settings_lines(file: Path) -> dict[str, int]:
    """Return name → line of what the file sets: "SITEURL", "SERIES", "SERIES.zones.UK".

    A dict's keys count as far as they are written out; nothing when the file cannot be read.
    """
    try:
        tree = ast.parse(file.read_text("utf-8"))
    except (OSError, SyntaxError, ValueError):
        return {}
    found: dict[str, int] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            for name in (target.id for target in node.targets if isinstance(target, ast.Name)):
                found[name] = node.lineno
                found.update(_keys(node.value, name))
    return found


def _keys(value: ast.expr, within: str) -> Iterator[tuple[str, int]]:
    if isinstance(value, ast.Dict):
        for key, item in zip(value.keys, value.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                name = f"{within}.{key.value}"
                yield name, key.lineno
                yield from _keys(item, name)
