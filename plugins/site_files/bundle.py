"""Stylesheets and scripts → one file of each, named by its content."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from turbohtml.clean import minify_css, minify_js


@dataclass(frozen=True)
class Asset:
    """A file of the theme: its path within the site and its content."""

    path: str
    data: bytes


Once = Callable[[str, str, Callable[[], str]], str]
"""Takes a kind, a text of it and what makes another of that, gives the other."""


def bundle(parts: Iterable[str], ending: str, imported: Mapping[str, str], once: Once) -> Asset:
    """Join texts into one file, without comments, whose name changes when its content does.

    A name by content lets servers keep the file for ever, and keeps a page that was
    loaded before an update working with the style it was made for. `imported` gives the names
    of the scripts that this one imports by their names in the theme.
    """
    whole = "\n".join(parts)
    text = once(f"minified {ending}", whole, lambda: _MINIFIED[ending](whole))
    for name, made in imported.items():
        text = text.replace(f'import("./{name}")', f'import("./{made}")')
    data = f"{text}\n".encode()
    return Asset(f"theme/site.{sha256(data).hexdigest()[:12]}.{ending}", data)


def _script(text: str) -> str:
    # Within a block all names are local, and so may be shortened.
    return minify_js(f"{{\n{text}\n}}")


_MINIFIED = {"css": minify_css, "js": _script}
