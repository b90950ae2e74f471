"""Stylesheets and scripts → one file of each, named by its content."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from rcssmin import cssmin
from rjsmin import jsmin

_MINIFIED = {"css": cssmin, "js": jsmin}


@dataclass(frozen=True)
class Asset:
    """A file of the theme: its path within the site and its content."""

    path: str
    data: bytes


def bundle(parts: Iterable[str], ending: str) -> Asset:
    """Join texts into one file, without comments, whose name changes when its content does.

    A name by content lets servers keep the file for ever, and keeps a page that was
    loaded before an update working with the style it was made for.
    """
    text = _MINIFIED[ending]("\n".join(parts))
    data = f"{text}\n".encode()
    return Asset(f"theme/site.{sha256(data).hexdigest()[:12]}.{ending}", data)
