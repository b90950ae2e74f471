"""A calendar, iCalendar (RFC 5545): each event is a chat."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from importers.entries import Entry, Export, distinct
from importers.markdown_of import tidy
from importers.safe_xml import Refused

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_TAKEN = {
    "UID", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "DURATION", "DTSTAMP", "CREATED",
    "LAST-MODIFIED", "SEQUENCE", "STATUS", "URL", "LOCATION", "CATEGORIES", "TRANSP", "CLASS",
    "PRIORITY", "RRULE",
}  # fmt: skip
"""Properties that are mapped, or that say nothing of a chat."""


def entries_of(name: str, data: bytes) -> Export:
    """Return the events of a calendar; raises Refused when it is none."""
    try:
        calendars = Calendar.from_ical(data, multiple=True)
        events = [event for each in calendars for event in each.walk("VEVENT")]
    except (ValueError, TypeError, AttributeError) as error:
        raise Refused(f"is no calendar ({error}); export it as iCalendar (.ics)") from None
    if not events:
        raise Refused("holds no event; export the calendar itself")
    found = Export()
    for number, event in enumerate(events, 1):
        where = f"{name}: event {number} “{event.get('SUMMARY', '')}”"
        try:
            found.entries.append(_entry(event, where))
        except (ValueError, AttributeError, TypeError) as error:
            found.told.append(f"{where}: is not taken over: {error}")
    return found


def _entry(event: Any, where: str) -> Entry:
    told = [f"{key} is not taken over" for key in event if key not in _TAKEN]
    if "RRULE" in event:
        told.append(f"repeats ({event['RRULE'].to_ical().decode()}): its first date is taken; say "
                    "the rest by `rule` in SERIES")  # fmt: skip
    begins = event["DTSTART"].dt
    start, end = _moment(begins), _end(event)
    location, url = str(event.get("LOCATION", "")), str(event.get("URL", ""))
    venue = _ADDRESS.search(location)
    if location and not venue:
        told.append(f"the place “{location}” is not taken over; write `platform` or `venue_url`")
    stamps = [event.get("CREATED"), event.get("LAST-MODIFIED"), event.get("DTSTAMP")]
    known = [stamp.dt for stamp in stamps if stamp is not None]
    return Entry(
        where=where,
        title=str(event.get("SUMMARY", "")),
        body=tidy(str(event.get("DESCRIPTION", ""))),
        kind="event",
        url=url,
        published=_moment(known[0]) if known else None,
        tags=distinct(_categories(event)),
        start=start if isinstance(begins, datetime) else None,
        day=None if isinstance(begins, datetime) else begins,
        length=end - start if isinstance(begins, datetime) and end and end > start else None,
        status={"CANCELLED": "cancelled", "TENTATIVE": "tentative"}.get(
            str(event.get("STATUS", "")).upper(), ""
        ),
        venue_url=venue.group() if venue else "",
        told=tuple(told),
    )


def _moment(value: date | datetime) -> datetime:
    if not isinstance(value, datetime):
        return datetime.combine(value, time(), UTC)
    return value if value.tzinfo else value.replace(tzinfo=ZoneInfo("UTC"))


def _end(event: Any) -> datetime | None:
    if "DTEND" in event:
        return _moment(event["DTEND"].dt)
    length = event["DURATION"].dt if "DURATION" in event else timedelta()
    return _moment(event["DTSTART"].dt) + length


def _categories(event: Any) -> list[str]:
    held = event.get("CATEGORIES", [])
    return [str(each) for one in (held if isinstance(held, list) else [held]) for each in one.cats]
