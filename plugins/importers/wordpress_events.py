"""When an event of WordPress takes place, as the widely used plugins keep it in fields of a post.

The Events Calendar, Events Manager, WP Event Manager, Event Organiser, Modern Events Calendar,
EventON and Sugar Calendar.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

TYPES = ("tribe_events", "event", "event_listing", "mec-events", "ajde_events", "sc_event")
ELSEWHERE = ("ai1ec_event", "mc-events")
"""Types whose plugins keep the time in tables of their own, which no export has."""

_STARTS = (
    ("_EventStartDate",), ("_event_start_local",), ("_eventorganiser_schedule_start_start",),
    ("_event_start_date", "_event_start_time"), ("_event_start_date",),
    ("mec_start_date", "mec_start_day_seconds"), ("evcal_srow",), ("sc_event_date_time",),
)  # fmt: skip
_ENDS = (
    ("_EventEndDate",), ("_event_end_local",), ("_eventorganiser_schedule_start_finish",),
    ("_event_end_date", "_event_end_time"), ("_event_end_date",),
    ("mec_end_date", "mec_end_day_seconds"), ("evcal_erow",), ("sc_event_end_date_time",),
)  # fmt: skip
_ZONES = ("_EventTimezone", "_event_timezone", "mec_timezone", "_evo_tz")
_IN_UTC = ("_EventStartDateUTC", "_event_start")
_ALL_DAY = ("_EventAllDay", "_event_all_day", "mec_allday", "evcal_allday", "sc_event_all_day")
_PLACES = ("_EventURL", "_event_registration_url", "_event_video_url", "mec_more_info",
           "mec_read_more", "evcal_lmlink")  # fmt: skip
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?:[:.](\d{1,2}))?")
_TWELVE = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])\.?m\.?", re.I)


@dataclass(frozen=True, kw_only=True)
class When:
    """The time of an event: `start` without a zone where none is told, `whole_day` without hour."""

    start: datetime
    length: timedelta | None
    whole_day: bool
    place: str


def when_of(meta: Mapping[str, str]) -> When | None:
    """Return when an event is, by the fields of its post; None where they do not say it."""
    start, end = _first(meta, _STARTS), _first(meta, _ENDS)
    if start is None:
        return None
    length = end - start if end and end > start else None
    zone = _zone(next((meta[name] for name in _ZONES if meta.get(name)), ""))
    in_utc = next(filter(None, (_moment(meta.get(name, "")) for name in _IN_UTC)), None)
    if zone:
        start = start.replace(tzinfo=zone)
    elif in_utc:
        start = in_utc.replace(tzinfo=UTC)
    whole = any(meta.get(name, "").lower() in ("yes", "1", "true", "on") for name in _ALL_DAY)
    place = next((meta[name] for name in _PLACES
                  if re.match(r"https?://\S+$", meta.get(name, ""))), "")  # fmt: skip
    return When(start=start, length=length, whole_day=whole, place=place)


def _first(meta: Mapping[str, str], ways: tuple[tuple[str, ...], ...]) -> datetime | None:
    """Return the first moment that is there whole, on the clock of its place."""
    for names in ways:
        typed = [meta.get(name, "").strip() for name in names]
        if all(typed) and (found := _moment(*typed)):
            return found
    return None


def _moment(day: str, clock: str = "") -> datetime | None:
    """Return a moment by its day, and its hour or the seconds since midnight, or both in one."""
    try:
        if re.fullmatch(r"\d{9,11}", day):  # the wall's clock, counted as if it were UTC
            return datetime.fromtimestamp(int(day), UTC).replace(tzinfo=None)
        if re.fullmatch(r"\d{1,5}", clock):
            return datetime.fromisoformat(day[:10]) + timedelta(seconds=int(clock))
        return datetime.fromisoformat(f"{day[:10]} {_of_24(clock)}" if clock else day)
    except (ValueError, OverflowError):
        return None


def _of_24(clock: str) -> str:
    """Return an hour of twelve, as `5:30 PM`, as one of twenty-four."""
    match = _TWELVE.fullmatch(clock)
    if not match:
        return clock
    hour = int(match[1]) % 12 + 12 * (match[4].lower() == "p")
    return f"{hour:02}:{match[2]}:{match[3] or '00'}"


def _zone(name: str) -> tzinfo | None:
    """Return a zone by its name, or by its distance from UTC, as `UTC+5.5`."""
    if name.upper() == "UTC":
        return UTC
    if match := _OFFSET.fullmatch(name):
        part = match[3] or "0"
        minutes = round(float(f"0.{part}") * 60) if "." in name else int(part)
        offset = timedelta(hours=int(match[2]), minutes=minutes)
        return (
            timezone(-offset if match[1] == "-" else offset)
            if offset < timedelta(hours=15)
            else None
        )
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return None
