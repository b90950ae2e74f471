"""All that `check` advises on the site as it was written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from advice.blanks import blanks
from advice.written import Written
from chats.problems import Problem
from content_folder.folder import PEOPLE
from content_folder.reading import Content

ADVICE: tuple[Callable[[Written], Iterable[Problem]], ...] = (blanks,)


def advice_on(content: Content, settings: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield every warning on content that has no mistakes."""
    file = Path(settings["SETTINGS_FILE"])
    written = Written(content, dict(_texts(content, Path(settings["PATH"]), file)))
    return chain.from_iterable(advise(written) for advise in ADVICE)


def _texts(content: Content, root: Path, settings_file: Path) -> Iterator[tuple[str, str]]:
    yield settings_file.name, settings_file.read_text("utf-8")
    for source in (*content.bodies, f"{root.name}/{PEOPLE}"):
        file = root.parent / source
        if file.is_file():
            yield source, file.read_text("utf-8")
