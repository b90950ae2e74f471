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
from chats.series import Zone
from chats.words import ENGLISH, Words


@dataclass(frozen=True)
class LocalTime:
    """A start and an end as one zone's wall clock shows them, in the language of `words`.

    `day_of_chat` is the day that the announcement names; where the clock here
    shows another, `other_day` is true and `span` says which day is meant.
    """

    label: str
    start: datetime
    end: datetime
    day_of_chat: str
    words: Words = ENGLISH

    @cached_property
    def zone(self) -> str:
        """The zone's name in the tz database."""
        return cast(ZoneInfo, self.start.tzinfo).key

    @cached_property
    def clock(self) -> str:
        """The start: "17:00"."""
        return self.words.dates.clock(self.start)

    @cached_property
    def end_clock(self) -> str:
        """The end: "19:00"."""
        return self.words.dates.clock(self.end)

    @cached_property
    def day(self) -> str:
        """The day of the start: "Thursday 10 June 2010"."""
        return self.words.dates.long_day(self.start)

    @cached_property
    def weekday_name(self) -> str:
        """The start's weekday: "Thursday"."""
        return self.words.dates.weekday(self.start)

    @cached_property
    def month(self) -> str:
        """The start's month: "June"."""
        return self.words.dates.month(self.start)

    @cached_property
    def month_of_year(self) -> str:
        """The start's month with its year: "June 2010"."""
        return self.words.dates.month_of_year(self.start)

    @cached_property
    def clock_name(self) -> str:
        """Whose clock this is: "New York time", "UTC"."""
        label = self.label
        return label if label == "UTC" else self.words.gettext("{place} time", place=label)

    @cached_property
    def hour(self) -> str:
        """The start on its clock: "17:00 New York time"."""
        return self.words.gettext("{clock} {zone}", clock=self.clock, zone=self.clock_name)

    @cached_property
    def moment(self) -> str:
        """The start in a sentence: "Thursday 10 June 2010, 17:00 New York time"."""
        return self.words.gettext("{day}, {clock} {zone}", day=self.day, clock=self.clock,
                                  zone=self.clock_name)  # fmt: skip

    @cached_property
    def other_day(self) -> bool:
        """Whether it is another day here than where the chat was announced."""
        return self.day != self.day_of_chat

    @cached_property
    def weekday(self) -> str:
        """The start's weekday, short: "Thu"."""
        return self.words.dates.short_weekday(self.start)

    @cached_property
    def end_weekday(self) -> str:
        """The end's weekday, short."""
        return self.words.dates.short_weekday(self.end)

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


def local_time(
    session: Session, words: Words, label: str = "", zone: ZoneInfo | None = None
) -> LocalTime:
    """Return the session's time in a zone, by default its own."""
    where = zone or session.zone
    return LocalTime(
        label=label or words.dates.place(where),
        start=session.start.astimezone(UTC).astimezone(where),
        end=session.end.astimezone(where),
        day_of_chat=words.dates.long_day(session.start),
        words=words,
    )


def local_times(session: Session, zones: Iterable[Zone], words: Words) -> tuple[LocalTime, ...]:
    """Return the session's time in each of the series' zones."""
    return tuple(local_time(session, words, zone.label, zone.zone) for zone in zones)


def offset_name(moment: datetime) -> str:
    """Return "UTC", "UTC−4" or "UTC+5:30"."""
    shift = moment.utcoffset()
    minutes = round(shift.total_seconds() / 60) if shift else 0
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "\u2212" if minutes < 0 else "+"
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}"


def in_words(length: timedelta, words: Words) -> str:
    """Return "an hour", "half an hour", "two hours", "90 minutes"."""
    minutes = length // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    if minutes == 30:
        return words.gettext("half an hour")
    if rest or not 0 < hours < 10:
        return words.ngettext("{number} minute", "{number} minutes", minutes)
    return {
        1: words.gettext("an hour"),
        2: words.gettext("two hours"),
        3: words.gettext("three hours"),
        4: words.gettext("four hours"),
        5: words.gettext("five hours"),
        6: words.gettext("six hours"),
        7: words.gettext("seven hours"),
        8: words.gettext("eight hours"),
        9: words.gettext("nine hours"),
    }[hours]
