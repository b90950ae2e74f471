"""Independent readers of calendars, each the eyes of some calendar that people use.

A reader that is missing is skipped with its reason on a user's machine, and is a
failure where CI=true: the proof is worth nothing if its witnesses stay away.
"""

import atexit
import importlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from ctypes.util import find_library
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from waiting import missing

CLIENTS = Path(__file__).parent / "clients"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a reader makes of an entry; instants as "2010-06-10T21:00:00Z"."""

    uid: str
    start: str | None
    end: str | None
    stamp: str | None
    summary: str
    description: str
    location: str
    status: str
    sequence: int
    categories: tuple[str, ...]


Reader = Callable[[bytes], list[Reading]]


class Refused(Exception):
    """A reader did not take the calendar."""


def instant(value: datetime | date | None) -> str | None:
    """Return an instant as it is compared; one without a zone says so."""
    if not isinstance(value, datetime):
        return value.isoformat() if value else None
    if value.tzinfo is None:
        return f"floating {value:%Y-%m-%dT%H:%M:%S}"
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


# ---------------------------------------------------------------- readers in Python


def icalendar_reader() -> Reader:
    """Return the writer's own library as a reader."""
    icalendar = module("icalendar")

    def entry(event: Any) -> Reading:
        return Reading(
            uid=str(event["UID"]),
            start=instant(event.start),
            end=instant(event.end),
            stamp=instant(event.DTSTAMP),
            status=str(event["STATUS"]),
            sequence=int(event["SEQUENCE"]),
            categories=tuple(map(str, event.categories)),
            **{name: str(event.get(name, "")) for name in ("summary", "description", "location")},
        )

    return lambda data: [entry(event) for event in icalendar.Calendar.from_ical(data).events]


def vobject_reader() -> Reader:
    """Return vobject, which Radicale reads with."""
    vobject = module("vobject")

    def entry(event: Any) -> Reading:
        def value(name: str, default: Any = "") -> Any:
            return event.contents[name][0].value if name in event.contents else default

        return Reading(
            uid=value("uid"),
            start=instant(value("dtstart")),
            end=instant(value("dtend")),
            stamp=instant(value("dtstamp")),
            summary=value("summary"),
            description=value("description"),
            location=value("location"),
            status=value("status"),
            sequence=int(value("sequence")),
            categories=tuple(each for line in event.contents.get("categories", ())
                             for each in line.value),
        )  # fmt: skip

    def read(data: bytes) -> list[Reading]:
        calendar = vobject.readOne(data.decode())
        return [entry(event) for event in calendar.contents.get("vevent", [])]

    return read


def ical_reader() -> Reader:
    """Return ical, which Home Assistant reads with."""
    stream = module("ical.calendar_stream")

    def entry(event: Any) -> Reading:
        return Reading(
            uid=event.uid,
            start=instant(event.dtstart),
            end=instant(event.dtend),
            stamp=instant(event.dtstamp),
            summary=event.summary,
            description=event.description or "",
            location=event.location or "",
            status=event.status.value,
            sequence=event.sequence,
            categories=tuple(event.categories),
        )

    def read(data: bytes) -> list[Reading]:
        found = stream.CalendarStream.from_ics(data.decode())
        return [entry(event) for calendar in found.calendars for event in calendar.events]

    return read


def module(name: str) -> Any:
    """Return a Python module, or give the test up for want of it."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        return missing(f"the Python package {error.name}")


# ---------------------------------------------------------------- readers that are programs


def ical_js_reader() -> Reader:
    """Return ical.js, which Thunderbird reads with."""
    if not shutil.which("node"):
        missing("node")
    if not (CLIENTS / "node_modules/ical.js").is_dir():
        missing("ical.js (`npm ci` in tests/clients)")
    return program("node", str(CLIENTS / "ical_js.mjs"))


def libical_reader() -> Reader:
    """Return libical, which Evolution, GNOME Calendar and KDE read with."""
    library = find_library("ical") or missing("libical")
    return program(sys.executable, str(CLIENTS / "libical.py"), str(library))


def ruby_reader() -> Reader:
    """Return Ruby's icalendar."""
    ruby = shutil.which("ruby") or missing("ruby")
    known = subprocess.run([str(ruby), "-ricalendar", "-e", ""], capture_output=True, check=False)
    if known.returncode:
        missing("Ruby's icalendar")
    return program(str(ruby), str(CLIENTS / "ruby_icalendar.rb"))


def program(*command: str) -> Reader:
    """Return a program as a reader. It runs on, and answers line by line.

    Its zone is a far one, so that a time which is read as local does not pass for UTC.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "TZ": "Pacific/Auckland", "LANG": "C.UTF-8"},
        text=True,
        encoding="utf-8",
        bufsize=1,
    )

    def stop() -> None:
        process.communicate(timeout=10)

    def read(data: bytes) -> list[Reading]:
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{json.dumps(data.decode())}\n")
        answer = json.loads(process.stdout.readline() or '{"error": "the client died"}')
        if isinstance(answer, dict):
            raise Refused(answer["error"])
        return [Reading(**{**each, "categories": tuple(each["categories"])}) for each in answer]

    atexit.register(stop)
    return read


READERS: dict[str, Callable[[], Reader]] = {
    "icalendar": icalendar_reader,
    "vobject": vobject_reader,
    "ical": ical_reader,
    "ical.js": ical_js_reader,
    "libical": libical_reader,
    "ruby-icalendar": ruby_reader,
}


@cache
def opened(name: str) -> Reader:
    """Return a reader by name; a program among them is started once."""
    return READERS[name]()
