"""The whole site, built by Pelican in this process, and told as a writer wants to hear it."""

import gc
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pelican
from pelican.log import console
from pelican.log import init as init_logging

from chats.problems import Problem, counted
from content_folder.identities_file import fallen_behind, update
from content_folder.reading import Content
from desk.own_code import keep_compiled
from desk.progress import progress
from desk.recording import Warned, forget, record
from desk.settings import settings_from
from desk.standing import Standing, result_line
from desk.telling import succeeded, tell
from output_files import OutputFiles

_OUTCOME = "nothing was written, the site is as it was"


def build(
    settings_file: Path,
    *,
    at: str = "",
    output: str = "",
    siteurl: str = "",
    instead: Mapping[str, Any] | None = None,
    keep_identities: bool = False,
    standing: Standing | None = None,
    fresh: bool = False,
    debug: bool = False,
) -> bool:
    """Build the site; returns whether it stands. A failure leaves the last one untouched.

    `at` shows the site as of a day (at its noon) or of a moment, by the clock of
    the series' zone; `output` and `siteurl` stand in for the settings'.
    So does `instead`, with any others. `keep_identities` adds what is published to
    content/identities.lock; `standing` gets a record of the build; a `fresh` one takes
    nothing from those before it.
    """
    began = time.monotonic()
    gc.disable()  # nearly all that a build makes lasts as long as it does
    # An error that is only logged (a plugin that cannot be loaded) must stop the build too.
    init_logging(fatal="errors", handler=None)
    console.quiet = True  # Pelican counts articles, and chats are none
    OutputFiles.current = None

    warned = Warned()

    def work() -> None:
        settings = settings_from(
            settings_file, at=at, output=output, siteurl=siteurl, instead=instead
        )
        if fresh:
            forget(Path(settings["CACHE_PATH"]))
        with progress(lambda: _state(settings)):
            pelican.Pelican(settings).run()
        tell(_warnings(settings))
        files = OutputFiles.current
        if files is None:
            raise RuntimeError("the settings' PLUGINS lack output_files, which writes the site")
        counts, folder = _counts(settings["CONTENT"], files), Path(settings["OUTPUT_PATH"])
        print(result_line(counts, files.changed, time.monotonic() - began, folder), flush=True)
        if keep_identities and (line := update(Path(settings["PATH"]), settings["CONTENT"])):
            print(line, flush=True)
        if standing and not warned:
            record(standing, settings, counts)
        keep_compiled(settings_file.resolve().parent)

    fine = False
    try:
        with warned:
            fine = succeeded(work, _OUTCOME, debug=debug)
    finally:  # Ctrl-C comes this way too
        if not fine and OutputFiles.current:
            OutputFiles.current.abandon()
    if standing:  # the process ends: to look through what it leaves takes a tenth of a build
        gc.freeze()
    return fine


def _warnings(settings: dict[str, Any]) -> list[Problem]:
    """Return what is told of a site that stands; anything worse than a warning has stopped it.

    Whoever pushes hears of identities.lock as well: nobody else keeps it for them.
    """
    content: Content = settings["CONTENT"]
    behind = fallen_behind(Path(settings["PATH"]), content) if settings.get("PUSHED") else None
    return [*content.problems, *([behind] if behind else [])]


def _state(settings: dict[str, Any]) -> str:
    content: Content | None = settings.get("CONTENT")
    if content is None:
        return "reading content/ …"
    made = len(OutputFiles.current.written) if OutputFiles.current else 0
    return f"{counted(len(content.series.chats), 'chat')}: {made:,} files made …"


def _counts(content: Content, files: OutputFiles) -> str:
    return (
        f"{counted(len(content.series.chats), 'chat')}, "
        f"{counted(len(content.series.posts), 'post')}: {counted(len(files.written), 'file')}"
    )
