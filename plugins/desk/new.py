"""The next chat as a file to fill in: what the rule knows is in it, the rest is asked for."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from chats import fields
from chats.chat_ids import ids_meant
from chats.local_times import month_name
from chats.problems import Problem, ProblemsFound
from chats.schedule import placeholders, slot_id
from chats.series import Series
from chats.shared_fields import person_in
from content_folder.folder import CHATS, PEOPLE
from content_folder.reading import Content
from content_folder.site import read_site
from desk.blank import Blank, text_of
from desk.settings import settings_from
from desk.telling import succeeded

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was asked for on the command line, as it was typed; "" for nothing."""

    topic: str = ""
    title: str = ""
    date: str = ""
    hosts: tuple[str, ...] = ()


def new(settings_file: Path, wanted: Wanted, *, debug: bool = False) -> bool:
    """Write the file of the next chat that the rule expects, or of the day asked for.

    Returns whether it was written; no file is ever overwritten.
    """

    def work() -> None:
        settings = settings_from(settings_file)
        root = Path(settings["PATH"])
        content = read_site(settings)
        _refuse_unsure(content, root)
        blank = blank_chat(wanted, content, _names(root))
        file = root / CHATS / blank.name
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with file.open("x", encoding="utf-8") as written:
                written.write(text_of(blank, content.series))
        except FileExistsError:
            shown = f"{root.name}/{CHATS}/{blank.name}"
            problem = Problem(shown, 0, "", "is there already; nothing was changed")
            raise ProblemsFound([problem]) from None
        print(f"{root.name}/{CHATS}/{blank.name}: fill it in, then `invoke check`")

    return succeeded(work, "no file was written", debug=debug)


def _refuse_unsure(content: Content, root: Path) -> None:
    """Raise the problems of what a new chat rests on: the settings and the people."""
    problems = [each for each in content.problems
                if not each.path.startswith(f"{root.name}/")
                or each.path == f"{root.name}/{PEOPLE}"]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)


def _names(root: Path) -> list[str]:
    return [file.stem for file in sorted((root / CHATS).glob("*.md"))]


def blank_chat(wanted: Wanted, content: Content, names: Iterable[str]) -> Blank:
    """Return the chat to write; raises ProblemsFound for all that was asked for wrongly.

    `names` are the stems of the files that there are, readable ones or not.
    """
    series, asked = content.series, _Asked()
    unread = {each: date.min for name in names for each in ids_meant(name, None, b"")}
    taken = {**unread, **content.days}
    slot = asked("--date", wanted.date, lambda typed: _slot(typed, series, taken))
    topic = asked("--topic", wanted.topic, lambda typed: typed and fields.titled(typed))
    title = asked("--title", wanted.title, lambda typed: typed and fields.titled(typed))
    hosts = [asked("--host", host, person_in(series)) for host in wanted.hosts]
    if asked.problems or slot is None:
        raise ProblemsFound(asked.problems)
    key, day, wall = slot
    if topic and not title:
        title = f"{month_name(datetime.combine(day, time()))} {series.name} Chat: {topic}"
    today = series.at.astimezone(UTC).date()
    return Blank(
        id=key,
        topic=topic or "",
        title=title or "",
        day=day,
        wall=wall,
        hosts=tuple(host.id for host in hosts if host),
        # A chat that is over, written down late, was announced before it took place.
        announced=today if today < day else day - timedelta(days=1),
    )


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


Slot = tuple[str, date, time | None]
"""A chat's id, its day, and its hour where that is not the usual one."""


def _slot(typed: str, series: Series, taken: Mapping[str, date]) -> Slot:
    """Return the slot of the day that was asked for, or else the next that the rule expects."""
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


def _of_day(typed: str, series: Series, taken: Collection[str]) -> Slot:
    day, wall = fields.day_and_clock(typed)
    if not 1970 <= day.year <= 2199:
        raise ValueError(f"the year {day.year} is not between 1970 and 2199")
    moved = {held: key for key, held in series.exceptions.items() if held}
    key = moved.get(day) or slot_id(series.rule, day)
    if key in taken:
        raise ValueError(f"there is a chat `{key}` in content/{CHATS}/ already; "
                         "copy its file and give the copy an `id` for a second one")  # fmt: skip
    return key, day, None if wall == series.usual_time else wall
