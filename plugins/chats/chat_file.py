"""A chat's file → a Chat, or every problem of the file at once."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from chats import fields, paths
from chats.aliases import old_paths
from chats.fields import Fields
from chats.frontmatter import Scalar, Table
from chats.model import Chat, Link, Original, Person, Post, Question, Series, Session, Status, Venue
from chats.platforms import Platform
from chats.problems import Problem

CHAT_FIELDS: Mapping[str, str] = {
    "title": "required; the chat's name",
    "topic": "required; what it is about, in a few words",
    "date": "required; the day, `2010-06-10`, or day and time, `2010-06-10 17:00`",
    "time": "the hour of the start, `17:00`; the series' by default",
    "zone": "the zone of that hour, `America/New_York`; the series' by default",
    "fold": "`first` or `second`, for an hour that the clocks repeat",
    "duration": "`2h`, `90m`, `1h30m`; the series' by default",
    "sessions": "list of {date, time, zone, duration, label, hosts, id}, for a chat held twice",
    "id": "its name for ever, when the file's month is not enough",
    "questions": "list of texts, or of {ask, note, minutes}; numbered Q1, Q2 …",
    "hosts": "list of ids of people.yaml",
    "guests": "list of ids of people.yaml",
    "platform": "where it takes place; the series' by default",
    "hashtag": "the series' by default",
    "venue_url": "the address of the channel or room; the series' by default",
    "status": "`announced` (default), `tentative`, `cancelled` or `draft`",
    "moved_from": "the earlier start, or a list of them, when it was rescheduled",
    "moved_to": "{platform, url}: the fallback venue, when the platform failed",
    "revision": "a whole number to raise when calendars must take a change seriously",
    "announced": "when it was published; by default the file's first commit",
    "updated": "when it last changed; by default the file's last commit",
    "summary": "one sentence for lists and search results",
    "tags": "list of topics",
    "image": "a picture, as a file within content/: `images/june.png`",
    "image_alt": "what the picture shows; required with `image`",
    "note": "why it was cancelled or moved, in a sentence",
    "source": "{name, url} of the original of a repost; `adapted: yes` when told in other words",
    "resources": "list of {title, url, by}: conversations and presentations",
    "recording": "where it can be heard or seen: an address, or a file within content/",
    "transcript": "where it can be read: an address, or a file within content/",
    "aliases": "list of the addresses that led here before, `/chats/2010-06-old-name/`",
}
"""Each field of a chat's head with what it holds."""

HINTS = {
    "slug": "is not a field; the address comes from the file's name",
    "url": "is not a field; the address comes from the file's name (for the venue: `venue_url`)",
    "save_as": "is not a field; the address comes from the file's name",
    "timezone": "is not a field; did you mean `zone`?",
    "start": "is not a field; did you mean `date`? (2010-06-10 17:00)",
    "host": "is not a field; did you mean `hosts`?",
    "author": "is not a field; did you mean `hosts`?",
    "category": "is not a field; did you mean `tags`?",
}

_MONTH_OF_NAME = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))(-\d{2})?(?=-|$)")


@dataclass(frozen=True, kw_only=True)
class FileTimes:
    """When a file was first and last committed, in UTC; `first` is None where history is cut."""

    first: datetime | None
    last: datetime


def chat_from(
    path: str,
    head: Table,
    series: Series,
    problems: list[Problem],
    times: FileTimes | None = None,
) -> Chat | None:
    """Make the Chat of a head; None, with its problems added, when it has any.

    `path` is the file's as the writer knows it. `times` stand in for `announced`
    and `updated`; an announcement never counts as later than the chat's start.
    """
    before = len(problems)
    head_fields = Fields(path, head, CHAT_FIELDS, problems, hints=HINTS)
    chat = _Reader(path, head_fields, series, times).chat()
    faults = any(not problem.warning for problem in problems[before:])
    return None if faults else chat


