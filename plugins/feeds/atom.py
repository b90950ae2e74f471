"""Items → Atom (RFC 4287)."""

from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from chats import paths
from chats.paths import Site
from chats.series import Series
from feeds.event_module import EventEntry, EventFeed
from feeds.items import Author, Item, about, feed_updated, guid
from feeds.legal_text import one_line


class MoreLinks(BaseEntryExtension):  # type: ignore[misc]
    """An entry's links other than the page.

    feedgen 1.0 leaves out their `rel` and `type`, which would make a second page of each.
    """

    links: tuple[dict[str, str], ...] = ()

    def extend_atom(self, entry: Any) -> Any:
        """Add the links to the entry."""
        for link in self.links:
            xml_elem("link", entry, **link)
        return entry


def atom(series: Series, site: Site, items: tuple[Item, ...]) -> bytes:
    """Return the feed; its dates come from the items, never from the clock."""
    feed = FeedGenerator()
    feed.register_extension("event", EventFeed, EventEntry)
    feed.register_extension("more", BaseExtension, MoreLinks, rss=False)
    feed.id(guid(series, "feed"))
    feed.title(one_line(series.name))
    feed.subtitle(about(series))
    feed.link(href=site.absolute(paths.ATOM), rel="self", type="application/atom+xml")
    feed.link(href=site.absolute(), rel="alternate", type="text/html")
    feed.author(_person(Author(name=one_line(series.name), url=site.absolute())))
    feed.language(series.language)
    feed.generator("chatseries")
    feed.updated(feed_updated(items, series))
    for item in items:
        _add(feed, item, site)
    return bytes(feed.atom_str(pretty=True))


def _add(feed: FeedGenerator, item: Item, site: Site) -> None:
    entry = feed.add_entry(order="append")
    entry.id(item.guid)
    entry.title(item.title)
    entry.link(href=item.url)
    if item.summary:
        entry.summary(item.summary)
    entry.content(item.html, type="html")
    entry.published(item.published)
    entry.updated(item.updated)
    entry.author([_person(author) for author in item.authors])
    entry.category([{"term": tag} for tag in item.tags])
    entry.event.chat = item.chat
    entry.more.links = tuple(_more_links(item, site))


def _more_links(item: Item, site: Site) -> list[dict[str, str]]:
    links = []
    if item.chat:
        # Not an enclosure: readers of podcasts would download it unasked.
        links += [{"rel": "related", "type": "text/calendar",
                   "href": site.absolute(paths.invite(item.chat.slug, session.key))}
                  for session in item.chat.sessions]  # fmt: skip
    if item.via:
        links.append({"rel": "via", "href": item.via})
    return links


def _person(author: Author) -> dict[str, str]:
    return {"name": author.name, "uri": author.url} if author.url else {"name": author.name}
