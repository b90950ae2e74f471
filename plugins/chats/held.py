"""Everything that the content folder holds, by name and by address."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from chats import paths
from chats.aliases import Entry, LineOf
from chats.identity.published import calendars
from chats.model import Chat, Page, Post, Status
from chats.problems import Problem
from chats.series import Series
from chats.translations import editions

E = TypeVar("E", Chat, Post)


@dataclass(frozen=True, kw_only=True)
class Held:
    """Everything that the content folder holds, public at the series' instant or not.

    A preview of the past must not miss what is announced later. `hidden` maps the path
    of each post that is a draft to its file. `complete` is false when some file could not
    be read (what it holds is not gone), `chats_complete` when it may have been a chat's;
    `astray` are the ids that such chats may have, None when that may be any.
    `files` are the paths of what is published as it is, `folder` is the folder's name.
    """

    series: Series
    chats: tuple[Chat, ...]
    posts: tuple[Post, ...] = ()
    pages: tuple[Page, ...] = ()
    hidden: Mapping[str, str] = field(default_factory=dict)
    complete: bool = True
    chats_complete: bool = True
    astray: frozenset[str] | None = frozenset()
    files: frozenset[str] = frozenset()
    folder: str = "content"
    line_of: LineOf = lambda _source, _field: 0

    def is_gone(self, chat_id: str) -> bool:
        """Return whether it is sure that a chat which is not here is in no other file either."""
        return self.astray is not None and chat_id not in self.astray

    @cached_property
    def listed(self) -> dict[str, Chat]:
        """The chats that are no drafts, by id."""
        return {chat.id: chat for chat in self.chats if chat.status is not Status.DRAFT}

    @cached_property
    def posts_by_id(self) -> dict[str, Post]:
        """The posts that are no drafts, by id."""
        return {post.id: post for post in self.posts}

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """What stands at each address, or is led to from there."""
        told = (edition for chat in self.listed.values() for edition in editions(chat))
        made: tuple[Entry, ...] = (*told, *self.posts, *self.pages)
        led = {alias: entry for entry in made for alias in entry.aliases}
        return led | {entry.path: entry for entry in made}

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every address at which there is something, or that leads to it."""
        series = self._whole
        topics = (paths.topic(topic.name) for topic in series.topics())
        hosts = (paths.host(person.id) for person in series.hosts())
        return paths.OWN.union(self.entries, self.files, topics, hosts)

    @cached_property
    def calendars(self) -> frozenset[str]:
        """The calendars of topics and hosts."""
        return frozenset(calendars(self._whole))

    @cached_property
    def _whole(self) -> Series:
        return replace(self.series, chats=tuple(self.listed.values()))


def alone(entries: Iterable[E]) -> list[E]:
    """Return the entries that share neither id nor address with another one.

    Of the others nobody knows which is which until one of them is renamed.
    """
    entries = list(entries)
    ids, slugs = (Counter(getattr(entry, name) for entry in entries) for name in ("id", "slug"))
    return [entry for entry in entries if ids[entry.id] == slugs[entry.slug] == 1]


def repeated(entries: Iterable[Chat | Post]) -> list[Problem]:
    """Return a problem for each id or address that two chats, or two posts, share.

    It names both files.
    """
    seen: dict[tuple[str, str], Chat | Post] = {}
    problems = []
    for entry in sorted(entries, key=lambda entry: entry.source):
        for kind, value in (("id", entry.id), ("slug", entry.slug)):
            first = seen.setdefault((kind, value), entry)
            if first is not entry:
                mend = ("write `id: …` in one of them, as in `id: "
                        f"{value}-b`" if kind == "id" else "rename one of them")  # fmt: skip
                problems.append(
                    Problem(entry.source, 0, kind, f"`{value}` is also {first.source}'s; {mend}")
                )
    return problems
