"""Calendar entries → the bytes of an iCalendar file (RFC 5545, RFC 7986).

No METHOD, ORGANIZER or ATTENDEE: this is a calendar that is published, not a meeting
that is arranged, and CalDAV servers refuse METHOD (RFC 4791 §4.1).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from calendar_invites.content_lines import (
    duration,
    folded,
    moment,
    text,
    text_if_any,
    text_lists,
)
from chats.calendar_entries.events import Event

PRODID = "-//chatseries//chatseries//EN"
REFRESH = timedelta(hours=12)
"""How often a calendar is asked to look again: changes are rare, and Google takes as long."""

REMINDERS = (timedelta(days=1), timedelta(minutes=15))
"""How long before the start the feed with reminders rings."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a feed says of itself; `source` is its own address, `url` the page it belongs to."""

    name: str
    description: str
    url: str
    source: str
    modified: datetime | None
    color: str = ""


def calendar_bytes(entries: Iterable[bytes], head: Head | None = None) -> bytes:
    """Return a calendar with these entries in their order.

    An invite has no head: Outlook opens a file with a calendar's name as a new calendar.
    """
    begin = b"".join(map(folded, (*_HEAD, *(_about(head) if head else ()))))
    return b"".join((begin, *entries, folded("END:VCALENDAR")))


def entry_bytes(event: Event, *, rings: bool = False) -> bytes:
    """Return one entry of a calendar, with or without reminders."""
    return b"".join(map(folded, _entry(event, rings)))


_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN")


def _about(head: Head) -> Iterator[str]:
    """Yield what a feed says of itself, RFC 7986's properties with their older likes."""
    yield from text_if_any("DESCRIPTION", head.description)
    yield from text_if_any("X-WR-CALDESC", head.description)
    yield text("NAME", head.name)
    yield text("X-WR-CALNAME", head.name)
    if head.color:
        yield text("COLOR", head.color)
    if head.modified:
        yield moment("LAST-MODIFIED", head.modified)
    # Without the types that RFC 7986 §5.7 and §5.8 demand, ical.js (Thunderbird) reads texts.
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{duration(REFRESH)}"
    yield f"SOURCE;VALUE=URI:{head.source}"
    yield f"URL:{head.url}"
    yield f"X-PUBLISHED-TTL:{duration(REFRESH)}"


def _entry(event: Event, rings: bool) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield text("SUMMARY", event.summary)
    yield moment("DTSTART", event.start)
    yield moment("DTEND", event.end)
    yield moment("DTSTAMP", event.stamp)
    yield text("UID", event.uid)
    yield f"SEQUENCE:{event.sequence}"
    yield from text_lists("CATEGORIES", event.categories)
    yield f"CLASS:{'PRIVATE' if event.private else 'PUBLIC'}"
    if event.created:
        yield moment("CREATED", event.created)
    yield from text_if_any("DESCRIPTION", event.description)
    yield moment("LAST-MODIFIED", event.stamp)
    yield from text_if_any("LOCATION", event.location)
    yield f"STATUS:{event.status}"
    yield f"TRANSP:{'TRANSPARENT' if event.free else 'OPAQUE'}"
    yield f"URL:{event.url}"
    for before in REMINDERS if rings else ():
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", text("DESCRIPTION", event.summary))
        yield from (f"TRIGGER:{duration(-before)}", "END:VALARM")
    yield "END:VEVENT"
