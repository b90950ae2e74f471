"""What each page shows, made of what it is told: an excerpt of the series, the site and facts.

Each function is the whole of what a page depends on beside its templates; what is not among
its arguments it cannot show.
"""

from collections.abc import Mapping
from dataclasses import replace

from bodies import Body
from chats.model import Chat, Link, Page, Person, Post
from chats.paths import Site
from chats.series import Series
from chats.sheets import Sheet, Year
from chats.translations import editions
from event_pages import crumbs, listings
from event_pages.chat_view import chat_card, chat_view
from event_pages.crumbs import Crumb, breadcrumbs_json_ld
from event_pages.post_views import post_card, post_view
from event_pages.structured import event_json_ld

Shown = Mapping[str, object]


def of_chat(
    series: Series, site: Site, chat: Chat, related: tuple[Chat, ...], way: tuple[Crumb, ...],
    once_over: Crumb | None, body: Body,
) -> Shown:  # fmt: skip
    """Return what a chat's page shows: its neighbours are those of the excerpt."""
    return {
        "view": chat_view(chat, series, site, chat.words),
        "body": body.html(site.link),
        "crumbs": way,
        "once_over": once_over,
        "editions": editions(series.chats[series.places[chat.id]]),
        "related": tuple(chat_card(other, series, site, chat.words) for other in related),
        "json_ld": (event_json_ld(chat, series, site), breadcrumbs_json_ld(way, chat.title, site)),
    }


def of_post(
    series: Series, site: Site, post: Post, topics: tuple[str, ...], hosts: tuple[Person, ...],
    body: Body,
) -> Shown:  # fmt: skip
    """Return what a post's page shows; `topics` and `hosts` are those that have a page."""
    return {"view": post_view(post, series, site, topics, hosts), "body": body.html(site.link)}


def of_page(_series: Series, site: Site, page: Page, body: Body) -> Shown:
    """Return a page of prose."""
    return {"page": page, "body": body.html(site.link)}


def of_home(series: Series, site: Site) -> Shown:
    """Return the next chat and what lies around it."""
    return {"home": listings.home(series, site)}


def of_latest(series: Series, site: Site) -> Shown:
    """Return the chats of which one is the latest."""
    return {"chats": listings.latest(series, site)}


def of_archive(series: Series, site: Site, sheet: Sheet[Year], index: tuple[Link, ...]) -> Shown:
    """Return a sheet of the archive; `index` says where each year stands."""
    return {"archive": listings.archive(sheet, series, site, index)}


def of_topics(series: Series, site: Site) -> Shown:
    """Return every topic."""
    return {"topics": listings.topics(series, site)}


def of_hosts(series: Series, site: Site) -> Shown:
    """Return everybody who hosted."""
    return {"hosts": listings.hosts(series, site)}


def of_topic(series: Series, site: Site, name: str, sheet: Sheet[Chat]) -> Shown:
    """Return a sheet of a topic's chats."""
    way = crumbs.to_topic(series.words)
    return {
        "topic": listings.topic(name, site),
        "sheet": _cards(sheet, series, site),
        "crumbs": way,
        "json_ld": breadcrumbs_json_ld(way, name, site),
    }


def of_host(series: Series, site: Site, host: Person, sheet: Sheet[Chat]) -> Shown:
    """Return a sheet of a host's chats."""
    way = crumbs.to_host(series.words)
    return {
        "host": listings.host(host, site),
        "sheet": _cards(sheet, series, site),
        "crumbs": way,
        "json_ld": breadcrumbs_json_ld(way, host.name, site),
    }


def of_posts(series: Series, site: Site, sheet: Sheet[Post]) -> Shown:
    """Return a sheet of the posts."""
    return {"sheet": replace(sheet, items=tuple(post_card(post, series, site)
                                                for post in sheet.items))}  # fmt: skip


def _cards(sheet: Sheet[Chat], series: Series, site: Site) -> object:
    cards = (chat_card(chat, series, site, series.words) for chat in sheet.items)
    return replace(sheet, items=tuple(cards))
