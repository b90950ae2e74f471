"""What an output is made of, as a digest: when that stays the same, so does the output.

A page is made of the templates that it takes in, of what it is told (an excerpt of the
series, a body …), and of what all pages share: the code, the libraries, the settings.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import code_state
from chats.calendar_entries.revisions import Revision
from chats.series import Series
from chats.value import Value
from code_state import contents

_PLAIN = frozenset((str, int, bool, type(None), datetime, timedelta))
_UNSEEN = {"AMISS", "BUILD_TIME", "CACHE_PATH", "CONTENT", "NOW", "OUTPUT_PATH", "PUSHED", "SERIES"}
"""Settings that no page is told: the series has what is in SERIES, an excerpt its own instant."""


class MadeOf:
    """Digests of values; what is met many times is looked at once.

    A value whose `facts` are other values is told by those.
    """

    def __init__(self, edition: str = "") -> None:
        self.edition = edition
        self._known: dict[int, tuple[object, str]] = {}
        self._heads: dict[tuple[int, ...], tuple[object, str]] = {}

    def key(self, *values: object) -> str:
        """Return what stands for the values and for all that every output is made of."""
        return digest("\0".join((self.edition, *map(self._told, values))))

    def _told(self, value: object) -> str:
        """Return a text that tells all of a value; raises TypeError for what is no value."""
        kind: Any = type(value)
        if kind in _PLAIN:
            return repr(value)
        if isinstance(value, Value):
            return value.digest
        if isinstance(value, (tuple, list)):
            return f"({','.join(map(self._told, value))})"
        if isinstance(value, dict):
            return self._once(value)
        if kind is Series:
            return self._series(value)  # type: ignore[arg-type]
        if (facts := getattr(value, "facts", None)) is not None:
            return self._told(facts)
        if told := _told_fields(kind):
            parts = [self._told(getattr(value, name)) for name in told]
            return f"{kind.__qualname__}({','.join(parts)})"
        if isinstance(value, Mapping):
            return self._once(value)
        if kind.__repr__ is object.__repr__ or callable(value):
            raise TypeError(f"nobody can tell whether {value!r} has changed")
        return repr(value)

    def _series(self, series: Series) -> str:
        """Return the same of a series; what its excerpts have in common is told once."""
        settings = [getattr(series, name) for name in _SETTINGS]
        ids = tuple(map(id, settings))
        if ids not in self._heads:
            self._heads[ids] = settings, digest(self._told(settings))
        entries = f"{self._entries(series.chats)},{self._entries(series.posts)}"
        rest = "".join(self._told(each) for each in (series.placeholders, series.people) if each)
        revisions = self._revisions(series.revisions)
        return f"Series({self._heads[ids][1]},{series.at!r},{entries},{rest},{revisions})"

    def _entries(self, entries: tuple[Value, ...]) -> str:
        if len(entries) > _MANY and id(entries) in self._known:
            return self._known[id(entries)][1]
        told = digest(",".join([entry.digest for entry in entries]))
        if len(entries) > _MANY:
            self._known[id(entries)] = entries, told
        return told

    def _revisions(self, revisions: Mapping[str, Revision]) -> str:
        if len(revisions) < _FEW:
            return repr(revisions)
        if id(revisions) not in self._known:
            self._known[id(revisions)] = revisions, digest(repr(revisions))
        return self._known[id(revisions)][1]

    def _items(self, value: Mapping[Any, Any]) -> str:
        return ",".join(f"{self._told(key)}:{self._told(value[key])}" for key in value)

    def _once(self, value: Mapping[Any, Any]) -> str:
        if id(value) not in self._known:
            self._known[id(value)] = value, digest(self._items(value))
        return self._known[id(value)][1]


@cache
def _told_fields(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.repr) if is_dataclass(kind) else ()


_FEW = 10
_MANY = 500
"""So many entries are those of the whole series, which many pages are told."""

_OF_AN_EXCERPT = {"at", "chats", "people", "placeholders", "posts", "revisions"}
_SETTINGS = tuple(each.name for each in fields(Series)
                  if each.repr and each.name not in _OF_AN_EXCERPT)  # fmt: skip


def edition(settings: Mapping[str, Any]) -> str:
    """Return what stands for the code, the libraries, Python, the settings and the theme's words.

    Templates, style and pictures are not among it: a page is told what it shows of them.
    """
    theme = Path(settings["THEME"])
    known = {name: value for name, value in settings.items()
             if name.isupper() and name not in _UNSEEN}  # fmt: skip
    return digest(repr((
        sys.version,
        sorted(_packages()),
        code_state.EDITION,
        contents(theme, without=("templates", "static", "fonts")),
        _setting(known),
    )))  # fmt: skip


def _packages() -> Iterator[str]:
    for folder in filter(Path.is_dir, map(Path, set(sys.path))):
        yield from (f"{entry}" for entry in folder.glob("*-info"))


def _setting(value: object) -> str:
    """Return a text that tells a setting; of code, the file in which it stands."""
    if isinstance(value, dict):
        return repr(sorted((repr(key), _setting(item)) for key, item in value.items()))
    if isinstance(value, (list, tuple)):
        return repr([_setting(item) for item in value])
    if isinstance(value, (set, frozenset)):
        return repr(sorted(map(repr, value)))
    if isinstance(value, (FunctionType, ModuleType, type)):
        return f"{value.__name__} {_file_of(value)}"
    return repr(value)


def _file_of(value: FunctionType | ModuleType | type) -> str:
    if isinstance(value, FunctionType):
        name: str | None = value.__code__.co_filename
    else:
        module = value if isinstance(value, ModuleType) else sys.modules.get(value.__module__)
        name = getattr(module, "__file__", None)
    file = Path(name or "")
    return f"{file} {digest(file.read_text('utf-8'))}" if file.is_file() else repr(value)


def digest(text: str) -> str:
    """Return the digest of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
