"""When what the site shows of a series changes by itself: nobody writes, and time goes on."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

from chats.model import Chat, Post
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


def _instant_shown(series: Series) -> bool:
    """Tell whether a feed or a calendar has the instant in it: it is empty, or told of later."""
    entries: tuple[Chat | Post, ...] = (*series.chats, *series.posts)
    return not entries or any(_last_told(entry) >= series.at for entry in entries)


def _last_told(entry: Chat | Post) -> datetime:
    first = entry.announced if isinstance(entry, Chat) else entry.published
    return max(first, entry.updated)


def _instants(series: Series) -> Iterator[datetime]:
    for chat in series.chats:
        for session in chat.sessions:
            yield from (session.start - SOON, session.start, session.end)
        yield from (chat.end + RECAP_WITHIN, chat.end + LOOKING_BACK)
    for slot in series.placeholders:
        yield from (slot.start - SOON, slot.start, slot.end)


def _midnight(series: Series) -> datetime:
    tomorrow = series.at.astimezone(series.zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), series.zone).astimezone(UTC)
