"""Templates in the series' language, each compiled once for all generators of a build."""

from pelican import signals
from pelican.generators import Generator

from languages.catalogues import catalogues_of
from languages.templates import speaks

_SHARED = "_templates"
"""Where the generators' common context has the environment of the first of them."""


def teach(generator: Generator) -> None:
    """Give a generator the templates of all, which speak the language that SERIES names.

    Pelican makes each an environment of its own, from the same settings.
    """
    if _SHARED not in generator.context:
        series = generator.settings.get("SERIES")
        language = series.get("language") if isinstance(series, dict) else None
        words = catalogues_of(generator.theme).words(str(language or "en"))
        speaks(generator.env, words)
        generator.context[_SHARED] = generator.env
    generator.env = generator.context[_SHARED]


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(teach)
