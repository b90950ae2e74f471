"""Days named in a sentence: "3 June", "June 10th", "2010-06-10", "on Friday", "the day before"."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from chats.schedule import MONTHS, WEEKDAYS

_BESIDE = 45
"""How far before a time a day still stands beside it, in characters."""


@dataclass(frozen=True)
class NamedDay:
    """A day as far as it is named, None for what is not said; `other` is "yesterday" and the like.

    `start` and `end` are its place in the text.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    other: bool = False

    def is_one_of(self, days: Collection[date]) -> bool:
        """Return whether it can be one of these days."""
        return not self.other and any(
            (self.year or day.year, self.month or day.month, self.day or day.day)
            == (day.year, day.month, day.day)
            and self.weekday in (None, day.weekday())
            for day in days
        )


_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|"
    r"Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_TH = r"(?:st|nd|rd|th)?"
_WEEKDAY = r"(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?\b"
_SHAPES = tuple(map(re.compile, (
    rf"(?<![\d:])(?P<day>\d{{1,2}}){_TH}\s(?:of\s)?{_MONTH}(?:,?\s(?P<year>\d{{4}})\b)?",
    rf"\b{_MONTH}\s(?P<day>\d{{1,2}}){_TH}\b(?![:.]\d|\s?[ap]\.?m)(?:,?\s(?P<year>\d{{4}})\b)?",
    r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b",
    rf"\b(?P<other>[Ll]ast\s)?{_WEEKDAY}",
    rf"\b(?:[Ii]n|[Oo]f|[Ff]or|[Dd]uring|[Ss]ince|[Uu]ntil|[Ll]ast|[Ee]arly|[Ll]ate)\s{_MONTH}"
    r"(?!\s\d{1,2}\b)(?:\s(?P<year>\d{4})\b)?",
    rf"\b{_MONTH}(?:['’]s|\s(?P<year>\d{{4}})\b|\s(?:chat|announcement))",
    r"(?i:\b(?P<other>yesterday|last (?:week|month|year|night)|next (?:month|year)|"
    r"(?:day|days|week|weeks|month) (?:before|after|later|earlier|ahead)|"
    r"the (?:following|previous|next) (?:day|morning|evening|week|month))\b)",
)))  # fmt: skip

_ANOTHER_STATEMENT = re.compile(
    r"[:;—][\s(]{0,3}[A-Za-z]|\b(?:that|says?|said|gives?|gave|names?|named|announces?)\b|"
    r"\bchat (?:starts|begins|runs|is|will|takes)\b"
)
"""What parts a day from a time: "On 3 June she wrote that the chat starts at 5 pm EST"."""

_LEADS_ON = re.compile(r"[\s,(]{0,3}(?:(?:on|in|of)\s)?(?:(?:the|this)\s)?\Z", re.IGNORECASE)


def day_before(text: str) -> NamedDay | None:
    """Return the last day named in the words before a time, if it stands beside it."""
    found = max(days_named(text), key=lambda day: day.end, default=None)
    if found is None or len(text) - found.end > _BESIDE:
        return None
    return None if _ANOTHER_STATEMENT.search(text, found.end) else found


def day_after(text: str) -> NamedDay | None:
    """Return the day that the words after a time begin with."""
    found = min(days_named(text), key=lambda day: day.start, default=None)
    return found if found and _LEADS_ON.match(text[: found.start]) else None


def days_named(text: str) -> Iterator[NamedDay]:
    """Yield the days that a text names, shape by shape."""
    for shape in _SHAPES:
        for match in shape.finditer(text):
            said = match.groupdict()
            yield NamedDay(
                match.start(),
                match.end(),
                year=_read(said.get("year"), int),
                month=_read(said.get("month"), _month),
                day=_read(said.get("day"), int),
                weekday=_read(said.get("weekday"), _weekday),
                other=bool(said.get("other")),
            )


def _read(typed: str | None, what: Callable[[str], int]) -> int | None:
    return what(typed) if typed else None


def _month(typed: str) -> int:
    names = [month[:3] for month in MONTHS]
    return int(typed) if typed.isdigit() else names.index(typed[:3]) + 1


def _weekday(typed: str) -> int:
    return [day[:3] for day in WEEKDAYS].index(typed)
