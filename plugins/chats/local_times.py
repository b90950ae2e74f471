"""One instant as the clocks of several places show it.

Everything that tells a time to a person (page, calendar entry, feed, link) takes
it from here, so that no two of them can disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import cast
from zoneinfo import ZoneInfo

from chats.model import Session
from chats.schedule import MONTHS, WEEKDAYS
from chats.series import Zone


@dataclass(frozen=True)
class LocalTime:
    """A start and an end as one zone's wall clock shows them.

    `day_of_chat` is the day that the announcement names; where the clock here
    shows another, `other_day` is true and `span` says which day is meant.
    """

    label: str
    start: datetime
    end: datetime
    day_of_chat: str

    @cached_property
    def zone(self) -> str:
        """The zone's name in the tz database."""
        return cast(ZoneInfo, self.start.tzinfo).key

    @cached_property
    def clock(self) -> str:
        """The start: "17:00"."""
        return f"{self.start:%H:%M}"

    @cached_property
    def end_clock(self) -> str:
        """The end: "19:00"."""
        return f"{self.end:%H:%M}"

    @cached_property
    def day(self) -> str:
        """The day of the start: "Thursday 10 June 2010"."""
        return long_day(self.start)

    @cached_property
    def other_day(self) -> bool:
        """Whether it is another day here than where the chat was announced."""
        return self.day != self.day_of_chat

    @cached_property
    def weekday(self) -> str:
        """The start's weekday, short: "Thu"."""
        return WEEKDAYS[self.start.weekday()][:3]

    @cached_property
    def end_weekday(self) -> str:
        """The end's weekday, short."""
        return WEEKDAYS[self.end.weekday()][:3]

    @cached_property
    def abbreviation(self) -> str:
        """The zone's abbreviation on that date ("EDT"), "" where it has none but digits."""
        name = self.start.tzname() or ""
        return name if name.isalpha() else ""

    @cached_property
    def offset(self) -> str:
        """The offset on that date: "UTC−4", "UTC+5:30"."""
        return offset_name(self.start)

    @cached_property
    def iso(self) -> str:
        """The start for machines, with its offset."""
        return self.start.isoformat()

    @cached_property
    def end_iso(self) -> str:
        """The end for machines, with its offset."""
        return self.end.isoformat()

    @cached_property
    def span(self) -> str:
        """The start and end in words: "22:00-00:00 (Fri)", "08:00-10:00 (Fri)"."""
        start = f"{self.clock} ({self.weekday})" if self.other_day else self.clock
        crosses = self.end.date() != self.start.date()
        if self.other_day and not crosses:
            return f"{self.clock}\u2013{self.end_clock} ({self.weekday})"
        return f"{start}\u2013{self.end_clock}{f' ({self.end_weekday})' if crosses else ''}"


def local_time(session: Session, label: str = "", zone: ZoneInfo | None = None) -> LocalTime:
    """Return the session's time in a zone, by default its own."""
    where = zone or session.zone
    return LocalTime(
        label=label or place_name(where),
        start=session.start.astimezone(UTC).astimezone(where),
        end=session.end.astimezone(where),
        day_of_chat=long_day(session.start),
    )


def local_times(session: Session, zones: Iterable[Zone]) -> tuple[LocalTime, ...]:
    """Return the session's time in each of the series' zones."""
    return tuple(local_time(session, zone.label, zone.zone) for zone in zones)


def place_name(zone: ZoneInfo) -> str:
    """Return the place in a zone's name: America/New_York → "New York"."""
    return zone.key.rsplit("/", 1)[-1].replace("_", " ")


def offset_name(moment: datetime) -> str:
    """Return "UTC", "UTC−4" or "UTC+5:30"."""
    shift = moment.utcoffset()
    minutes = round(shift.total_seconds() / 60) if shift else 0
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "\u2212" if minutes < 0 else "+"
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}"


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def in_words(length: timedelta) -> str:
    """Return "an hour", "half an hour", "two hours", "90 minutes"."""
    minutes = length // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    if rest or hours >= len(_NUMBERS):
        return "half an hour" if minutes == 30 else f"{minutes} minutes"
    return "an hour" if hours == 1 else f"{_NUMBERS[hours]} hours"


def long_day(moment: datetime) -> str:
    """Return "Thursday 10 June 2010"."""
    return f"{WEEKDAYS[moment.weekday()]} {short_day(moment)}"


def short_day(moment: datetime) -> str:
    """Return "10 June 2010"."""
    return f"{moment.day} {month_name(moment)} {moment.year}"


def month_name(moment: datetime) -> str:
    """Return "June"."""
    return MONTHS[moment.month - 1]
