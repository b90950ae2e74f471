"""Chats as a content type of their own: a page each, and the pages that list them."""

from pelican import Pelican, signals

from event_pages.generator import ChatsGenerator


def generators(_pelican: Pelican) -> type[ChatsGenerator]:
    """Give Pelican the generator of the chats."""
    return ChatsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
