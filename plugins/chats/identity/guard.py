"""What was once published, held against what the files say now: nothing may get lost.

Every fault is said with the cure that keeps the identity. Where the file to mend is
known it is named, else the line of identities.lock.
"""

from collections.abc import Iterable, Iterator

from chats.held import Held
from chats.identity.keeping import in_force
from chats.identity.kept_addresses import (
    address_problems,
    calendar_problems,
    file_problems,
    list_problems,
)
from chats.identity.kept_chats import session_problems
from chats.identity.kept_posts import post_problems
from chats.identity.kept_stamps import stamp_problems
from chats.identity.ledger import Ledger
from chats.identity.lines import locked_from
from chats.identity.records import (
    CalendarRecord,
    FileRecord,
    HostRecord,
    Locked,
    PostRecord,
    SessionRecord,
    StampRecord,
    TopicRecord,
)
from chats.problems import Problem


def identity_problems(
    path: str, locked: Iterable[Locked], last_commit: bytes | None, held: Held
) -> list[Problem]:
    """Return what is wrong with the content, held against the lines of identities.lock.

    `path` is the file's as the writer knows it, `last_commit` the file as it was
    committed, None where there is no git.
    """
    before = None if last_commit is None else locked_from(path, last_commit, [])
    return broken(in_force(locked, before), held, path)


def broken(locked: Iterable[Locked], held: Held, path: str) -> list[Problem]:
    """Return a problem for each locked identity that a build would lose or change unsaid."""
    ledger = Ledger(locked=tuple(locked), held=held, path=path)
    moved = list(_domain_problems(ledger))
    if moved and not ledger.ids.intersection(chat.id for chat in held.chats):
        return [ledger.fault(0, "is another series', whose chats are not here; delete the file")]
    return moved + [problem for each in ledger.locked for problem in _problems(ledger, each)]


def _problems(ledger: Ledger, each: Locked) -> Iterator[Problem]:
    match each.record:
        case SessionRecord() as record:
            return session_problems(ledger, each.line, record)
        case PostRecord() as record:
            return post_problems(ledger, each.line, record)
        case CalendarRecord() as record:
            return calendar_problems(ledger, each.line, record)
        case TopicRecord() | HostRecord() as record:
            return list_problems(ledger, each.line, record)
        case FileRecord() as record:
            return file_problems(ledger, each.line, record)
        case StampRecord() as record:
            return stamp_problems(ledger, each.line, record)
        case record:
            return address_problems(ledger, each.line, record.path)


def _domain_problems(ledger: Ledger) -> Iterator[Problem]:
    if "domain" in ledger.held.series.unsure:
        return
    now = ledger.held.series.domain
    names = ((each.line, each.record.uid.partition("@")[2]) for each in ledger.locked
             if isinstance(each.record, SessionRecord))  # fmt: skip
    for line, old in [each for each in names if each[1] != now][:1]:
        yield ledger.fault(line, f"calendars know the chats as …@{old}, and `{now}` would double "
                           f'every entry: write `"domain": "{old}"` in SERIES; the site itself '
                           "may be elsewhere")  # fmt: skip
