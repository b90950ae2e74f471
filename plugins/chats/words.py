"""What the software says by itself, in one language: the words of a catalogue, and its dates.

Who says something to a reader asks the Words of the series or of the chat. English is
written in the code and needs neither a catalogue nor another's dates.
"""

from dataclasses import dataclass, field
from datetime import datetime
from gettext import NullTranslations
from typing import Protocol
from zoneinfo import ZoneInfo

from chats.schedule import MONTHS, WEEKDAYS

_FROM_THE_RIGHT = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
"""Languages written from right to left (CLDR, characterOrder)."""

ENDS = ".?!\u2026\u061f\u3002\uff1f\uff01"
"""What a sentence ends with, in Arabic and in Chinese too."""


class Dates(Protocol):
    """How a language writes days, hours, places and numbers."""

    def long_day(self, moment: datetime) -> str:
        """Return "Thursday 10 June 2010"."""

    def short_day(self, moment: datetime) -> str:
        """Return "10 June 2010"."""

    def month_of_year(self, moment: datetime) -> str:
        """Return "June 2010"."""

    def month(self, moment: datetime) -> str:
        """Return "June", as it stands alone."""

    def weekday(self, moment: datetime) -> str:
        """Return "Thursday", as it stands alone."""

    def short_weekday(self, moment: datetime) -> str:
        """Return "Thu"."""

    def clock(self, moment: datetime) -> str:
        """Return "17:00"."""

    def place(self, zone: ZoneInfo) -> str:
        """Return the place that a zone is named for: "New York"."""

    def number(self, value: int) -> str:
        """Return "2,000"."""


class EnglishDates:
    """Days and hours as the English of these pages has them."""

    def long_day(self, moment: datetime) -> str:
        """Return "Thursday 10 June 2010"."""
        return f"{self.weekday(moment)} {self.short_day(moment)}"

    def short_day(self, moment: datetime) -> str:
        """Return "10 June 2010"."""
        return f"{moment.day} {self.month_of_year(moment)}"

    def month_of_year(self, moment: datetime) -> str:
        """Return "June 2010"."""
        return f"{self.month(moment)} {moment.year}"

    def month(self, moment: datetime) -> str:
        """Return "June"."""
        return MONTHS[moment.month - 1]

    def weekday(self, moment: datetime) -> str:
        """Return "Thursday"."""
        return WEEKDAYS[moment.weekday()]

    def short_weekday(self, moment: datetime) -> str:
        """Return "Thu"."""
        return self.weekday(moment)[:3]

    def clock(self, moment: datetime) -> str:
        """Return "17:00"."""
        return f"{moment.hour:02}:{moment.minute:02}"

    def place(self, zone: ZoneInfo) -> str:
        """Return "New York"."""
        return zone.key.rsplit("/", 1)[-1].replace("_", " ")

    def number(self, value: int) -> str:
        """Return "2,000"."""
        return f"{value:,}"


@dataclass(frozen=True)
class Words:
    """A language's words; `name` is what it calls itself.

    `edition` tells one state of its catalogue from another, "" for English.

    Placeholders of a text, as in "Open {place}", are filled by name.
    """

    language: str = "en"
    edition: str = ""
    name: str = field(default="English", compare=False, repr=False)
    catalogue: NullTranslations = field(default_factory=NullTranslations, compare=False, repr=False)
    dates: Dates = field(default_factory=EnglishDates, compare=False, repr=False)

    @property
    def direction(self) -> str:
        """Which way the language is written: "ltr" or "rtl"."""
        return "rtl" if self.language.partition("-")[0].lower() in _FROM_THE_RIGHT else "ltr"

    def gettext(self, text: str, **parts: object) -> str:
        """Return a text in the language, its placeholders filled."""
        # An empty text would be the catalogue's own head.
        said = self.catalogue.gettext(text) if text else ""
        return said.format(**parts) if parts else said

    def pgettext(self, context: str, text: str, **parts: object) -> str:
        """Return a text that means different things in different contexts."""
        said = self.catalogue.pgettext(context, text)
        return said.format(**parts) if parts else said

    def ngettext(self, one: str, many: str, number: int, **parts: object) -> str:
        """Return the form of a text for so many; {number} in it is that number."""
        return self.catalogue.ngettext(one, many, number).format(number=number, **parts)

    def listed(self, names: tuple[str, ...]) -> str:
        """Return names as a list in words: "Ann, Bob and Cem"."""
        *most, last = names or ("",)
        if not most:
            return last
        between = self.pgettext("between names", ", ")
        return between.join(most) + self.pgettext("before the last name", " and ") + last

    def named(self, name: str, said: str) -> str:
        """Return what is said under a name, "East: 09:00"; one alone where the other is empty."""
        if not (name and said):
            return name or said
        return self.gettext("{name}: {said}", name=name, said=said)


ENGLISH = Words()

_DATES = EnglishDates()
long_day, short_day, month_name, place_name = (
    _DATES.long_day, _DATES.short_day, _DATES.month, _DATES.place,
)  # fmt: skip
"""English, for what is said to writers."""


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogues that is said elsewhere, by `gettext` of a name."""
    return text
