"""The HTML of a post → the text that its readers saw."""

import re
from html.parser import HTMLParser

_LINES = {"p", "div", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "tr"}
_UNSEEN = {"script", "style", "template"}

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
"""Up to the text's end when nothing closes it.

Python's parser looks for what closes a comment or a tag again and again.
"""


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._link: tuple[str, int] | None = None
        self._unseen = 0

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Pass over `<![…>`, as browsers do; Python's own way stops with an error."""
        return int(self.parse_bogus_comment(i, report))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br" or (tag in _LINES and self.parts):
            self.parts.append("\n")
        elif tag == "img":
            self.parts.append(known.get("alt", ""))
        elif tag == "a":
            spoken = re.search(r"\b(?:mention|hashtag|user-mention)\b", known.get("class", ""))
            self._link = ("" if spoken else known.get("href", ""), len(self.parts))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "a" and self._link:
            address, begun = self._link
            shown = "".join(self.parts[begun:])
            if address.startswith(("http://", "https://")) and shown[:1] not in "@#":
                short = shown.strip().rstrip("…")
                self.parts[begun:] = [address if short in address else f"{shown} ({address})"]
            self._link = None

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def text_of(html: str) -> str:
    """Return the words of a post's HTML; a link stands there with its whole address."""
    parser = _Text()
    tags, end, rest = _COMMENT.sub(" ", html).rpartition(">")
    parser.feed(f"{tags}{end}{rest.replace('<', '&lt;')}")
    parser.close()
    return re.sub(r"\n{2,}", "\n", "".join(parser.parts)).strip()
