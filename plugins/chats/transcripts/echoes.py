"""Posts that only repeat another one: "RT @amy: …", "… (via @amy)". They are counted, not shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chats.transcripts.said import Said, author_key, text_key

_REPEATS = re.compile(
    r"(?P<comment>.*?)(?:\b(?:RT|MT)\b:?|[♺♻]\ufe0f?|[\"“](?=@))\s*@(?P<handle>[\w.@-]+)\s*[:\s]\s*(?P<quoted>.+)",
    re.I | re.S,
)
_VIA = re.compile(
    r"(?P<quoted>.+?)\s*[(\[]?\bvia:?\s+@(?P<handle>[\w.@-]+)\s*[)\]]?\s*(?:#\w+\s*)*$",
    re.I | re.S,
)
_WORD = re.compile(r"(?<![#@\w])\w+")
_OWN_WORDS = 4
"""From so many words of its own on, a repetition is an answer to what it repeats."""

_ENOUGH = 16
"""Letters and digits by which a repeated text is known, for platforms cut off its end."""


@dataclass(frozen=True, slots=True)
class Echo:
    """What a post repeats: whose words, which, and how many words it adds."""

    author: str
    key: str
    own_words: int


def echo_of(text: str) -> Echo | None:
    """Return what a post repeats, None when it is all its own."""
    text = " ".join(text.split())
    match = _REPEATS.match(text) or (_VIA.fullmatch(text) if "via" in text.lower() else None)
    if match is None:
        return None
    own = len(_WORD.findall(match.groupdict().get("comment") or ""))
    return Echo(author_key(match["handle"].rstrip(".")), text_key(match["quoted"]), own)


@dataclass(frozen=True)
class Echoes:
    """What was repeated, by the places of the posts.

    `repeats` leads from a post to the one that it only repeats, `answers` to one to which it
    adds words; `counts` says how often each was repeated.
    """

    repeats: dict[int, int]
    answers: dict[int, int]
    counts: dict[int, int]


def echoes_among(posts: Sequence[Said]) -> Echoes:
    """Find the repetitions. The first of those whose original is not there stands for it."""
    found = Echoes({}, {}, {})
    known: dict[tuple[str, str], int] = {}
    for place, post in enumerate(posts):
        echo = echo_of(post.text)
        if echo is None:
            known.setdefault((author_key(post.handle), text_key(post.text)[:_ENOUGH]), place)
            continue
        key = (echo.author, echo.key[:_ENOUGH])
        original = known.setdefault(key, place) if len(echo.key) >= _ENOUGH else known.get(key)
        if original is None or original == place:
            continue
        found.counts[original] = found.counts.get(original, 0) + 1
        (found.answers if echo.own_words >= _OWN_WORDS else found.repeats)[place] = original
    return found
