"""A feed, RSS or Atom of any version, as it was saved."""

import calendar
import time
from datetime import UTC, datetime
from typing import Any

import feedparser

from importers.entries import Entry, Export, distinct
from importers.markdown_of import markdown_of
from importers.safe_xml import Refused, tree_of


def entries_of(name: str, data: bytes) -> Export:
    """Return the entries of a feed; raises Refused for what is none, or hostile."""
    tree_of(data)  # refuses what would harm its reader
    feed = feedparser.parse(data, sanitize_html=False)  # here it is told what goes
    if not feed.version:
        raise Refused("is neither RSS nor Atom; save the feed's own address, not the page")
    found = Export()
    for number, item in enumerate(feed.entries, 1):
        where = f"{name}: entry {number} “{item.get('title', '')}”"
        found.entries.append(_entry(item, where))
    return found


def _entry(item: Any, where: str) -> Entry:
    told: list[str] = []
    contents = item.get("content") or [{"value": item.get("summary", "")}]
    if not item.get("content"):
        told.append("the feed may hold its beginning only; compare it with the page")
    told += [f"the attachment {each.get('href', '')} is not taken over"
             for each in item.get("enclosures", ())]  # fmt: skip
    # feedparser's own `get` gives the one for the other, and warns.
    published, updated = (_moment(dict.get(item, name)) for name in
                          ("published_parsed", "updated_parsed"))  # fmt: skip
    return Entry(
        where=where,
        title=item.get("title", ""),
        body=markdown_of(contents[0].get("value", ""), item.get("link", ""), told.append),
        url=item.get("link", ""),
        published=published or updated,
        updated=updated,
        author=item.get("author", ""),
        tags=distinct(each.get("term") or "" for each in item.get("tags", ())),
        told=tuple(told),
    )


def _moment(parsed: time.struct_time | None) -> datetime | None:
    return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
