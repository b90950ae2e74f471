"""A calendar, iCalendar (RFC 5545): each event is a chat."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar

from importers.entries import Entry, Export, distinct
from importers.markdown_of import markdown_of, tidy
from importers.safe_xml import Refused
from importers.shelf import Shelf

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_HTML = re.compile(r"</?(?:p|br|a|b|i|u|ul|ol|li|div|span|strong|em|h[1-6]|html)\b[^>]*>", re.I)
_NOISE = re.compile(r"X-(?:MICROSOFT-|MS-|APPLE-|MOZ-|GOOGLE-|WR-|LIC-|OUTLOOK-|ALT-DESC)")
"""Properties of a programme's own, of which none says anything of a chat that no other says."""
_ONLINE = re.compile(r"meet|teams|zoom|skype|webex|jitsi|online", re.I)
_ROOMS = ("X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "CONFERENCE")
_TAKEN = {
    "UID", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "DURATION", "DTSTAMP", "CREATED",
    "LAST-MODIFIED", "SEQUENCE", "STATUS", "URL", "LOCATION", "CATEGORIES", "TRANSP", "CLASS",
    "PRIORITY", "RRULE", "RECURRENCE-ID", *_ROOMS,
}  # fmt: skip
"""Properties that are mapped, or that say nothing of a chat."""

_STATUS = {"CANCELLED": "cancelled", "TENTATIVE": "tentative"}


def entries_of(name: str, data: bytes, _shelf: Shelf | None = None) -> Export:
    """Return the events of a calendar; raises Refused when it is none."""
    try:
        calendars = Calendar.from_ical(data, multiple=True)
        events = [(event, _zone_of(each)) for each in calendars for event in each.walk("VEVENT")]
    except (ValueError, TypeError, AttributeError) as error:
        raise Refused(f"is no calendar ({error}); export it as iCalendar (.ics)") from None
    if not events:
        raise Refused("holds no event; export the calendar itself")
    found, instead = Export(), {_which(event, "RECURRENCE-ID") for event, _ in events}
    for number, (event, zone) in enumerate(events, 1):
        if "RRULE" in event and _which(event, "DTSTART") in instead:
            found.told.append(f"{name}: event {number} repeats ({_rule(event)}), and another event "
                              "tells its first date; say the rest by `rule` in SERIES")  # fmt: skip
            continue
        where = f"{name}: event {number} “{event.get('SUMMARY', '')}”"
        try:
            found.entries.append(_entry(event, where, zone))
        except (ValueError, AttributeError, TypeError) as error:
            found.told.append(f"{where}: is not taken over: {error}")
    return found


def _zone_of(calendar: Any) -> ZoneInfo | None:
    """Return the zone of times that name none, where the calendar says it."""
    try:
        return ZoneInfo(str(calendar.get("X-WR-TIMEZONE", "")))
    except (ValueError, ZoneInfoNotFoundError):
        return None


def _entry(event: Any, where: str, zone: ZoneInfo | None) -> Entry:
    if "DTSTART" not in event:
        raise ValueError("it has no beginning (DTSTART)")
    told = [f"{key} is not taken over" for key in event
            if key not in _TAKEN and not _NOISE.match(key)]  # fmt: skip
    if "RRULE" in event:
        told.append(f"repeats ({_rule(event)}): its first date is taken; say "
                    "the rest by `rule` in SERIES")  # fmt: skip
    begins = event["DTSTART"].dt
    start, end = _moment(begins, zone), _end(event, zone)
    if isinstance(begins, datetime) and not start.tzinfo:
        told.append("its time names no zone: it is taken as one of the series' zone")
    if not isinstance(begins, datetime):
        told.append("lasts the whole day: it begins at the usual hour; write `date` with its own")
    private = str(event.get("CLASS", "PUBLIC")).upper() not in ("PUBLIC", "")
    if private:
        told.append(f"is not public (CLASS:{event['CLASS']}): it becomes a draft")
    location, url = str(event.get("LOCATION", "")), str(event.get("URL", ""))
    rooms = [_ADDRESS.search(str(_one(event.get(name, "")))) for name in ("LOCATION", *_ROOMS)]
    venue = next(filter(None, rooms), None)
    if location and not rooms[0] and not (venue and _ONLINE.search(location)):
        told.append(f"the place “{location}” is not taken over; write `platform` or `venue_url`")
    if url and not (venue and venue.group() == url):
        told.append(f"the address {url} is not taken over; write `venue_url` or `resources`")
    stamps = [event.get("CREATED"), event.get("LAST-MODIFIED"), event.get("DTSTAMP")]
    known = [stamp.dt for stamp in stamps if stamp is not None]
    return Entry(
        where=where,
        title=str(event.get("SUMMARY", "")),
        body=_text(event, url, told),
        kind="event",
        url=url,
        published=_moment(known[0], UTC) if known else None,
        draft=private,
        tags=distinct(_categories(event)),
        start=start if isinstance(begins, datetime) else None,
        day=None if isinstance(begins, datetime) else begins,
        length=end - start if isinstance(begins, datetime) and end and end > start else None,
        status="" if private else _STATUS.get(str(event.get("STATUS", "")).upper(), ""),
        venue_url=venue.group() if venue else "",
        told=tuple(told),
    )


def _text(event: Any, base: str, told: list[str]) -> str:
    """Return what the event says, as Markdown; programmes write HTML in either property."""
    typed = str(_one(event.get("X-ALT-DESC", ""))) or str(_one(event.get("DESCRIPTION", "")))
    if not _HTML.search(typed):
        return tidy(str(_one(event.get("DESCRIPTION", ""))))
    return markdown_of(typed, base, told.append)


def _one(value: Any) -> Any:
    """Return the first of a property that stands several times."""
    return value[0] if isinstance(value, list) else value


def _rule(event: Any) -> str:
    return str(_one(event["RRULE"]).to_ical().decode())


def _which(event: Any, name: str) -> tuple[str, object]:
    """Return which date of a repeating event one is (RFC 5545 §3.8.4.4), None for no such."""
    try:
        return str(event.get("UID", "")), event[name].dt if name in event else None
    except (ValueError, AttributeError):
        return "", None  # it is told when the event itself is read


def _moment(value: date | datetime, zone: tzinfo | None) -> datetime:
    """Return a moment; where nothing names its zone it has none."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time(), UTC)
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _end(event: Any, zone: tzinfo | None) -> datetime | None:
    if "DTEND" in event:
        return _moment(event["DTEND"].dt, zone)
    length = event["DURATION"].dt if "DURATION" in event else timedelta()
    return _moment(event["DTSTART"].dt, zone) + length


def _categories(event: Any) -> list[str]:
    held = event.get("CATEGORIES", [])
    return [str(each) for one in (held if isinstance(held, list) else [held]) for each in one.cats]
