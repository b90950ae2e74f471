"""Addresses that add one chat to a calendar on the web."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from chats import paths
from chats.calendar_entries.events import Event, event_of
from chats.model import Chat, Session
from chats.paths import Site
from chats.series import Series
from chats.session_names import session_names

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"
OFFICE = "https://outlook.office.com/calendar/0/deeplink/compose"


@dataclass(frozen=True, kw_only=True)
class AddLinks:
    """The ways to add one session; `ics` is a link within the site, `key` the session's own.

    `name` tells the sessions of a chat apart, "" where there is one only.
    """

    key: str
    name: str
    ics: str
    google: str
    outlook: str
    office: str


def add_links(chat: Chat, series: Series, site: Site) -> tuple[AddLinks, ...]:
    """Return the ways to add each of the chat's sessions, in order."""
    return tuple(
        _links(
            session,
            name,
            event_of(chat, session, series, site),
            site.link(paths.invite(chat.slug, session.key)),
        )
        for session, name in zip(chat.sessions, session_names(chat), strict=True)
    )


def _links(session: Session, name: str, event: Event, ics: str) -> AddLinks:
    compose = _query(
        path="/calendar/action/compose",
        rru="addevent",
        subject=event.summary,
        startdt=f"{event.start:%Y-%m-%dT%H:%M:%SZ}",
        enddt=f"{event.end:%Y-%m-%dT%H:%M:%SZ}",
        body=event.details,
        location=event.location,
    )
    template = _query(
        action="TEMPLATE",
        text=event.summary,
        dates=f"{_compact(event.start)}/{_compact(event.end)}",
        details=event.details,
        location=event.location,
    )
    return AddLinks(
        key=session.key,
        name=name,
        ics=ics,
        google=f"{GOOGLE}?{template}",
        outlook=f"{OUTLOOK}?{compose}",
        office=f"{OFFICE}?{compose}",
    )


def _compact(instant: datetime) -> str:
    return f"{instant:%Y%m%dT%H%M%SZ}"


def _query(**parts: str) -> str:
    # Blanks as %20: Outlook shows the plus signs of the other way as they are.
    return urlencode(parts, quote_via=quote, safe="/:")
