"""The catalogues that lie in a folder: one `.mo` file for each language."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from gettext import GNUTranslations
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from chats.words import ENGLISH, Words


@dataclass(frozen=True)
class Catalogues:
    """The languages that a theme speaks beside English, each as it is when first asked for."""

    folder: Path

    def words(self, language: str) -> Words:
        """Return the words of a language: of its region, else of the language, else English.

        They go by the language that was asked for, `pt-BR` for instance, whatever catalogue
        they come from; so pages say which language their text is in.
        """
        if language not in self._words:
            name = self.name_of(language)
            data = (self.folder / f"{name}.mo").read_bytes() if name else None
            self._words[language] = _words(language, data) if data else _without_words(language)
        return self._words[language]

    def name_of(self, language: str) -> str:
        """Return the name of the catalogue for a language, "" where there is none."""
        main = language.partition("-")[0].lower()
        return self._names.get(language.lower()) or self._names.get(main, "")

    @cached_property
    def _names(self) -> dict[str, str]:
        return {file.stem.lower(): file.stem for file in self.folder.glob("*.mo")}

    @cached_property
    def _words(self) -> dict[str, Words]:
        return {}


@lru_cache(maxsize=32)
def _without_words(language: str) -> Words:
    if language == ENGLISH.language:
        return ENGLISH
    from languages.cldr import name_of

    return Words(language=language, name=name_of(language))


@lru_cache(maxsize=32)
def _words(language: str, data: bytes) -> Words:
    from languages.cldr import dates_of, name_of  # English sites do without Babel

    return Words(
        language=language,
        edition=sha256(data).hexdigest()[:12],
        name=name_of(language),
        catalogue=GNUTranslations(BytesIO(data)),
        dates=dates_of(language),
    )


def catalogues_of(theme: str | Path) -> Catalogues:
    """Return the catalogues of a theme."""
    return Catalogues(Path(theme, "languages"))


def is_spoken(language: str, catalogues: Catalogues) -> bool:
    """Return whether the site's own words exist in a language."""
    return language.partition("-")[0].lower() == ENGLISH.language or bool(
        catalogues.name_of(language)
    )
