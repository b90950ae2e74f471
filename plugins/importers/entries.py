"""What every kind of export comes to: entries, with what could not be understood of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One post, page or event of an export.

    `where` names it to who must look it up. `body` is Markdown, in which `entry:NAME` links the
    entry of that `name`, and `brought:KEY` shows or links a file of `brings`, the paths of those
    that come along. `start` is only known of events, in its zone, or their `day` alone. `kind` is
    "page", "event" or "" for a post. `of` is the `name` of the entry that it tells in `lang`.
    `told` says what could not be understood, `told_at` by the line of the file.
    """

    where: str
    title: str
    name: str = ""
    body: str = ""
    kind: str = ""
    url: str = ""
    slug: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    draft: bool = False
    summary: str = ""
    start: datetime | None = None
    day: date | None = None
    length: timedelta | None = None
    status: str = ""
    venue_url: str = ""
    aliases: tuple[str, ...] = ()
    lang: str = ""
    of: str = ""
    brings: Mapping[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    told_at: tuple[tuple[int, str], ...] = ()


@dataclass
class Export:
    """What was read: the entries, and the lines of what is not among them."""

    entries: list[Entry] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def extend(self, other: "Export") -> None:
        """Take in what another file has."""
        self.entries.extend(other.entries)
        self.told.extend(other.told)


def distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that say something, each once."""
    return tuple(dict.fromkeys(word.strip() for word in words if word and word.strip()))
