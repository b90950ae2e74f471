"""What of the content is public at the instant that the series shows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from chats.as_known import as_known
from chats.model import Chat, Post, Status
from chats.schedule import placeholders
from chats.series import Series
from chats.translations import editions


def waiting(
    chats: Iterable[Chat], posts: Iterable[Post], at: datetime
) -> tuple[tuple[datetime, str], ...]:
    """Return what becomes public after an instant, with its file: the next first."""
    public = [(chat.announced, chat.source) for chat in chats if chat.status is not Status.DRAFT]
    public += [(post.published, post.source) for post in posts]
    return tuple(sorted(entry for entry in public if entry[0] > at))


def as_of(series: Series, chats: list[Chat], posts: list[Post]) -> Series:
    """Return the series with what was public at its instant, in order."""
    at = series.at
    public = [
        as_known(chat, at)
        for chat in chats
        if chat.status is not Status.DRAFT and chat.announced <= at
    ]
    series = replace(
        series,
        chats=tuple(sorted(public, key=lambda chat: (chat.start, chat.id))),
        posts=tuple(sorted(
            (post for post in posts if post.published <= at),
            key=lambda post: (post.published, post.slug),
        )),
    )  # fmt: skip
    return replace(series, placeholders=placeholders(
        series.rule, series.exceptions, at=at, wall=series.usual_time, zone=series.zone,
        duration=series.duration, taken=days(public, series), number=series.expected,
        until=series.until,
    ))  # fmt: skip


def days(chats: Iterable[Chat], series: Series) -> dict[str, date]:
    """Return the day of each chat by its id, in the series' zone."""
    return {chat.id: chat.start.astimezone(series.zone).date() for chat in chats}


def sources(entries: Iterable[Chat | Post]) -> set[str]:
    """Return the files of entries, those of a chat's translations included."""
    told = (editions(entry) if isinstance(entry, Chat) else (entry,) for entry in entries)
    return {each.source for group in told for each in group}
