"""What a body leads to and shows, by the HTML that Markdown made of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

_REFERENCE = re.compile(r"\[[^\[\]]+\] ?\[[^\[\]]+\]")
_TAG = re.compile(r"<([a-z][a-z0-9-]*)", re.I)
_SCHEME = re.compile(r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}(?=:)", re.I)
_CODE = {"code", "pre", "kbd", "samp"}
_OF_RAW_TEXT = {"iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style",
                "textarea", "title", "xmp"}  # fmt: skip
"""What they hold is no HTML, and is written as it is."""

_ATTRIBUTES = {"*": {"id"}, "a": {"href"}, "img": {"src", "alt"}}


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
    """Return the parts of a body's HTML.

    It is read as browsers read it, and only then taken apart: Python's own parser stops at
    some texts, and takes the square of the time for others.
    """
    first, *others = html.split("<!--")
    shown = "".join((first, *(each.partition("-->")[2] for each in others)))
    reader = _Reader({tag.lower() for tag in _TAG.findall(shown)})
    reader.feed(nh3.clean(
        html, tags=reader.parts.tags - _OF_RAW_TEXT, attributes=_ATTRIBUTES, link_rel=None,
        clean_content_tags=set(), url_schemes={each.lower() for each in _SCHEME.findall(html)},
    ))  # fmt: skip
    reader.close()
    return reader.parts


class _Reader(HTMLParser):
    def __init__(self, tags: set[str]) -> None:
        super().__init__()
        self.parts = BodyParts(tags=tags)
        self._in_code = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Take note of a tag."""
        held = dict(attrs)
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
        self._in_code -= tag in _CODE

    def handle_data(self, data: str) -> None:
        """Take note of text."""
        if not self._in_code:
            self.parts.unlinked.extend(_REFERENCE.findall(data))
