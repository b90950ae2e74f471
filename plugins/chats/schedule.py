"""The series' rule: on which days a chat is expected.

A rule is written as people say it: "second Thursday", "first and third Monday",
"last Tuesday of Feb, May, Aug, Nov", "every 2 weeks from 2026-01-08".
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_LAST_YEAR = 2200

LOOKING_BACK = timedelta(days=62)
"""How far an exception may put a date off: one whose day is over is still looked at so long."""

HOW_TO_WRITE = (
    'write for instance "second Thursday", "first and third Monday", '
    '"last Tuesday of Feb, May, Aug, Nov" or "every 2 weeks from 2026-01-08"'
)


@dataclass(frozen=True, kw_only=True)
class MonthlyRule:
    """Certain weekdays of the month: ordinals 1 to 4, -1 the last; Monday is 0."""

    text: str
    ordinals: tuple[int, ...]
    weekday: int
    months: tuple[int, ...] = tuple(range(1, 13))

    @property
    def ids_are_days(self) -> bool:
        """Whether a chat is named by its day, for its month may hold another."""
        return len(self.ordinals) > 1

    def days(self, after: date) -> Iterator[date]:
        """Yield the days from `after` on, that day included."""
        for year in range(after.year, _LAST_YEAR):
            for month in self.months:
                for day in sorted(self._day(year, month, ordinal) for ordinal in self.ordinals):
                    if day >= after:
                        yield day

    def _day(self, year: int, month: int, ordinal: int) -> date:
        if ordinal < 0:
            following = date(year + month // 12, month % 12 + 1, 1)
            last = following - timedelta(days=1)
            return last - timedelta(days=(last.weekday() - self.weekday) % 7)
        first = date(year, month, 1)
        shift = (self.weekday - first.weekday()) % 7
        return first + timedelta(days=shift + 7 * (ordinal - 1))


@dataclass(frozen=True, kw_only=True)
class WeeklyRule:
    """Every so many weeks, counted from one day."""

    text: str
    weeks: int
    since: date

    ids_are_days = True

    def days(self, after: date) -> Iterator[date]:
        """Yield the days from `after` on, that day included."""
        step = timedelta(weeks=self.weeks)
        gone = max(0, -((self.since - after) // step))
        day = self.since + gone * step
        while day.year < _LAST_YEAR:
            yield day
            day += step


Rule = MonthlyRule | WeeklyRule


@dataclass(frozen=True, kw_only=True)
class Placeholder:
    """A chat that the rule expects and nobody has announced; `start` is in the series' zone."""

    id: str
    start: datetime
    duration: timedelta

    @property
    def end(self) -> datetime:
        """The end, in UTC."""
        return self.start.astimezone(UTC) + self.duration


def rule_from(text: str) -> Rule:
    """Read a rule; raises ValueError that shows how rules are written."""
    words = " ".join(text.split())
    if match := re.fullmatch(
        r"every (?:(\d{1,2}) )?weeks?(?: from| since) (\d{4}-\d{2}-\d{2})", words, re.I
    ):
        weeks = int(match[1] or 1)
        if not weeks:
            raise ValueError(f"every 0 weeks is never; {HOW_TO_WRITE}")
        try:
            since = date.fromisoformat(match[2])
        except ValueError:
            raise ValueError(f"{match[2]} is not a day of the calendar") from None
        return WeeklyRule(text=words, weeks=weeks, since=since)
    match = re.fullmatch(r"([a-z, ]+?) ([a-z]+day)s?(?: of (?:the|each|every) month)?"
                         r"(?: of ([a-z, ]+))?", words, re.I)  # fmt: skip
    if not match:
        raise ValueError(f"`{text}` is not understood; {HOW_TO_WRITE}")
    ordinals = tuple(_ORDINALS.get(word, 0) for word in _listed(match[1]))
    weekday = match[2].capitalize()
    months = tuple(_month(word) for word in _listed(match[3])) if match[3] else ()
    if 0 in ordinals or weekday not in WEEKDAYS or 0 in months:
        raise ValueError(f"`{text}` is not understood; {HOW_TO_WRITE}")
    return MonthlyRule(
        text=words,
        ordinals=tuple(dict.fromkeys(ordinals)),
        weekday=WEEKDAYS.index(weekday),
        months=tuple(sorted(set(months))) or tuple(range(1, 13)),
    )


def _listed(text: str) -> list[str]:
    return [word for word in re.split(r"[, ]+|\band\b", text.lower()) if word]


def _month(word: str) -> int:
    found = [n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word)]
    return found[0] if len(found) == 1 and len(word) >= 3 else 0


def _stood_in_for(rule: Rule, day: date, held: Collection[date]) -> bool:
    """Whether a chat with another id is held instead: on the day, or in its week."""
    reach = timedelta(days=3 if isinstance(rule, WeeklyRule) else 0)
    return any(abs(other - day) <= reach for other in held)


def slot_id(rule: Rule | None, day: date) -> str:
    """Return the id of the chat that is due on this day: "2010-06", or the day itself."""
    return f"{day:%Y-%m-%d}" if rule and rule.ids_are_days else f"{day.year:04}-{day.month:02}"


def placeholders(
    rule: Rule | None,
    exceptions: Mapping[str, date | None],
    *,
    at: datetime,
    wall: time | None,
    zone: ZoneInfo,
    duration: timedelta,
    taken: Mapping[str, date],
    number: int,
    until: date | None = None,
) -> tuple[Placeholder, ...]:
    """Return the next `number` chats that the rule expects after the instant `at`.

    `taken` maps the ids of the announced chats to their days: a chat takes the slot
    of its id over, wherever it falls, and any slot that it stands in the place of.
    `exceptions` maps an id to its day, or to None when there is no chat. No rule or
    no hour: nothing.
    """
    if rule is None or wall is None:
        return ()

    def due() -> Iterator[Placeholder]:
        # An exception may bring a chat of a past slot after `at`.
        for day in rule.days(at.astimezone(zone).date() - LOOKING_BACK):
            if until and day > until:
                return
            key = slot_id(rule, day)
            held = exceptions.get(key, day)
            if held is None or key in taken or _stood_in_for(rule, held, taken.values()):
                continue
            start = datetime.combine(held, wall, zone)
            # An hour that the clocks skip or repeat: what the wall shows after them.
            start = start.astimezone(UTC).astimezone(zone)
            chat = Placeholder(id=key, start=start, duration=duration)
            if chat.end > at:
                yield chat

    return tuple(sorted(islice(due(), number), key=lambda chat: chat.start))
