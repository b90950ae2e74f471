"""The series' calendars: an invite per chat, the feeds, and the page to subscribe."""

from collections.abc import Iterable
from functools import partial

from jinja2 import pass_context
from jinja2.runtime import Context
from pelican import Pelican, signals
from pelican.generators import Generator

from calendar_invites.add_links import AddLinks, add_links
from calendar_invites.invites import CalendarFile, Entries, calendars, invites
from calendar_invites.subscribe import (
    FeedLinks,
    SubscribePage,
    calendar_at,
    subscribe_page,
)
from chats import paths
from chats.model import Chat
from chats.paths import Site
from chats.series import Series
from output_files import OutputFiles


class CalendarsGenerator(Generator):  # type: ignore[misc]
    """Writes the calendars from context["series"], and gives event pages their links."""

    def generate_context(self) -> None:
        """Put functions into the context, which answer from what a page knows of the series."""
        self.context["add_links"] = _add_links
        self.context["calendars"] = _calendars
        self.context["calendar_at"] = _calendar_at

    def generate_output(self, writer: OutputFiles) -> None:
        """Write every calendar, then the page to subscribe."""
        excerpts, site = self.context["excerpts"], self.context["site"]
        made = Entries(excerpts.whole, site)
        write = partial(_write, writer, site)
        for some in invites(excerpts, made):
            key = writer.made_of.key("invites", site, some.facts)
            writer.write_group(key, lambda some=some: write(some.files()))
        write(calendars(excerpts, made))
        self.context["told_pages"].write(
            writer, paths.SUBSCRIBE, "subscribe", excerpts.whole, _subscribe
        )


def _write(writer: OutputFiles, site: Site, files: Iterable[CalendarFile]) -> None:
    for file in files:
        key = writer.made_of.key("calendar", site, file.facts)
        writer.write_later(file.path, key, file.make)


@pass_context
def _add_links(page: Context, chat: Chat) -> tuple[AddLinks, ...]:
    return add_links(chat, page["series"], page["site"])


@pass_context
def _calendars(page: Context) -> tuple[FeedLinks, ...]:
    return subscribe_page(page["series"], page["site"]).feeds


@pass_context
def _calendar_at(page: Context, path: str) -> FeedLinks | None:
    return calendar_at(path, page["series"], page["site"])


def _subscribe(series: Series, site: Site) -> dict[str, SubscribePage]:
    return {"subscribe": subscribe_page(series, site)}


def generators(_pelican: Pelican) -> type[CalendarsGenerator]:
    """Give Pelican the generator of the calendars."""
    return CalendarsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
