"""What subscribers know the series by: every name and address that was once published.

Each is a record: its kind, its name and what else must not change behind a subscriber's
back. content/identities.lock holds them, a line each.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from chats import entries
from chats.model import Status

FILE = "identities.lock"
"""The file's name within the content folder."""


@dataclass(frozen=True)
class Period:
    """When a session begins, in UTC, and how long it lasts: PERIOD of RFC 5545 §3.3.9.

    A line of a file that an earlier version kept does not tell the length.
    """

    start: datetime
    length: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class SessionRecord:
    """A session's calendar entry as calendars have it; `since` is when it was announced."""

    kind: ClassVar[str] = "chat"
    columns: ClassVar[tuple[str, ...]] = ("uid", "path", "sequence", "period", "status", "since")
    uid: str
    path: str
    sequence: int
    period: Period
    status: Status
    since: datetime

    @property
    def name(self) -> str:
        """What no other session has."""
        return self.uid

    @property
    def chat_and_key(self) -> tuple[str, str]:
        """The chat's id and the session's key."""
        return entries.chat_and_key(self.uid)


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
    def chat_and_key(self) -> tuple[str, str]:
        """The chat's id and the session's key; an expected date has none."""
        return entries.chat_and_key(self.uid)

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
    """A page of prose, or of a chat in another language."""

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