class _Reader:
    """Reads one head. A value that has a problem is left at a harmless stand-in."""

    def __init__(self, path: str, head: Fields, series: Series, times: FileTimes | None) -> None:
        self.path, self.head, self.series, self.times = path, head, series, times
        self.stem = path.rpartition("/")[2].removesuffix(".md")

    def chat(self) -> Chat:
        head, series = self.head, self.series
        slug = self._slug()
        title = head.required("title", fields.titled, "June chat: Local Community Organizing")
        topic = head.required("topic", fields.titled, "Community Organizing")
        sessions = self._sessions()
        hosts = self.people(head, "hosts")
        platform = self._platform()
        announced, updated = self._announced(sessions)
        if head.given("image") and not head.given("image_alt"):
            head.fault("image", "wants `image_alt`: say what the picture shows")
        return Chat(
            id=self._id(),
            slug=slug,
            source=self.path,
            title=title or "",
            topic=topic or "",
            sessions=sessions,
            platform=platform,
            hashtag=head.one("hashtag", fields.hashtag) or series.hashtag,
            venue_url=self._venue_url(platform),
            questions=self._questions(),
            hosts=hosts,
            guests=self.people(head, "guests"),
            status=head.one("status", fields.choice(Status)) or Status.ANNOUNCED,
            revision=head.one("revision", fields.whole_number(0, 9999)) or 0,
            moved_to=self._moved_to(),
            announced=announced,
            updated=updated,
            summary=head.one("summary", fields.text) or "",
            tags=self._tags(),
            image=head.one("image", fields.content_path) or "",
            image_alt=head.one("image_alt", fields.text) or "",
            note=head.one("note", fields.text) or "",
            original=original_of(head),
            resources=tuple(self._resources()),
            recording=head.one("recording", fields.address_or_file) or "",
            transcript=head.one("transcript", fields.address_or_file) or "",
            aliases=old_paths(head),
        )

    # ------------------------------------------------------------ identity

    def _slug(self) -> str:
        try:
            return fields.identifier(self.stem)
        except ValueError:
            better = paths.slug_of(self.stem) or "2010-06-topic"
            self.head.problems.append(Problem(
                self.path, 0, "", "the file's name becomes the page's address: lower-case "
                f"letters, digits and hyphens only; rename it to {better}.md",
            ))  # fmt: skip
            return ""

    def _id(self) -> str:
        if self.head.given("id"):
            return self.head.one("id", fields.identifier) or ""
        match = _MONTH_OF_NAME.match(self.stem)
        if not match:
            self.head.problems.append(Problem(
                self.path, 0, "id", "is missing, and the file's name does not begin with a month; "
                f"rename it to 2010-06-{self.stem}.md or write `id: …`",
            ))  # fmt: skip
            return ""
        named_by_day = self.series.rule is not None and self.series.rule.ids_are_days
        return match[0] if named_by_day and match[2] else match[1]

    # ------------------------------------------------------------ time

    def _sessions(self) -> tuple[Session, ...]:
        head = self.head
        if not head.given("sessions"):
            return (self._session(head, key=""),)
        for name in ("date", "time", "fold", "moved_from"):
            if head.given(name):
                head.fault(name, "stands in each of the `sessions`, not beside them")
        found = []
        for number, item in enumerate(head.items("sessions"), 1):
            if not isinstance(item, Table):
                head.fault("sessions", "each one is a group: {date, time, zone}", line=item.line)
                continue
            known = ("id", "label", "date", "time", "zone", "fold", "duration", "hosts",
                     "moved_from")  # fmt: skip
            group = head.within(f"sessions[{number}]", item, known)
            key = group.one("id", fields.identifier)
            if key is None and number > 1:
                key = str(number)
            found.append(self._session(group, key=key or ""))
        keys = [session.key for session in found]
        if len(set(keys)) < len(keys):
            head.fault("sessions", "two of them have one `id`; give each its own")
        return tuple(sorted(found, key=lambda s: s.start)) or (self._stand_in(),)

    def _stand_in(self) -> Session:
        start = datetime(2000, 1, 1, tzinfo=self.series.zone)
        return Session(start=start, duration=self.series.duration)

    def _session(self, group: Fields, key: str) -> Session:
        zone = group.one("zone", fields.zone)
        if zone is None and group is not self.head:
            zone = self.head.one("zone", fields.zone) if self.head.sound("zone") else None
        zone = zone or self.series.zone
        length = group.one("duration", fields.duration)
        if length is None and group is not self.head and self.head.sound("duration"):
            length = self.head.one("duration", fields.duration)
        start = self._start(group, zone)
        return Session(
            start=start or self._stand_in().start,
            duration=length or self.series.duration,
            key=key,
            label=group.one("label", fields.text) or "",
            hosts=self.people(group, "hosts") if group is not self.head else (),
            moved_from=self._moved_from(group, start, zone),
        )

    def _start(self, group: Fields, zone: ZoneInfo) -> datetime | None:
        given = group.required("date", fields.day_and_clock, "2010-06-10")
        clock = group.one("time", fields.clock)
        fold = group.one("fold", fields.fold)
        if given is None or not group.sound("time", "zone", "fold"):
            return None
        on, wall = given
        if wall and clock and wall != clock:
            group.fault("time", f"says {clock:%H:%M}, but `date` says {wall:%H:%M}; keep one")
        wall = wall or clock or self.series.usual_time
        if wall is None:
            group.fault("time", "is missing; write the start, as in `time: 17:00`")
            return None
        return self._moment(group, "date" if given[1] else "time", on, wall, zone, fold)

    def _moment(
        self, group: Fields, name: str, on: date, wall: time, zone: ZoneInfo, fold: int | None
    ) -> datetime | None:
        if name not in group.table.lines:
            name = "date"
        if not 1970 <= on.year <= 2199:
            group.fault("date", f"the year {on.year} is not between 1970 and 2199")
            return None
        try:
            return fields.wall_instant(on, wall, zone, fold)
        except ValueError as error:
            group.fault(name, str(error))
            return None

    def _moved_from(
        self, group: Fields, start: datetime | None, zone: ZoneInfo
    ) -> tuple[datetime, ...]:
        found = []
        for on, wall in group.many("moved_from", fields.day_and_clock):
            clock = wall or (start.time() if start else self.series.usual_time) or time()
            moment = self._moment(group, "moved_from", on, clock, zone, None)
            if moment and moment == start:
                group.fault("moved_from", "is the very start that the chat has now; "
                            "write the earlier one here, the new one in `date`")  # fmt: skip
            elif moment:
                found.append(moment)
        return tuple(found)

    def _announced(self, sessions: tuple[Session, ...]) -> tuple[datetime, datetime]:
        head, start = self.head, sessions[0].start.astimezone(UTC)
        announced = head.one("announced", fields.instant)
        updated = head.one("updated", fields.instant)
        if announced and head.sound("date", "time", "zone") and announced > start:
            head.fault("announced", "is later than the chat's start; correct one of them")
        if announced is None and self.times and self.times.first:
            announced = min(self.times.first, start)
        if announced is None and start > self.series.at and head.sound("date", "time", "zone"):
            head.fault("announced", "is missing, and there is no git history to take it from; "
                       f"write `announced: {self.series.at:%Y-%m-%d}`")  # fmt: skip
        announced = announced or start
        if updated and updated < announced and head.sound("announced"):
            head.fault("updated", "is earlier than `announced`; correct one of them")
        if updated is None:
            updated = max(self.times.last, announced) if self.times else announced
        return announced, updated

    # ------------------------------------------------------------ people and places

    def people(self, group: Fields, name: str) -> tuple[Person, ...]:
        """Return the people whom a field names by id."""
        return group.many(name, person_in(self.series.people))

    def _platform(self) -> Platform:
        return self.head.one("platform", one_of(self.series.platforms)) or self.series.platform

    def _venue_url(self, platform: Platform) -> str:
        url = self.head.one("venue_url", fields.web_address) or ""
        if not url and platform == self.series.platform:
            url = self.series.venue_url
        if platform.needs_venue_url and not url and self.head.sound("venue_url"):
            name = "venue_url" if self.head.given("venue_url") else "platform"
            self.head.fault(name, f"a chat on {platform.name} wants `venue_url`: the address "
                            "of its channel or room")  # fmt: skip
        return url

    def _moved_to(self) -> Venue | None:
        group = self.head.group("moved_to", ("platform", "url"))
        if group is None:
            return None
        name = group.required("platform", fields.titled, "CoverItLive")
        known = self.series.platforms.get((name or "").lower())
        url = group.one("url", fields.web_address) or ""
        return Venue(name=known.name if known else name or "", url=url)

    # ------------------------------------------------------------ the rest

    def _questions(self) -> tuple[Question, ...]:
        found = []
        for item in self.head.items("questions"):
            if isinstance(item, Table):
                group = self.head.within("questions", item, ("ask", "note", "minutes"))
                ask = group.required("ask", fields.titled, "What have you learned?")
                note = group.one("note", fields.text) or ""
                minutes = group.one("minutes", fields.whole_number(1, 600))
                found.append(Question(ask=ask or "", note=note, minutes=minutes))
            elif isinstance(item, Scalar):
                found.append(Question(ask=self._asked(item)))
            else:
                self.head.fault("questions", "a list within the list; write `- text`",
                                line=item.line)  # fmt: skip
        return tuple(found)

    def _asked(self, item: Scalar) -> str:
        try:
            return fields.titled(item.text)
        except ValueError as error:
            message = str(error) if item.text else "an empty question; write or delete it"
            self.head.fault("questions", message, line=item.line)
            return ""

    def _tags(self) -> tuple[str, ...]:
        tags = self.head.many("tags", topic_name)
        addresses: dict[str, str] = {}
        for tag in tags:
            other = addresses.setdefault(paths.slug_of(tag), tag)
            if other != tag:
                self.head.fault("tags", f"`{other}` and `{tag}` have one address; keep one")
        return tuple(dict.fromkeys(tags))

    def _resources(self) -> Iterable[Link]:
        for item in self.head.items("resources"):
            if not isinstance(item, Table):
                self.head.fault("resources", "each one is a group: {title, url, by}",
                                line=item.line)  # fmt: skip
                continue
            group = self.head.within("resources", item, ("title", "url", "by"))
            title = group.required("title", fields.titled, "A talk on organising")
            url = group.required("url", fields.web_address, "https://…")
            yield Link(title=title or "", url=url or "", by=group.one("by", fields.text) or "")


