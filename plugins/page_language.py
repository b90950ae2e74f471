"""Templates in the series' language, each compiled once for all generators of a build."""

from types import CodeType
from typing import ClassVar

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from pelican import signals
from pelican.generators import Generator

from languages.catalogues import catalogues_of
from languages.templates import speaks

_SHARED = "_templates"
"""Where the generators' common context has the environment of the first of them."""

_MOST = 1_000


def teach(generator: Generator) -> None:
    """Give a generator the templates of all, which speak the language that SERIES names.

    Pelican makes each an environment of its own, from the same settings.
    """
    if _SHARED not in generator.context:
        series = generator.settings.get("SERIES")
        language = series.get("language") if isinstance(series, dict) else None
        words = catalogues_of(generator.theme).words(str(language or "en"))
        options = sorted(map(repr, generator.settings["JINJA_ENVIRONMENT"].items()))
        generator.env.bytecode_cache = Compiled((*options, *sorted(generator.env.filters)))
        speaks(generator.env, words)
        generator.context[_SHARED] = generator.env
    generator.env = generator.context[_SHARED]


class Compiled(BytecodeCache):
    """Compiled templates, for the next build of this process; `options` are an environment's."""

    _known: ClassVar[dict[tuple[object, ...], CodeType]] = {}

    def __init__(self, options: tuple[str, ...]) -> None:
        self._options = options

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return the place of a template's code, with the code if it was compiled before."""
        words = repr(environment.words)  # type: ignore[attr-defined] - languages adds it
        bucket = Bucket(environment, name, "")
        bucket.of = (self._options, words, name, filename, source)  # type: ignore[attr-defined]
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the place its code, if there is any."""
        bucket.code = self._known.get(bucket.of)  # type: ignore[attr-defined]

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code; there is no more than a theme has templates, and those of some edits."""
        if len(self._known) > _MOST:
            self._known.clear()
        if bucket.code:
            self._known[bucket.of] = bucket.code  # type: ignore[attr-defined]


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(teach)
