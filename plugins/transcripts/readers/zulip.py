"""Zulip: an answer of its API (`GET /messages`), or an organisation's export with realm.json.

zulip.com/api/get-messages; in an export the recipient's type 2 is a channel.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
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
    post,
    words,
)
from transcripts.readers.html_text import text_of

_CHANNEL = "2"
_QUOTED = re.compile(
    r"^@_\*\*[^*\n]+\*\* \[[^\]\n]*\]\([^)\s]*/near/(\d+)\):?\s*(`{3,})quote\n.*?\n\2\s*", re.S
)
_MENTION = re.compile(r"@_?\*\*([^*|\n]+)(?:\|\d+)?\*\*")


def read(sources: Sequence[Source], reading: Reading) -> Iterator[Told]:
    """Read the messages of public channels; a channel may be named `channel` or `channel>topic`."""
    values = [(source, reading.json(source)) for source in sources]
    exported = [each for each in values if isinstance(dig(each[1], "zerver_message"), list)]
    realm = _Realm([value for _, value in values])
    for source, value in exported:  # an export has emoji, uploads and more beside them
        yield from reading.each(
            source, value["zerver_message"], lambda each: _exported(each, realm, reading.channel)
        )
    for source, value in values if not exported else ():
        messages = value if isinstance(value, list) else dig(value, "messages")
        if isinstance(messages, list):
            if not reading.is_public(source):
                return
            yield from reading.each(source, messages, lambda each: _message(each, reading.channel))
        elif value is not None:
            reading.fault(source, "holds no `messages` of Zulip's API and is no part of an export")


class _Realm:
    """Who and where the numbers of an export are."""

    def __init__(self, values: Sequence[Any]) -> None:
        self._values = [value for value in values if isinstance(dig(value, "zerver_stream"), list)]
        self.people = {
            words(each, "id"): words(each, "full_name")
            for each in self._all("zerver_userprofile", "zerver_userprofile_crossrealm")
        }
        streams = {words(each, "id"): each for each in self._all("zerver_stream")}
        self.public = {
            words(each, "id"): words(streams.get(words(each, "type_id")), "name")
            for each in self._all("zerver_recipient")
            if words(each, "type") == _CHANNEL
            and dig(streams.get(words(each, "type_id")), "invite_only") is False
        }

    def _all(self, *keys: str) -> Iterator[Any]:
        for value in self._values:
            for key in keys:
                yield from listed(value, key)


def _exported(message: Any, realm: _Realm, wanted: str) -> Told | None:
    channel = realm.public.get(needed(message, "recipient"))
    if channel is None:
        raise Private
    name = realm.people.get(needed(message, "sender"), "") or "somebody"
    text = words(message, "content")
    return _told(message, name, text, needed(message, "date_sent"), channel, wanted)


def _message(message: Any, wanted: str) -> Told | None:
    if needed(message, "type") not in ("stream", "channel"):
        raise Private
    html = words(message, "content_type") == "text/html"
    text = text_of(words(message, "content")) if html else words(message, "content")
    name, at = needed(message, "sender_full_name"), needed(message, "timestamp")
    return _told(message, name, text, at, words(message, "display_recipient"), wanted)


def _told(
    message: Mapping[str, Any], name: str, text: str, at: str, channel: str, wanted: str
) -> Told | None:
    if wanted:
        stream, _, topic = wanted.removeprefix("#").partition(">")
        if stream.strip() != channel or topic.strip() not in ("", words(message, "subject")):
            return None
    quoted = _QUOTED.match(text)
    text = text[quoted.end() :] if quoted else text
    text = _MENTION.sub(lambda found: "@" + "-".join(found[1].split()), text)
    return post(
        at=moment(at),
        handle=name,  # its addresses of mail are nobody's business
        name=name,
        text=text,
        origin=f"zulip {needed(message, 'id')}",
        reply=f"zulip {quoted[1]}" if quoted else "",
        likes=len(listed(message, "reactions")),
    )
