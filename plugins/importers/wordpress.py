"""A WordPress export, WXR 1.x: RSS 2.0 with the namespaces of WordPress."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from importers.entries import Entry, Export, distinct
from importers.markdown_of import markdown_of
from importers.safe_xml import Refused, tree_of

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_EXCERPT = "{http://wordpress.org/export/1.2/excerpt/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_TAKEN = {"post": "", "page": "page", "tribe_events": "", "event": ""}
_PUBLIC = {"publish", "future"}
_SHORTCODE = re.compile(r"\[(/?)([a-z][a-z0-9_-]{2,30})(?:\s[^\]\n]{0,500})?/?\]")
_UNTAGGED = {"uncategorized", "uncategorised", "allgemein", "sin categoría", "non classé"}


def entries_of(name: str, data: bytes) -> Export:
    """Return the posts and pages of an export; raises Refused when it is none."""
    root = tree_of(data)
    items = root.findall("channel/item")
    names = {_wp(each, "author_login"): _wp(each, "author_display_name")
             for each in root.iterfind("channel/*") if _local(each) == "author"}  # fmt: skip
    if not items or not any(_wp(item, "post_type") for item in items):
        raise Refused("is no export of WordPress; there: Tools, Export, All content")
    found, left = Export(), Counter[str]()
    for number, item in enumerate(items, 1):
        kind = _wp(item, "post_type")
        where = f"{name}: item {number} “{_text(item, 'title')}”"
        if kind in _TAKEN and _wp(item, "status") not in ("trash", "auto-draft"):
            found.entries.append(_entry(item, where, _TAKEN[kind], names))
        elif kind == "attachment":
            found.told.append(f"{where}: the file {_wp(item, 'attachment_url')} is not taken over; "
                              "put it into content/images/ or files/")  # fmt: skip
        else:
            left[kind if kind not in _TAKEN else "deleted"] += 1
        if comments := sum(_local(each) == "comment" for each in item):
            found.told.append(f"{where}: its comments ({comments}) are not taken over")
    found.told += [f"{name}: {number} of the type `{kind}` are not taken over"
                   for kind, number in left.items()]  # fmt: skip
    return found


def _entry(item: Element, where: str, kind: str, names: Mapping[str, str]) -> Entry:
    told: list[str] = []
    url = _text(item, "link")
    categories = [(each.get("domain"), (each.text or "")) for each in item.findall("category")]
    told += [f"the {domain} “{text}” is not taken over" for domain, text in categories
             if domain not in ("category", "post_tag")]  # fmt: skip
    locked = bool(_wp(item, "post_password"))
    if locked:
        told.append("wants a password: it becomes a draft")
    excerpt = _text(item, _EXCERPT)
    if "<" in excerpt:
        told.append("its excerpt is HTML and not taken over; write `summary`")
    html = _without_shortcodes(_text(item, _CONTENT), told)
    return Entry(
        where=where,
        title=_text(item, "title"),
        body=markdown_of(html, url, told.append),
        kind=kind,
        url=url,
        slug=_wp(item, "post_name"),
        published=_moment(_wp(item, "post_date_gmt")) or _moment(_wp(item, "post_date")),
        updated=_moment(_wp(item, "post_modified_gmt")),
        author=names.get(_text(item, _CREATOR)) or _text(item, _CREATOR),
        tags=distinct(text for domain, text in categories
                      if domain in ("category", "post_tag") and text.lower() not in _UNTAGGED),
        summary="" if "<" in excerpt else excerpt,
        draft=locked or _wp(item, "status") not in _PUBLIC,
        told=tuple(told),
    )  # fmt: skip


def _without_shortcodes(text: str, told: list[str]) -> str:
    """Return the text without [shortcodes], which only WordPress' own plugins can read."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)  # the marks of its editor's blocks
    names = {match[2] for match in _SHORTCODE.finditer(text) if match[2] != "caption"}
    told += [f"the shortcode [{name}] is left out" for name in sorted(names)]
    return _SHORTCODE.sub("", text)


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
