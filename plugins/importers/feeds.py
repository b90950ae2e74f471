"""A feed, RSS or Atom of any version, as it was saved."""

import calendar
import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlunsplit

import feedparser

from chats.problems import counted
from importers.addresses import parted
from importers.entries import Entry, Export, distinct
from importers.markdown_of import markdown_of
from importers.safe_xml import Refused, tree_of
from importers.shelf import Bringing, Shelf

_KINDS = "http://schemas.google.com/g/2005#kind"


def entries_of(name: str, data: bytes, shelf: Shelf | None = None) -> Export:
    """Return the entries of a feed; raises Refused for what is none, or hostile."""
    tree_of(data)  # refuses what would harm its reader
    feed = feedparser.parse(data, sanitize_html=False)  # here it is told what goes
    if not feed.version:
        raise Refused("is neither RSS nor Atom; save the feed's own address, not the page")
    if feed.entries and not any(item.get("title") for item in feed.entries):
        raise Refused("has entries without titles, as posts on Mastodon and Bluesky are; of what "
                      "was said there `invoke transcript` makes a transcript")  # fmt: skip
    found, left = Export(), Counter[str]()
    for number, item in enumerate(feed.entries, 1):
        where = f"{name}: entry {number} “{item.get('title', '')}”"
        kind = _kind(item)
        if kind in ("post", "page"):
            found.entries.append(_entry(item, where, kind, Bringing(shelf or Shelf())))
        else:
            left[kind] += 1
    for kind, number in left.items():
        are = "is" if number == 1 else "are"
        found.told.append(f"{name}: {counted(number, kind)} {are} not taken over")
    return found


def _kind(item: Any) -> str:
    """Return what an entry is; an export of Blogger has more than posts in its feed."""
    if "thr_in-reply-to" in item:
        return "comment"
    terms = [str(each.get("term")) for each in item.get("tags", ()) if each.get("scheme") == _KINDS]
    kind = (terms[0].rpartition("#")[2] if terms else item.get("blogger_type", "post")).lower()
    return {"settings": "setting"}.get(kind, kind)


def _entry(item: Any, where: str, kind: str, bring: Bringing) -> Entry:
    told: list[str] = []
    contents = item.get("content") or [{"value": item.get("summary", "")}]
    if not item.get("content"):
        told.append("the feed may hold its beginning only; compare it with the page")
    told += [f"the attachment {each.get('href', '')} is not taken over"
             for each in item.get("enclosures", ())]  # fmt: skip
    # feedparser's own `get` gives the one for the other, and warns.
    published, updated = (_moment(dict.get(item, name)) for name in
                          ("published_parsed", "updated_parsed"))  # fmt: skip
    link = str(item.get("link", ""))
    url = link if link.startswith(("http://", "https://")) else item.get("blogger_filename", "")
    return Entry(
        where=where,
        title=item.get("title", ""),
        body=markdown_of(contents[0].get("value", ""), url, told.append, bring),
        kind="page" if kind == "page" else "",
        url=_bare(url),
        published=published or updated,
        updated=updated,
        authors=distinct(each.get("name") or "" for each in item.get("authors", ())),
        tags=distinct(each.get("term") or "" for each in item.get("tags", ())
                      if each.get("scheme") != _KINDS),
        draft="yes" in (item.get("app_draft"), item.get("draft"))
        or item.get("blogger_status", "LIVE") != "LIVE",
        brings=bring.brings,
        told=tuple(told),
    )  # fmt: skip


def _bare(url: str) -> str:
    """Return an address without what only counts from where somebody came."""
    parts = parted(url)
    keys = [key for key, _ in parse_qsl(parts.query, keep_blank_values=True)]
    counts = all(key.startswith("utm_") or key in ("source", "ref") for key in keys)
    return urlunsplit(parts._replace(query="", fragment="")) if counts else url


def _moment(parsed: time.struct_time | None) -> datetime | None:
    return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
