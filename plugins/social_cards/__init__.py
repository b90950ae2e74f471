"""A picture for whoever shares a chat: what it is about and when, in the theme's own design."""

from pelican import Pelican, signals

from social_cards.generator import CardsGenerator


def generators(_pelican: Pelican) -> type[CardsGenerator]:
    """Give Pelican the generator of the cards."""
    return CardsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
