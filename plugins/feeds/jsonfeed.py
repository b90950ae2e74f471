"""Items → JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from typing import Any

from chats import paths
from chats.model import Chat
from chats.paths import Site
from chats.series import Series
from chats.words import Words
from feeds.event_module import span
from feeds.items import Author, Item, about
from feeds.legal_text import json_bytes, one_line


def json_feed(series: Series, site: Site, items: tuple[Item, ...]) -> bytes:
    """Return the feed; an item about a chat has its time in the extension `_chat`."""
    address = site.absolute(paths.JSON_FEED)
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(series.name),
        "home_page_url": site.absolute(),
        "feed_url": address,
        "description": about(series),
        "user_comment": series.words.gettext(
            "A feed of {series} for feed readers: copy {url} into yours.",
            series=one_line(series.name), url=address,
        ),
        "language": series.language,
        "authors": [{"name": one_line(series.name), "url": site.absolute()}],
        "items": [_item(item, site, series.words) for item in items],
    }  # fmt: skip
    return json_bytes(feed)


def _item(item: Item, site: Site, words: Words) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": item.guid,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "authors": [_author(author) for author in item.authors],
        "tags": list(item.tags),
    }
    if item.chat:
        values["language"] = item.chat.words.language if item.chat.words != words else ""
        values["image"] = site.absolute(item.chat.image) if item.chat.image else ""
        values["_chat"] = _chat(item.chat, site)
    return {key: value for key, value in values.items() if value}


def _chat(chat: Chat, site: Site) -> dict[str, str]:
    start, end = span(chat)
    return {
        "about": site.absolute(paths.FEEDS),
        "id": chat.id,
        "start": start,
        "end": end,
        "zone": chat.sessions[0].zone.key,
        "status": str(chat.status),
        "invite": site.absolute(paths.invite(chat.slug)),
    }


def _author(author: Author) -> dict[str, str]:
    return {"name": author.name, "url": author.url} if author.url else {"name": author.name}
