"""What subscribers know the series by: every name and address that was once published.

Each is a record: its kind, its name and what else must not change behind a subscriber's
back. content/identities.lock holds them, a line each.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import ClassVar

from chats import entries, paths
from chats.aliases import Entry
from chats.calendar_entries.events import revisions_of
from chats.calendar_entries.revisions import Revision
from chats.model import Chat, Page, Status
from chats.series import Series

FILE = "identities.lock"
"""The file's name within the content folder."""


@dataclass(frozen=True, kw_only=True)
class SessionRecord:
    """A session's calendar entry as calendars have it; `since` is when it was announced."""

    kind: ClassVar[str] = "chat"
    columns: ClassVar[tuple[str, ...]] = ("uid", "path", "sequence", "start", "status", "since")
    uid: str
    path: str
    sequence: int
    start: datetime
    status: Status
    since: datetime

    @property
    def name(self) -> str:
        """What no other session has."""
        return self.uid

    @property
    def chat_and_key(self) -> tuple[str, str]:
        """The chat's id and the session's key."""
        chat_id, _, key = self.uid.partition("@")[0].partition(".")
        return chat_id, key


@dataclass(frozen=True, kw_only=True)
class PostRecord:
    """A post's name in feeds and its page; `since` is when it was published."""

    kind: ClassVar[str] = "post"
    columns: ClassVar[tuple[str, ...]] = ("id", "path", "since")
    id: str
    path: str
    since: datetime

    @property
    def name(self) -> str:
        """What no other post has."""
        return self.id


@dataclass(frozen=True, kw_only=True)
class StampRecord:
    """What calendars were told last of an entry, announced or expected, and when it changed."""

    kind: ClassVar[str] = "stamp"
    columns: ClassVar[tuple[str, ...]] = ("uid", "sequence", "stamp", "digest")
    uid: str
    sequence: int
    stamp: datetime
    digest: str

    @property
    def name(self) -> str:
        """What no other entry has."""
        return self.uid


@dataclass(frozen=True, kw_only=True)
class _Address:
    columns: ClassVar[tuple[str, ...]] = ("path",)
    path: str

    @property
    def name(self) -> str:
        """What no other address is."""
        return self.path


@dataclass(frozen=True, kw_only=True)
class PageRecord(_Address):
    """A page of prose."""

    kind: ClassVar[str] = "page"


@dataclass(frozen=True, kw_only=True)
class CalendarRecord(_Address):
    """The calendar of a topic's or a host's chats, to which people subscribe by address."""

    kind: ClassVar[str] = "calendar"


@dataclass(frozen=True, kw_only=True)
class AliasRecord(_Address):
    """An address at which something was found before, and that of the page it leads to."""

    kind: ClassVar[str] = "alias"
    columns: ClassVar[tuple[str, ...]] = ("path", "leads_to")
    leads_to: str


@dataclass(frozen=True, kw_only=True)
class TopicRecord(_Address):
    """The page of a topic."""

    kind: ClassVar[str] = "topic"


@dataclass(frozen=True, kw_only=True)
class HostRecord(_Address):
    """The page of a host."""

    kind: ClassVar[str] = "host"


@dataclass(frozen=True, kw_only=True)
class FileRecord(_Address):
    """A picture or document that is published as it is."""

    kind: ClassVar[str] = "file"


Record = (
    SessionRecord | StampRecord | PostRecord | PageRecord | TopicRecord | HostRecord
    | CalendarRecord | FileRecord | AliasRecord
)  # fmt: skip


@dataclass(frozen=True)
class Locked:
    """A record with its line in the file."""

    line: int
    record: Record


def key_of(record: Record) -> tuple[str, str]:
    """Return what tells records apart: the kind and the name."""
    return record.kind, record.name


def in_force(locked: Iterable[Locked], committed: Iterable[Locked] | None) -> list[Locked]:
    """Return what a build must keep: what is committed and has not been deleted since.

    What a build before the first commit wrote is nobody's yet, so that the file of a new
    chat can be renamed at will. `committed` is None where there is no git: then every line
    holds. The lines' numbers are those of the file as it lies there.
    """
    locked = list(locked)
    if committed is None:
        return locked
    lines = {key_of(each.record): each.line for each in reversed(locked)}
    kept = ((lines.get(key_of(each.record)), each.record) for each in committed)
    return [Locked(line, record) for line, record in kept if line]


