"""How to keep a name or a start that was published: the words to write, and where."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from chats import entries, fields
from chats.identity.records import SessionRecord
from chats.model import Chat, Session


def told_move(record: SessionRecord, chat: Chat, session: Session) -> str:
    """Return the field that tells calendars of a move away from the record's start."""
    old = record.period.start.astimezone(session.zone)
    told = replace(session, moved_from=(*session.moved_from, old))
    known = record.period.start in (start.astimezone(UTC) for start in session.moved_from)
    suffices = entries.sequence(chat, told) > record.sequence
    if known or not suffices or not _typable(old, session):
        return told_change(chat, session, record.sequence + 1)
    starts = ", ".join(f"{start:%Y-%m-%d %H:%M}" for start in told.moved_from)
    return f"`moved_from: {f'[{starts}]' if session.moved_from else starts}`"


def told_change(chat: Chat, session: Session, least: int) -> str:
    """Return the `revision` with which the entry's number is at least this."""
    enough = (number for number in count(chat.revision + 1)
              if entries.sequence(replace(chat, revision=number), session) >= least)  # fmt: skip
    return f"`revision: {next(enough)}`"


def out_of_order(chat: Chat, session: Session, other: Session) -> str:
    """Return how two sessions get back the names by which calendars know them.

    One without `id` is named by its place in the list: the first has none, others a number.
    """
    if session.key and not session.key.isdigit():
        cure = f"write `id: {session.key}` in it"
    else:
        cure = f"list it as number {session.key or 1} of the {len(chat.sessions)}"
    begins = f"{other.start:%Y-%m-%d %H:%M} ({other.zone.key})"
    return ("have changed places, and calendars would swap their entries: the one of "
            f"{begins} has another's name; {cure}")  # fmt: skip


def moment(value: datetime) -> str:
    """Return a moment as it is typed."""
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _typable(start: datetime, session: Session) -> bool:
    """Return whether the wall clock says it unmistakably; `moved_from` knows no `fold`."""
    try:
        wall = fields.wall_instant(start.date(), start.time().replace(fold=0), session.zone)
    except ValueError:
        return False
    return wall.astimezone(UTC) == start.astimezone(UTC) and not start.second
