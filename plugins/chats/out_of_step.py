"""The weeks in which zones that change their clocks on other days are out of step.

From the second Sunday of March New York is four hours from London for two or three
weeks, not five: a chat with a fixed hour in New York is an hour earlier there. Whoever
knows the usual hour by heart comes late, so these weeks are told.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from chats.local_times import in_words
from chats.model import Session
from chats.series import Zone
from chats.words import Words

A_FEW_WEEKS = timedelta(weeks=6, days=1)
"""How long a difference may hold, at most, to count as out of step.

Where both places change their clocks, one to six weeks lie between the changes, and
Morocco's Ramadan takes five or six. A season of daylight saving time lasts for months.
"""

_LOOK = timedelta(days=4)
"""How often a year is looked at for changes; two never come nearer than that."""

_INSTANT = timedelta(minutes=1)

_WITH_ARTICLE = {"UK", "US", "USA", "EU", "UAE"}
_ADJECTIVES = {"Eastern", "Central", "Mountain", "Pacific", "Atlantic"}
"""Labels that name a clock and not a place; the zone's own place stands for them."""


@dataclass(frozen=True)
class Shift:
    """How a zone is out of step with the chat's own: `later` than usual, or earlier if negative.

    `usual` is true when the difference from before returns afterwards. `changed` and
    `changing` say whose clocks began these weeks and whose will end them: "own", "there"
    or "both".
    """

    later: timedelta
    usual: bool
    changed: str
    changing: str


def out_of_step(
    session: Session, zones: Iterable[Zone], words: Words, *, past: bool = False
) -> tuple[str, ...]:
    """Return a sentence for each way in which zones are out of step with the session's own.

    "An hour earlier than usual in the UK and W. Europe: the clocks there have not changed
    yet." Usual is the difference between the clocks that held before, for more than a
    few weeks, and that returns; what holds for a season is not out of step.
    """
    found: dict[Shift, list[str]] = {}
    for zone in zones:
        if shift := shift_of(session.start, session.zone, zone.zone):
            found.setdefault(shift, []).append(_place(zone, words))
    own = words.dates.place(session.zone)
    return tuple(
        _sentence(shift, tuple(places), own, past, words) for shift, places in found.items()
    )


@lru_cache(maxsize=8192)  # a chat's page and its entries ask for the same
def shift_of(at: datetime, own: ZoneInfo, other: ZoneInfo) -> Shift | None:
    """Return how a zone is out of step with another at an instant, None when it is not."""
    around = _stretches(own, other, at.year)
    number = bisect_right(around, at.astimezone(UTC), key=lambda stretch: stretch.begin) - 1
    now = around[number]
    before = next((stretch for stretch in reversed(around[:number]) if stretch.lasts), None)
    after = next((stretch for stretch in around[number + 1 :] if stretch.lasts), None)
    if now.lasts or not before or not after or now.difference == before.difference:
        return None
    return Shift(
        later=now.difference - before.difference,
        usual=before.difference == after.difference,
        changed=_changed(before.end - _INSTANT, now.begin, own, other),
        changing=_changed(now.begin, after.begin, own, other),
    )


@dataclass(frozen=True)
class _Stretch:
    """A time, in UTC, through which the clocks of two places differ by the same."""

    begin: datetime
    end: datetime
    difference: timedelta

    @property
    def lasts(self) -> bool:
        return self.end - self.begin > A_FEW_WEEKS


@lru_cache(maxsize=1024)
def _stretches(own: ZoneInfo, other: ZoneInfo, year: int) -> tuple[_Stretch, ...]:
    """Return the stretches of a year, the one before and the one after, in order."""
    changes = {change for near in (year - 1, year, year + 1) for zone in (own, other)
               for change in _changes(zone, near)}  # fmt: skip
    # The first and the last go on beyond what is looked at, so they count as long ones.
    first, last = datetime(year - 2, 1, 1, tzinfo=UTC), datetime(year + 3, 1, 1, tzinfo=UTC)
    found: list[_Stretch] = []
    for begin, end in pairwise((first, *sorted(changes), last)):
        difference = _offset(other, end - _INSTANT) - _offset(own, end - _INSTANT)
        if found and found[-1].difference == difference:
            begin = found.pop().begin
        found.append(_Stretch(begin, end, difference))
    return tuple(found)


