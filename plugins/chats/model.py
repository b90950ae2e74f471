"""The nouns of a chat series, as values that never change once made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import cast
from zoneinfo import ZoneInfo

from chats import paths
from chats.paths import slug_of
from chats.platforms import Platform
from chats.schedule import Placeholder, Rule


class Status(StrEnum):
    """Where a chat stands; the values are those of the field `status`."""

    ANNOUNCED = "announced"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"
    DRAFT = "draft"


@dataclass(frozen=True, kw_only=True)
class Link:
    """An address with the words that stand for it; `by` names its author."""

    title: str
    url: str
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Original:
    """What an entry was made from: reposted as it was, or `adapted`, told in words of its own.

    A repost leaves the first place to its original: `canonical` is then its address.
    """

    name: str
    url: str
    adapted: bool = False

    @property
    def canonical(self) -> str:
        """The address that search engines should keep instead of ours, "" for none."""
        return "" if self.adapted else self.url

    @property
    def wording(self) -> str:
        """What the line with its link begins with."""
        return "Adapted from" if self.adapted else "Reposted from"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of content/people.yaml; `zone` is the one they live in."""

    id: str
    name: str
    handle: str = ""
    place: str = ""
    role: str = ""
    zone: ZoneInfo | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a chat; `minutes` is the time it is given, None an even share."""

    ask: str
    note: str = ""
    minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class Venue:
    """A place that is not the chat's usual platform: where it moved to."""

    name: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Session:
    """One sitting of a chat. `start` is aware, in the session's own zone.

    Most chats have one session with an empty `key`; a chat held twice, for two
    halves of the world, has two. The key tells their calendar entries apart.
    `moved_from` holds the earlier starts, oldest first.
    """

    start: datetime
    duration: timedelta
    key: str = ""
    label: str = ""
    hosts: tuple[Person, ...] = ()
    moved_from: tuple[datetime, ...] = ()

    @property
    def end(self) -> datetime:
        """The end, in UTC: elapsed time, never wall-clock arithmetic."""
        return self.start.astimezone(UTC) + self.duration

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the session's time was announced."""
        return cast(ZoneInfo, self.start.tzinfo)


@dataclass(frozen=True, kw_only=True)
class Chat:
    """One conversation: announced, to come, held or called off.

    `id` names it for ever (calendar UID, feed guid); `slug` is its address, `aliases`
    are the paths at which it was found before. `source` is its file, as the writer knows it.
    `image_size` is the picture's width and height in pixels, None when it is not known.
    """

    id: str
    slug: str
    source: str
    title: str
    topic: str
    sessions: tuple[Session, ...]
    platform: Platform
    hashtag: str
    announced: datetime
    updated: datetime
    venue_url: str = ""
    questions: tuple[Question, ...] = ()
    hosts: tuple[Person, ...] = ()
    guests: tuple[Person, ...] = ()
    status: Status = Status.ANNOUNCED
    revision: int = 0
    moved_to: Venue | None = None
    summary: str = ""
    tags: tuple[str, ...] = ()
    image: str = ""
    image_alt: str = ""
    image_size: tuple[int, int] | None = None
    note: str = ""
    original: Original | None = None
    resources: tuple[Link, ...] = ()
    recording: str = ""
    transcript: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where its page is."""
        return paths.chat(self.slug)

    @property
    def slugs(self) -> tuple[str, ...]:
        """Its slug, then those under which its page stood before."""
        old = (re.fullmatch(rf"{paths.ARCHIVE}([^/]+)/", alias) for alias in self.aliases)
        return (self.slug, *(match[1] for match in old if match))

    @property
    def start(self) -> datetime:
        """When its first session begins, in that session's zone."""
        return self.sessions[0].start

    @property
    def end(self) -> datetime:
        """When its last session is over, in UTC."""
        return max(session.end for session in self.sessions)

    @property
    def cancelled(self) -> bool:
        """Whether it was called off."""
        return self.status is Status.CANCELLED

    @property
    def tentative(self) -> bool:
        """Whether its date is still to be confirmed."""
        return self.status is Status.TENTATIVE

    @property
    def moved(self) -> bool:
        """Whether any session had another start before."""
        return any(session.moved_from for session in self.sessions)


@dataclass(frozen=True, kw_only=True)
class Post:
    """An ordinary post: a recap of a chat, a reflection, an announcement.

    `id` names it for ever (feed guid), the slug unless another is given. `chat` is the
    id of the chat that it follows, "" for none. `aliases` are its earlier paths.
    """

    slug: str
    source: str
    title: str
    published: datetime
    updated: datetime
    kind: str = "post"
    chat: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[Person, ...] = ()
    original: Original | None = None
    id: str = ""
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.id or self.slug)

    @property
    def path(self) -> str:
        """Where its page is."""
        return paths.post(self.slug)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of prose: the guide's own words, "about"; `aliases` are its earlier paths."""

    slug: str
    source: str
    title: str
    summary: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it is."""
        return paths.page(self.slug)


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

    `usual_time` is the wall clock at which a chat begins unless it says otherwise,
    None where every chat must say it. `at` is the instant the site shows.
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
    color: str = ""
    contact: str = ""
    source_url: str = ""
    rule: Rule | None = None
    exceptions: Mapping[str, date | None] = field(default_factory=dict)
    until: date | None = None
    expected: int = 3
    venue_url: str = ""
    suggest: tuple[Suggestion, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    chats: tuple[Chat, ...] = ()
    posts: tuple[Post, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()

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

    def recaps(self, chat: Chat) -> tuple[Post, ...]:
        """Return the posts that follow the chat, oldest first."""
        return tuple(post for post in self.posts if post.chat == chat.id)

    def neighbours(self, chat: Chat) -> tuple[Chat | None, Chat | None]:
        """Return the chats before and after it in time."""
        where = self.chats.index(chat)
        before = self.chats[where - 1] if where else None
        after = self.chats[where + 1] if where + 1 < len(self.chats) else None
        return before, after

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics, in alphabetical order; spellings with one address are one topic."""
        found: dict[str, Topic] = {}
        for chat in reversed(self.chats):
            for tag in chat.tags:
                topic = found.setdefault(slug_of(tag), Topic(name=tag))
                if topic.chats[-1:] != (chat,):
                    found[slug_of(tag)] = replace(topic, chats=(*topic.chats, chat))
        return tuple(found[key] for key in sorted(found))

    def hosts(self) -> dict[Person, tuple[Chat, ...]]:
        """Return everybody who hosted → their chats, latest first; by name."""
        people = sorted(
            {person for chat in self.chats for person in hosts_of(chat)}, key=lambda p: p.name
        )
        newest = self.chats[::-1]
        return {p: tuple(chat for chat in newest if p in hosts_of(chat)) for p in people}


def canonical_elsewhere(entry: Chat | Post) -> str:
    """Return the address of a repost's original, "" for what is its own."""
    return entry.original.canonical if entry.original else ""


def hosts_of(chat: Chat) -> tuple[Person, ...]:
    """Return the chat's hosts with those of its sessions, each once, in order."""
    named = (*chat.hosts, *(person for session in chat.sessions for person in session.hosts))
    return tuple(dict.fromkeys(named))
