"""The series' calendars: an invite per chat, the feeds, and the page to subscribe."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from calendar_invites.add_links import AddLinks, add_links
from calendar_invites.invites import calendar_files
from calendar_invites.subscribe import SubscribePage, subscribe_page
from chats import paths
from chats.model import Chat


class CalendarsGenerator(Generator):  # type: ignore[misc]
    """Writes the calendars from context["series"], and gives event pages their links."""

    def generate_context(self) -> None:
        """Put functions into the context; the series may come there later than this."""
        self.context["add_links"] = self._add_links()
        self.context["calendars"] = lambda: self._page.feeds

    def generate_output(self, writer: Any) -> None:
        """Write every calendar, then the page to subscribe."""
        series, site = self.context["series"], self.context["site"]
        for path, data in calendar_files(series, site).items():
            writer.write_bytes(path, data)
        writer.write_file(
            paths.file_of(paths.SUBSCRIBE),
            self.get_template("subscribe"),
            self.context,
            page_path=paths.SUBSCRIBE,
            subscribe=self._page,
        )

    @cached_property
    def _page(self) -> SubscribePage:
        return subscribe_page(self.context["series"], self.context["site"])

    def _add_links(self) -> Callable[[Chat], tuple[AddLinks, ...]]:
        return lambda chat: add_links(chat, self.context["series"], self.context["site"])


def generators(_pelican: Pelican) -> type[CalendarsGenerator]:
    """Give Pelican the generator of the calendars."""
    return CalendarsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
