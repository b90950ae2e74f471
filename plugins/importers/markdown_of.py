"""HTML of another site → Markdown that this one takes, and what was lost on the way."""

import re
from collections.abc import Callable
from itertools import pairwise

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from importers.addresses import joined

_NOT_TAKEN = ("script", "iframe", "object", "embed", "form", "video", "audio", "noscript",
              "svg", "canvas", "button", "input")  # fmt: skip
_BLOCK = re.compile(r"</?(?:p|div|ul|ol|li|h[1-6]|blockquote|pre|table|figure|hr)\b", re.I)
_CODE = re.compile(r"^((?:```|~~~)[^\n]*\n(?:.*?\n)??(?:```|~~~)[ \t]*)$", re.M | re.S)
_LONGEST = 60

Tell = Callable[[str], None]
Bring = Callable[[str], str]
"""Takes an address of the old site, gives what stands in a text for a file that comes along."""


def _nothing(_address: str) -> str:
    return ""


def markdown_of(html: str, base: str, tell: Tell, bring: Bring = _nothing) -> str:
    """Return HTML as Markdown; `base` is the address to which its links are relative.

    `tell` is called with what does not come along, `bring` with what may.
    """
    soup = BeautifulSoup(html if _BLOCK.search(html) else _paragraphs(html), "html.parser")
    for tag in [*soup.find_all("style"), *filter(_only_counts, soup.find_all("img"))]:
        tag.decompose()
    for tag in soup.find_all(_NOT_TAKEN):
        if tag.decomposed:  # it was within another
            continue
        tell(f"<{tag.name}> is not taken over{_from(tag)}")
        tag.decompose()
    for tag in soup.find_all("h1"):
        tag.name = "h2"
    for picture in soup.find_all("img"):
        if here := bring(joined(base, str(picture.get("src") or ""))):
            picture.attrs = {"src": here, "alt": str(picture.get("alt") or "")}
        else:
            _as_a_link(picture, base, soup, tell)
    for link in soup.find_all("a", href=True):
        typed = str(link["href"])
        address = joined(base, typed)
        here = bring(address)
        link["href"] = here or address
        if not here and not re.match(r"https?://|mailto:", address):
            shown = (address or typed)[:_LONGEST]
            tell(f"a link to `{shown}` leads nowhere from here; its words stay")
            link.unwrap()
    try:
        made = MarkdownConverter(heading_style="ATX", bullets="-").convert_soup(soup)
    except RecursionError:
        tell("its HTML nests too deep: only its words are taken over")
        made = soup.get_text("\n")
    return tidy(str(made))


def tidy(text: str) -> str:
    """Return Markdown in which a hashtag at a line's start is no heading, and an address a link."""
    parts = _CODE.split(text)
    parts[::2] = map(_tidy, parts[::2])
    return "".join(parts).strip() + "\n"


def _tidy(text: str) -> str:
    lines = text.split("\n")
    kept = [line.rstrip() + _break(line, after) for line, after in pairwise([*lines, ""])]
    text = re.sub(r"^#(?=[^\s#])", r"\\#", "\n".join(kept), flags=re.M)
    text = re.sub(r"^(https?://[^\s<>]{1,2000})(?= *$)", r"<\1>", text, flags=re.M)
    return re.sub(r"\n{3,}", "\n\n", text)


def _break(line: str, after: str) -> str:
    """Return the two blanks that break a line before another."""
    return "  " if line.strip() and line.endswith("  ") and after.strip() else ""


def _paragraphs(text: str) -> str:
    """Return text whose paragraphs are parted by empty lines as HTML, as WordPress shows it."""
    parts = (part.strip().replace("\n", "<br>\n") for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{part}</p>\n" for part in parts if part)


def _as_a_link(picture: Tag, base: str, soup: BeautifulSoup, tell: Tell) -> None:
    """Put a link in a picture's place: no page loads anything of another site."""
    address = joined(base, str(picture.get("src") or ""))
    words = str(picture.get("alt") or "").strip() or "A picture"
    tell(f"the picture {address[:200]} is linked; put it into content/images/ to show it")
    if isinstance(picture.parent, Tag) and picture.parent.name == "a":
        picture.replace_with(words)
        return
    link = soup.new_tag("a", href=address)
    link.string = words
    picture.replace_with(link)


def _only_counts(picture: Tag) -> bool:
    """Return whether a picture is a dot that counts who reads."""
    return "1" in (picture.get("width"), picture.get("height"))


def _from(tag: Tag) -> str:
    address = tag.get("src") or tag.get("data") or tag.get("action")
    return f": {str(address)[:200]}" if address else ""
