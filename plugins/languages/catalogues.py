"""The catalogues that lie in a folder: one `.mo` file for each language."""

from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from chats.words import ENGLISH, Words


@dataclass(frozen=True)
class Catalogues:
    """The languages that a theme speaks beside English."""

    folder: Path

    def words(self, language: str) -> Words:
        """Return the words of a language: of its region, else of the language, else English.

        They go by the language that was asked for, `pt-BR` for instance, whatever catalogue
        they come from; so pages say which language their text is in.
        """
        name = self.name_of(language)
        if not name:
            return _without_words(language)
        return _words(language, (self.folder / f"{name}.mo").read_bytes())

    def name_of(self, language: str) -> str:
        """Return the name of the catalogue for a language, "" where there is none."""
        main = language.partition("-")[0].lower()
        known = {file.stem.lower(): file.stem for file in self.folder.glob("*.mo")}
        return known.get(language.lower()) or known.get(main, "")


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
