"""The nouns of a chat series, as values that never change once made."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from chats import paths
from chats.platforms import Platform
from chats.value import Value
from chats.words import ENGLISH, Words

if TYPE_CHECKING:
    from chats.translations import Translation


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

    def wording(self, words: Words) -> str:
        """Return what the line with its link begins with."""
        return words.gettext("Adapted from") if self.adapted else words.gettext("Reposted from")


@dataclass(frozen=True, kw_only=True)
class Person(Value):
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
    """One question of a chat; `minutes` is the time it is given, None an even share.

    `short` are its words where a post has no room for all of them.
    """

    ask: str
    note: str = ""
    short: str = ""
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

    @cached_property
    def end(self) -> datetime:
        """The end, in UTC: elapsed time, never wall-clock arithmetic."""
        return self.start.astimezone(UTC) + self.duration

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the session's time was announced."""
        return cast(ZoneInfo, self.start.tzinfo)


@dataclass(frozen=True, kw_only=True)
class Chat(Value):
    """One conversation: announced, to come, held or called off.

    `id` names it for ever (calendar UID, feed guid); `slug` is its address, `aliases`
    are the paths at which it was found before. `source` is its file, as the writer knows it.
    What the site says of it is said in its `words`: the series' language, or its own.
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
    words: Words = ENGLISH
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
    translations: "tuple[Translation, ...]" = ()

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

    @cached_property
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
class Post(Value):
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
class Page(Value):
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


def canonical_elsewhere(entry: Chat | Post) -> str:
    """Return the address of a repost's original, "" for what is its own."""
    return entry.original.canonical if entry.original else ""


def hosts_of(chat: Chat) -> tuple[Person, ...]:
    """Return the chat's hosts with those of its sessions, each once, in order."""
    named = (*chat.hosts, *(person for session in chat.sessions for person in session.hosts))
    return tuple({person.id: person for person in named}.values())
