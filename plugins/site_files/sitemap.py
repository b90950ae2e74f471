"""The site's pages for search engines: sitemap.xml and robots.txt."""

from collections.abc import Collection, Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from chats import paths, sheets
from chats.model import Chat, Page, Post, canonical_elsewhere
from chats.paths import Site
from chats.question_bank import own_pages, shelves
from chats.series import Series
from chats.translations import editions

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_xml(
    series: Series, pages: Iterable[Page], site: Site, transcripts: Collection[str] = ()
) -> bytes:
    """Return the sitemap: every page that stands for itself, with its last change.

    A commit by a clock that is fast is not told as later than the site. `transcripts` are the
    paths of those that search engines may have.
    """
    listed, today = sorted(_pages(series, pages, transcripts)), _day(series.at)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<urlset xmlns="{_NAMESPACE}">',
        *(_url(site.absolute(path), min(changed, today)) for path, changed in listed),
        "</urlset>",
    ]
    return ("\n".join(lines) + "\n").encode()


def robots_txt(site: Site) -> bytes:
    """Return robots.txt: everything may be read, and here is the list."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.absolute(paths.SITEMAP)}\n".encode()


def _url(address: str, changed: str) -> str:
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"  <url><loc>{escape(address)}</loc>{when}</url>"


def _pages(
    series: Series, pages: Iterable[Page], transcripts: Collection[str]
) -> Iterable[tuple[str, str]]:
    """Yield path and last change; a repost stands for itself on its original's site."""
    yield paths.HOME, _newest(series.chats)
    yield from ((path, "") for path in (paths.NEXT, paths.LATEST, paths.GUIDE, paths.SUBSCRIBE,
                                        paths.FEEDS, paths.TOPICS, paths.HOSTS, paths.QUESTIONS,
                                        paths.PRIVACY))  # fmt: skip
    yield from _sheets(series)
    yield from _questions(series)
    own = (chat for chat in series.chats if not canonical_elsewhere(chat))
    told = (edition for chat in own for edition in editions(chat))
    yield from ((edition.path, _day(edition.updated)) for edition in told)
    # Its first page leads to the others; they change with it.
    yield from ((chat.transcript, "") for chat in series.chats if chat.transcript in transcripts)
    own_posts = (post for post in series.posts if not canonical_elsewhere(post))
    yield from ((paths.post(post.slug), _day(post.updated)) for post in own_posts)
    prose = (paths.page(page.slug) for page in pages)
    yield from ((path, "") for path in prose if path not in paths.OWN)


def _sheets(series: Series) -> Iterable[tuple[str, str]]:
    """Yield the sheets of every list; the archive's first holds also what is to come."""
    for archive in sheets.of_archive(series):
        chats = [chat for _, chats in archive.items for chat in chats]
        coming = series.upcoming if archive.number == 1 else ()
        yield archive.own_path, _newest((*coming, *chats))
    yield from ((posts.own_path, _newest(posts.items)) for posts in sheets.of_posts(series))
    lists = [(paths.topic(topic.name), topic.chats) for topic in series.topics()]
    lists += [(paths.host(person.id), chats) for person, chats in series.hosts().items()]
    for path, chats in lists:
        yield from ((sheet.own_path, _newest(sheet.items)) for sheet in sheets.of(path, chats))


def _questions(series: Series) -> Iterable[tuple[str, str]]:
    """Yield the sheets of the topics' questions."""
    for shelf in own_pages(shelves(series)):
        yield from ((sheet.own_path, _newest(sheet.items)) for sheet in shelf.sheets)


def _newest(entries: Iterable[Chat | Post]) -> str:
    return _day(max((entry.updated for entry in entries), default=None))


def _day(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d") if moment else ""
