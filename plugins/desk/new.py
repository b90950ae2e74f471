"""The next chat as a file to fill in: what the rule knows is in it, the rest is asked for."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

import yaml

from chats import fields, paths
from chats.local_times import long_day, month_name, place_name
from chats.problems import Problem, ProblemsFound
from chats.schedule import placeholders, slot_id
from chats.series import Series
from chats.shared_fields import person_in
from content_folder.folder import CHATS, PEOPLE
from content_folder.reading import Content
from content_folder.site import read_site
from desk.settings import settings_from
from desk.telling import succeeded

T = TypeVar("T")

_LONGEST_SLUG = 60
_ID_OF_NAME = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?=-|$)")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was asked for on the command line, as it was typed; "" for nothing."""

    topic: str = ""
    title: str = ""
    date: str = ""
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A chat's file to be: `wall` is None where the series' usual time holds."""

    id: str
    topic: str
    title: str
    day: date
    wall: time | None
    hosts: tuple[str, ...]
    announced: date

    @property
    def name(self) -> str:
        """The file's name: the chat's id and its topic."""
        slug = paths.slug_of(self.topic)[:_LONGEST_SLUG].strip("-")
        return f"{self.id}-{slug if slug.isascii() and slug else 'topic'}.md"


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
            raise _refused("", "is there already; nothing was changed", shown) from None
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
    """Return the chat to write; raises ProblemsFound for what was asked for wrongly.

    `names` are the stems of the files that there are, readable ones or not.
    """
    series = content.series
    unread = {found[0]: date.min for name in names if (found := _ID_OF_NAME.match(name))}
    taken = {**unread, **content.days}
    key, day, wall = _asked(wanted, series, taken) if wanted.date else _next(series, taken)
    topic = _parsed("--topic", wanted.topic, fields.titled) if wanted.topic else ""
    title = _parsed("--title", wanted.title, fields.titled) if wanted.title else ""
    if topic and not title:
        title = f"{month_name(datetime.combine(day, time()))} {series.name} Chat: {topic}"
    person = person_in(series)
    hosts = tuple(_parsed("--host", host, person).id for host in wanted.hosts)
    today = series.at.astimezone(UTC).date()
    # A chat that is over, written down late, was announced before it took place.
    announced = today if today < day else day - timedelta(days=1)
    return Blank(id=key, topic=topic, title=title, day=day, wall=wall, hosts=hosts,
                 announced=announced)  # fmt: skip


def _next(series: Series, taken: Mapping[str, date]) -> tuple[str, date, time | None]:
    expected = placeholders(
        series.rule, series.exceptions, at=series.at, wall=series.usual_time, zone=series.zone,
        duration=series.duration, taken=taken, number=1, until=series.until,
    )  # fmt: skip
    if not expected:
        lacks = "rule" if series.rule is None else "time" if series.usual_time is None else ""
        why = f"SERIES has no `{lacks}`" if lacks else "SERIES' rule expects no further one"
        raise _refused("--date", f"is missing; {why}, so say when the chat is: --date 2010-06-10")
    return expected[0].id, expected[0].start.date(), None


def _asked(wanted: Wanted, series: Series, taken: Collection[str]) -> tuple[str, date, time | None]:
    day, wall = _parsed("--date", wanted.date, fields.day_and_clock)
    if not 1970 <= day.year <= 2199:
        raise _refused("--date", f"the year {day.year} is not between 1970 and 2199")
    moved = {held: key for key, held in series.exceptions.items() if held}
    key = moved.get(day) or slot_id(series.rule, day)
    if key in taken:
        raise _refused("--date", f"there is a chat `{key}` in content/{CHATS}/ already; "
                       "copy its file and give the copy an `id` for a second one")  # fmt: skip
    return key, day, None if wall == series.usual_time else wall


def _parsed(option: str, typed: str, parse: Callable[[str], T]) -> T:
    try:
        return parse(typed)
    except ValueError as error:
        raise _refused(option, str(error)) from None


def _refused(option: str, message: str, path: str = "") -> ProblemsFound:
    return ProblemsFound([Problem(path or option, 0, "", message)])


# ---------------------------------------------------------------- the file's text


def text_of(blank: Blank, series: Series) -> str:
    """Return the file's text; its comments say what each field is for."""
    hosts = [f"  - {host}" for host in blank.hosts] or [
        f"  # - {next(iter(series.people), 'an-id-of-people.yaml')}"
    ]
    lines = [
        "---",
        "# The fields stand in the README's table; `invoke check` says what is amiss.",
        _field("title", blank.title),
        _field("topic", blank.topic, "in a few words"),
        _when(blank, series),
        f"announced: {blank.announced}   # the day on which this is published",
        "hosts:             # ids of content/people.yaml",
        *hosts,
        _field("summary", "", "one sentence, for lists and search results"),
        "tags:              # its topics",
        "  # - organising",
        "questions:         # numbered Q1, Q2 … wherever they appear",
        "  # - What have you learned?",
        "# status: tentative  # when the date is still to be confirmed",
        "---",
        "",
        "<!-- Why this topic, why now, and whom it is for. -->",
        "",
    ]
    return "\n".join(lines)


def _when(blank: Blank, series: Series) -> str:
    day = datetime.combine(blank.day, time())
    if blank.wall:
        at = f"{blank.day} {blank.wall:%H:%M}"
        return f"date: {at}   # {long_day(day)}, the clock of {place_name(series.zone)}"
    if series.usual_time is None:
        return f"date: {blank.day}   # {long_day(day)}\n{_field('time', '', 'the start, as 17:00')}"
    hours = _hours(series.usual_time, series.duration)
    return f"date: {blank.day}   # {long_day(day)}, {hours} in {place_name(series.zone)}"


def _hours(start: time, length: timedelta) -> str:
    end = datetime.combine(date(2000, 1, 1), start) + length
    return f"{start:%H:%M}\u2013{end:%H:%M}"


def _field(name: str, value: str, comment: str = "") -> str:
    typed = yaml.dump(value, default_style='"', allow_unicode=True, width=10**6).rstrip()
    line = f"{name}: {typed if value else ''}".rstrip()
    return f"{line:<19}# {comment}" if comment and not value else line
