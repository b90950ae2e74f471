"""What the pages of posts show: their list, and each post beside its text."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from typing import Any

from chats import paths
from chats.model import Link, Person, Post, canonical_elsewhere
from chats.paths import Site
from chats.series import Series
from event_pages import crumbs
from event_pages.chat_view import ChatCard, PersonView, chat_card, post_link
from event_pages.crumbs import Crumb
from event_pages.structured import post_json_ld


@dataclass(frozen=True, kw_only=True)
class PostCard:
    """A post as one entry of a list."""

    post: Post
    url: str
    day: str
    chat: ChatCard | None


@dataclass(frozen=True, kw_only=True)
class PostView:
    """What a post's page shows beside its text."""

    post: Post
    day: str
    canonical: str
    authors: tuple[PersonView, ...]
    chat: ChatCard | None
    topics: tuple[Link, ...]
    crumbs: tuple[Crumb, ...]
    json_ld: tuple[dict[str, Any], ...]


def post_cards(series: Series, site: Site, most: int) -> tuple[PostCard, ...]:
    """Return so many posts, newest first."""
    newest = islice(reversed(series.posts), most)
    return tuple(post_card(post, series, site) for post in newest)


def post_card(post: Post, series: Series, site: Site) -> PostCard:
    """Return a post's entry in a list."""
    return PostCard(
        post=post,
        url=post_link(post, site).url,
        day=series.words.dates.short_day(post.published),
        chat=_chat_of(post, series, site),
    )


def post_view(
    post: Post, series: Series, site: Site, topics: Collection[str], hosts: Collection[Person]
) -> PostView:
    """Return what a post's page shows; `topics` and `hosts` are those that have a page."""
    return PostView(
        post=post,
        day=series.words.dates.short_day(post.published),
        canonical=canonical_elsewhere(post) or site.absolute(paths.post(post.slug)),
        authors=tuple(
            PersonView(person=p, url=site.link(paths.host(p.id)) if p in hosts else "")
            for p in post.authors
        ),
        chat=_chat_of(post, series, site),
        topics=tuple(
            Link(title=tag, url=site.link(paths.topic(tag))) for tag in post.tags if tag in topics
        ),
        crumbs=crumbs.to_post(series.words),
        json_ld=(
            post_json_ld(post, series, site, hosts),
            crumbs.breadcrumbs_json_ld(crumbs.to_post(series.words), post.title, site),
        ),
    )


def _chat_of(post: Post, series: Series, site: Site) -> ChatCard | None:
    chat = series.chat_of(post)
    return chat_card(chat, series, site, series.words) if chat else None