@lru_cache(maxsize=1024)
def _changes(zone: ZoneInfo, year: int) -> tuple[datetime, ...]:
    """Return when a zone's offset changes in a year, in UTC and to the minute."""
    found = []
    start = datetime(year, 1, 1, tzinfo=UTC)
    for low in (start + _LOOK * number for number in range(366 // _LOOK.days + 1)):
        low, high = low, min(low + _LOOK, start.replace(year=year + 1))
        if _offset(zone, low) == _offset(zone, high):
            continue
        while high - low > _INSTANT:
            middle = low + (high - low) // _INSTANT // 2 * _INSTANT
            same = _offset(zone, low) == _offset(zone, middle)
            low, high = (middle, high) if same else (low, middle)
        found.append(high)
    return tuple(found)


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _changed(first: datetime, second: datetime, own: ZoneInfo, other: ZoneInfo) -> str:
    """Return whose clocks change between two moments."""
    moved = [_offset(zone, first) != _offset(zone, second) for zone in (own, other)]
    return "both" if all(moved) else "own" if moved[0] else "there"


# ---------------------------------------------------------------- in words


def _sentence(shift: Shift, places: tuple[str, ...], own: str, past: bool, words: Words) -> str:
    length = in_words(abs(shift.later), words)
    parts = {
        "length": f"{length[0].upper()}{length[1:]}",
        "places": words.listed(places),
        "cause": _cause(shift, own, past, words),
    }
    if shift.later > timedelta():
        if shift.usual:
            return words.gettext("{length} later than usual in {places}: {cause}.", **parts)
        return words.gettext("{length} later than before in {places}: {cause}.", **parts)
    if shift.usual:
        return words.gettext("{length} earlier than usual in {places}: {cause}.", **parts)
    return words.gettext("{length} earlier than before in {places}: {cause}.", **parts)


def _cause(shift: Shift, own: str, past: bool, words: Words) -> str:
    if shift.usual and shift.changed != "both":
        if shift.changing == shift.changed:
            return _for_weeks(shift, own, past, words)
        if shift.changing == "there":
            return (words.gettext("the clocks there had not changed yet") if past
                    else words.gettext("the clocks there have not changed yet"))  # fmt: skip
        if shift.changing == "own":
            return (words.gettext("the clocks there had changed already") if past
                    else words.gettext("the clocks there have changed already"))  # fmt: skip
    return _changed_for_good(shift, own, past, words)


def _for_weeks(shift: Shift, own: str, past: bool, words: Words) -> str:
    if shift.changed == "there":
        return (words.gettext("the clocks there had changed for a few weeks") if past
                else words.gettext("the clocks there have changed for a few weeks"))  # fmt: skip
    return (
        words.gettext("the clocks in {place} had changed for a few weeks", place=own) if past
        else words.gettext("the clocks in {place} have changed for a few weeks", place=own)
    )  # fmt: skip


def _changed_for_good(shift: Shift, own: str, past: bool, words: Words) -> str:
    if shift.changed == "there":
        return (words.gettext("the clocks there had changed") if past
                else words.gettext("the clocks there have changed"))  # fmt: skip
    if shift.changed == "own":
        return (words.gettext("the clocks in {place} had changed", place=own) if past
                else words.gettext("the clocks in {place} have changed", place=own))  # fmt: skip
    return (
        words.gettext("the clocks there and in {place} had changed", place=own) if past
        else words.gettext("the clocks there and in {place} have changed", place=own)
    )  # fmt: skip


def _place(zone: Zone, words: Words) -> str:
    label = zone.label
    if label in _WITH_ARTICLE:
        return words.gettext("the {place}", place=label)
    by_zone = label in _ADJECTIVES or label.isupper()
    return words.dates.place(zone.zone) if by_zone else label
