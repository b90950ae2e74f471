"""Which calendars a series offers: the whole, and parts of it for those who want less or more."""

from collections.abc import Iterator
from dataclasses import dataclass

from chats import paths
from chats.instants import LOOKING_BACK
from chats.model import Chat
from chats.schedule import Placeholder
from chats.series import Series


@dataclass(frozen=True, kw_only=True)
class Feed:
    """One calendar to subscribe to.

    `name` is what calendars call it, `title` what the subscribe page does, `holds` what
    is in it, `about` the page it belongs to. `kind` is "series", "topic" or "host".
    """

    path: str
    name: str
    title: str
    holds: str
    about: str
    chats: tuple[Chat, ...]
    kind: str = "series"
    placeholders: tuple[Placeholder, ...] = ()
    reminders: bool = False


def feeds(series: Series) -> tuple[Feed, ...]:
    """Return every calendar of the series, the one for most people first."""
    return (*_whole(series), *_of_topics(series), *_of_hosts(series))


def main_feed(series: Series) -> Feed:
    """Return the calendar of everything."""
    return next(_whole(series))


def _whole(series: Series) -> Iterator[Feed]:
    coming = "the next dates to be confirmed" if series.placeholders else ""
    yield Feed(
        path=paths.CALENDAR,
        name=series.name,
        title="All chats",
        holds=_sentence("Every chat, past and to come", coming),
        about=paths.SUBSCRIBE,
        chats=series.chats,
        placeholders=series.placeholders,
    )
    yield Feed(
        path=paths.UPCOMING,
        name=f"{series.name} (upcoming)",
        title="Upcoming chats",
        holds=_sentence("The chats to come and those of the last month", coming),
        about=paths.SUBSCRIBE,
        chats=_recent(series),
        placeholders=series.placeholders,
    )
    yield Feed(
        path=paths.REMINDERS,
        name=f"{series.name} (with reminders)",
        title="All chats, with reminders",
        holds=_sentence(
            "Every chat, with a reminder a day and a quarter of an hour before", coming
        ),
        about=paths.SUBSCRIBE,
        chats=series.chats,
        placeholders=series.placeholders,
        reminders=True,
    )


def _recent(series: Series) -> tuple[Chat, ...]:
    since = series.at - LOOKING_BACK
    recent = tuple(chat for chat in series.chats if chat.end > since)
    # A calendar without any entry is against RFC 5545 §3.6, and Evolution takes it for
    # "nothing new": rather show the last chat there was.
    return recent if recent or series.placeholders else series.chats[-1:]


def _of_topics(series: Series) -> Iterator[Feed]:
    for topic in series.topics():
        if len(topic.chats) > 1:
            yield Feed(
                path=paths.topic_calendar(topic.name),
                name=f"{series.name}: {topic.name}",
                title=topic.name,
                holds=f"The {len(topic.chats)} chats on this topic, and those that follow.",
                about=paths.topic(topic.name),
                chats=topic.chats[::-1],
                kind="topic",
            )


def _of_hosts(series: Series) -> Iterator[Feed]:
    for person, chats in series.hosts().items():
        if len(chats) > 1:
            yield Feed(
                path=paths.host_calendar(person.id),
                name=f"{series.name} with {person.name}",
                title=person.name,
                holds=f"The {len(chats)} chats that {person.name} hosted, and those that follow.",
                about=paths.host(person.id),
                chats=chats[::-1],
                kind="host",
            )


def _sentence(holds: str, coming: str) -> str:
    return f"{holds}{f', and {coming}' if coming else ''}."
