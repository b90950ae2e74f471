"""How the file of identities goes on: what holds of it, and what a build makes of it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from chats.calendar_entries.revisions import Revision
from chats.identity.records import (
    AliasRecord,
    Locked,
    PostRecord,
    Record,
    SessionRecord,
    StampRecord,
    key_of,
)
from chats.schedule import LOOKING_BACK


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


def revisions(locked: Iterable[Record]) -> dict[str, Revision]:
    """Return the entries as they were published last, by UID; of two lines the later holds."""
    stamps = (record for record in sorted(locked, key=_age) if isinstance(record, StampRecord))
    return {each.uid: Revision(sequence=each.sequence, stamp=each.stamp, digest=each.digest)
            for each in stamps}  # fmt: skip


def joined(locked: Iterable[Record], now: Iterable[Record], at: datetime) -> tuple[Record, ...]:
    """Return what the file should hold: all that was locked, as it is now, and what is new.

    Nothing is dropped but an alias that is a page again, and at the instant `at` the stamp
    of a date that can be expected no more. `since` stays what it was first.
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
        if not isinstance(record := kept[key], StampRecord)
        or record.uid in uids or _may_return(record.uid, at)
    )  # fmt: skip


def _may_return(uid: str, at: datetime) -> bool:
    """Return whether the rule or an exception could bring the date of that name back."""
    month = re.match(r"\d{4}-\d{2}(?=@|-\d{2}@)", uid)
    return month is not None and month[0] >= f"{at - LOOKING_BACK:%Y-%m}"


def _age(record: Record) -> tuple[float, int]:
    """Return what a line of the same name is newer by."""
    if isinstance(record, StampRecord):
        return record.stamp.timestamp(), record.sequence
    return 0, record.sequence if isinstance(record, SessionRecord) else 0


def _since(record: Record, old: Record) -> Record:
    if isinstance(record, (SessionRecord, PostRecord)) and isinstance(old, type(record)):
        return replace(record, since=min(record.since, old.since))
    return record
