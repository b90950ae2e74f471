"""A text and a platform → how much of a post's room the text takes there."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import regex

from chats.platforms import Platform
from post_lengths.addresses import between_addresses

_SHORTENED = 23
"""What an address counts on X and on Mastodon, however long it is."""

_SINGLE = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that count 1 on X; all others count 2 (twitter-text, configuration v3)."""

_MOST_BYTES = 3000
"""Bytes of UTF-8 that a post on Bluesky may have beside its graphemes (app.bsky.feed.post)."""

_ONE = r"\p{Emoji}(?:\p{Emoji_Modifier}|\uFE0F)?"
_EMOJI = regex.compile(
    r"\p{RI}\p{RI}|[#*0-9]\uFE0F?\u20E3|[©®™♟]\uFE0F|(?![#*0-9©®™♟])"
    rf"{_ONE}(?:[\U000E0020-\U000E007E]+\U000E007F)?(?:\u200D{_ONE})*"
)
"""A flag, a key, or any other emoji with all that is joined to it (UTS #51, ED-17)."""

_ELSEWHERE = regex.compile(r"(?<![\w/])(@\w+(?:[.-]+\w+)*)@[\w.-]+\w")
"""A mention of somebody on another server."""


@dataclass(frozen=True, kw_only=True)
class Length:
    """How much of a platform's room a text takes; `limit` is None where there is no end.

    `unit` says what is counted: "characters" or "bytes".
    """

    used: int
    limit: int | None
    unit: str = "characters"

    @property
    def excess(self) -> int:
        """How much is too much, 0 when it fits."""
        return max(0, self.used - self.limit) if self.limit else 0


def length_of(text: str, platform: Platform) -> Length:
    """Return the length of a text as the platform counts it."""
    unit = "bytes" if platform.counts == "bytes" else "characters"
    length = Length(used=_COUNTED[platform.counts](text), limit=platform.limit, unit=unit)
    if platform.counts == "bluesky" and not length.excess and _bytes(text) > _MOST_BYTES:
        return Length(used=_bytes(text), limit=_MOST_BYTES, unit="bytes")
    return length


def _bytes(text: str) -> int:
    return len(text.encode())


def _utf_16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _graphemes(text: str) -> int:
    """Count what a reader takes for one character each (UAX #29)."""
    return len(text) if text.isascii() else len(regex.findall(r"\X", text))


def _on_x(text: str) -> int:
    """Count as X: weighted, in NFC, an emoji 2, an address 23."""
    parts = between_addresses(unicodedata.normalize("NFC", text))
    return _SHORTENED * (len(parts) - 1) + sum(map(_weighted, parts))


def _weighted(text: str) -> int:
    emoji = len(_EMOJI.findall(text))
    return 2 * emoji + sum(map(_weight, _EMOJI.sub("", text)))


@cache
def _weight(character: str) -> int:
    return 1 if any(first <= ord(character) <= last for first, last in _SINGLE) else 2


def _on_mastodon(text: str) -> int:
    """Count as Mastodon: graphemes, an address 23, a mention without its server."""
    parts = between_addresses(text, bare=False)
    rest = sum(_graphemes(_ELSEWHERE.sub(r"\1", part)) for part in parts)
    return _SHORTENED * (len(parts) - 1) + rest


def _on_threads(text: str) -> int:
    """Count as Threads: characters, and of each emoji its bytes."""
    return len(_EMOJI.sub("", text)) + sum(_bytes(emoji) for emoji in _EMOJI.findall(text))


_COUNTED: Mapping[str, Callable[[str], int]] = {
    "characters": len,
    "utf-16": _utf_16,
    "bytes": _bytes,
    "x": _on_x,
    "mastodon": _on_mastodon,
    "bluesky": _graphemes,
    "threads": _on_threads,
}
"""How each of `chats.platform_keys.COUNTS` is done."""
