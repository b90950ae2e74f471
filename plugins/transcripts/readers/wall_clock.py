"""The times of a log, line after line: most name no day, and none tells when the clocks go back."""

from datetime import UTC, date, datetime, timedelta

from transcripts.readers.elements import Reading, moment

_HALF_A_DAY, _JITTER = timedelta(hours=12), timedelta(minutes=1)


class WallClock:
    """Follows a wall clock. Without a `day` the first line's is the chat's, or the one before that.

    Past midnight it goes on with the next day, and in an hour that is there twice with the second
    when time would run backwards.
    """

    def __init__(self, reading: Reading, day: date | None = None) -> None:
        self._zone, self._start = reading.zone, reading.day
        self.day, self._sure = day or reading.day.date(), day is not None
        self._last: datetime | None = None

    def begin(self, day: date | None) -> None:
        """Take the day that a line of the log names, if it is one."""
        if day:
            self.day, self._sure = day, True
        self._last = None

    def at(self, clock: str, day: str = "", offset: str = "") -> datetime:
        """Return a line's moment in UTC; raises Unfit."""
        padded = clock if clock[1:2] != ":" else f"0{clock}"
        at = moment(f"{day or self.day}T{padded}{offset}", self._zone)
        if day:
            self.day = date.fromisoformat(day)
        else:
            at += self._days_off(at)
        if not offset and self._last:
            at = self._second(at, self._last)
        self._sure, self._last = True, at
        return at

    def _days_off(self, at: datetime) -> timedelta:
        days = 0
        if not self._sure and at - self._start > _HALF_A_DAY:
            days = -1  # a log begins before its chat is over
        elif self._last and self._last - at > _HALF_A_DAY:
            days = 1
        self.day += timedelta(days=days)
        return timedelta(days=days)

    def _second(self, at: datetime, last: datetime) -> datetime:
        """Return the second moment of that name where the first is over, else the only one."""
        again = at.astimezone(self._zone).replace(fold=1).astimezone(UTC)
        return again if last.astimezone(self._zone).fold or last - at > _JITTER else at


def a_day(typed: str) -> date | None:
    """Return the day that a line or a file's name tells, None for numbers that are none."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if 1970 <= day.year <= 2199 else None
