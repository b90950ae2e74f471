"""A chat that is still to be written, and its file's text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import yaml

from chats import paths
from chats.series import Series
from chats.words import Words

_SCHEMA = "# yaml-language-server: $schema=../../schema/chat.json"
"""Editors complete and check the fields by it; they look for it from the file's own folder."""

Sitting = Mapping[str, str | tuple[str, ...]]
"""The fields of one session, as they are typed."""

_LONGEST_SLUG = 60

_TAUGHT = ("hosts", "summary", "tags", "questions")
"""Fields that a new file has whether or not anything is known of them."""


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A chat's file to be: `wall` is None where the series' usual time holds.

    `sessions` are those of a chat held more than once, each with its fields as they are
    typed. `kept` maps a field to the lines that an earlier chat's file has for it, and
    `body` is that one's text. `notes` are comments to put behind a field.
    """

    id: str
    topic: str
    title: str
    day: date
    wall: time | None
    hosts: tuple[str, ...]
    announced: date
    sessions: tuple[Sitting, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The file's name: the chat's id and its topic."""
        slug = paths.slug_of(self.topic)[:_LONGEST_SLUG].strip("-")
        return f"{self.id}-{slug if slug.isascii() and slug else 'topic'}.md"


def text_of(blank: Blank, series: Series) -> str:
    """Return the file's text; its comments say in the series' language what each field is for."""
    kept, words = dict(blank.kept), series.words
    if blank.hosts:
        kept["hosts"] = _listed("hosts", _ids(words), blank.hosts)
    taught = _lessons(words, next(iter(series.people), "an-id-of-people.yaml"))
    about = words.gettext("The fields stand in {file}; {command} says what is amiss.",
                          file="docs/fields.md", command="`invoke check`")  # fmt: skip
    published = words.gettext("the day on which this is published")
    unsure = words.gettext("when the date is still to be confirmed")
    why = words.gettext("Why this topic, why now, and whom it is for.")
    further = [lines for name, lines in kept.items() if name not in _TAUGHT]
    lines = [
        "---",
        _SCHEMA,
        f"# {about}",
        _field("title", blank.title),
        _field("topic", blank.topic, words.gettext("in a few words"),
               note=blank.notes.get("topic", "")),
        _when(blank, series),
        f"announced: {blank.announced}   # {published}",
        *(kept.get(name, taught[name]) for name in _TAUGHT),
        *further,
        f"# status: tentative  # {unsure}",
        "---",
    ]  # fmt: skip
    body = blank.body or f"\n<!-- {why} -->\n"
    return "\n".join(lines) + f"\n{body}"


def _ids(words: Words) -> str:
    return words.gettext("ids of {file}", file="content/people.yaml")


def _lessons(words: Words, somebody: str) -> dict[str, str]:
    """Return the fields of which nothing is known yet, with what belongs there."""
    summary = words.gettext("one sentence, for lists and search results")
    topics, topic = words.gettext("its topics"), words.gettext("organising")
    numbered = words.gettext("numbered Q1, Q2 … wherever they appear")
    question = words.gettext("What have you learned?")
    return {
        "hosts": f"{'hosts:':<19}# {_ids(words)}\n  # - {somebody}",
        "summary": _field("summary", "", summary),
        "tags": f"{'tags:':<19}# {topics}\n  # - {topic}",
        "questions": f"{'questions:':<19}# {numbered}\n  # - {question}",
    }


def _when(blank: Blank, series: Series) -> str:
    words, dates = series.words, series.words.dates
    day, place = dates.long_day(datetime.combine(blank.day, time())), dates.place(series.zone)
    if blank.sessions:
        sittings = (f"  - {{{inline_fields(each)}}}" for each in blank.sessions)
        first = words.gettext("held more than once; {day} is the first", day=day)
        return "\n".join((f"{'sessions:':<19}# {first}", *sittings))
    if blank.wall:
        clock = words.gettext("{day}, the clock of {place}", day=day, place=place)
        return f"date: {blank.day} {blank.wall:%H:%M}   # {clock}"
    if series.usual_time is None:
        start = words.gettext("the start, as 17:00")
        return f"date: {blank.day}   # {day}\n{_field('time', '', start)}"
    hours = _hours(series.usual_time, series.duration)
    when = words.gettext("{day}, {hours} in {place}", day=day, hours=hours, place=place)
    return f"date: {blank.day}   # {when}"


def _hours(start: time, length: timedelta) -> str:
    end = datetime.combine(date(2000, 1, 1), start) + length
    return f"{start:%H:%M}\u2013{end:%H:%M}"


def _listed(name: str, comment: str, entries: tuple[str, ...]) -> str:
    return "\n".join((f"{f'{name}:':<19}# {comment}", *(f"  - {entry}" for entry in entries)))


def inline_fields(sitting: Sitting) -> str:
    """Return a sitting's fields as they stand within one line of YAML."""
    return ", ".join(f"{name}: {_inline(held)}" for name, held in sitting.items())


def _inline(held: str | tuple[str, ...]) -> str:
    """Return a value as it stands within brackets."""
    if isinstance(held, tuple):
        return f"[{', '.join(map(_inline, held))}]"
    return held if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_/-]*", held) else typed(held)


def typed(value: str) -> str:
    """Return a text in quotes, as YAML reads it back."""
    return yaml.dump(value, default_style='"', allow_unicode=True, width=10**6).rstrip()


def _field(name: str, value: str, comment: str = "", *, note: str = "") -> str:
    line = f"{name}: {typed(value) if value else ''}".rstrip()
    if note and value:
        return f"{line}   # {note}"
    return f"{line:<19}# {comment}" if comment and not value else line
