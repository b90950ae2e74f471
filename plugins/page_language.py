"""Templates in the series' language, each compiled once for all generators of all builds."""

import sys

from pelican import signals
from pelican.generators import Generator

from languages.catalogues import catalogues_of
from languages.compiled import Compiled, keep
from languages.templates import speaks
from made_of import edition

_SHARED = "_templates"
"""Where the generators' common context has the environment of the first of them."""

_COMPILED_OF = ("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_TESTS", "THEME")
"""Settings that a compiled template depends on: a filter's answer may stand in it."""


def teach(generator: Generator) -> None:
    """Give a generator the templates of all, which speak the language that SERIES names.

    Pelican makes each an environment of its own, from the same settings.
    """
    if _SHARED not in generator.context:
        settings = generator.settings
        series = settings.get("SERIES")
        language = series.get("language") if isinstance(series, dict) else None
        words = catalogues_of(generator.theme).words(str(language or "en"))
        generator.env.bytecode_cache = Compiled(
            edition({name: settings[name] for name in _COMPILED_OF if name in settings})
        )
        speaks(generator.env, words)
        generator.context[_SHARED] = generator.env
    generator.env = generator.context[_SHARED]


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(teach)
    if not sys.flags.dont_write_bytecode:
        signals.finalized.connect(keep)
