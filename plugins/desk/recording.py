"""What a build leaves for the next one, beside the site."""

import logging
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chats.instants import same_until
from content_folder.reading import Content
from desk.standing import SOURCES, Standing
from desk.telling import lines_of

_KEPT = ("texts.db", "values", "standing", "outputs", "cards", "icons")
"""What builds keep in the cache's folder, which others use as well."""


class Warned(logging.Handler):
    """True once something was logged that a writer should hear again at the next build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._told = False

    def emit(self, _record: logging.LogRecord) -> None:
        """Take note of it."""
        self._told = True

    def __bool__(self) -> bool:
        """Tell whether anything was."""
        return self._told

    def __enter__(self) -> None:
        logging.getLogger().addHandler(self)

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)


def forget(cache: Path) -> None:
    """Remove what earlier builds kept."""
    for name in _KEPT:
        if (cache / name).is_dir():
            shutil.rmtree(cache / name, ignore_errors=True)
        else:
            (cache / name).unlink(missing_ok=True)


def record(standing: Standing, settings: Mapping[str, Any], counts: str) -> None:
    """Keep a record of the build, if it read nothing but what that can hold."""
    content: Content = settings["CONTENT"]
    within = [standing.root / name for name in SOURCES]
    read = (settings["PATH"], settings["THEME"], *settings["PLUGIN_PATHS"],
            *settings["THEME_TEMPLATES_OVERRIDES"])  # fmt: skip
    if not all(any(Path(path).is_relative_to(folder) for folder in within) for path in read):
        return
    output = settings["OUTPUT_PATH"]
    said = {"counts": counts, "output": output, "warnings": lines_of(content.problems)}
    until = same_until(content.series, (at for at, _ in content.waiting))
    standing.keep(Path(output), (content.series.at, until), said)
