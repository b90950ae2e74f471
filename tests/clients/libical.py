"""Reads calendars with libical 3 (Evolution, GNOME Calendar, KDE), as a program of its own.

A JSON text a line in, a JSON list of entries a line out. `libical.py LIBRARY` wants the
path or name of the shared library; what libical's own validator says is an error.
"""

import ctypes
import json
import sys
from ctypes import c_char_p, c_int, c_long, c_void_p
from time import gmtime, strftime
from typing import Any

TEXTS = {"uid": "UID", "summary": "SUMMARY", "description": "DESCRIPTION", "location": "LOCATION"}


class Time(ctypes.Structure):
    """struct icaltimetype of libical 3."""

    _fields_ = (
        *((name, c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", c_int),
        ("is_daylight", c_int),
        ("zone", c_void_p),
    )


LIBRARY = ctypes.CDLL(sys.argv[1])


def function(name: str, result: Any, *arguments: Any) -> Any:
    """Return a function of the library with its types declared."""
    found = getattr(LIBRARY, name)
    found.restype, found.argtypes = result, arguments
    return found


parse = function("icalparser_parse_string", c_void_p, c_char_p)
free = function("icalcomponent_free", None, c_void_p)
valid = function("icalrestriction_check", c_int, c_void_p)
component_kind = function("icalcomponent_string_to_kind", c_int, c_char_p)
property_kind = function("icalproperty_string_to_kind", c_int, c_char_p)
first_component = function("icalcomponent_get_first_component", c_void_p, c_void_p, c_int)
next_component = function("icalcomponent_get_next_component", c_void_p, c_void_p, c_int)
first_property = function("icalcomponent_get_first_property", c_void_p, c_void_p, c_int)
next_property = function("icalcomponent_get_next_property", c_void_p, c_void_p, c_int)
value_of = function("icalproperty_get_value", c_void_p, c_void_p)
text_of = function("icalvalue_get_text", c_char_p, c_void_p)
start_of = function("icalcomponent_get_dtstart", Time, c_void_p)
end_of = function("icalcomponent_get_dtend", Time, c_void_p)
stamp_of = function("icalcomponent_get_dtstamp", Time, c_void_p)
sequence_of = function("icalcomponent_get_sequence", c_int, c_void_p)
status_of = function("icalcomponent_get_status", c_int, c_void_p)
status_name = function("icalproperty_status_to_string", c_char_p, c_int)
is_null = function("icaltime_is_null_time", c_int, Time)
is_utc = function("icaltime_is_utc", c_int, Time)
seconds_of = function("icaltime_as_timet_with_zone", c_long, Time, c_void_p)
EVENT = component_kind(b"VEVENT")
ERROR = property_kind(b"X-LIC-ERROR")


def instant(time: Time) -> str | None:
    """Return "2010-06-10T21:00:00Z", or a date; "floating" stands before a time without zone."""
    if is_null(time):
        return None
    if time.is_date:
        return f"{time.year:04}-{time.month:02}-{time.day:02}"
    floating = "" if time.zone or is_utc(time) else "floating "
    return floating + strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(seconds_of(time, time.zone)))


def texts(component: int, name: str) -> list[str]:
    """Return the values of each property of a name."""
    kind, found = property_kind(name.encode()), []
    item = first_property(component, kind)
    while item:
        found.append(text_of(value_of(item)).decode("utf-8"))
        item = next_property(component, kind)
    return found


def entry(event: int) -> dict[str, Any]:
    """Return what libical reads of one VEVENT."""
    return {
        **{key: "".join(texts(event, name)[:1]) for key, name in TEXTS.items()},
        "start": instant(start_of(event)),
        "end": instant(end_of(event)),
        "stamp": instant(stamp_of(event)),
        "status": (status_name(status_of(event)) or b"").decode(),
        "sequence": sequence_of(event),
        "categories": texts(event, "CATEGORIES"),
    }


def entries(data: bytes) -> list[dict[str, Any]] | dict[str, str]:
    """Return what libical reads of a calendar, or what its validator says against it."""
    root = parse(data)
    if not root:
        return {"error": "libical found no component"}
    found, event = [], first_component(root, EVENT)
    while event:
        found.append(entry(event))
        if first_property(event, ERROR):
            return {"error": "libical read an entry with errors"}
        event = next_component(root, EVENT)
    sound = valid(root)
    free(root)
    return found if sound else {"error": "libical's icalrestriction_check refused the calendar"}


for line in sys.stdin:
    print(json.dumps(entries(json.loads(line).encode())), flush=True)
