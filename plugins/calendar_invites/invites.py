"""A series → its calendars: an invite per session and the feeds, each made when it is wanted."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from calendar_invites.feeds import Feed, feeds
from calendar_invites.serialise import Head, calendar_bytes, entry_bytes
from chats import entries, paths
from chats.calendar_entries.events import (
    Event,
    EventStatus,
    placeholder_event,
    session_event,
)
from chats.calendar_entries.revisions import Revision
from chats.excerpts import Excerpts
from chats.hour.deadlines import GUESTS, HOST, deadline_events, deadlines
from chats.instants import LOOKING_BACK
from chats.model import Chat, Session
from chats.paths import Site
from chats.series import Series
from chats.translations import editions


@dataclass(frozen=True)
class CalendarFile:
    """A calendar at a path, what it is made of, and how."""

    path: str
    facts: tuple[object, ...]
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Invites:
    """The invites of some chats, and what all of them are made of."""

    facts: Series
    files: Callable[[], Iterator[CalendarFile]]


def calendar_files(series: Series, site: Site) -> dict[str, bytes]:
    """Return every calendar of the site by its path."""
    excerpts = Excerpts(series)
    made = Entries(excerpts.whole, site)
    files = [file for some in invites(excerpts, made) for file in some.files()]
    return {file.path: file.make() for file in (*files, *calendars(excerpts, made))}


def invites(excerpts: Excerpts, made: "Entries") -> Iterator[Invites]:
    """Yield the invites of all chats, of some at a time.

    An invite has one entry and no calendar name: Outlook opens a file with several entries
    or with a name as a new calendar (MS-OXCICAL) instead of adding the chat.
    """
    for chats in excerpts.together():
        seen = excerpts.of(chats, revisions=_revisions(excerpts.whole, chats))
        yield Invites(seen, partial(_invites, excerpts, made, chats))


def _invites(excerpts: Excerpts, made: "Entries", chats: Iterable[Chat]) -> Iterator[CalendarFile]:
    for chat in chats:
        seen = excerpts.of((chat,), revisions=_revisions(excerpts.whole, (chat,)))
        for edition in editions(chat):
            for path, session in invites_of(edition).items():
                facts = (seen, edition.words, session.key)
                yield CalendarFile(path, facts, _invite(made, edition, session))


def calendars(excerpts: Excerpts, made: "Entries") -> Iterator[CalendarFile]:
    """Yield every other calendar of the site."""
    whole = excerpts.whole
    for feed in feeds(whole):
        seen = whole
        if feed.kind != "series":
            seen = excerpts.of(feed.chats, revisions=_revisions(whole, feed.chats))
        yield CalendarFile(feed.path, (seen, replace(feed, chats=())), _feed(made, feed, seen))
    yield from _countdowns(excerpts, made.site)


def _invite(made: "Entries", chat: Chat, session: Session) -> Callable[[], bytes]:
    return lambda: calendar_bytes([made.written(made.entry(chat, session))])


def _feed(made: "Entries", feed: Feed, series: Series) -> Callable[[], bytes]:
    return lambda: feed_ics(feed, series, made)


def _revisions(series: Series, chats: Iterable[Chat]) -> dict[str, Revision]:
    names = (entries.uid(series.domain, chat.id, session.key)
             for chat in chats for session in chat.sessions)  # fmt: skip
    return {name: series.revisions[name] for name in names if name in series.revisions}


class Entries:
    """The entries of a series, each made once: of its chat, its revision and the settings."""

    def __init__(self, series: Series, site: Site) -> None:
        self.site = site
        self._settings = replace(series, chats=(), posts=(), placeholders=(), people={})
        self._made: dict[tuple[str, str], Event] = {}
        self._written: dict[tuple[int, bool], tuple[Event, bytes]] = {}

    def entry(self, chat: Chat, session: Session) -> Event:
        """Return the entry of one session."""
        name = chat.slug, session.key
        if name not in self._made:
            self._made[name] = session_event(chat, session, self._settings, self.site)
        return self._made[name]

    def written(self, event: Event, *, rings: bool = False) -> bytes:
        """Return an entry as it stands in every calendar that has it."""
        name = id(event), rings
        if name not in self._written:
            self._written[name] = event, entry_bytes(event, rings=rings)
        return self._written[name][1]

    def of(self, chats: Iterable[Chat]) -> list[Event]:
        """Return the entries of chats."""
        return [self.entry(chat, session) for chat in chats for session in chat.sessions]


def _countdowns(excerpts: Excerpts, site: Site) -> Iterator[CalendarFile]:
    """Yield the private calendars of deadlines, for hosts and for guests, of chats to come.

    They are calendars of their own, so that one can be thrown away as a whole.
    """
    for chat in excerpts.whole.chats:
        if chat.end + LOOKING_BACK > excerpts.whole.at:
            seen = excerpts.of((chat,), revisions=_revisions(excerpts.whole, (chat,)))
            for whose in (HOST, GUESTS):
                path = paths.run_sheet_file(chat.slug, f"{whose}.ics")
                if any(deadlines(chat, whose)):
                    made = partial(_countdown, chat, whose, seen, site)
                    yield CalendarFile(path, (seen, whose), made)


def _countdown(chat: Chat, whose: str, series: Series, site: Site) -> bytes:
    events = deadline_events(chat, series, site, whose)
    head = Head(
        name=chat.words.gettext(
            "{series}, {topic}: countdown", series=series.name, topic=chat.topic
        ),
        description=chat.words.gettext("What is to be done for this chat, and until when."),
        url=events[0].url,
        source=site.absolute(paths.run_sheet_file(chat.slug, f"{whose}.ics")),
        modified=max(event.stamp for event in events),
        color=series.color,
    )
    in_time = sorted(events, key=lambda event: (event.start, event.uid))
    return calendar_bytes(map(entry_bytes, in_time), head)


def invites_of(chat: Chat) -> dict[str, Session]:
    """Return the session that each of the chat's invites holds, by path.

    There is one at the chat's own path even where all sessions have keys: the first's.
    A chat whose address changed has its invites at the earlier ones too.
    """
    found: dict[str, Session] = {}
    for slug in chat.slugs:
        found[paths.invite(slug)] = chat.sessions[0]
        found |= {paths.invite(slug, session.key): session for session in chat.sessions}
    return found


def feed_ics(feed: Feed, series: Series, made: Entries) -> bytes:
    """Return one feed.

    Reminders are for chats that will take place: one for a chat that is over would ring
    when a subscriber's calendar first sees it (Thunderbird), one for an uncertain or
    cancelled chat is wrong.
    """
    announced = made.of(feed.chats)
    expected = [placeholder_event(slot, series, made.site) for slot in feed.placeholders]
    rings = {
        event.uid
        for event in announced
        if feed.reminders and event.status is EventStatus.CONFIRMED and event.end > series.at
    }
    head = Head(
        name=feed.name,
        description=_description(feed, series),
        url=made.site.absolute(feed.about),
        source=made.site.absolute(feed.path),
        modified=_modified(feed, series, made),
        color=series.color,
    )
    in_time = sorted((*announced, *expected), key=lambda event: (event.start, event.uid))
    entries = [made.written(event, rings=event.uid in rings) for event in in_time]
    return calendar_bytes(entries, head)


def _modified(feed: Feed, series: Series, made: Entries) -> datetime | None:
    # Of the whole series where a feed holds its newest chats only: the stamp must not
    # go back when one of them is over and leaves.
    chats = series.chats if feed.kind == "series" else feed.chats
    return max((event.stamp for event in made.of(chats)), default=None)


def _description(feed: Feed, series: Series) -> str:
    return "\n".join(filter(None, (series.description or series.tagline, feed.holds)))
