"""When what the site shows of a series changes by itself: nobody writes, and time goes on."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

from chats.model import Chat, Post
from chats.schedule import Placeholder
from chats.series import Series

SOON = timedelta(minutes=30)
"""How long before its start a chat is about to begin: time enough to get ready."""

RECAP_WITHIN = timedelta(days=30)
"""How long after a chat its recap may still be promised."""

LOOKING_BACK = timedelta(days=31)
"""How long a chat that is over stays in the feed of those to come."""


def same_until(series: Series, waiting: Iterable[datetime] = ()) -> datetime:
    """Return until when a site of the series stays as it is at the series' instant, in UTC.

    It is that instant itself where the instant is shown as such. `waiting` are the
    instants at which something becomes public. What is expected moves on by days, so
    that nothing is said of tomorrow.
    """
    if _instant_shown(series):
        return series.at
    passed = (moment for moment in _instants(series) if moment > series.at)
    to_come = (moment for moment in waiting if moment > series.at)
    return min((_midnight(series), *passed, *to_come)).astimezone(UTC)


def since(entry: Chat | Post, at: datetime) -> datetime:
    """Return the last instant at which what the site shows of an entry changed by itself.

    It is `at` where that is shown as such.
    """
    if told_later(entry, at):
        return at
    return max(moment for moment in (*_instants_of(entry), *_told(entry)) if moment <= at)


def since_of_all(series: Series, since_of: Callable[[Chat | Post], datetime]) -> datetime:
    """Return the last instant at which a site of the series changed by itself.

    `since_of` gives that of each chat and post.
    """
    if _instant_shown(series):
        return series.at
    entries: tuple[Chat | Post, ...] = (*series.chats, *series.posts)
    slots = (moment for slot in series.placeholders for moment in _instants_of_slot(slot))
    return max((
        _midnight(series, days=0),
        *map(since_of, entries),
        *(moment for moment in slots if moment <= series.at),
    ))  # fmt: skip


def _instant_shown(series: Series) -> bool:
    """Tell whether a feed or a calendar has the instant in it: it is empty, or told of later."""
    entries: tuple[Chat | Post, ...] = (*series.chats, *series.posts)
    return not entries or any(told_later(entry, series.at) for entry in entries)


def told_later(entry: Chat | Post, at: datetime) -> bool:
    """Tell whether an entry was published or changed at the instant itself or later."""
    return max(_told(entry)) >= at


def _told(entry: Chat | Post) -> tuple[datetime, datetime]:
    return entry.announced if isinstance(entry, Chat) else entry.published, entry.updated


def _instants(series: Series) -> Iterator[datetime]:
    for chat in series.chats:
        yield from _instants_of(chat)
    for slot in series.placeholders:
        yield from _instants_of_slot(slot)


def _instants_of(entry: Chat | Post) -> Iterator[datetime]:
    if isinstance(entry, Chat):
        for session in entry.sessions:
            yield from (session.start - SOON, session.start, session.end)
        yield from (entry.end + RECAP_WITHIN, entry.end + LOOKING_BACK)


def _instants_of_slot(slot: Placeholder) -> tuple[datetime, ...]:
    return slot.start - SOON, slot.start, slot.end


def _midnight(series: Series, days: int = 1) -> datetime:
    """Return the beginning of a day, so many after that of the series' instant."""
    day = series.at.astimezone(series.zone).date() + timedelta(days=days)
    return datetime.combine(day, time(), series.zone).astimezone(UTC)
