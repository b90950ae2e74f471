"""A series → its calendars: {path: bytes}, an invite per session and the feeds."""

from collections.abc import Mapping
from datetime import datetime

from calendar_invites.feeds import Feed, feeds
from calendar_invites.serialise import Head, calendar_bytes
from chats import paths
from chats.calendar_entries.events import (
    Event,
    EventStatus,
    placeholder_event,
    session_event,
)
from chats.model import Chat, Session
from chats.paths import Site
from chats.series import Series

Events = Mapping[tuple[str, str], Event]
"""The entries of all chats, by the chat's id and the session's key."""


def calendar_files(series: Series, site: Site) -> dict[str, bytes]:
    """Return every calendar of the site.

    An invite has one entry and no calendar name: Outlook opens a file with several entries
    or with a name as a new calendar (MS-OXCICAL) instead of adding the chat.
    """
    events = events_of(series, site)
    files = {
        path: calendar_bytes([events[chat.id, session.key]])
        for chat in series.chats
        for path, session in invites_of(chat).items()
    }
    return files | {feed.path: feed_ics(feed, series, site, events) for feed in feeds(series)}


def events_of(series: Series, site: Site) -> Events:
    """Return the entries of the series' chats."""
    return {
        (chat.id, session.key): session_event(chat, session, series, site)
        for chat in series.chats
        for session in chat.sessions
    }


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


def feed_ics(feed: Feed, series: Series, site: Site, events: Events) -> bytes:
    """Return one feed.

    Reminders are for chats that will take place: one for a chat that is over would ring
    when a subscriber's calendar first sees it (Thunderbird), one for an uncertain or
    cancelled chat is wrong.
    """
    announced = [events[chat.id, session.key] for chat in feed.chats for session in chat.sessions]
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
        modified=_modified(feed, series, events),
        color=series.color,
    )
    in_time = sorted((*announced, *expected), key=lambda event: (event.start, event.uid))
    return calendar_bytes(in_time, head, ring=frozenset(rings))


def _modified(feed: Feed, series: Series, events: Events) -> datetime | None:
    # Of the whole series where a feed holds its newest chats only: the stamp must not
    # go back when one of them is over and leaves.
    chats = series.chats if feed.kind == "series" else feed.chats
    ids = {chat.id for chat in chats}
    stamps = (event.stamp for (chat_id, _), event in events.items() if chat_id in ids)
    return max(stamps, default=None)


def _description(feed: Feed, series: Series) -> str:
    return "\n".join(filter(None, (series.description or series.tagline, feed.holds)))
