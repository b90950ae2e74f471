"""Calendar entries → the bytes of an iCalendar file (RFC 5545, RFC 7986).

No METHOD, ORGANIZER or ATTENDEE: this is a calendar that is published, not a meeting
that is arranged, and CalDAV servers refuse METHOD (RFC 4791 §4.1).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from icalendar import Alarm, Calendar
from icalendar import Event as Entry
from icalendar.prop import vDuration

from calendar_invites.corrections import (
    Text,
    readable,
    text_lists,
    typed_duration,
    typed_uri,
    written,
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


def calendar_bytes(
    events: Iterable[Event], head: Head | None = None, *, ring: frozenset[str] = frozenset()
) -> bytes:
    """Return a calendar with these entries in their order; those whose UID is in `ring` remind.

    An invite has no head: Outlook opens a file with a calendar's name as a new calendar.
    """
    calendar = Calendar()
    calendar.add("prodid", Text(PRODID))
    calendar.add("version", Text("2.0"))
    calendar.add("calscale", Text("GREGORIAN"))
    if head:
        _add_head(calendar, head)
    entries = (_entry_bytes(event, event.uid in ring) for event in events)
    return written(calendar).removesuffix(_END) + b"".join(entries) + _END


_END = b"END:VCALENDAR\r\n"


@lru_cache(maxsize=4096)
def _entry_bytes(event: Event, rings: bool) -> bytes:
    # A chat stands in its invite and in several feeds; writing it is most of the work.
    return written(_entry(event, rings))


def _add_head(calendar: Calendar, head: Head) -> None:
    for name in ("name", "x-wr-calname"):
        calendar.add(name, Text(head.name))
    if readable(head.description):
        for name in ("description", "x-wr-caldesc"):
            calendar.add(name, Text(head.description))
    calendar.add("url", head.url)
    calendar.add("source", typed_uri(head.source))
    calendar.add("refresh-interval", typed_duration(REFRESH))
    calendar.add("x-published-ttl", vDuration(REFRESH))
    if head.modified:
        calendar.add("last-modified", head.modified)
    if head.color:
        calendar.add("color", Text(head.color))


def _entry(event: Event, rings: bool) -> Entry:
    entry = Entry()
    entry.add("uid", Text(event.uid))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.stamp)
    entry.add("last-modified", event.stamp)
    if event.created:
        entry.add("created", event.created)
    entry.add("dtstart", event.start)
    entry.add("dtend", event.end)
    entry.add("status", Text(event.status))
    entry.add("transp", Text("TRANSPARENT" if event.free else "OPAQUE"))
    entry.add("class", Text("PRIVATE" if event.private else "PUBLIC"))
    entry.add("summary", Text(event.summary))
    for name, text in (("description", event.description), ("location", event.location)):
        if readable(text):
            entry.add(name, Text(text))
    entry.add("url", event.url)
    for categories in text_lists(tuple(filter(readable, event.categories))):
        entry.add("categories", categories)
    for before in REMINDERS if rings else ():
        entry.add_component(_alarm(event, before))
    return entry


def _alarm(event: Event, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", Text("DISPLAY"))
    alarm.add("trigger", -before)
    alarm.add("description", Text(event.summary))
    return alarm
