"""All that `check` advises on the site as it was written."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from advice.blanks import blanks
from advice.hashtags import hashtags_without_capitals
from advice.left_out import html_left_out
from advice.links import dead_links
from advice.pictures import pictures_without_words
from advice.questions import repeated_questions
from advice.recaps import missing_recaps
from advice.written import Written
from chats.file_text import text_from
from chats.paths import Site
from chats.problems import Problem
from content_folder.folder import PEOPLE
from content_folder.reading import Content
from site_folder import MANIFEST

ADVICE: tuple[Callable[[Written], Iterable[Problem]], ...] = (
    blanks,
    dead_links,
    hashtags_without_capitals,
    html_left_out,
    missing_recaps,
    pictures_without_words,
    repeated_questions,
)


def advice_on(content: Content, settings: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield every warning on what could be read of the content."""
    file = Path(settings["SETTINGS_FILE"])
    texts = dict(_texts(content, Path(settings["PATH"]), file))
    addresses = filter(None, (os.environ.get("SITEURL"), settings.get("SITEURL")))
    sites, made = tuple(map(Site, addresses)), frozenset(_made(settings))
    written = Written(content, texts, file.name, sites, made)
    return chain.from_iterable(advise(written) for advise in ADVICE)


def _made(settings: Mapping[str, Any]) -> list[str]:
    """Return what the last build made, where plugins of one's own may have made some of it."""
    manifest = Path(settings.get("OUTPUT_PATH", ""), MANIFEST)
    if not (settings.get("OWN_PLUGINS") and manifest.is_file()):
        return []
    return manifest.read_text("utf-8").splitlines()


def _texts(content: Content, root: Path, settings_file: Path) -> Iterator[tuple[str, str]]:
    yield settings_file.name, text_from(settings_file.read_bytes())
    for source in (*content.bodies, f"{root.name}/{PEOPLE}"):
        file = root.parent / source
        if file.is_file():
            yield source, text_from(file.read_bytes())
