"""What a body leads to and shows, by the HTML that Markdown made of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class BodyParts:
    """`links` and `pictures` are as they were typed, a picture with its words; None has none."""

    links: list[str] = field(default_factory=list)
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

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Take note of a tag; the first of two equal attributes counts, as in browsers."""
        held = dict(reversed(attrs))
        if tag == "a" and "href" in held:
            self.parts.links.append((held["href"] or "").strip())
        if tag == "img":
            words = held.get("alt", "") if "alt" in held else None
            self.parts.pictures.append((held.get("src") or "", words))
        if name := held.get("id"):
            self.parts.ids.add(name)
