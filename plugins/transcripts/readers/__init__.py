"""Exports of the platforms, each in its own format → posts."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from chats.transcripts.said import Told
from transcripts.readers import (
    bluesky,
    discord,
    irc,
    lines,
    mastodon,
    slack,
    tables,
    x,
    zulip,
)
from transcripts.readers.elements import Reading, Source

__all__ = ["BY_HASHTAG", "READERS", "Reader", "Reading"]

Reader = Callable[[Sequence[Source], Reading], Iterator[Told]]
"""Reads the files of one export; what is amiss it tells the Reading."""

READERS: Mapping[str, Reader] = {
    "mastodon": mastodon.read,
    "bluesky": bluesky.read,
    "slack": slack.read,
    "discord": discord.read,
    "zulip": zulip.read,
    "irc": irc.read,
    "csv": tables.read,
    "text": lines.read,
    "x": x.read,
}
"""Where a conversation was held, or what it was kept in → who reads its exports."""

BY_HASHTAG = frozenset({"mastodon", "bluesky", "x"})
"""Platforms without rooms: what belongs to a chat has its hashtag, or answers what has."""
