"""A WordPress export, WXR 1.x: RSS 2.0 with the namespaces of WordPress."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from importers.entries import Entry, Export, distinct
from importers.markdown_of import markdown_of
from importers.safe_xml import Refused, tree_of
from importers.shelf import Bringing, Shelf
from importers.wordpress_events import ELSEWHERE, TYPES, when_of

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_EXCERPT = "{http://wordpress.org/export/1.2/excerpt/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_TAKEN = {"post": "", "page": "page", **dict.fromkeys((*TYPES, *ELSEWHERE), "")}
_OF_EVENTS = {"tribe_events_cat", "event-categories", "event-tags", "event-category", "event-tag",
              "event_listing_category", "event_listing_type", "mec_category", "mec_tag",
              "sc_event_category", "event_type", "events_categories", "events_tags"}  # fmt: skip
_PUBLIC = {"publish", "future"}
_SHORTCODE = re.compile(r"\[(/?)([a-z][a-z0-9_-]{2,30})(?:\s[^\]\n]{0,500})?/?\]")
_UNTAGGED = {"uncategorized", "uncategorised", "allgemein", "sin categoría", "non classé"}


def entries_of(name: str, data: bytes, shelf: Shelf | None = None) -> Export:
    """Return the posts and pages of an export; raises Refused when it is none.

    The `shelf` has the files that lie beside it.
    """
    root = tree_of(data)
    items = root.findall("channel/item")
    names = {_wp(each, "author_login"): _wp(each, "author_display_name")
             for each in root.iterfind("channel/*") if _local(each) == "author"}  # fmt: skip
    if not items or not any(_wp(item, "post_type") for item in items):
        raise Refused("is no export of WordPress; there: Tools, Export, All content")
    found, left, attached = Export(), Counter[str](), dict[str, str]()
    for number, item in enumerate(items, 1):
        kind = _wp(item, "post_type")
        where = f"{name}: item {number} “{_text(item, 'title')}”"
        if kind in _TAKEN and _wp(item, "status") not in ("trash", "auto-draft"):
            bring = Bringing(shelf or Shelf())
            found.entries.append(_entry(item, where, _TAKEN[kind], names, bring))
        elif kind == "attachment":
            attached[where] = _wp(item, "attachment_url")
        else:
            left[
                f"of the type `{kind}`" if kind not in _TAKEN else "in the bin, or never saved,"
            ] += 1
        if comments := sum(_local(each) == "comment" for each in item):
            found.told.append(f"{where}: its comments ({comments}) are not taken over")
    brought = {path for entry in found.entries for path in entry.brings.values()}
    found.told += [f"{where}: the file {address} is not taken over; put it into content/images/ or "
                   "files/" for where, address in attached.items()
                   if not shelf or shelf.find(address) not in brought]  # fmt: skip
    found.told += [f"{name}: {number} {kind} are not taken over"
                   for kind, number in left.items()]  # fmt: skip
    return found


def _entry(
    item: Element, where: str, kind: str, names: Mapping[str, str], bring: Bringing
) -> Entry:
    told: list[str] = []
    url = _text(item, "link")
    categories = [(each.get("domain"), (each.text or "")) for each in item.findall("category")]
    topics = {"category", "post_tag", *_OF_EVENTS}
    told += [f"the {domain} “{text}” is not taken over" for domain, text in categories
             if domain not in (*topics, "author")]  # fmt: skip
    creator = _text(item, _CREATOR)
    authors = [text for domain, text in categories if domain == "author"]  # Co-Authors' own
    locked = bool(_wp(item, "post_password"))
    if locked:
        told.append("wants a password: it becomes a draft")
    elif _wp(item, "status") == "private":
        told.append("is private: it becomes a draft")
    excerpt = _text(item, _EXCERPT)
    if "<" in excerpt:
        told.append("its excerpt is HTML and not taken over; write `summary`")
    when = when_of(_meta(item))
    is_event = when is not None or _wp(item, "post_type") in (*TYPES, *ELSEWHERE)
    if is_event and not when:
        told.append("its plugin keeps the time of the event where no export has it; export its "
                    "calendar, and import that with --from ics")  # fmt: skip
    if when and not when.start.tzinfo and not when.whole_day:
        told.append("its time names no zone: it is taken as one of the series' zone")
    html = _without_shortcodes(_text(item, _CONTENT), told)
    return Entry(
        where=where,
        title=_text(item, "title"),
        body=markdown_of(html, url, told.append, bring),
        kind="event" if is_event else kind,
        url=url,
        start=when.start if when and not when.whole_day else None,
        day=when.start.date() if when and when.whole_day else None,
        length=when.length if when and not when.whole_day else None,
        venue_url=when.place if when else "",
        aliases=(url,) if is_event else (),
        slug=unquote(_wp(item, "post_name")),
        published=_moment(_wp(item, "post_date_gmt")) or _moment(_wp(item, "post_date")),
        updated=_moment(_wp(item, "post_modified_gmt")),
        authors=distinct(authors or [names.get(creator) or creator]),
        tags=distinct(text for domain, text in categories
                      if domain in topics and text.lower() not in _UNTAGGED),
        summary="" if "<" in excerpt else excerpt,
        draft=locked or _wp(item, "status") not in _PUBLIC,
        brings=bring.brings,
        told=tuple(told),
    )  # fmt: skip


def _without_shortcodes(text: str, told: list[str]) -> str:
    """Return the text without [shortcodes], which only WordPress' own plugins can read."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)  # the marks of its editor's blocks
    names = {match[2] for match in _SHORTCODE.finditer(text) if match[2] != "caption"}
    told += [f"the shortcode [{name}] is left out" for name in sorted(names)]
    return _SHORTCODE.sub("", text)


def _meta(item: Element) -> dict[str, str]:
    """Return the fields that plugins keep with a post."""
    return {_wp(each, "meta_key"): _wp(each, "meta_value")
            for each in _own(item) if _local(each) == "postmeta"}  # fmt: skip


def _moment(typed: str) -> datetime | None:
    try:
        return datetime.strptime(typed, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None  # 0000-00-00 00:00:00: of a draft


def _text(item: Element, name: str) -> str:
    return (item.findtext(name) or "").strip()


def _wp(item: Element, name: str) -> str:
    """Return a field of WordPress' own namespace, whose address has the version in it."""
    return next(((each.text or "").strip() for each in _own(item) if _local(each) == name), "")


def _own(item: Element) -> Iterator[Element]:
    return (each for each in item if each.tag.startswith("{http://wordpress.org/export/"))


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
