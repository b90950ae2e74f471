"""What a body leads to and shows, by the HTML that Markdown made of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

_REFERENCE = re.compile(r"\[[^\[\]]+\] ?\[[^\[\]]+\]")
_CODE = {"code", "pre", "kbd", "samp"}


@dataclass
class BodyParts:
    """`links` and `pictures` are as they were typed, a picture with its words; None has none.

    `unlinked` are references whose address is nowhere, which Markdown leaves as they are.
    """

    links: list[str] = field(default_factory=list)
    unlinked: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    pictures: list[tuple[str, str | None]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


def parts_of(html: str) -> BodyParts:
    """Return the parts of a body's HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.parts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts = BodyParts()
        self._in_code = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Take note of a tag; the first of two equal attributes counts, as in browsers."""
        held = dict(reversed(attrs))
        self.parts.tags.add(tag)
        self._in_code += tag in _CODE
        if tag == "a" and "href" in held:
            self.parts.links.append((held["href"] or "").strip())
        if tag == "img":
            words = held.get("alt", "") if "alt" in held else None
            self.parts.pictures.append((held.get("src") or "", words))
        if name := held.get("id"):
            self.parts.ids.add(name)

    def handle_endtag(self, tag: str) -> None:
        """Take note of the end of a tag."""
        self._in_code -= tag in _CODE and self._in_code > 0

    def handle_data(self, data: str) -> None:
        """Take note of text."""
        if not self._in_code:
            self.parts.unlinked.extend(_REFERENCE.findall(data))
