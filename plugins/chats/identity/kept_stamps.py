"""Numbers and stamps that calendars were told never go back, whatever became of the lock."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta

from chats import entries
from chats.calendar_entries.events import revisions_of
from chats.calendar_entries.revisions import AT_LEAST, Revision
from chats.identity.cures import told_change
from chats.identity.ledger import Ledger
from chats.identity.lines import line_of, locked_from
from chats.identity.records import Locked, StampRecord
from chats.problems import Problem
from chats.series import Series


def stamp_problems(ledger: Ledger, line: int, record: StampRecord) -> Iterator[Problem]:
    """Yield a problem when a chat's number lies below that of an entry which it takes over.

    Of a chat that has a line of its own, that line tells.
    """
    chat_id, key = record.chat_and_key
    chat = ledger.held.listed.get(chat_id)
    session = next((s for s in chat.sessions if s.key == key), None) if chat else None
    known = record.uid in ledger.uids
    if chat and session and not known and entries.sequence(chat, session) < record.sequence:
        message = (f"calendars know revision {record.sequence} of this name and would ignore the "
                   f"chat: write {told_change(chat, session, record.sequence)}")  # fmt: skip
        yield ledger.in_file(chat, "revision", line, message)


def stamps_gone_back(
    path: str, locked: Iterable[Locked], ever: bytes, series: Series
) -> Iterator[Problem]:
    """Yield a problem for each entry whose stamp would be no later than that of another state.

    So it is after `git revert`, or when a merge took one of two lines. `ever` holds every
    line with which the file was once committed, `series` knows those of `locked`.
    """
    known: dict[str, list[StampRecord]] = defaultdict(list)
    stamps = b"\n".join(re.findall(rb"^stamp .*$", ever, re.M))
    for each in locked_from(path, stamps, []):
        if isinstance(each.record, StampRecord):
            known[each.record.uid].append(each.record)
    lines = {each.record.name: each.line for each in locked if isinstance(each.record, StampRecord)}
    odd = {uid for uid, last in series.revisions.items() if last != _right(last, known[uid])}
    for uid, now in revisions_of(series).items() if odd else ():
        right = _right(now, known[uid])
        if uid in odd and right != now:
            written = line_of(StampRecord(uid=uid, **vars(right)))
            yield Problem(path, lines[uid], "", "calendars may know something else of this second "
                          f"or later: write `{written}`; this file only goes forward")  # fmt: skip


def _right(now: Revision, records: Iterable[StampRecord]) -> Revision:
    """Return the state with a stamp that is later than each other state's."""
    sequence, stamp = now.sequence, now.stamp
    for record in records:
        least = record.stamp + (AT_LEAST if record.digest != now.digest else timedelta())
        sequence, stamp = max(sequence, record.sequence), max(stamp, least)
    return Revision(sequence=sequence, stamp=stamp, digest=now.digest)
