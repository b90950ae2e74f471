"""What there is to be translated: every text that the code says to readers, with its place."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from jinja2.ext import babel_extract

from languages.scripts import messages

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
"""The functions that mark a text (Babel's form): its singular and plural, its context."""

_SENTENCES = ("follow", "take_part", "short", "etiquette", "checklist")
_HEAD = "# The words of chatseries; docs/languages.md tells how to translate them."
_NO_READERS = ("remote",)
"""Rooms that speak to writers in English; of the desk what it writes into their files does not."""

_Message = tuple[int, Any, Iterable[str], str | None]
"""A line, a text or its forms, the notes for translators, the context."""


def template(root: Path) -> Catalog:
    """Return the catalogue of a project with every text and no translation."""
    catalog = Catalog(project="chatseries", version="1", header_comment=_HEAD, fuzzy=False)
    for file in _files(root):
        place = file.relative_to(root).as_posix()
        for _line, message, notes, context in _messages(file):
            # No line numbers: an edit above a text would change the file.
            catalog.add(message, locations=[(place, 0)], auto_comments=notes, context=context)
    return catalog


def _files(root: Path) -> Iterator[Path]:
    yield from sorted((root / "theme/templates").rglob("*.html"))
    yield from sorted((root / "theme/static").rglob("*.js"))
    code = sorted((root / "plugins").rglob("*.py"))
    yield from (file for file in code if file.relative_to(root).parts[1] not in _NO_READERS)
    yield root / "plugins/chats/platforms.toml"


def _messages(file: Path) -> Iterator[_Message]:
    if file.suffix == ".js":
        for line, message in messages(file.read_text("utf-8")):
            yield line, message, (), None
    elif file.suffix == ".toml":
        for text in _of_platforms(tomllib.loads(file.read_text("utf-8"))):
            yield 0, text, (), None
    else:
        with file.open("rb") as stream:
            method: Any = babel_extract if file.suffix == ".html" else "python"
            options = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false",
                       "trim_blocks": "true", "lstrip_blocks": "true"}  # fmt: skip
            yield from extract(method, stream, KEYWORDS, ("Translators:",), options)


def _of_platforms(platforms: dict[str, Any]) -> Iterator[str]:
    """Yield what is said of each platform; its name only where that is no proper name."""
    for key, platform in platforms.items():
        yield from (platform[name] for name in ("action", "account", "reply") if name in platform)
        yield from (sentence for name in _SENTENCES for sentence in platform.get(name, ()))
        yield from (
            text for tool in platform.get("tools", ()) for text in (tool["name"], tool["use"])
        )
        if key in ("video", "tba"):
            yield platform["name"]
