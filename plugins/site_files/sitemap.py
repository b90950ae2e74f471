"""The site's pages for search engines: sitemap.xml and robots.txt."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from chats import paths
from chats.model import Page, Series, canonical_elsewhere
from chats.paths import Site

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_xml(series: Series, pages: Iterable[Page], site: Site) -> bytes:
    """Return the sitemap: every page that stands for itself, with its last change."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<urlset xmlns="{_NAMESPACE}">',
        *(_url(site.absolute(path), changed) for path, changed in sorted(_pages(series, pages))),
        "</urlset>",
    ]
    return ("\n".join(lines) + "\n").encode()


def robots_txt(site: Site) -> bytes:
    """Return robots.txt: everything may be read, and here is the list."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.absolute(paths.SITEMAP)}\n".encode()


def _url(address: str, changed: str) -> str:
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"  <url><loc>{escape(address)}</loc>{when}</url>"


def _pages(series: Series, pages: Iterable[Page]) -> Iterable[tuple[str, str]]:
    """Yield path and last change; a repost stands for itself on its original's site."""
    newest = max((chat.updated for chat in series.chats), default=None)
    yield from ((path, _day(newest)) for path in (paths.HOME, paths.ARCHIVE))
    lists = (paths.GUIDE, paths.SUBSCRIBE, paths.FEEDS, paths.TOPICS, paths.HOSTS, paths.POSTS)
    yield from ((path, "") for path in lists)
    own = (chat for chat in series.chats if not canonical_elsewhere(chat))
    yield from ((paths.chat(chat.slug), _day(chat.updated)) for chat in own)
    for topic in series.topics():
        yield paths.topic(topic.name), _day(max(chat.updated for chat in topic.chats))
    yield from ((paths.host(person.id), "") for person in series.hosts())
    own_posts = (post for post in series.posts if not canonical_elsewhere(post))
    yield from ((paths.post(post.slug), _day(post.updated)) for post in own_posts)
    prose = (paths.page(page.slug) for page in pages)
    yield from ((path, "") for path in prose if path != paths.GUIDE)


def _day(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d") if moment else ""
