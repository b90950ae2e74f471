"""The series' rule, as a language says it."""

from datetime import datetime, timedelta

from chats.schedule import MonthlyRule, Rule, WeeklyRule
from chats.words import Words

_A_MONDAY = datetime(2010, 6, 7)
_SATURDAY = 5


def rule_text(rule: Rule, words: Words) -> str:
    """Return the rule in words: as it was written in English, put together elsewhere."""
    if not words.edition:
        return rule.text
    if isinstance(rule, WeeklyRule):
        since = words.dates.short_day(datetime.combine(rule.since, datetime.min.time()))
        return words.ngettext("every week from {day}", "every {number} weeks from {day}",
                              rule.weeks, day=since)  # fmt: skip
    days = words.listed(tuple(_day(ordinal, rule.weekday, words) for ordinal in rule.ordinals))
    return days if len(rule.months) == 12 else _in_months(days, rule, words)


def _day(ordinal: int, weekday: int, words: Words) -> str:
    name = words.dates.weekday(_A_MONDAY + timedelta(days=weekday))
    # In Portuguese the weekend's days have another gender than the others.
    if weekday < _SATURDAY:
        return {
            1: words.pgettext("Monday to Friday", "first {weekday}", weekday=name),
            2: words.pgettext("Monday to Friday", "second {weekday}", weekday=name),
            3: words.pgettext("Monday to Friday", "third {weekday}", weekday=name),
            4: words.pgettext("Monday to Friday", "fourth {weekday}", weekday=name),
            -1: words.pgettext("Monday to Friday", "last {weekday}", weekday=name),
        }[ordinal]
    return {
        1: words.pgettext("Saturday or Sunday", "first {weekday}", weekday=name),
        2: words.pgettext("Saturday or Sunday", "second {weekday}", weekday=name),
        3: words.pgettext("Saturday or Sunday", "third {weekday}", weekday=name),
        4: words.pgettext("Saturday or Sunday", "fourth {weekday}", weekday=name),
        -1: words.pgettext("Saturday or Sunday", "last {weekday}", weekday=name),
    }[ordinal]


def _in_months(days: str, rule: MonthlyRule, words: Words) -> str:
    names = (words.dates.month(datetime(2010, month, 1)) for month in rule.months)
    return words.gettext("{days} of {months}", days=days, months=words.listed(tuple(names)))
