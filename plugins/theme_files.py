"""The theme's files, and what a series has of its own beside them (`OWN_THEME`)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any


def theme_text(settings: Mapping[str, Any], path: str) -> str:
    """Return a text of the theme, followed by the series' own under the same path, if any.

    In a stylesheet what comes later counts: so one's own needs to say no more than what
    differs.
    """
    own = Path(settings["OWN_THEME"], path)
    texts = [Path(settings["THEME"], path).read_text("utf-8")]
    if own.is_file():
        texts.append(own.read_text("utf-8"))
    return "\n".join(texts)


def theme_file(settings: Mapping[str, Any], path: str) -> Path:
    """Return a file of the theme, or the series' own in its place."""
    own = Path(settings["OWN_THEME"], path)
    return own if own.is_file() else Path(settings["THEME"], path)
