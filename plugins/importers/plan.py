"""Entries → the files to write, so that nothing is overwritten and nothing lost unsaid."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from urllib.parse import urlsplit

import yaml

from chats import paths
from chats.aliases import old_path
from chats.chat_ids import id_of
from chats.fields import titled
from chats.hidden_characters import hidden_in_line
from chats.schedule import slot_id
from chats.series import Series
from chats.shared_fields import topic_name
from importers.entries import Entry, Export
from importers.recognise import Told, kind_of, told_by, topic_of

_FOLLOWS = timedelta(days=60)
"""How long after a chat its recap may come."""

_SCHEMA = "# yaml-language-server: $schema=../../schema/{}.json"
_LONGEST_SLUG = 60

Fields = dict[str, object]


@dataclass
class Plan:
    """The files to write by their path within the folder, the people to add, and what to tell."""

    files: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


def planned(
    export: Export, series: Series, days: Mapping[str, date], there: Collection[str]
) -> Plan:
    """Return what to write for an export.

    `days` has the day of every chat by its id, `there` the paths that the folder has.
    """
    planner = _Planner(series, days, there)
    kinds = [(entry, kind_of(entry, series)) for entry in export.entries]
    for entry, kind in sorted(kinds, key=lambda each: each[1] != "chat"):  # their recaps after
        planner.take(entry, kind)
    planner.plan.told.extend(export.told)
    return planner.plan


class _Planner:
    def __init__(self, series: Series, days: Mapping[str, date], there: Collection[str]) -> None:
        self.series, self.days, self.there = series, dict(days), set(there)
        self.plan = Plan()

    def take(self, entry: Entry, kind: str) -> None:
        title = _line(entry.title)
        try:
            titled(title)
        except ValueError:
            self._tell(entry, "is not taken over: it has no title")
            return
        taken = {"chat": self._chat, "page": self._page}.get(kind, self._post)(entry, title, kind)
        if taken:
            for message in entry.told:
                self._tell(entry, message)

    def _tell(self, entry: Entry, message: str) -> None:
        self.plan.told.append(f"{entry.where}: {message}")

    # ------------------------------------------------------------ the three kinds of file

    def _chat(self, entry: Entry, title: str, _kind: str) -> bool:
        told = told_by(entry, self.series)
        day = told.day or (entry.published.date() if entry.published else None)
        if day is None:
            self._tell(entry, "is not taken over: neither a day nor its publication is told")
            return False
        topic = topic_of(title)
        key, path = self._place(day, entry.slug or topic)
        if path in self.there or not key:
            self._tell(entry, f"is not taken over: {path} is there already")
            return False
        head: Fields = {"title": title, "topic": topic, **self._when(day, told)}
        if id_of(path.removeprefix("chats/").removesuffix(".md"), self.series) != key:
            head["id"] = key
        if entry.length and entry.length != self.series.duration:
            head["duration"] = f"{entry.length // timedelta(minutes=1)}m"
        head["announced"] = _moment(min(filter(None, (entry.published, _day_before(day)))))
        head |= {"hosts": self._people(entry), "status": entry.status or entry.draft * "draft",
                 "venue_url": entry.venue_url, "summary": _line(entry.summary)}  # fmt: skip
        head |= {"tags": self._tags(entry), "questions": list(map(_line, told.questions)),
                 "aliases": self._aliases(entry, path)}  # fmt: skip
        notes = []
        if not told.day:
            notes = [f"# to fill in: the day of the chat; {day} is that of the post"]
            self._tell(entry, f"the day of the chat is not told; {day}, that of the post, stands "
                       f"in {path}")  # fmt: skip
        self._write(path, head, told.body, "chat", notes)
        self.days[key] = day
        return True

    def _post(self, entry: Entry, title: str, kind: str) -> bool:
        path = f"posts/{self._stem(entry, title)}.md"
        published = entry.published
        if path in self.there or published is None:
            why = "no publication is told" if published is None else f"{path} is there already"
            self._tell(entry, f"is not taken over: {why}")
            return False
        head: Fields = {"title": title, "date": _moment(published)}
        if kind != "post":
            if chat := self._followed(published.date()):
                head |= {"kind": kind, "chat": chat}
            else:
                self._tell(entry, f"looks like a {kind}, and no chat is near before it: a post")
        if entry.updated and entry.updated > published:
            head["updated"] = _moment(entry.updated)
        head |= {"authors": self._people(entry), "status": entry.draft * "draft",
                 "summary": _line(entry.summary), "tags": self._tags(entry),
                 "aliases": self._aliases(entry, path)}  # fmt: skip
        self._write(path, head, entry.body, "post")
        return True

    def _page(self, entry: Entry, title: str, _kind: str) -> bool:
        stem = self._stem(entry, title)
        path = f"pages/{stem}.md"
        if path in self.there or stem in paths.RESERVED:
            self._tell(entry, f"is not taken over: {path} is there already, or the site's own")
            return False
        head: Fields = {"title": title, "summary": _line(entry.summary),
                        "aliases": self._aliases(entry, path)}  # fmt: skip
        self._write(path, head, entry.body, "page")
        return True

    # ------------------------------------------------------------ fields

    def _place(self, day: date, words: str) -> tuple[str, str]:
        """Return a chat's id and path; the id is "" where its month and its day are taken."""
        slug = _slug(words) or "chat"
        path = ""
        for key in dict.fromkeys((slot_id(self.series.rule, day), f"{day}")):
            path = f"chats/{key}-{slug}.md"
            if path in self.there or key not in self.days:
                return key, path
        return "", path

    def _when(self, day: date, told: Told) -> Fields:
        """Return the fields of the time; the usual hour is the series' own."""
        zone = told.zone or self.series.zone
        if told.clock is None or (zone, told.clock) == (self.series.zone, self.series.usual_time):
            return {"date": f"{day}"}
        date_ = f"{day} {told.clock:%H:%M}"
        return {"date": date_} if zone == self.series.zone else {"date": date_, "zone": zone.key}

    def _stem(self, entry: Entry, title: str) -> str:
        return _slug(entry.slug or title) or "post"

    def _followed(self, published: date) -> str:
        """Return the id of the last chat before a day, "" when none is near."""
        before = [(day, key) for key, day in self.days.items()
                  if published - _FOLLOWS <= day <= published]  # fmt: skip
        return max(before, default=(published, ""))[1]

    def _people(self, entry: Entry) -> list[str]:
        """Return the author's id; somebody who is new comes to the people."""
        name = _line(re.sub(r"\s*[<(]?[\w.+-]+@[\w.-]+[>)]?\s*", " ", entry.author)).strip(" ()")
        if not name:
            return []
        key = next((person.id for person in self.series.people.values()
                    if name.casefold() in (person.id, person.name.casefold(),
                                           person.handle.casefold())), _slug(name))  # fmt: skip
        if not key:
            self._tell(entry, f"the author “{name}” gives no id; write `hosts` or `authors`")
            return []
        if key not in self.series.people:
            self.plan.people.setdefault(key, name)
        return [key]

    def _tags(self, entry: Entry) -> list[str]:
        kept: dict[str, str] = {}
        for tag in map(_line, entry.tags):
            try:
                kept.setdefault(paths.slug_of(topic_name(tag)), tag)
            except ValueError:
                self._tell(entry, f"the tag “{tag}” gives no address; it is left out")
        return list(kept.values())

    def _aliases(self, entry: Entry, path: str) -> list[str]:
        """Return the addresses at which the entry was found before."""
        found: list[str] = []
        own = f"/{path.removesuffix('.md').removeprefix('pages/')}/"
        for address in (entry.url, *entry.aliases) if entry.kind != "event" else entry.aliases:
            parts = urlsplit(address)
            old = parts.path
            if parts.query or not old.strip("/") or old.rstrip("/") == own.rstrip("/"):
                if parts.query:
                    self._tell(entry, f"the old address {address} cannot lead on")
                continue
            try:
                old_path(old if old.startswith("/") else f"/{old}")
                found.append(old if old.startswith("/") else f"/{old}")
            except ValueError as error:
                self._tell(entry, f"the old address {address} cannot lead on: {error}")
        return list(dict.fromkeys(found))

    def _write(
        self, path: str, head: Fields, body: str, schema: str, notes: Collection[str] = ()
    ) -> None:
        kept = {name: held for name, held in head.items() if held}
        typed = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10**6)
        lines = ("---", _SCHEMA.format(schema), *notes, f"{typed}---", "", body.strip(), "")
        self.plan.files[path] = "\n".join(lines)
        self.there.add(path)


def _line(text: str) -> str:
    """Return text as one line without characters that hide."""
    line = " ".join(unescape(text).split())
    while found := hidden_in_line(line):
        line = line.replace(found.group(), "")
    return line


def _slug(words: str) -> str:
    """Return words as a part of a file's name, "" where they have no letter of ours."""
    slug = re.sub(r"[^a-z0-9]+", "-", paths.slug_of(words)).strip("-")
    return slug[:_LONGEST_SLUG].strip("-")


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _day_before(day: date) -> datetime:
    return datetime.combine(day - timedelta(days=1), time(12), UTC)
