"""The countdown to a chat: what its host and its guests have to have done, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from chats import entries, paths
from chats.calendar_entries.events import Event, session_event, summary_of
from chats.model import Chat, Session
from chats.paths import Site
from chats.places import place_now
from chats.series import Series
from chats.words import gettext_noop

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_SHOWN = 15 * _MINUTE
"""How long a deadline lies in a calendar: an entry without length is hard to see."""

HOST, GUESTS = "host", "guests"
"""Whose deadlines they are, as it stands in their calendars' names."""


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Something to have done `before` the start; below 0, so long after the end.

    `key` names it for ever, `title` says it in a few words, `text` in sentences.
    """

    key: str
    before: timedelta
    title: str
    text: str

    def due(self, session: Session) -> datetime:
        """Return when it is due: whole days before, by the session's own wall clock; in UTC."""
        if self.before < timedelta():
            return session.end - self.before
        if self.before % _DAY:
            return session.start.astimezone(UTC) - self.before
        return (session.start - self.before).astimezone(UTC)


_OF_HOST = (
    Deadline(key="ask", before=14 * _DAY, title=gettext_noop("send the questions to the guests"),
             text=gettext_noop("Whoever has the questions early can think about them.")),
    Deadline(key="announce", before=7 * _DAY, title=gettext_noop("announce it"),
             text=gettext_noop("Post the topic, the day and the link, and ask who will come.")),
    Deadline(key="remind", before=1 * _DAY, title=gettext_noop("remind everybody"),
             text=gettext_noop("Post it once more, and read the run sheet from top to bottom.")),
    Deadline(key="open", before=1 * _HOUR, title=gettext_noop("open the run sheet"),
             text=gettext_noop("Sign in, open the place, and have the first post at hand.")),
    Deadline(key="recap", before=-2 * _DAY, title=gettext_noop("write the recap"),
             text=gettext_noop("Save what was said before the platform loses it.")),
)  # fmt: skip
_OF_GUESTS = (
    Deadline(key="draft", before=3 * _DAY, title=gettext_noop("draft your answers"),
             text=gettext_noop("A sentence or two for each question are enough.")),
    Deadline(key="count", before=1 * _DAY, title=gettext_noop("have your answers ready"),
             text=gettext_noop("Each fits into a post, and lies where you can copy it.")),
    Deadline(key="be-there", before=15 * _MINUTE, title=gettext_noop("be there"),
             text=gettext_noop("Sign in, open the place, and say hello.")),
)  # fmt: skip


def deadlines(chat: Chat, whose: str) -> Iterator[tuple[Deadline, Session, datetime]]:
    """Yield the deadlines after the announcement, with the session and the instant, in order.

    A chat of several sessions is prepared once, and opened for each.
    """
    for deadline in _OF_HOST if whose == HOST else _OF_GUESTS:
        if deadline.key == "ask" and not chat.guests:
            continue
        each = timedelta() < deadline.before < _DAY
        last = deadline.before < timedelta()
        for session in chat.sessions if each else chat.sessions[-1:] if last else chat.sessions[:1]:
            if (due := deadline.due(session)) > chat.announced:
                yield deadline, session, due


def deadline_events(chat: Chat, series: Series, site: Site, whose: str) -> tuple[Event, ...]:
    """Return the deadlines as entries of a private calendar.

    They are numbered and stamped as the sessions that they follow from, so that a chat which
    moves or is called off takes them along.
    """
    run_sheet = site.absolute(paths.run_sheet(chat.slug) if whose == HOST
                              else paths.guests_pack(chat.slug))  # fmt: skip
    found = []
    for deadline, session, due in deadlines(chat, whose):
        event = session_event(chat, session, series, site)
        found.append(replace(
            event,
            uid=entries.uid(series.domain, chat.id, _key(session, whose, deadline)),
            start=due,
            end=due + _SHOWN,
            summary=summary_of(event.status, _title(chat, series, deadline), chat.words),
            description=f"{chat.words.gettext(deadline.text)}\n\n{run_sheet}\n{event.url}",
            location=place_now(chat, chat.words).whole,
            url=run_sheet,
            categories=(),
            private=True,
        ))  # fmt: skip
    return tuple(found)


def _title(chat: Chat, series: Series, deadline: Deadline) -> str:
    title = chat.words.gettext(deadline.title)
    return chat.words.named(f"{series.name}, {chat.topic}", title)


def _key(session: Session, whose: str, deadline: Deadline) -> str:
    """Return a name that no session has, for theirs hold no full stop."""
    return ".".join(filter(None, (session.key, whose, deadline.key)))
