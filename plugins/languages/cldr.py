"""Dates, hours and places as a language writes them, by the Unicode CLDR (Babel)."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal

from chats.words import Dates, EnglishDates


def dates_of(language: str) -> Dates:
    """Return the dates of a language; English ones where the CLDR does not know it."""
    try:
        return CldrDates(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return EnglishDates()


def name_of(language: str) -> str:
    """Return what a language calls itself: "Français"."""
    try:
        name = Locale.parse(language, sep="-").get_display_name() or language
    except (UnknownLocaleError, ValueError):
        return language
    return name[0].upper() + name[1:]


class CldrDates:
    """The dates of one locale."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale
        # A day stands on many pages, and the CLDR's patterns are read anew each time. It goes by
        # the day: two moments are equal that are one instant, on the days of two places.
        self._date = lru_cache(maxsize=8192)(self._written)

    def long_day(self, moment: datetime) -> str:
        """Return "Donnerstag, 10. Juni 2010"."""
        return self._date(moment.date(), "full")

    def short_day(self, moment: datetime) -> str:
        """Return "10. Juni 2010"."""
        return self._date(moment.date(), "long")

    def month_of_year(self, moment: datetime) -> str:
        """Return "Juni 2010"."""
        return str(format_skeleton("yMMMM", moment, locale=self._locale))

    def month(self, moment: datetime) -> str:
        """Return "Juni"."""
        return self._date(moment.date(), "LLLL")

    def weekday(self, moment: datetime) -> str:
        """Return "Donnerstag"."""
        return self._date(moment.date(), "cccc")

    def short_weekday(self, moment: datetime) -> str:
        """Return "Do"."""
        return self._date(moment.date(), "ccc")

    def clock(self, moment: datetime) -> str:
        """Return "17:00"."""
        # Before a "PM" may stand a narrow no-break space, which not every font has.
        return format_time(moment.time(), "short", locale=self._locale).replace("\u202f", "\u00a0")

    def place(self, zone: ZoneInfo) -> str:
        """Return "Nueva York"."""
        known = self._locale.time_zones.get(zone.key)
        return str(known["city"]) if known and "city" in known else EnglishDates().place(zone)

    def number(self, value: int) -> str:
        """Return "2.000"."""
        return str(format_decimal(value, locale=self._locale))

    def _written(self, day: date, form: str) -> str:
        return format_date(day, form, locale=self._locale)
