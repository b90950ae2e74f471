"""What the lines of identities.lock are held against, and how a fault of one is told."""

from dataclasses import dataclass, field
from functools import cached_property

from chats.aliases import Entry, shown
from chats.held import Held
from chats.identity.records import AliasRecord, CalendarRecord, Locked, SessionRecord
from chats.model import Chat, Post
from chats.problems import Problem

OR_DELETE = "or, if it was never public, delete this line"


@dataclass(kw_only=True)
class Ledger:
    """The lines that hold, and what the content folder holds now.

    `path` is that of identities.lock as the writer knows it, `told` the addresses whose
    loss has been told already.
    """

    locked: tuple[Locked, ...]
    held: Held
    path: str
    told: set[str] = field(default_factory=set)

    @cached_property
    def ids(self) -> frozenset[str]:
        """What is named in the lines: ids of chats and posts, and addresses."""
        return frozenset(each.record.chat_and_key[0] if isinstance(each.record, SessionRecord)
                         else each.record.name for each in self.locked)  # fmt: skip

    @cached_property
    def uids(self) -> frozenset[str]:
        """The names of the calendar entries in the lines."""
        return frozenset(each.record.uid for each in self.locked
                         if isinstance(each.record, SessionRecord))  # fmt: skip

    @cached_property
    def calendars(self) -> frozenset[str]:
        """The addresses of the calendars in the lines."""
        return frozenset(each.record.path for each in self.locked
                         if isinstance(each.record, CalendarRecord))  # fmt: skip

    def led_to(self, path: str) -> Entry | None:
        """Return what an old address led on to, if that is still there."""
        leads = (each.record.leads_to for each in self.locked
                 if isinstance(each.record, AliasRecord) and each.record.path == path)  # fmt: skip
        return next((self.held.entries[to] for to in leads if to in self.held.entries), None)

    def fault(self, line: int, message: str) -> Problem:
        """Return a problem of the line."""
        return Problem(self.path, line, "", message)

    def gone(self, line: int, path: str, cure: str) -> Problem:
        """Return the problem of an address at which nothing is any more."""
        return self.fault(line, f"{shown(path)} was published and would no longer be found: "
                          f"{cure}, {OR_DELETE}")  # fmt: skip

    def in_file(self, entry: Chat | Post, name: str, line: int, message: str) -> Problem:
        """Return a problem of the entry's own file, at the field or the nearest that there is."""
        nearest = (self.held.line_of(entry.source, each) for each in (name, "sessions"))
        at = next(filter(None, nearest), 0)
        return Problem(entry.source, at, name, f"{message} ({self.path}:{line})")
