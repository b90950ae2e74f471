"""What is said of a typed time that names a wrong clock: what it is and what to write."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from chats.local_times import in_words
from chats.typed_times.abbreviations import Meaning, name_kept, offset
from chats.typed_times.time_mentions import Mention
from chats.words import ENGLISH, place_name, short_day


@dataclass(frozen=True)
class Instant:
    """A start or an end that a text may tell; `name` says which: "start", "earlier end"."""

    at: datetime
    name: str

    @property
    def begins(self) -> bool:
        """Whether it is a start."""
        return self.name.endswith("start")


def misnamed(mention: Mention, meaning: Meaning, meant: Instant) -> str:
    """Say of "5 pm EST" in June what it is, read literally."""
    local = meant.at.astimezone(ZoneInfo(meaning.place))
    kept = name_kept(meaning.place, meant.at)
    off = timedelta(minutes=offset(meaning.place, meant.at) - (meaning.minutes or 0))
    literal = meant.at.astimezone(UTC) + off
    length = in_words(abs(off), ENGLISH)
    side = "after" if off > timedelta() else "before"
    return (
        f"on {short_day(local)} {place_name(ZoneInfo(meaning.place))} keeps {kept}: read literally "
        f"this is {literal:%H:%M} UTC, {length} {side} the chat's {meant.name}; "
        f"write `{_with_word(mention, kept)}` or leave the times to the page"
    )


def shifted(meaning: Meaning, literal: Instant) -> str:
    """Say of "4 pm EST" in June, which is right to the letter, what the clocks show."""
    local = literal.at.astimezone(ZoneInfo(meaning.place))
    kept = name_kept(meaning.place, literal.at)
    return (
        f"on {short_day(local)} {place_name(ZoneInfo(meaning.place))} keeps {kept}: its clocks "
        f"show {spoken(local)} at the chat's {literal.name}; write that with `{kept}`, "
        "or leave the times to the page"
    )


def renamed(mention: Mention, meaning: Meaning, start: datetime) -> str:
    """Say of "5:20 pm EST" in June, an hour within the chat, what its clock is called."""
    local = start.astimezone(ZoneInfo(meaning.place))
    kept = name_kept(meaning.place, start)
    return (
        f"on {short_day(local)} {place_name(ZoneInfo(meaning.place))} keeps {kept}; "
        f"write `{_with_word(mention, kept)}` or leave the times to the page"
    )


def _with_word(mention: Mention, kept: str) -> str:
    typed = " ".join(mention.zones[0].split())
    return mention.typed.replace(typed, kept, 1)


def spoken(local: datetime) -> str:
    """Return "21:00 (9 pm)", "17:30 (5:30 pm)", "00:00 (midnight)"."""
    past = f":{local.minute:02}" if local.minute else ""
    twelve = f"{local.hour % 12 or 12}{past} {'pm' if local.hour >= 12 else 'am'}"
    words = {(0, 0): "midnight", (12, 0): "noon"}
    return f"{local:%H:%M} ({words.get((local.hour, local.minute), twelve)})"
