"""The series as feeds: RSS, Atom, JSON Feed, chats.json and the page that lists them."""

from functools import cached_property

from pelican import Pelican, signals
from pelican.generators import Generator

from chats import paths
from chats.paths import Site
from chats.series import Series
from feeds.atom import atom
from feeds.chats_json import CHAT_KEYS, chats_json
from feeds.feeds_page import feeds, note
from feeds.items import Item, items_of, newest
from feeds.jsonfeed import json_feed
from feeds.rss import rss
from output_files import OutputFiles


class FeedsGenerator(Generator):  # type: ignore[misc]
    """Writes the feeds of context["series"]."""

    def generate_output(self, writer: OutputFiles) -> None:
        """Write every format of the same items, then the page about them."""
        series, site = self.context["excerpts"].whole, self.context["site"]
        bodies = tuple(self.context["body_of"](news.about) for news in newest(series))
        facts = writer.made_of.key("feeds", site, series, bodies)
        for path, made in (
            (paths.RSS, lambda: rss(series, site, self._items)),
            (paths.ATOM, lambda: atom(series, site, self._items)),
            (paths.JSON_FEED, lambda: json_feed(series, site, self._items)),
        ):
            writer.write_once(path, facts, made)
        facts = writer.made_of.key("chats.json", site, series)
        writer.write_once(paths.CHATS_JSON, facts, lambda: chats_json(series, site))
        self.context["told_pages"].write(writer, paths.FEEDS, "feeds", series, _page)

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        series, site = self.context["excerpts"].whole, self.context["site"]
        body_of = self.context["body_of"]
        return items_of(series, site, lambda entry: body_of(entry).html(site.absolute))


def _page(series: Series, site: Site) -> dict[str, object]:
    return {
        "feeds": feeds(series, site),
        "feeds_note": note(series.words),
        "chat_keys": {key: series.words.gettext(what) for key, what in CHAT_KEYS.items()},
    }


def generators(_pelican: Pelican) -> type[FeedsGenerator]:
    """Give Pelican the generator of the feeds."""
    return FeedsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
