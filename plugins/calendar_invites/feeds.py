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
    words, coming = series.words, bool(series.placeholders)
    yield Feed(
        path=paths.CALENDAR,
        name=series.name,
        title=words.gettext("All chats"),
        holds=words.gettext(
            "Every chat, past and to come, and the next dates to be confirmed."
        ) if coming else words.gettext("Every chat, past and to come."),
        about=paths.SUBSCRIBE,
        chats=series.chats,
        placeholders=series.placeholders,
    )  # fmt: skip
    yield Feed(
        path=paths.UPCOMING,
        name=words.gettext("{series} (upcoming)", series=series.name),
        title=words.gettext("Upcoming chats"),
        holds=words.gettext(
            "The chats to come and those of the last month, and the next dates to be confirmed."
        ) if coming else words.gettext("The chats to come and those of the last month."),
        about=paths.SUBSCRIBE,
        chats=_recent(series),
        placeholders=series.placeholders,
    )  # fmt: skip
    yield Feed(
        path=paths.REMINDERS,
        name=words.gettext("{series} (with reminders)", series=series.name),
        title=words.gettext("All chats, with reminders"),
        holds=words.gettext(
            "Every chat, with a reminder a day and a quarter of an hour before, "
            "and the next dates to be confirmed."
        ) if coming else words.gettext(
            "Every chat, with a reminder a day and a quarter of an hour before."
        ),
        about=paths.SUBSCRIBE,
        chats=series.chats,
        placeholders=series.placeholders,
        reminders=True,
    )  # fmt: skip


def _recent(series: Series) -> tuple[Chat, ...]:
    since = series.at - LOOKING_BACK
    recent = tuple(chat for chat in series.chats if chat.end > since)
    # A calendar without any entry is against RFC 5545 §3.6, and Evolution takes it for
    # "nothing new": rather show the last chat there was.
    return recent if recent or series.placeholders else series.chats[-1:]


def _of_topics(series: Series) -> Iterator[Feed]:
    words = series.words
    for topic in series.topics():
        if len(topic.chats) > 1:
            yield Feed(
                path=paths.topic_calendar(topic.name),
                name=words.gettext("{series}: {topic}", series=series.name, topic=topic.name),
                title=topic.name,
                holds=words.ngettext("The {number} chats on this topic, and those that follow.",
                                     "The {number} chats on this topic, and those that follow.",
                                     len(topic.chats)),
                about=paths.topic(topic.name),
                chats=topic.chats[::-1],
                kind="topic",
            )  # fmt: skip


def _of_hosts(series: Series) -> Iterator[Feed]:
    words = series.words
    for person, chats in series.hosts().items():
        if len(chats) > 1:
            yield Feed(
                path=paths.host_calendar(person.id),
                name=words.gettext("{series} with {host}", series=series.name, host=person.name),
                title=person.name,
                holds=words.ngettext(
                    "The {number} chats that {host} hosted, and those that follow.",
                    "The {number} chats that {host} hosted, and those that follow.",
                    len(chats), host=person.name,
                ),
                about=paths.host(person.id),
                chats=chats[::-1],
                kind="host",
            )  # fmt: skip