def topic_name(typed: str) -> str:
    """A tag, which needs letters or digits for its address."""
    value = fields.titled(typed)
    if not paths.slug_of(value):
        raise ValueError(f"`{value}` gives no address; write words")
    return value


def person_in(people: Mapping[str, Person]) -> Callable[[str], Person]:
    """Return a parser of people's ids."""

    def parse(typed: str) -> Person:
        if typed in people:
            return people[typed]
        raise ValueError(f"`{typed}` is not in content/people.yaml{_near(typed, people)}")

    return parse


def one_of(platforms: Mapping[str, Platform]) -> Callable[[str], Platform]:
    """Return a parser of platforms' ids."""

    def parse(typed: str) -> Platform:
        if typed.lower() in platforms:
            return platforms[typed.lower()]
        raise ValueError(
            f"`{typed}` is not a platform{_near(typed, platforms)}; there are "
            f"{', '.join(sorted(platforms))}, and SERIES['platforms'] can add more"
        )

    return parse


def _near(typed: str, known: Iterable[str]) -> str:
    near = get_close_matches(typed.lower(), known, n=1)
    return f"; did you mean `{near[0]}`?" if near else ""


def original_of(head: Fields) -> Original | None:
    """Return what the entry was made from, from the field `source`."""
    group = head.group("source", ("name", "url", "adapted"))
    if group is None:
        return None
    name = group.required("name", fields.titled, "NetSquared")
    url = group.required("url", fields.web_address, "https://…")
    adapted = group.one("adapted", fields.yes_or_no) or False
    return Original(name=name or "", url=url or "", adapted=adapted)


def repeated(entries: Iterable[Chat | Post]) -> list[Problem]:
    """Return a problem for each id or address that two chats, or two posts, share.

    It names both files.
    """
    seen: dict[tuple[str, str], Chat | Post] = {}
    problems = []
    for entry in sorted(entries, key=lambda entry: entry.source):
        for kind, value in (("id", entry.id), ("slug", entry.slug)):
            first = seen.setdefault((kind, value), entry)
            if first is not entry:
                mend = ("write `id: …` in one of them, as in `id: "
                        f"{value}-b`" if kind == "id" else "rename one of them")  # fmt: skip
                problems.append(
                    Problem(entry.source, 0, kind, f"`{value}` is also {first.source}'s; {mend}")
                )
    return problems
