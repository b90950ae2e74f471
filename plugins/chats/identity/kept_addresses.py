"""Addresses that were published: a page, a list, a calendar or a file must still be there."""

from collections.abc import Iterator

from chats import paths
from chats.aliases import Entry, shown
from chats.identity.ledger import Ledger
from chats.identity.records import CalendarRecord, FileRecord, HostRecord, TopicRecord
from chats.model import Chat
from chats.problems import Problem


def address_problems(
    ledger: Ledger, line: int, path: str, entry: Entry | None = None
) -> Iterator[Problem]:
    """Yield a problem when nothing is found there; `entry` is what took its place."""
    held = ledger.held
    sure = held.chats_complete if isinstance(entry, Chat) else held.complete
    if path in held.addresses or path in ledger.told or not sure:
        return
    ledger.told.add(path)
    entry = entry or ledger.led_to(path)
    where = entry.source if entry else "the file that took its place"
    cure = f"write `aliases: [{shown(path)}]` in {where}"
    if entry and entry.aliases:
        cure = f"add {shown(path)} to the `aliases` of {where}"
    yield ledger.gone(line, path, cure)


def calendar_problems(ledger: Ledger, line: int, record: CalendarRecord) -> Iterator[Problem]:
    """Yield a problem when the calendar of a topic or a host would fall silent."""
    if ledger.held.chats_complete and record.path not in ledger.held.calendars:
        renamed = (
            "" if record.path.startswith(paths.HOSTS) else ", beside its new name if it has one"
        )
        yield ledger.fault(
            line,
            f"{shown(record.path)} was published, and whoever subscribed to it would hear "
            f"nothing more: keep {_named(record.path)} of two chats or more{renamed}, or, if "
            "nobody uses it, delete this line",
        )


def list_problems(ledger: Ledger, line: int, record: TopicRecord | HostRecord) -> Iterator[Problem]:
    """Yield a problem when a topic or a host has no page any more, unless its calendar tells."""
    told = f"{record.path}calendar.ics" in ledger.calendars
    if ledger.held.chats_complete and record.path not in ledger.held.addresses and not told:
        yield ledger.gone(line, record.path, f"keep {_named(record.path)} of a chat")


def file_problems(ledger: Ledger, line: int, record: FileRecord) -> Iterator[Problem]:
    """Yield a problem when a picture or document is no longer there."""
    if ledger.held.complete and record.path not in ledger.held.addresses:
        yield ledger.gone(line, record.path, f"put {ledger.held.folder}/{record.path} back")


def _named(path: str) -> str:
    """Return what keeps a topic's or a host's page: "`education` among the `tags`"."""
    field = "hosts" if path.startswith(paths.HOSTS) else "tags"
    return f"`{path.split('/')[1]}` among the `{field}`"
