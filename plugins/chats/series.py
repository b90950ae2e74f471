"""A whole series: its settings, its people, its chats, and what can be asked of them."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from chats.calendar_entries.revisions import Revision
from chats.model import Chat, Person, Post, hosts_of
from chats.outward import outward
from chats.paths import slug_of
from chats.platforms import Platform
from chats.schedule import Placeholder, Rule
from chats.words import ENGLISH, Words

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Zone:
    """A zone of the series under the name its readers know ("Eastern", "UK")."""

    label: str
    zone: ZoneInfo


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A way to suggest a question: an address with {title}, {id}, {url} in it."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What several chats were about: a tag, with its chats, latest first."""

    name: str
    chats: tuple[Chat, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Series:
    """A whole series: its settings, its people and its chats, oldest first.

    `revisions` are the calendar entries as they were published last, by UID.
    `words` are those of its `language`, `words_in` gives those of others.
    `usual_time` is the wall clock at which a chat begins unless it says otherwise,
    None where every chat must say it. `at` is the instant the site shows. `unsure` names the
    keys of SERIES that have mistakes, and `people` when nobody knows who there is: a stand-in
    holds each one's place, so that the chats can be read. No site is built of such a series.
    """

    name: str
    tagline: str
    description: str
    hashtag: str
    domain: str
    zone: ZoneInfo
    duration: timedelta
    zones: tuple[Zone, ...]
    platform: Platform
    platforms: Mapping[str, Platform]
    at: datetime
    usual_time: time | None = None
    language: str = "en"
    words: Words = ENGLISH
    words_in: Callable[[str], Words] = field(default=Words, compare=False, repr=False)
    color: str = ""
    contact: str = ""
    source_url: str = ""
    trusted: bool = False
    rule: Rule | None = None
    exceptions: Mapping[str, date | None] = field(default_factory=dict)
    until: date | None = None
    expected: int = 3
    venue_url: str = ""
    suggest: tuple[Suggestion, ...] = ()
    archived: Mapping[str, date] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    chats: tuple[Chat, ...] = ()
    posts: tuple[Post, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    unsure: frozenset[str] = frozenset()
    revisions: Mapping[str, Revision] = field(default_factory=dict)

    @property
    def upcoming(self) -> tuple[Chat, ...]:
        """The chats not over yet at the instant the site shows, next first."""
        return tuple(chat for chat in self.chats if chat.end > self.at)

    @property
    def past(self) -> tuple[Chat, ...]:
        """The chats that are over, latest first."""
        return tuple(chat for chat in reversed(self.chats) if chat.end <= self.at)

    @property
    def next(self) -> Chat | None:
        """The next chat that takes place."""
        return next((chat for chat in self.upcoming if not chat.cancelled), None)

    @property
    def latest(self) -> Chat | None:
        """The last chat that took place."""
        return next((chat for chat in self.past if not chat.cancelled), None)

    def outward(self, address: str) -> str:
        """Return where a link to an address leads: to an archive's copy where its host is gone."""
        return outward(address, self.archived)

    def recaps(self, chat: Chat) -> tuple[Post, ...]:
        """Return the posts that follow the chat, oldest first."""
        return self._recaps.get(chat.id, ())

    @cached_property
    def _recaps(self) -> dict[str, tuple[Post, ...]]:
        found: dict[str, tuple[Post, ...]] = {}
        for post in self.posts:
            found[post.chat] = (*found.get(post.chat, ()), post)
        return found

    def chat_of(self, post: Post) -> Chat | None:
        """Return the chat that a post follows."""
        place = self.places.get(post.chat)
        return None if place is None else self.chats[place]

    def neighbours(self, chat: Chat) -> tuple[Chat | None, Chat | None]:
        """Return the chats before and after it in time."""
        where = self.places[chat.id]
        before = self.chats[where - 1] if where else None
        after = self.chats[where + 1] if where + 1 < len(self.chats) else None
        return before, after

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each chat in time, by id."""
        return {chat.id: place for place, chat in enumerate(self.chats)}

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics, in alphabetical order; spellings with one address are one topic."""
        return self.once("topics", self._topics)

    def _topics(self) -> tuple[Topic, ...]:
        found: dict[str, tuple[str, list[Chat]]] = {}
        for chat in reversed(self.chats):
            for tag in chat.tags:
                _, chats = found.setdefault(slug_of(tag), (tag, []))
                if not chats or chats[-1] is not chat:
                    chats.append(chat)
        named = (found[key] for key in sorted(found))
        return tuple(Topic(name=name, chats=tuple(chats)) for name, chats in named)

    def hosts(self) -> Mapping[Person, tuple[Chat, ...]]:
        """Return everybody who hosted → their chats, latest first; by name."""
        return self.once("hosts", self._hosts)

    def _hosts(self) -> dict[Person, tuple[Chat, ...]]:
        found: dict[str, tuple[Person, list[Chat]]] = {}
        for chat in reversed(self.chats):
            for person in hosts_of(chat):
                found.setdefault(person.id, (person, []))[1].append(chat)
        by_name = sorted(found.values(), key=lambda host: host[0].name)
        return {person: tuple(chats) for person, chats in by_name}

    def once(self, name: Hashable, make: Callable[[], T]) -> T:
        """Return what is made of the series under a name; it is made when first asked for."""
        if name not in self._made:
            self._made[name] = make()
        return cast(T, self._made[name])

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}
