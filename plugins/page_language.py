"""Templates in the series' language, from before the first one is compiled."""

from pelican import signals
from pelican.generators import Generator

from languages.catalogues import catalogues_of
from languages.templates import speaks


def teach(generator: Generator) -> None:
    """Give a generator's templates the words of the language that SERIES names."""
    series = generator.settings.get("SERIES")
    language = series.get("language") if isinstance(series, dict) else None
    words = catalogues_of(generator.theme).words(str(language or "en"))
    speaks(generator.env, words)


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(teach)
