"""A body's Markdown → safe HTML whose links lead where they should.

The HTML is passed through an allow-list (nh3), so that no post can bring a script,
a frame or an odd address into a reader's browser.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

import markdown
import nh3

from content_folder.links import target_of
from content_folder.reading import Content

_EXTENSIONS = ("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes",
               "md_in_html", "sane_lists", "smarty", "tables")  # fmt: skip

_TAGS = {
    "a", "abbr", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6",
    "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "section",
    "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "time", "tr", "ul", "var",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title", "class"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "details": {"open"},
}
_INTERNAL = re.compile(r"^(?:\{|%7B)(filename|static)(?:\}|%7D)([^#?]*)(.*)$", re.S)

Address = Callable[[str], str]
"""Takes a path within the site, gives the link to it."""

Resolve = Callable[[str, str], str | None]
"""Takes the kind of an internal link and its value, gives the address it leads to."""


@cache
def _parser() -> markdown.Markdown:
    return markdown.Markdown(extensions=list(_EXTENSIONS), output_format="html")


def body_html(content: Content, source: str, address: Address) -> str:
    """Return the HTML of a file's body, its internal links made by `address`."""
    within = source.partition("/")[2]

    def resolve(kind: str, value: str) -> str | None:
        target = target_of(kind, value, within)
        return address(content.targets[target]) if target in content.targets else None

    return safe(html_of(content.bodies[source]), resolve)


@lru_cache(maxsize=64)
def html_of(text: str) -> str:
    """Return the Markdown as HTML, its internal links still as they were typed."""
    return _parser().reset().convert(text)


def safe(html: str, resolve: Resolve) -> str:
    """Return the HTML with what may stay, its internal links resolved."""

    def attribute(_tag: str, name: str, value: str) -> str | None:
        if name not in ("href", "src") or not (match := _INTERNAL.match(value)):
            return value
        address = resolve(match[1], match[2])
        return None if address is None else address + match[3]

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
