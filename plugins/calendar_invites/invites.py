"""A series → its calendars: {path: bytes}, an invite per session and the feeds."""

from collections.abc import Iterable
from datetime import datetime

from calendar_invites.events import (
    Event,
    EventStatus,
    chat_events,
    placeholder_event,
    session_event,
)
from calendar_invites.feeds import Feed, feeds, main_feed
from calendar_invites.serialise import Head, calendar_bytes
from chats import paths
from chats.model import Chat, Series, Session
from chats.paths import Site


def calendar_files(series: Series, site: Site) -> dict[str, bytes]:
    """Return every calendar of the site."""
    files = {
        path: invite_ics(chat, series, site, session)
        for chat in series.chats
        for path, session in invites_of(chat).items()
    }
    return files | {feed.path: feed_ics(feed, series, site) for feed in feeds(series)}


def invites_of(chat: Chat) -> dict[str, Session]:
    """Return where each session's invite is; the chat's own path holds the first where no
    session has an empty key.
    """  # fmt: skip
    found = {paths.invite(chat.slug, session.key): session for session in chat.sessions}
    return {paths.invite(chat.slug): chat.sessions[0]} | found


def invite_ics(chat: Chat, series: Series, site: Site, session: Session | None = None) -> bytes:
    """Return the calendar file of one session, by default the chat's first.

    It has one entry and no calendar name: Outlook opens a file with several entries or
    with a name as a new calendar (MS-OXCICAL §2.1.3.1.1) instead of adding the chat.
    """
    return calendar_bytes([session_event(chat, session or chat.sessions[0], series, site)])


def calendar_ics(series: Series, site: Site) -> bytes:
    """Return the feed of all chats, past and future, with the dates that the rule expects."""
    return feed_ics(main_feed(series), series, site)


def feed_ics(feed: Feed, series: Series, site: Site) -> bytes:
    """Return one feed.

    Reminders are for chats that will take place: one for a chat that is over would ring
    when a subscriber's calendar first sees it (Thunderbird), one for an uncertain or
    cancelled chat is wrong.
    """
    announced = [event for chat in feed.chats for event in chat_events(chat, series, site)]
    expected = [placeholder_event(slot, series, site) for slot in feed.placeholders]
    rings = (
        event.uid
        for event in announced
        if feed.reminders and event.status is EventStatus.CONFIRMED and event.end > series.at
    )
    head = Head(
        name=feed.name,
        description=_description(feed, series),
        url=site.absolute(feed.about),
        source=site.absolute(feed.path),
        modified=_modified(feed, series),
        color=series.color,
    )
    return calendar_bytes(_in_time(announced, expected), head, ring=frozenset(rings))


def _modified(feed: Feed, series: Series) -> datetime | None:
    # Of the whole series where a feed holds its newest chats only: the stamp must not
    # go back when one of them is over and leaves.
    chats = series.chats if feed.kind == "series" else feed.chats
    return max((chat.updated for chat in chats), default=None)


def _description(feed: Feed, series: Series) -> str:
    return "\n".join(filter(None, (series.description or series.tagline, feed.holds)))


def _in_time(announced: Iterable[Event], expected: Iterable[Event]) -> list[Event]:
    return sorted((*announced, *expected), key=lambda event: (event.start, event.uid))
