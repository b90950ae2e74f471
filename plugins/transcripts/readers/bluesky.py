"""Bluesky: answers of its API, `searchPosts`, `getPostThread`, `getAuthorFeed` or lists of posts.

The views are app.bsky.feed.defs (docs.bsky.app); links hide in facets, by bytes.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from chats.transcripts.said import Told
from transcripts.readers.elements import (
    Private,
    Reading,
    Source,
    dig,
    listed,
    moment,
    needed,
    number,
    post,
    words,
)

_SIGNED_IN_ONLY = "!no-unauthenticated"
"""Who labels themselves so asks not to be shown to people who are not signed in."""


def read(sources: Sequence[Source], reading: Reading) -> Iterator[Told]:
    """Read posts and threads of posts."""
    for source in sources:
        value = reading.json(source)
        if value is None:
            continue
        views = list(_views(value))
        if not views:
            reading.fault(source, "holds no posts of Bluesky's API")
        yield from reading.each(source, views, _post)


def _views(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each post with the reason for which it stands there, a repost; no recursion."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(reversed(each))
        elif isinstance(dig(each, "record"), dict):
            yield each, None
        elif isinstance(dig(each, "post"), dict):
            yield each["post"], dig(each, "reason")
            waiting.extend(listed(each, "replies"))
            waiting.append(dig(each, "parent"))
        elif isinstance(each, dict):
            waiting.extend(dig(each, key) for key in ("value", "thread", "feed", "posts"))


def _post(view: tuple[Any, Any]) -> Told | None:
    value, reason = view
    if any(words(label, "val") == _SIGNED_IN_ONLY for label in listed(value, "author", "labels")):
        raise Private
    uri, record = needed(value, "uri"), value["record"]
    text = _text(record)
    by = value
    at = moment(words(record, "createdAt") or needed(value, "indexedAt"))
    if seen := words(value, "indexedAt"):
        at = min(at, moment(seen))  # the author's own clock may be ahead
    if reason and isinstance(dig(reason, "by"), dict):
        text = f"RT @{needed(value, 'author', 'handle')}: {text}"
        by, at = {"author": reason["by"]}, moment(needed(reason, "indexedAt"))
        uri = f"{uri}#{needed(reason, 'by', 'did')}"
    handle = needed(by, "author", "handle")
    key = words(value, "uri").rpartition("/")[2]
    answered = words(record, "reply", "parent", "uri")
    return post(
        at=at,
        handle=handle,
        name=words(by, "author", "displayName"),
        text=text,
        origin=f"bluesky {uri}",
        reply=f"bluesky {answered}" if answered and not reason else "",
        link="" if reason else f"https://bsky.app/profile/{handle}/post/{key}",
        echoes=0 if reason else number(value, "repostCount"),
        likes=0 if reason else number(value, "likeCount"),
    )


def _text(record: Any) -> str:
    """Return a record's text with whole addresses, and what its pictures show."""
    data = words(record, "text").encode("utf-8", "replace")
    links = []
    for facet in listed(record, "facets"):
        uris = [words(each, "uri") for each in listed(facet, "features") if words(each, "uri")]
        start, end = number(facet, "index", "byteStart"), number(facet, "index", "byteEnd")
        if uris and start < end <= len(data):
            links.append((start, end, uris[0]))
    for start, end, uri in sorted(links, reverse=True):
        data = data[:start] + uri.encode("utf-8", "replace") + data[end:]
    embed = dig(record, "embed")
    pictures = [f"[picture: {words(each, 'alt')}]" if words(each, "alt") else "[picture]"
                for each in listed(embed, "images")]  # fmt: skip
    return "\n".join((data.decode("utf-8", "replace"), *pictures))
