"""The times that a writer typed into a chat's text, held against its head.

The page tells the hour in every zone, computed; what is typed beside it grows stale.
Announcements of June say "5 pm EST" and mean EDT; a "10 pm UK" that is right all year
is wrong in the fortnight between the American and the European change of clocks.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from chats.frontmatter import Document, Items, Scalar, Table, Value
from chats.model import Chat, Post
from chats.problems import Problem
from chats.series import Series, Zone
from chats.typed_times.chat_clock import ChatClock
from chats.typed_times.mention_context import Doubt, doubts, doubts_afterwards
from chats.typed_times.own_words import blocks, own_words
from chats.typed_times.time_mentions import TimeReader
from chats.typed_times.typed_clocks import may_hold_times
from chats.typed_times.zone_words import ZoneWords

HEAD_TEXTS = ("title", "topic", "summary", "note", "questions", "sessions")
"""The fields of a head that hold sentences; of the sessions, the labels."""

_BREAK = re.compile("\n")
_SENTENCES = ("label", "ask", "short", "note")


def typed_times_of_post(
    post: Post, chat: Chat, document: Document, series: Series
) -> Iterator[Problem]:
    """Yield the same warnings for a post that follows a chat, where the time is that chat's.

    A transcript and a repost hold what others typed: they are left alone.
    """
    others = post.kind == "transcript" or (post.original and not post.original.adapted)
    if not others:
        yield from typed_times(chat, document, series, post)


def typed_times(
    chat: Chat, document: Document, series: Series, post: Post | None = None
) -> Iterator[Problem]:
    """Yield a warning for each typed time that the head contradicts or that names a wrong clock.

    Quotations, code and times without a zone are left alone. The document is the chat's
    own, or that of a `post` about it.
    """
    texts = [text for text in _texts(document) if may_hold_times(text[2])]
    if not texts:
        return
    reader = _reader(_zones(chat, series))
    clock = ChatClock(chat, reader.words)
    afterwards = post and post.published >= chat.start
    judge = doubts_afterwards if afterwards else doubts
    source = post.source if post else chat.source
    for field, first_line, typed in texts:
        text = own_words(typed)
        mentions = tuple(reader.mentions(text))
        breaks = [found.start() for found in _BREAK.finditer(text)] if mentions else []
        about = judge(text, mentions, clock.days, chat.hashtag)
        for mention, doubt in zip(mentions, about, strict=True):
            if doubt is Doubt.SURELY:
                continue
            if message := clock.fault(mention, sure=doubt is Doubt.NONE):
                line = first_line + bisect_left(breaks, mention.start)
                said = f"says `{mention.typed}`, but {message}"
                yield Problem(source, line, field, said, warning=True)


def _zones(chat: Chat, series: Series) -> tuple[Zone, ...]:
    """Return the series' zones with those of its own clock and of the chat's sessions."""
    others = [series.zone, *(session.zone for session in chat.sessions)]
    known = {zone.zone.key for zone in series.zones}
    further = {zone.key: Zone(label=zone.key, zone=zone) for zone in others}
    return (*series.zones, *(zone for key, zone in further.items() if key not in known))


@lru_cache(maxsize=16)
def _reader(zones: tuple[Zone, ...]) -> TimeReader:
    return TimeReader(ZoneWords(zones))


def _texts(document: Document) -> Iterator[tuple[str, int, str]]:
    """Yield each text with its field ("" for the body) and the number of its first line."""
    for name in HEAD_TEXTS:
        if name in document.head.values:
            for scalar in _scalars(document.head.values[name]):
                yield name, scalar.line, scalar.text.replace("\n", " ")
    if may_hold_times(document.body):
        for index, text in blocks(document.body):
            yield "", document.body_line + index, text


def _scalars(value: Value) -> Iterator[Scalar]:
    if isinstance(value, Scalar):
        yield value
        return
    for item in value.values if isinstance(value, Items) else ():
        if isinstance(item, Table):
            yield from (text for name in _SENTENCES
                        if isinstance(text := item.values.get(name), Scalar))  # fmt: skip
        elif isinstance(item, Scalar):
            yield item
