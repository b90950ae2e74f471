"""Entries → the files to write, so that nothing is overwritten and nothing lost unsaid."""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta

from chats import paths
from chats.chat_ids import id_of
from chats.fields import titled
from chats.schedule import slot_id
from chats.series import Series
from importers.entries import Entry, Export
from importers.files import Fields, Plan, PlannedFile
from importers.head_fields import people_of, tags_of, when_of
from importers.leading_on import Addresses
from importers.markdown_of import Tell
from importers.recognise import kind_of, told_by, topic_of
from importers.typed import line, moment, slug

_FOLLOWS = timedelta(days=60)
"""How long after a chat its recap may come."""


_DATED = re.compile(r"\d{4}-\d{2}(?:-\d{2})?-")


def planned(
    export: Export,
    series: Series,
    days: Mapping[str, date],
    there: Collection[str],
    addresses: Addresses | None = None,
) -> Plan:
    """Return what to write for an export.

    `days` has the day of every chat by its id, `there` the paths that the folder has,
    `addresses` those of the site.
    """
    planner = _Planner(series, days, there, addresses or Addresses({}, {}))
    kinds = [(entry, kind_of(entry, series)) for entry in export.entries if not entry.of]
    for entry, kind in sorted(kinds, key=lambda each: each[1] != "chat"):  # their recaps after
        planner.take(entry, kind)
    for entry in export.entries:
        if entry.of:
            planner.translation(entry)
    for file in planner.files:
        planner.write(file)
    planner.plan.told.extend(export.told)
    return planner.plan


