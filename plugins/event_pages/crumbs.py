"""The way from a list down to a page, as readers see it and as search engines read it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from chats import paths, sheets
from chats.model import Chat
from chats.paths import Site
from chats.series import Series
from chats.words import Words


class Crumb(NamedTuple):
    """A page on the way, with its path."""

    title: str
    path: str


def to_post(words: Words) -> tuple[Crumb, ...]:
    """Return the way to a post."""
    return (Crumb(words.gettext("Posts"), paths.POSTS),)


def to_topic(words: Words) -> tuple[Crumb, ...]:
    """Return the way to a topic."""
    return (Crumb(words.gettext("Topics"), paths.TOPICS),)


def to_host(words: Words) -> tuple[Crumb, ...]:
    """Return the way to a host."""
    return (Crumb(words.gettext("Hosts"), paths.HOSTS),)


def years(series: Series) -> dict[int, str]:
    """Return where each year of the archive stands, latest first."""
    return {
        year: f"{sheet.own_path}#y{year}"
        for sheet in sheets.of_archive(series)
        for year, _ in sheet.items
    }


def to_chat(chat: Chat, series: Series, years: Mapping[int, str]) -> tuple[Crumb, ...]:
    """Return the way to a chat: the archive, then its year or what is to come."""
    archive = Crumb(chat.words.gettext("All chats"), paths.ARCHIVE)
    if chat.end > series.at:
        return archive, Crumb(chat.words.gettext("To come"), f"{paths.ARCHIVE}#coming")
    return archive, Crumb(str(chat.start.year), years[chat.start.year])


def once_over(chat: Chat, series: Series, years: Mapping[int, str]) -> Crumb | None:
    """Return what takes the place of "To come" when the chat ends; None where nothing does.

    A year that the archive does not hold yet is within the archive all the same.
    """
    if chat.cancelled or chat.end <= series.at:
        return None
    return Crumb(str(chat.start.year), years.get(chat.start.year, paths.ARCHIVE))


def breadcrumbs_json_ld(way: tuple[Crumb, ...], title: str, site: Site) -> dict[str, Any]:
    """Return the way with the page itself at its end (schema.org/BreadcrumbList)."""
    items: list[dict[str, Any]] = [
        {"@type": "ListItem", "position": number, "name": name, "item": site.absolute(path)}
        for number, (name, path) in enumerate(way, 1)
    ]
    # The last one is the page that holds this: it needs no address.
    items.append({"@type": "ListItem", "position": len(way) + 1, "name": title})
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": items,
    }
