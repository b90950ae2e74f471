"""What a series tells its subscribers: announcements, changes and posts as items of a feed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nlargest
from typing import Any

from chats import paths
from chats.model import Chat, Person, Post, hosts_of
from chats.paths import Site
from chats.series import Series
from feeds import content
from feeds.changes import Change, changed_at, changes_of
from feeds.legal_text import legal, one_line

MAX_ITEMS = 50
"""How many items a feed carries: two years of a monthly series with a recap each, and
as much as stays below the 512 kB at which several readers stop."""

BodyOf = Callable[[Chat | Post], str]
"""Gives a body's HTML, with absolute links to other pages."""


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who wrote an item; `url` is where more about them stands, "" when nowhere."""

    name: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item, the same in every format. Dates are UTC, `summary` is plain text.

    `chat` is the chat whose time the item tells, None for an ordinary post;
    `via` is the address of the original of a repost.
    """

    guid: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    authors: tuple[Author, ...]
    tags: tuple[str, ...] = ()
    chat: Chat | None = None
    via: str = ""


def items_of(series: Series, site: Site, body_of: BodyOf) -> tuple[Item, ...]:
    """Return the newest MAX_ITEMS items, newest first; only their bodies are asked for."""
    hosts = frozenset(host for chat in series.chats for host in hosts_of(chat))
    make = _Maker(series, site, body_of, hosts)
    return tuple(make.item(news) for news in newest(series))


@dataclass(frozen=True, kw_only=True)
class News:
    """What an item is about: a chat, what changed of it, or a post; `known` is since when."""

    known: datetime
    about: Chat | Post
    change: Change | None = None

    @property
    def order(self) -> tuple[datetime, int, str]:
        """Of one instant the later news is the newer: a move, a post, the announcement."""
        if self.change:
            return self.known, 2, self.about.id + self.change.key
        return self.known, isinstance(self.about, Post), self.about.id


def newest(series: Series) -> list[News]:
    """Return what the newest MAX_ITEMS items are about, newest first."""
    found = []
    for chat in series.chats:
        found.append(News(known=_public(chat.announced, series), about=chat))
        # A preview of the past has no news of later; the chat itself is shown as it is now.
        for change in changes_of(chat) if changed_at(chat) <= series.at else ():
            known = _public(changed_at(chat), series)
            found.append(News(known=known, about=chat, change=change))
    found += [News(known=_public(post.published, series), about=post) for post in series.posts]
    return nlargest(MAX_ITEMS, found, key=lambda news: news.order)


def feed_updated(items: tuple[Item, ...], series: Series) -> datetime:
    """Return when a feed's content last changed; the instant of the build when it is empty."""
    return max((item.updated for item in items), default=_utc(series.at))


def about(series: Series) -> str:
    """Return a feed's description, which RSS requires."""
    return one_line(
        series.description
        or series.tagline
        or series.words.gettext("The chats of {series}", series=series.name)
    )


def guid(series: Series, *parts: str) -> str:
    """Return a name for ever: a tag URI (RFC 4151), which Atom takes as it is (RFC 4287 §4.2.6).

    The domain and the parts make it unique; the year only completes the form.
    """
    return f"tag:{series.domain},2026:{'/'.join(parts)}"


@dataclass(frozen=True)
class _Maker:
    series: Series
    site: Site
    body_of: BodyOf
    hosts: frozenset[Person]

    def item(self, news: News) -> Item:
        if isinstance(news.about, Post):
            return self.post(news.about)
        if news.change:
            return self.change(news.about, news.change)
        return self.announcement(news.about)

    def announcement(self, chat: Chat) -> Item:
        return self._of_chat(
            chat,
            guid=guid(self.series, "chat", chat.id),
            url=self.site.absolute(paths.chat(chat.slug)),
            title=one_line(chat.title),
            summary=one_line(f"{self._when(chat)}. {chat.summary or chat.topic}"),
            html=legal(content.chat_html(chat, self.series, self.site, self.body_of(chat))),
            published=self.public(chat.announced),
            updated=self.public(changed_at(chat)),
            via=chat.original.url if chat.original else "",
        )

    def change(self, chat: Chat, change: Change) -> Item:
        known = self.public(changed_at(chat))
        told = chat.words.gettext("{change}: {when}.", change=change.word, when=self._when(chat))
        return self._of_chat(
            chat,
            guid=guid(self.series, "chat", chat.id, change.key),
            # An address of its own, for readers that take two items of one link for one.
            url=self.site.absolute(f"{paths.chat(chat.slug)}#{change.anchor}"),
            title=one_line(
                chat.words.gettext("{change}: {title}", change=change.word, title=chat.title)
            ),
            summary=one_line(f"{told} {chat.note}"),
            html=legal(content.change_html(chat, self.series, self.site)),
            published=known,
            updated=known,
        )

    def post(self, post: Post) -> Item:
        return Item(
            guid=guid(self.series, "post", post.id),
            url=self.site.absolute(paths.post(post.slug)),
            title=one_line(post.title),
            summary=one_line(post.summary),
            html=legal(content.post_html(post, self.series, self.site, self.body_of(post))),
            published=self.public(post.published),
            updated=self.public(max(post.updated, post.published)),
            authors=self._authors(post.authors),
            tags=tuple(one_line(tag) for tag in post.tags),
            via=post.original.url if post.original else "",
        )

    def public(self, moment: datetime) -> datetime:
        """Return the moment in UTC, never later than the instant that the site shows."""
        return _public(moment, self.series)

    def _of_chat(self, chat: Chat, **values: Any) -> Item:
        tags = tuple(one_line(tag) for tag in chat.tags)
        return Item(chat=chat, authors=self._authors(hosts_of(chat)), tags=tags, **values)

    def _when(self, chat: Chat) -> str:
        return "; ".join(
            content.when(session, self.series, chat.words) for session in chat.sessions
        )

    def _authors(self, people: tuple[Person, ...]) -> tuple[Author, ...]:
        if not people:
            return (Author(name=one_line(self.series.name), url=self.site.absolute()),)
        return tuple(
            Author(name=one_line(person.name), url=self._page_of(person)) for person in people
        )

    def _page_of(self, person: Person) -> str:
        if person in self.hosts:  # only hosts have a page here
            return self.site.absolute(paths.host(person.id))
        return person.links[0].url if person.links else ""


def _public(moment: datetime, series: Series) -> datetime:
    return _utc(min(moment, series.at))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
