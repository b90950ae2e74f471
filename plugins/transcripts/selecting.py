"""Of an export's posts those that belong to a chat: by their time, and by its hashtag."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chats.model import Chat
from chats.transcripts.said import Told

EARLY, LATE = timedelta(hours=1), timedelta(hours=24)
"""How long before and after a chat what is said belongs to it, unless somebody says otherwise."""


@dataclass(frozen=True)
class Span:
    """The time in which posts belong to a chat, in UTC."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Selected:
    """The posts that belong to the chat; how many did not, by time and by hashtag."""

    posts: tuple[Told, ...]
    out_of_time: int = 0
    without_hashtag: int = 0


def span_of(chat: Chat, since: datetime | None = None, until: datetime | None = None) -> Span:
    """Return the time of a chat, an hour before it to a day after unless told."""
    return Span(since or chat.start.astimezone(UTC) - EARLY, until or chat.end + LATE)


def selected(
    posts: Iterable[Told], span: Span, hashtag: str = "", standing: Iterable[str] = ()
) -> Selected:
    """Return the posts of the time; with a `hashtag`, those that have it or answer one that has.

    `standing` are the origins of posts that the transcript holds already.
    """
    posts = sorted(posts, key=lambda post: (post.at, post.origin))
    inside = [post for post in posts if span.since <= post.at <= span.until]
    kept = _tagged(inside, hashtag, standing) if hashtag else inside
    return Selected(tuple(kept), len(posts) - len(inside), len(inside) - len(kept))


def _tagged(posts: list[Told], hashtag: str, standing: Iterable[str]) -> list[Told]:
    tag = re.compile(rf"#{re.escape(hashtag)}(?!\w)", re.I)
    kept = set(standing)
    chosen = []
    for post in posts:  # in order of time: what is answered comes first
        if tag.search(post.text) or (post.reply and post.reply in kept):
            kept.add(post.origin)
            chosen.append(post)
    return chosen
