"""The chat that is written next: its day, its name, and what it takes from an earlier one."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from chats import fields
from chats.chat_ids import ids_meant
from chats.problems import Problem, ProblemsFound
from chats.schedule import placeholders, slot_id
from chats.series import Series
from chats.shared_fields import person_in
from content_folder.folder import CHATS
from desk.blank import Blank, Sitting
from desk.earlier import Earlier

T = TypeVar("T")

Slot = tuple[str, date, time | None]
"""A chat's id, its day, and its hour where that is not the usual one."""

_SAYS_WHAT_IT_IS = re.compile(
    r"\b(?:ama|call|circle|club|conversation|forum|hour|meet-?up|meeting|salon|talk)s?$"
    r"|(?:abend|chats?|gespräch|plausch|runde|stammtisch|stunde|treffs?|treffen)$"
    r"|^(?:(?:el|la|las|le|les|los|o|os|a|as) |l[’'])?"
    r"(?:apéro|bate-papo|café|causerie|charla|chat|conversa|encontro|encuentro|rencontre|roda"
    r"|tchat|tertulia|حوار|دردشة|لقاء|ملتقى)s?\b",
    re.I,
)
"""Names to which no "chat" is added: the word stands last in English, within one in German,
first in French, Spanish, Portuguese and Arabic."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was asked for, as it was typed; "" for nothing."""

    topic: str = ""
    title: str = ""
    date: str = ""
    hosts: tuple[str, ...] = ()


def blank_chat(
    wanted: Wanted,
    series: Series,
    days: Mapping[str, date],
    names: Iterable[str] = (),
    earlier: Earlier | None = None,
) -> Blank:
    """Return the chat to write; raises ProblemsFound for all that was asked for wrongly.

    `days` has the day of every chat by its id, `names` are the stems of the files that
    there are, readable ones or not.
    """
    asked = _Asked()
    slot = asked("--date", wanted.date, lambda typed: slot_of(typed, series, days, names))
    topic = asked("--topic", wanted.topic, lambda typed: typed and fields.titled(typed))
    title = asked("--title", wanted.title, lambda typed: typed and fields.titled(typed))
    hosts = [asked("--host", host, person_in(series)) for host in wanted.hosts]
    if asked.problems or slot is None:
        raise ProblemsFound(asked.problems)
    key, day, wall = slot
    from_it = earlier or Earlier()
    if not topic and from_it.chat:
        topic = from_it.chat.topic
    today = series.at.astimezone(UTC).date()
    return Blank(
        id=key,
        topic=topic or "",
        title=title or (title_of(topic, day, series) if topic else ""),
        day=day,
        wall=wall,
        hosts=tuple(host.id for host in hosts if host),
        # A chat that is over, written down late, was announced before it took place.
        announced=today if today < day else day - timedelta(days=1),
        sessions=() if wall else from_it.on(day),
        kept=_kept(from_it, wall),
        body=from_it.body,
    )


def _kept(earlier: Earlier, wall: time | None) -> dict[str, str]:
    return {name: lines for name, lines in earlier.kept.items() if not (name == "time" and wall)}


def title_of(topic: str, day: date, series: Series) -> str:
    """Return the usual title: "December #4Change Chat: Organizing"."""
    words = series.words
    month = words.dates.month(datetime.combine(day, time()))
    if _SAYS_WHAT_IT_IS.search(series.name):
        return words.gettext("{month} {name}: {topic}", month=month, name=series.name, topic=topic)
    return words.gettext("{month} {name} Chat: {topic}", month=month, name=series.name,
                         topic=topic)  # fmt: skip


def in_two_places(sittings: Iterable[Sitting], day: date, hour: time | None) -> tuple[Sitting, ...]:
    """Return the sittings of a chat on a day; one without an hour is at the usual one."""
    usual = {"time": f"{hour:%H:%M}"} if hour else {}
    return tuple({"date": f"{day}", **usual, **each} for each in sittings)


class _Asked:
    """Reads what was asked for; its problems gather here."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def __call__(self, option: str, typed: str, parse: Callable[[str], T]) -> T | None:
        try:
            return parse(typed)
        except ValueError as error:
            self.problems.append(Problem(option, 0, "", str(error)))
            return None


def slot_of(
    typed: str, series: Series, days: Mapping[str, date], names: Iterable[str] = ()
) -> Slot:
    """Return the slot of the day that was asked for, or else the next that the rule expects.

    Raises ValueError for what is no day, and for one that another chat has.
    """
    unread = {each: date.min for name in names for each in ids_meant(name, None, b"")}
    taken = {**unread, **days}
    return _of_day(typed, series, taken) if typed else _next(series, taken)


def _next(series: Series, taken: Mapping[str, date]) -> Slot:
    expected = placeholders(
        series.rule, series.exceptions, at=series.at, wall=series.usual_time, zone=series.zone,
        duration=series.duration, taken=taken, number=1, until=series.until,
    )  # fmt: skip
    if not expected:
        lacks = "rule" if series.rule is None else "time" if series.usual_time is None else ""
        why = f"SERIES has no `{lacks}`" if lacks else "SERIES' rule expects no further one"
        raise ValueError(f"is missing; {why}, so say when the chat is: --date 2010-06-10")
    return expected[0].id, expected[0].start.date(), None


def _of_day(typed: str, series: Series, taken: Mapping[str, date]) -> Slot:
    day, wall = fields.day_and_clock(typed)
    if not 1970 <= day.year <= 2199:
        raise ValueError(f"the year {day.year} is not between 1970 and 2199")
    moved = {held: key for key, held in series.exceptions.items() if held}
    key = moved.get(day) or slot_id(series.rule, day)
    _refuse_taken(key, day, taken)
    return key, day, None if wall == series.usual_time else wall


def _refuse_taken(key: str, day: date, taken: Mapping[str, date]) -> None:
    if key in taken:
        raise ValueError(f"there is a chat `{key}` in content/{CHATS}/ already; "
                         "copy its file and give the copy an `id` for a second one")  # fmt: skip
    if held := next((other for other, its in taken.items() if its == day), ""):
        raise ValueError(f"the chat `{held}` is on that day; choose another")
