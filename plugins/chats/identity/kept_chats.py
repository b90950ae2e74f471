"""Chats that were published stay in calendars, with an hour and a state that calendars believe."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from chats import entries, paths
from chats.identity.cures import moment, out_of_order, told_change, told_move
from chats.identity.kept_addresses import address_problems
from chats.identity.ledger import OR_DELETE, Ledger
from chats.identity.records import SessionRecord
from chats.model import Chat, Session, Status
from chats.problems import Problem

_WHEN = ("zone", "time", "duration")
"""Settings without which nobody knows when a chat is."""


def session_problems(ledger: Ledger, line: int, record: SessionRecord) -> Iterator[Problem]:
    """Yield what would leave subscribers without the entry, or with a stale one."""
    chat_id, key = record.chat_and_key
    chat = ledger.held.listed.get(chat_id)
    session = next((s for s in chat.sessions if s.key == key), None) if chat else None
    if chat is None or session is None:
        yield from _gone(ledger, line, record, chat)
        return
    yield from address_problems(ledger, line, record.path, chat)
    if record.since <= ledger.held.series.at < chat.announced:
        message = ("is still to come, but the chat was published; write "
                   f"`announced: {moment(record.since)}`")  # fmt: skip
        yield ledger.in_file(chat, "announced", line, message)
    if not ledger.held.series.unsure.intersection(
        ("zone", "time", "duration")
    ):  # else who knows when it is
        yield from _revision(ledger, line, record, chat, session)


def _gone(ledger: Ledger, line: int, record: SessionRecord, chat: Chat | None) -> Iterator[Problem]:
    if not ledger.held.is_gone(record.chat_and_key[0]):
        return
    yield ledger.fault(
        line,
        f"{record.uid} was published and would vanish from every subscriber's calendar: "
        f"{_kept(ledger, record)}, {OR_DELETE}",
    )
    if new := chat or _same_chat(ledger, record):
        yield from address_problems(ledger, line, record.path, new)


def _kept(ledger: Ledger, record: SessionRecord) -> str:
    """Return how to keep the entry."""
    chat_id, key = record.chat_and_key
    for chat in ledger.held.chats:
        if chat.id == chat_id and chat.status is Status.DRAFT:
            return (f"write `status: cancelled` in {chat.source} to call it off, "
                    "`status: announced` to keep it")  # fmt: skip
        if chat.id == chat_id and _session_at(record.period.start, chat):
            keep = f"write `id: {key}` in" if key else "take `id` out of"
            return f"{keep} its session in {chat.source}"
        if chat.id == chat_id:
            named = f" with `id: {key}`" if key else ""
            return f"put its session back{named} in {chat.source}"
    same = _same_chat(ledger, record)
    where = f"{same.source}, if that is the same chat" if same else "the renamed file"
    return (f"keep the chat (to call it off write `status: cancelled`), or write "
            f"`id: {chat_id}` in {where}")  # fmt: skip


def _same_chat(ledger: Ledger, record: SessionRecord) -> Chat | None:
    """Return the chat that this one became, if an address, start or name tells it."""
    held, name = ledger.held, _name_of(record.path)
    for chat in held.listed.values():
        starts = {session.start.astimezone(UTC) for session in chat.sessions}
        found = chat is held.entries.get(record.path)
        alike = found or record.period.start in starts or name == _name_of(chat.path) != ""
        if alike and chat.id not in ledger.ids:
            return chat
    return None


def _revision(
    ledger: Ledger, line: int, record: SessionRecord, chat: Chat, session: Session
) -> Iterator[Problem]:
    """Yield a problem when SEQUENCE would fall, or stay though the time or the state changed."""
    number, least = entries.sequence(chat, session), record.sequence + 1
    field, change = _changed(record, chat, session)
    if field and number < least:
        yield ledger.in_file(chat, field, line, change)
    elif number < record.sequence:
        message = (f"calendars know revision {record.sequence} and would ignore the chat's "
                   f"{number}: put back what was taken out of `moved_from` or `revision`, or "
                   f"write {told_change(chat, session, record.sequence)}")  # fmt: skip
        yield ledger.in_file(chat, "revision", line, message)


def _changed(record: SessionRecord, chat: Chat, session: Session) -> tuple[str, str]:
    """Return the field that says something else than was published, and how to tell calendars."""
    length = record.period.length or session.duration
    if session.start.astimezone(UTC) != record.period.start:
        if other := _session_at(record.period.start, chat):
            return "sessions", out_of_order(chat, session, other)
        return "date", ("is not the start that was published, and calendars would not believe "
                        f"it: write {told_move(record, chat, session)}")  # fmt: skip
    if session.duration != length:
        return "duration", (
            "is not the length that was published, and calendars would not believe it: write "
            f"`duration: {length // timedelta(minutes=1)}m` to keep that, or "
            f"{told_change(chat, session, record.sequence + 1)}"
        )
    if chat.status is not record.status:
        return "status", (f"was `{record.status}` when published, and calendars would not "
                          "believe the change: write "
                          f"{told_change(chat, session, record.sequence + 1)}")  # fmt: skip
    return "", ""


def _session_at(start: datetime, chat: Chat) -> Session | None:
    """Return the session that begins then."""
    return next((s for s in chat.sessions if s.start.astimezone(UTC) == start), None)


def _name_of(path: str) -> str:
    """Return what a slug says beside its month: chats/2010-06-local/ → "local"."""
    return path.removeprefix(paths.ARCHIVE).rstrip("/").lstrip("0123456789-")
