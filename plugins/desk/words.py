"""`invoke words`: the catalogues, brought up to date with the code and compiled."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from desk.telling import say
from languages.extraction import template

FOLDER = "theme/languages"
TEMPLATE = f"{FOLDER}/words.pot"
_NO_TIME = datetime(2010, 6, 10, tzinfo=UTC)
"""What the catalogues' heads say of when they were made: the same texts give the same file."""


def words(root: Path, language: str = "") -> bool:
    """Write the template, bring each catalogue up to date with it, and compile it.

    A `language` begins another catalogue. Says how many texts each has still to translate.
    """
    made = template(root)
    (root / TEMPLATE).write_bytes(as_po(made))
    begun = root / FOLDER / f"{language}.po"
    if language and not begun.exists():
        begun.write_bytes(as_po(Catalog(locale=language.replace("-", "_"))))
    for file in sorted((root / FOLDER).glob("*.po")):
        catalog = updated(file, made)
        file.write_bytes(as_po(catalog))
        file.with_suffix(".mo").write_bytes(as_mo(catalog))
        missing = sum(not _is_translated(message) for message in catalog if message.id)
        say(f"{file.stem}: {len(catalog)} texts, {missing} to translate")
    return True


def updated(file: Path, made: Catalog) -> Catalog:
    """Return a language's catalogue with the texts that there are now, and no others."""
    catalog = read_po(BytesIO(file.read_bytes()), locale=file.stem.replace("-", "_"))
    catalog.update(made, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """Return a catalogue as text, one line for each of its texts."""
    _without_time(catalog)
    file = BytesIO()
    write_po(file, catalog, width=0, ignore_obsolete=True)
    return file.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Return a catalogue as `gettext` reads it."""
    _without_time(catalog)
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def _without_time(catalog: Catalog) -> None:
    catalog.creation_date = catalog.revision_date = _NO_TIME


def _is_translated(message: Message) -> bool:
    said = message.string
    return all(said) if isinstance(said, tuple | list) else bool(said)
