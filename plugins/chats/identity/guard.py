"""What was once published, held against what the files say now: nothing may get lost.

Every fault is said with the cure that keeps the identity. Where the file to mend is
known it is named, else the line of identities.lock.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from chats import entries, paths
from chats.aliases import Entry, shown
from chats.held import Held
from chats.identity.cures import moment, out_of_order, told_change, told_move
from chats.identity.lines import locked_from
from chats.identity.records import (
    AliasRecord,
    CalendarRecord,
    FileRecord,
    HostRecord,
    Locked,
    PostRecord,
    SessionRecord,
    StampRecord,
    TopicRecord,
    in_force,
)
from chats.model import Chat, Post, Session, Status
from chats.problems import Problem

_OR_DELETE = "or, if it was never public, delete this line"


def identity_problems(
    path: str, locked: Iterable[Locked], last_commit: bytes | None, held: Held
) -> list[Problem]:
    """Return what is wrong with the content, held against the lines of identities.lock.

    `last_commit` is the file as it was committed, None where there is no git.
    """
    before = None if last_commit is None else locked_from(path, last_commit, [])
    return broken(in_force(locked, before), held, path)


def broken(locked: Iterable[Locked], held: Held, path: str) -> list[Problem]:
    """Return a problem for each locked identity that a build would lose or change unsaid.

    `path` is that of identities.lock as the writer knows it.
    """
    return list(_Guard(tuple(locked), held, path).problems())


class _Guard:
    def __init__(self, locked: tuple[Locked, ...], held: Held, path: str) -> None:
        self.locked, self.held, self.path = locked, held, path
        self.ids = {each.record.chat_and_key[0] if isinstance(each.record, SessionRecord)
                    else each.record.name for each in locked}  # fmt: skip
        self.told: set[str] = set()

    def problems(self) -> Iterator[Problem]:
        moved = list(self._domain())
        if moved and not self.ids.intersection(chat.id for chat in self.held.chats):
            yield self._fault(0, "is another series', whose chats are not here; delete the file")
            return
        yield from moved
        for each in self.locked:
            match each.record:
                case SessionRecord() as record:
                    yield from self._session(each.line, record)
                case PostRecord() as record:
                    yield from self._post(each.line, record)
                case CalendarRecord() as record:
                    yield from self._calendar(each.line, record)
                case TopicRecord() | HostRecord() as record:
                    yield from self._list(each.line, record)
                case FileRecord() as record:
                    yield from self._file(each.line, record)
                case StampRecord():
                    pass  # what an entry said may change; its stamp then moves
                case record:
                    yield from self._address(each.line, record.path)

    # ------------------------------------------------------------ chats

    def _domain(self) -> Iterator[Problem]:
        if "domain" in self.held.series.unsure:
            return
        now = self.held.series.domain
        names = ((each.line, each.record.uid.partition("@")[2]) for each in self.locked
                 if isinstance(each.record, SessionRecord))  # fmt: skip
        for line, old in [each for each in names if each[1] != now][:1]:
            yield self._fault(line, f"calendars know the chats as …@{old}, and `{now}` would "
                              f'double every entry: write `"domain": "{old}"` in SERIES; the '
                              "site itself may be elsewhere")  # fmt: skip

    def _session(self, line: int, record: SessionRecord) -> Iterator[Problem]:
        chat_id, key = record.chat_and_key
        chat = self.held.listed.get(chat_id)
        session = next((s for s in chat.sessions if s.key == key), None) if chat else None
        if chat is None or session is None:
            yield from self._session_gone(line, record, chat)
            return
        yield from self._address(line, record.path, chat)
        if record.since <= self.held.series.at < chat.announced:
            yield self._in_file(
                chat,
                "announced",
                line,
                "is still to come, but the chat was "
                f"published; write `announced: {moment(record.since)}`",
            )
        yield from self._revision(line, record, chat, session)

    def _session_gone(
        self, line: int, record: SessionRecord, chat: Chat | None
    ) -> Iterator[Problem]:
        if not self.held.is_gone(record.chat_and_key[0]):
            return
        yield self._fault(
            line,
            f"{record.uid} was published and would vanish from every "
            f"subscriber's calendar: {self._session_kept(record)}, {_OR_DELETE}",
        )
        if new := chat or self._same_chat(record):
            yield from self._address(line, record.path, new)

    def _session_kept(self, record: SessionRecord) -> str:
        chat_id, key = record.chat_and_key
        for chat in self.held.chats:
            if chat.id == chat_id and chat.status is Status.DRAFT:
                return (f"write `status: cancelled` in {chat.source} to call it off, "
                        "`status: announced` to keep it")  # fmt: skip
            if chat.id == chat_id:
                keep = f"write `id: {key}` in" if key else "take `id` out of"
                return f"{keep} its session in {chat.source}"
        same = self._same_chat(record)
        where = f"{same.source}, if that is the same chat" if same else "the renamed file"
        return (f"keep the chat (to call it off write `status: cancelled`), or write "
                f"`id: {chat_id}` in {where}")  # fmt: skip

    def _same_chat(self, record: SessionRecord) -> Chat | None:
        """Return the chat that this one became, if an address, start or name tells it."""
        name, found = _name_of(record.path), self.held.entries.get(record.path)
        for chat in self.held.listed.values():
            starts = {session.start.astimezone(UTC) for session in chat.sessions}
            alike = chat is found or record.start in starts or name == _name_of(chat.path) != ""
            if alike and chat.id not in self.ids:
                return chat
        return None

    def _revision(
        self, line: int, record: SessionRecord, chat: Chat, session: Session
    ) -> Iterator[Problem]:
        number, least = entries.sequence(chat, session), record.sequence + 1
        if self.held.series.unsure.intersection(("zone", "time")):
            return  # nobody knows when the chat is
        if session.start.astimezone(UTC) != record.start and number < least:
            if other := _session_at(record.start, chat):
                yield self._in_file(chat, "sessions", line, out_of_order(chat, session, other))
                return
            yield self._in_file(
                chat,
                "date",
                line,
                "is not the start that was published, and "
                "calendars would not believe it: write "
                f"{told_move(record, chat, session)}",
            )
        elif chat.status is not record.status and number < least:
            yield self._in_file(
                chat,
                "status",
                line,
                f"was `{record.status}` when published, and "
                "calendars would not believe the change: write "
                f"{told_change(chat, session, least)}",
            )
        elif number < record.sequence:
            yield self._in_file(
                chat,
                "revision",
                line,
                "calendars know revision "
                f"{record.sequence} and would ignore the chat's {number}: put "
                "back what was taken out of `moved_from` or `revision`, or write "
                f"{told_change(chat, session, record.sequence)}",
            )

    # ------------------------------------------------------------ posts and addresses

    def _post(self, line: int, record: PostRecord) -> Iterator[Problem]:
        post = self.held.posts_by_id.get(record.id)
        if post:
            yield from self._address(line, record.path, post)
            if record.since <= self.held.series.at < post.published:
                yield self._in_file(
                    post,
                    "date",
                    line,
                    "is still to come, but the post was "
                    f"published; write `date: {moment(record.since)}`",
                )
        elif self.held.complete:
            yield self._fault(
                line,
                f"the post {record.id} was published, and would vanish or "
                f"come to readers anew: {self._post_kept(record)}, {_OR_DELETE}",
            )

    def _post_kept(self, record: PostRecord) -> str:
        if draft := self.held.hidden.get(record.path):
            return f"write `status: published` in {draft}"
        found = self.held.entries.get(record.path)
        new = [post for post in self.held.posts if post.id not in self.ids
               and (post is found or post.published == record.since)]  # fmt: skip
        where = f"{new[0].source}, if that is the same post" if new else "the renamed file"
        address = "" if found else f" and `aliases: [{shown(record.path)}]`"
        return f"keep it, or write `id: {record.id}`{address} in {where}"

    def _address(self, line: int, path: str, entry: Entry | None = None) -> Iterator[Problem]:
        """Yield a problem when nothing is found there; `entry` is what took its place."""
        sure = self.held.chats_complete if isinstance(entry, Chat) else self.held.complete
        if path in self.held.addresses or path in self.told or not sure:
            return
        self.told.add(path)
        entry = entry or self._led_to(path)
        where = entry.source if entry else "the file that took its place"
        cure = f"write `aliases: [{shown(path)}]` in {where}"
        if entry and entry.aliases:
            cure = f"add {shown(path)} to the `aliases` of {where}"
        yield self._gone(line, path, cure)

    def _led_to(self, path: str) -> Entry | None:
        leads = (each.record.leads_to for each in self.locked
                 if isinstance(each.record, AliasRecord) and each.record.path == path)  # fmt: skip
        return next((self.held.entries[to] for to in leads if to in self.held.entries), None)

    def _calendar(self, line: int, record: CalendarRecord) -> Iterator[Problem]:
        if self.held.chats_complete and record.path not in self.held.calendars:
            yield self._fault(
                line,
                f"{shown(record.path)} was published, and whoever subscribed "
                f"to it would hear nothing more: keep {_named(record.path)} "
                "of two chats or more, or, if nobody uses it, delete this line",
            )

    def _list(self, line: int, record: TopicRecord | HostRecord) -> Iterator[Problem]:
        calendar = f"{record.path}calendar.ics"
        told = any(each.record == CalendarRecord(path=calendar) for each in self.locked)
        if self.held.chats_complete and record.path not in self.held.addresses and not told:
            yield self._gone(line, record.path, f"keep {_named(record.path)} of a chat")

    def _file(self, line: int, record: FileRecord) -> Iterator[Problem]:
        if self.held.complete and record.path not in self.held.addresses:
            yield self._gone(line, record.path, f"put {self.held.folder}/{record.path} back")

    # ------------------------------------------------------------ where it is

    def _gone(self, line: int, path: str, cure: str) -> Problem:
        return self._fault(line, f"{shown(path)} was published and would no longer be found: "
                           f"{cure}, {_OR_DELETE}")  # fmt: skip

    def _fault(self, line: int, message: str) -> Problem:
        return Problem(self.path, line, "", message)

    def _in_file(self, entry: Chat | Post, name: str, line: int, message: str) -> Problem:
        """Return a problem of the file itself, at the field or the nearest that there is."""
        nearest = (self.held.line_of(entry.source, each) for each in (name, "sessions"))
        at = next(filter(None, nearest), 0)
        return Problem(entry.source, at, name, f"{message} ({self.path}:{line})")


def _session_at(start: datetime, chat: Chat) -> Session | None:
    """Return the session that begins then."""
    return next((s for s in chat.sessions if s.start.astimezone(UTC) == start), None)


def _named(path: str) -> str:
    """Return what keeps a topic's or a host's page: "`education` among the `tags`"."""
    field = "hosts" if path.startswith(paths.HOSTS) else "tags"
    return f"`{path.split('/')[1]}` among the `{field}`"


def _name_of(path: str) -> str:
    """Return what a slug says beside its month: chats/2010-06-local/ → "local"."""
    return path.removeprefix(paths.ARCHIVE).rstrip("/").lstrip("0123456789-")
