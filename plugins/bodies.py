"""A body's Markdown → safe HTML whose links lead where they should.

The HTML is passed through an allow-list (nh3), so that no post can bring a script,
a frame or an odd address into a reader's browser, nor dress as a part of the site.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import nh3

from chats.problems import Problem, ProblemsFound
from content_folder.links import target_of
from content_folder.markdown_html import TooHard
from content_folder.reading import Content

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6",
    "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "section",
    "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "time", "tr", "u", "ul", "var",
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
_PLAYED = {"src", "controls", "loop", "muted", "preload", "poster", "width", "height"}
_TRUSTED_TAGS = _TAGS | {"audio", "bdi", "bdo", "picture", "source", "track", "video"}
_TRUSTED_ATTRIBUTES = _ATTRIBUTES | {
    "*": _ATTRIBUTES["*"] | {"role"},
    "audio": _PLAYED,
    "video": _PLAYED,
    "source": {"src", "type", "media"},
    "track": {"src", "kind", "srclang", "label", "default"},
}
"""What `trusted` in SERIES adds: it does no harm, but can look like a part of the site."""

_SCHEMES = {"http", "https", "mailto"}
INTERNAL = re.compile(r"^(?:\{|%7B)(filename|static)(?:\}|%7D)([^#?]*)(.*)$", re.S)

_MARKDOWNS_CLASSES = re.compile(
    r"admonition(?:-title)?|footnote(?:-ref|-backref)?|language-[\w+#.-]{1,30}|"
    r"align-(?:left|right|center)|note|tip|hint|info|important|attention|warning|caution|danger|error"
)
"""What the extensions of Markdown make; any other class is the theme's or a script's."""

SITES_IDS = re.compile(
    r"main|facts|questions|resources|related|recent|coming|latest|add-to-calendar|about-series|"
    r"addresses|calendars|keys|chats|posts|all|readers|refresh|found|more|result|q|hint|"
    r"next-chat|in-your-browser|the-server|other-sites|q\d+|y\d+|(?:next|latest|asked|asks|outcome|on|own|by)-.*",
    re.I,
)
"""Names of the site's own parts: a link to one must not lead into a body."""

Address = Callable[[str], str]
"""Takes a path within the site, or another site's address, gives the link to it."""

Resolve = Callable[[str, str], str | None]
"""Takes the kind of an internal link and its value, gives the address it leads to."""


@dataclass(frozen=True)
class Body:
    """A file's body before it is HTML; `facts` tell all that it is made of."""

    content: Content
    source: str

    @property
    def facts(self) -> tuple[object, ...]:
        """The file's content, and where files lead if the body may link to one."""
        content, source = self.content, self.source
        links = content.targets if source in content.linking else None
        series = content.series
        return source, content.digests[source], links, series.trusted, series.archived

    def html(self, address: Address) -> str:
        """Return it as HTML."""
        return body_html(self.content, self.source, address)


def body_html(content: Content, source: str, address: Address) -> str:
    """Return the HTML of a file's body, its internal links made by `address`.

    Raises ProblemsFound when its Markdown cannot be converted.
    """
    within = source.partition("/")[2]

    def resolve(kind: str, value: str) -> str | None:
        target = target_of(kind, value, within)
        return address(content.targets[target]) if target and target in content.targets else None

    try:
        html = content.once.html(content.bodies[source])
    except TooHard as error:
        line = content.body_lines[source] + error.line
        raise ProblemsFound([Problem(source, line, "", error.message)]) from None
    series = content.series
    return safe(html, resolve, trusted=series.trusted, outward=series.outward)


def safe(html: str, resolve: Resolve, *, trusted: bool = False, outward: Address = str) -> str:
    """Return the HTML with what may stay, its internal links resolved, others led `outward`.

    `trusted` writers may use any class and name, and sound and video of the site's own.
    """

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name in ("href", "src", "poster"):
            if match := INTERNAL.match(value):
                address = resolve(match[1], match[2])
                return None if address is None else address + match[3]
            if not _leads_where_it_seems(value, own=tag != "a"):
                return None
            return outward(value) if tag == "a" else value
        if name in ("colspan", "rowspan"):
            return value if re.fullmatch(r"\s*[0-9]{1,2}\s*", value) else None
        if not trusted and name == "class":
            return " ".join(filter(_MARKDOWNS_CLASSES.fullmatch, value.split())) or None
        if not trusted and name == "id" and SITES_IDS.fullmatch(value):
            return None
        return value

    return nh3.clean(
        html,
        tags=_TRUSTED_TAGS if trusted else _TAGS,
        attributes=_TRUSTED_ATTRIBUTES if trusted else _ATTRIBUTES,
        attribute_filter=attribute,
        generic_attribute_prefixes={"data-", "aria-"} if trusted else None,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def tags_kept(*, trusted: bool = False) -> frozenset[str]:
    """Return the tags that may stay."""
    return frozenset(_TRUSTED_TAGS if trusted else _TAGS)


def _leads_where_it_seems(address: str, *, own: bool) -> bool:
    """Return whether no part of an address deceives; one that is loaded is the site's own."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if re.match(r"[\s/\\]*[/\\][\s/\\]*[/\\]|[a-z]*:[/\s]*\\", address, re.IGNORECASE):
        return False  # browsers take \ for /, and drop line ends
    if parts.scheme in ("http", "https") and not parts.netloc:
        return False
    return not (parts.scheme or parts.netloc) if own else "@" not in parts.netloc