# ---------------------------------------------------------------- what is published


def published(
    series: Series, pages: Iterable[Page] = (), files: Iterable[str] = ()
) -> tuple[Record, ...]:
    """Return a record for everything that the site shows at the series' instant, in order.

    `files` are the paths of what is published as it is.
    """
    records = (
        *_published(series, tuple(pages)),
        *(StampRecord(uid=uid, **vars(last)) for uid, last in revisions_of(series).items()),
        *(FileRecord(path=path) for path in files),
    )
    found = {key_of(record): record for record in records}
    return tuple(found[key] for key in sorted(found))


def revisions(locked: Iterable[Record]) -> dict[str, Revision]:
    """Return the entries as they were published last, by UID; of two lines the later holds."""
    stamps = (record for record in sorted(locked, key=_age) if isinstance(record, StampRecord))
    return {each.uid: Revision(sequence=each.sequence, stamp=each.stamp, digest=each.digest)
            for each in stamps}  # fmt: skip


def _published(series: Series, pages: tuple[Page, ...]) -> Iterator[Record]:
    for chat in series.chats:
        yield from session_records(chat, series.domain)
    for post in series.posts:
        yield PostRecord(id=post.id, path=post.path, since=post.published.astimezone(UTC))
    for page in pages:
        yield PageRecord(path=page.path)
    everything: tuple[Entry, ...] = (*series.chats, *series.posts, *pages)
    for entry in everything:
        yield from (AliasRecord(path=alias, leads_to=entry.path) for alias in entry.aliases)
    yield from (CalendarRecord(path=path) for path in calendars(series))
    yield from (TopicRecord(path=paths.topic(topic.name)) for topic in series.topics())
    yield from (HostRecord(path=paths.host(person.id)) for person in series.hosts())


def session_records(chat: Chat, domain: str) -> Iterator[SessionRecord]:
    """Yield a record for each session of the chat."""
    for session in chat.sessions:
        yield SessionRecord(
            uid=entries.uid(domain, chat.id, session.key),
            path=chat.path,
            sequence=entries.sequence(chat, session),
            start=session.start.astimezone(UTC),
            status=chat.status,
            since=chat.announced.astimezone(UTC),
        )


def calendars(series: Series) -> dict[str, str]:
    """Return the calendars of topics and hosts with more than one chat: path → whose it is."""
    topics = {paths.topic_calendar(topic.name): topic.name
              for topic in series.topics() if len(topic.chats) > 1}  # fmt: skip
    return topics | {paths.host_calendar(person.id): person.name
                     for person, chats in series.hosts().items() if len(chats) > 1}  # fmt: skip


def joined(locked: Iterable[Record], now: Iterable[Record]) -> tuple[Record, ...]:
    """Return what the file should hold: all that was locked, as it is now, and what is new.

    Nothing is dropped but an alias that is a page again, and the stamp of a date that is
    neither a chat's nor expected any more. `since` stays what it was first.
    """
    now = tuple(now)
    pages = {record.path for record in now if not isinstance(record, (AliasRecord, StampRecord))}
    kept = {key_of(record): record for record in sorted(locked, key=_age)
            if not (isinstance(record, AliasRecord) and record.path in pages)}  # fmt: skip
    for record in now:
        old = kept.get(key_of(record))
        kept[key_of(record)] = _since(record, old) if old else record
    uids = {record.uid for record in (*kept.values(), *now) if isinstance(record, SessionRecord)}
    uids |= {record.uid for record in now if isinstance(record, StampRecord)}
    return tuple(
        kept[key] for key in sorted(kept)
        if not isinstance(record := kept[key], StampRecord) or record.uid in uids
    )  # fmt: skip


def _age(record: Record) -> tuple[float, int]:
    """Return what a line of the same name is newer by."""
    if isinstance(record, StampRecord):
        return record.stamp.timestamp(), record.sequence
    return 0, record.sequence if isinstance(record, SessionRecord) else 0


def _since(record: Record, old: Record) -> Record:
    if isinstance(record, (SessionRecord, PostRecord)) and isinstance(old, type(record)):
        return replace(record, since=min(record.since, old.since))
    return record