class _Planner:
    def __init__(
        self, series: Series, days: Mapping[str, date], there: Collection[str],
        addresses: Addresses,
    ) -> None:  # fmt: skip
        self.series, self.days, self.there = series, dict(days), set(there)
        self.before = frozenset(there)
        self.addresses = addresses
        self.files: list[PlannedFile] = []
        self.plan = Plan()

    def take(self, entry: Entry, kind: str) -> None:
        """Decide what an entry becomes."""
        title = line(entry.title)
        try:
            titled(title)
        except ValueError:
            self._tell(entry, "is not taken over: it has no title")
            return
        made = {"chat": self._chat, "page": self._page}.get(kind, self._post)(entry, title, kind)
        if made:
            self._keep(made)

    def _keep(self, made: PlannedFile) -> None:
        self.addresses.know(made.entry, made.path)
        self.there.add(made.path)
        self.files.append(made)
        for message in made.entry.told:
            self._tell(made.entry, message)
        for number, message in made.entry.told_at:
            self.plan.told.append(f"{made.entry.where}:{number}: {message}")

    def _tell(self, entry: Entry, message: str) -> None:
        self.plan.told.append(f"{entry.where}: {message}")

    def _teller(self, entry: Entry) -> Tell:
        return lambda message: self._tell(entry, message)

    def _people(self, entry: Entry) -> list[str]:
        return people_of(entry, self.series, self.plan.people, self._teller(entry))

    def _is_there(self, entry: Entry, path: str) -> None:
        self._tell(entry, f"is not taken over: {path} is there already")
        self.addresses.know(entry, path)

    # ------------------------------------------------------------ the kinds of file

    def _chat(self, entry: Entry, title: str, _kind: str) -> PlannedFile | None:
        told = told_by(entry, self.series)
        published = self._published(entry)
        day = told.day or (published.date() if published else None)
        if day is None:
            self._tell(entry, "is not taken over: neither a day nor its publication is told")
            return None
        topic = topic_of(title, self.series)
        key, path = self._place(day, entry.slug or topic)
        if path in self.there or not key:
            self._is_there(entry, path)
            return None
        head: Fields = {"title": title, "topic": topic, **when_of(day, told, self.series)}
        if id_of(path.removeprefix("chats/").removesuffix(".md"), self.series) != key:
            head["id"] = key
        if entry.length and entry.length != self.series.duration:
            head["duration"] = f"{entry.length // timedelta(minutes=1)}m"
        head["announced"] = moment(min(filter(None, (published, _day_before(day)))))
        head |= {"hosts": self._people(entry), "status": entry.status or entry.draft * "draft",
                 "venue_url": entry.venue_url, "summary": line(entry.summary)}  # fmt: skip
        head |= {
            "tags": tags_of(entry, self._teller(entry)),
            "questions": list(map(line, told.questions)),
        }
        self.days[key] = day
        notes = () if told.day else (
            f"# to fill in: the day of the chat; {day} is that of the post",
        )  # fmt: skip
        if notes:
            self._tell(entry, f"the day of the chat is not told; {day}, that of the post, stands "
                       f"in {path}")  # fmt: skip
        return PlannedFile(entry=entry, path=path, schema="chat", head=head, notes=notes,
                     body=told.body, questions=told.questions)  # fmt: skip

    def _post(self, entry: Entry, title: str, kind: str) -> PlannedFile | None:
        published = self._published(entry)
        if published is None:
            self._tell(entry, "is not taken over: no publication is told")
            return None
        path = self._free("posts", self._stem(entry, title), published)
        if path in self.there:
            self._is_there(entry, path)
            return None
        head: Fields = {"title": title, "date": moment(published)}
        if kind != "post":
            if chat := self._followed(published.date()):
                head |= {"kind": kind, "chat": chat}
            else:
                self._tell(entry, f"looks like a {kind}, and no chat is near before it: a post")
        if entry.updated and entry.updated > published:
            head["updated"] = moment(entry.updated)
        head |= {"authors": self._people(entry), "status": entry.draft * "draft"}
        head |= {"summary": line(entry.summary), "tags": tags_of(entry, self._teller(entry))}
        return PlannedFile(entry=entry, path=path, schema="post", head=head, body=entry.body)

    def _page(self, entry: Entry, title: str, _kind: str) -> PlannedFile | None:
        stem = self._stem(entry, title)
        path = f"pages/{stem}.md"
        if entry.draft:
            self._tell(entry, "is not taken over: it is not public, and a page here always is")
        elif stem in paths.RESERVED or f"{stem}/" in paths.OWN:
            self._tell(entry, f"is not taken over: /{stem}/ is the site's own")
        elif path in self.there:
            self._is_there(entry, path)
        else:
            head: Fields = {"title": title, "summary": line(entry.summary)}
            return PlannedFile(entry=entry, path=path, schema="page", head=head, body=entry.body)
        return None

    def translation(self, entry: Entry) -> None:
        """Decide what becomes of an entry that says another in its own language."""
        of = self.addresses.files.get(f"entry:{entry.of}", "")
        path = f"{of.removesuffix('.md')}.{entry.lang}.md"
        if not of.startswith("chats/"):
            self._tell(entry, f"is not taken over: it translates {entry.of}, and only chats have "
                       "translations here")  # fmt: skip
        elif path in self.there:
            self._is_there(entry, path)
        else:
            title, told = line(entry.title), told_by(entry, self.series)
            asked = next((file.questions for file in self.files if file.path == of), ())
            all_told = len(told.questions) == len(asked)
            head: Fields = {"title": title, "topic": topic_of(title, self.series),
                            "summary": line(entry.summary)}  # fmt: skip
            head["questions"] = list(map(line, told.questions)) if all_told else []
            body = told.body if all_told else entry.body
            self._keep(PlannedFile(entry=entry, path=path, schema="", head=head, body=body))

    def write(self, file: PlannedFile) -> None:
        """Put a file into the plan, with its links led on."""
        entry, tell = file.entry, self._teller(file.entry)
        if file.schema:
            file.head["aliases"] = list(self.addresses.leading_to(entry, file.path, tell))
        elif entry.url:
            tell(f"the old address {entry.url} cannot lead on: a translation has none of its own")
        body = self.addresses.led(entry, file.body, self.plan.copies, self.before, tell)
        self.plan.files[file.path] = file.text(body)

    # ------------------------------------------------------------ fields

    def _published(self, entry: Entry) -> datetime | None:
        """Return when an entry was published; a draft without a day stands at this one."""
        return entry.published or (self.series.at if entry.draft else None)

    def _place(self, day: date, words: str) -> tuple[str, str]:
        """Return a chat's id and path; the id is "" where its month and its day are taken."""
        name = slug(_DATED.sub("", words)) or slug(words) or "chat"
        path = ""
        for key in dict.fromkeys((slot_id(self.series.rule, day), f"{day}")):
            path = f"chats/{key}-{name}.md"
            if path in self.there or key not in self.days:
                return key, path
        return "", path

    def _free(self, folder: str, stem: str, published: datetime) -> str:
        """Return the path of a post; two of one export that have one name are told by their day."""
        path = f"{folder}/{stem}.md"
        twice = path in self.there and path not in self.before
        return f"{folder}/{published:%Y-%m-%d}-{stem}.md" if twice else path

    def _stem(self, entry: Entry, title: str) -> str:
        return slug(entry.slug) or slug(title) or "post"

    def _followed(self, published: date) -> str:
        """Return the id of the last chat before a day, "" when none is near."""
        before = [(day, key) for key, day in self.days.items()
                  if published - _FOLLOWS <= day <= published]  # fmt: skip
        return max(before, default=(published, ""))[1]


def _day_before(day: date) -> datetime:
    return datetime.combine(day - timedelta(days=1), time(12), UTC)
