"""In which line of the settings each of them stands."""

import ast
from collections.abc import Iterator
from pathlib import Path

from chats.problems import Problem


def settings_lines(file: Path) -> dict[str, int]:
    """Return name → line of what the file sets: "SITEURL", "SERIES", "SERIES.zones.UK".

    A dict's keys count as far as they are written out; nothing when the file cannot be read.
    """
    found: dict[str, int] = {}
    for node, name in _assignments(file):
        found[name] = node.lineno
        found.update(_keys(node.value, name))
    return found


def repeated_keys(file: Path, setting: str) -> Iterator[Problem]:
    """Yield a problem for each key that a dict has twice: Python keeps the last, and says nothing.

    Those of one setting are looked at, and of what is nested in it.
    """
    for node, name in _assignments(file):
        first: dict[str, int] = {}
        for key, line in _keys(node.value, name) if name == setting else ():
            if first.setdefault(key, line) != line:
                message = f"is there twice, first in line {first[key]}; keep one"
                yield Problem(file.name, line, key, message)


def _assignments(file: Path) -> Iterator[tuple[ast.Assign, str]]:
    try:
        tree = ast.parse(file.read_text("utf-8"))
    except (OSError, SyntaxError, ValueError):
        return
    for node in tree.body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield node, target.id


def _keys(value: ast.expr, within: str) -> Iterator[tuple[str, int]]:
    if isinstance(value, ast.Dict):
        for key, item in zip(value.keys, value.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                name = f"{within}.{key.value}"
                yield name, key.lineno
                yield from _keys(item, name)
