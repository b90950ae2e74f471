"""The series as feeds: RSS, Atom, JSON Feed, chats.json and the page that lists them."""

from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from chats import paths
from feeds.atom import atom
from feeds.chats_json import CHAT_KEYS, chats_json
from feeds.feeds_page import feeds, note
from feeds.items import items_of
from feeds.jsonfeed import json_feed
from feeds.rss import rss


class FeedsGenerator(Generator):  # type: ignore[misc]
    """Writes the feeds of context["series"]."""

    def generate_output(self, writer: Any) -> None:
        """Write every format of the same items, then the page about them."""
        series, site = self.context["series"], self.context["site"]
        items = items_of(series, site, self.context["body_of"])
        writer.write_bytes(paths.RSS, rss(series, site, items))
        writer.write_bytes(paths.ATOM, atom(series, site, items))
        writer.write_bytes(paths.JSON_FEED, json_feed(series, site, items))
        writer.write_bytes(paths.CHATS_JSON, chats_json(series, site))
        writer.write_file(
            paths.file_of(paths.FEEDS),
            self.get_template("feeds"),
            self.context,
            page_path=paths.FEEDS,
            feeds=feeds(series, site),
            feeds_note=note(series.words),
            chat_keys={key: series.words.gettext(what) for key, what in CHAT_KEYS.items()},
        )


def generators(_pelican: Pelican) -> type[FeedsGenerator]:
    """Give Pelican the generator of the feeds."""
    return FeedsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
