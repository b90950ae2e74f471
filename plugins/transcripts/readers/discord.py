"""Discord, as DiscordChatExporter writes it in JSON: a channel or thread, in one or more files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chats.transcripts.said import Told
from transcripts.readers.elements import (
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

_PRIVATE = {"DirectTextChat", "DirectGroupTextChat", "GuildPrivateThread", "PrivateThread",
            "1", "3", "12"}  # fmt: skip
"""Types of channels that only those who were asked in may read; older exports write numbers."""

_SAID = {"Default", "Reply", "0", "19"}
_EMOJI = re.compile(r"<a?(:\w+:)\d+>")
_MENTION = re.compile(r"<@!?(\d+)>")


def read(sources: Sequence[Source], reading: Reading) -> Iterator[Told]:
    """Read the messages of channels of a server; direct ones are refused."""
    for source in sources:
        value = reading.json(source)
        if value is None:
            continue
        if not isinstance(dig(value, "messages"), list):
            reading.fault(source, "holds no `messages`; export it as JSON with DiscordChatExporter")
            continue
        guild, kind = words(value, "guild", "id"), words(value, "channel", "type")
        if guild in ("", "0") or kind in _PRIVATE:
            reading.fault(source, "is a direct or private conversation, which is not read")
            continue
        where = f"https://discord.com/channels/{guild}/{words(value, 'channel', 'id')}"
        yield from reading.each(source, value["messages"], lambda each: _message(each, where))  # noqa: B023


def _message(message: Any, where: str) -> Told | None:
    if needed(message, "type") not in _SAID:
        return None  # somebody joined, a message was pinned
    key = needed(message, "id")
    names = {words(each, "id"): words(each, "name") for each in listed(message, "mentions")}
    files = [f"[file: {words(each, 'fileName')}]" for each in listed(message, "attachments")]
    answered = words(message, "reference", "messageId")
    return post(
        at=moment(needed(message, "timestamp")),
        handle=needed(message, "author", "name"),
        name=words(message, "author", "nickname"),
        text="\n".join((_text(words(message, "content"), names), *files)),
        origin=f"discord {key}",
        reply=f"discord {answered}" if answered else "",
        link=f"{where}/{key}",
        likes=sum(number(each, "count") for each in listed(message, "reactions")),
    )


def _text(content: str, names: Mapping[str, str]) -> str:
    text = _MENTION.sub(lambda found: f"@{names.get(found[1]) or 'someone'}", content)
    # An address in brackets is one without a preview.
    return re.sub(r"<(https?://[^\s>]+)>", r"\1", _EMOJI.sub(r"\1", text))
