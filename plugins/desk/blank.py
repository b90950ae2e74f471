"""A chat that is still to be written, and its file's text."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import yaml

from chats import paths
from chats.local_times import long_day, place_name
from chats.series import Series

_LONGEST_SLUG = 60


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
