"""Items → RSS 2.0 (https://www.rssboard.org/rss-specification)."""

from html import escape

from feedgen.feed import FeedGenerator

from chats import paths
from chats.paths import Site
from chats.series import Series
from feeds.event_module import EventEntry, EventFeed
from feeds.items import Item, about, feed_updated
from feeds.legal_text import one_line


def rss(series: Series, site: Site, items: tuple[Item, ...]) -> bytes:
    """Return the feed; its dates come from the items, never from the clock."""
    feed = FeedGenerator()
    feed.load_extension("dc", atom=False)
    feed.register_extension("event", EventFeed, EventEntry)
    feed.title(one_line(series.name))
    # The channel's own link is the last one given to feedgen: the home page, after `self`.
    feed.link(href=site.absolute(paths.RSS), rel="self", type="application/rss+xml")
    feed.link(href=site.absolute(), rel="alternate")
    feed.description(about(series))
    feed.language(series.language)
    feed.generator("chatseries")
    feed.lastBuildDate(feed_updated(items, series))
    for item in items:
        _add(feed, item)
    return bytes(feed.rss_str(pretty=True))


def _add(feed: FeedGenerator, item: Item) -> None:
    entry = feed.add_entry(order="append")
    entry.guid(item.guid, permalink=False)
    entry.title(item.title)
    entry.link(href=item.url)
    if item.summary:
        entry.description(escape(item.summary, quote=False))  # readers take it for HTML
    entry.content(item.html, type="html")
    entry.published(item.published)
    # RSS's own <author> is an address of mail; nobody's is known.
    entry.dc.dc_creator([author.name for author in item.authors])
    entry.category([{"term": tag} for tag in item.tags])
    entry.event.chat = item.chat
