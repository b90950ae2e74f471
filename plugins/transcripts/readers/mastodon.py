"""Mastodon: statuses of its API (a timeline, a search, a thread's context), or an archive's outbox.

Statuses: docs.joinmastodon.org/entities/Status; the outbox is ActivityStreams 2.0.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from chats.transcripts.said import Told
from transcripts.readers.elements import (
    Private,
    Reading,
    Source,
    Unfit,
    dig,
    listed,
    moment,
    needed,
    number,
    post,
    words,
)
from transcripts.readers.html_text import text_of

_PUBLIC = {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"}


def read(sources: Sequence[Source], reading: Reading) -> Iterator[Told]:
    """Read statuses or outboxes; what is not public or unlisted is private."""
    outboxes = [each for each in sources if PurePosixPath(each.name).name == "outbox.json"]
    names: dict[str, str] = {}
    found: list[tuple[Source, list[Any]]] = []
    for source in outboxes or sources:  # an archive has likes and bookmarks beside it
        value = reading.json(source)
        if isinstance(dig(value, "orderedItems"), list):
            yield from reading.each(source, value["orderedItems"], _activity)
        elif value is not None:
            statuses = _statuses(value)
            if not statuses:
                reading.fault(source, "holds no statuses of Mastodon's API and no outbox")
            names |= {words(each, "id"): _name(each) for each in statuses}
            found.append((source, statuses))
    for source, statuses in found:  # a thread's context answers what another file holds
        yield from reading.each(source, statuses, lambda each: _status(each, names))


def _statuses(value: Any) -> list[Any]:
    if isinstance(value, list):
        pages = [_statuses(each) if dig(each, "statuses") else [each] for each in value]
        return [status for page in pages for status in page]
    if isinstance(dig(value, "account"), dict):
        return [value]
    return [*listed(value, "ancestors"), *listed(value, "descendants"), *listed(value, "statuses")]


def _name(status: Any) -> str:
    return words(status, "uri") or words(status, "url") or words(status, "id")


def _status(status: Any, names: Mapping[str, str]) -> Told | None:
    if needed(status, "visibility") not in ("public", "unlisted"):
        raise Private
    again = dig(status, "reblog")
    if again:
        if words(again, "visibility") not in ("public", "unlisted"):
            raise Private
        text = f"RT @{needed(again, 'account', 'acct')}: {_text(again)}"
    else:
        text = _text(status)
    return post(
        at=moment(needed(status, "created_at")),
        handle=needed(status, "account", "acct"),
        name=words(status, "account", "display_name"),
        text=text,
        origin=f"mastodon {_name(status)}",
        reply=_origin(names.get(words(status, "in_reply_to_id"), "")),
        link=words(status, "url"),
        echoes=number(status, "reblogs_count"),
        likes=number(status, "favourites_count"),
    )


def _text(status: Any) -> str:
    pictures = [words(each, "description") for each in listed(status, "media_attachments")]
    return _whole(words(status, "spoiler_text"), words(status, "content"), pictures)


def _activity(activity: Any) -> Told | None:
    """Read an activity of an outbox: its own posts; what it boosted is only an address there."""
    thing = dig(activity, "object")
    if words(activity, "type") != "Create" or not isinstance(thing, dict):
        return None
    readers = {each for key in ("to", "cc") for each in (*listed(thing, key), words(thing, key))}
    if not readers & _PUBLIC:
        raise Private
    if words(thing, "type") not in ("Note", "Question", "Article"):
        return None
    pictures = [words(each, "name") for each in listed(thing, "attachment")]
    handle = urlsplit(needed(activity, "actor")).path.rstrip("/").rpartition("/")[2]
    if not handle.removeprefix("@"):
        raise Unfit("has no `actor`")
    return post(
        at=moment(words(thing, "published") or needed(activity, "published")),
        handle=handle,
        text=_whole(words(thing, "summary"), words(thing, "content"), pictures),
        origin=_origin(needed(thing, "id")),
        reply=_origin(words(thing, "inReplyTo")),
        link=words(thing, "url") or words(thing, "id"),
    )


def _whole(warning: str, html: str, pictures: Sequence[str]) -> str:
    """Return a post's text: the warning before it, what its pictures show behind it."""
    parts = (f"[{warning}]" if warning else "", text_of(html),
             *(f"[picture: {each}]" if each else "[picture]" for each in pictures))  # fmt: skip
    return "\n".join(filter(None, parts))


def _origin(name: str) -> str:
    return f"mastodon {name}" if name else ""
