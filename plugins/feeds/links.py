"""A body's links as whole addresses: a feed reader shows it far away from its page."""

from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin

_ADDRESSES = ("href", "src")


def with_whole_addresses(html: str, page: str) -> str:
    """Return the HTML with each link relative to `page` (a footnote's "#fn:1") made whole."""
    rewriter = _Rewriter(page)
    rewriter.feed(html)
    rewriter.close()
    return "".join(rewriter.parts)


class _Rewriter(HTMLParser):
    """Writes what it reads, comments aside, with the addresses joined to a page's."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(f"<{tag}{''.join(self._attribute(*pair) for pair in attrs)}>")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))

    def _attribute(self, name: str, value: str | None) -> str:
        if value is None:
            return f" {name}"
        return f' {name}="{escape(self._whole(value) if name in _ADDRESSES else value)}"'

    def _whole(self, address: str) -> str:
        try:
            return urljoin(self.page, address)
        except ValueError:  # no address at all, as in "http://[": left as it was typed
            return address
