"""A clone of the project becomes one's own series: its settings, its content, its first chat."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from chats.identity.records import FILE as IDENTITIES
from chats.problems import Problem, ProblemsFound
from chats.surroundings import build_time
from chats.words import Words
from desk.own_questions import answered
from desk.own_series import OF_ANY_SERIES, TO_FILL_IN, Own, first_files, settings_of, to_fill_in
from desk.said_again import differences
from desk.series_text import Setting, changed, series_in, values_of
from desk.telling import succeeded
from languages.catalogues import catalogues_of

SAMPLE = "4change.example"
"""The domain of the series that comes with the software."""

KEPT = "examples/4change"
"""Where its content and its settings go: the tests go on with them, and merges follow them."""

_HEAD = '"""SERIES of #4Change, as it came with the software: the tests build its site."""\n\n'
_CONTENT, _NEW = "content", "content.new"


def init(settings_file: Path, own: Own, *, asking: bool = False, debug: bool = False) -> bool:
    """Make the project around the settings' file a series of one's own.

    Somebody who is there is asked, `asking`, for what is not given. Everything is made first
    and then moved into place, the settings last: what is cut short, the next one finishes.
    Returns whether the series is there.
    """

    def work() -> None:
        root, text = settings_file.parent, settings_file.read_text("utf-8")
        if (root / KEPT / _CONTENT).is_dir() and not _is_sample(text):
            if differ := list(differences(own, values_of(text), root / _CONTENT)):
                raise ProblemsFound(differ)
            print(f"{settings_file.name}: the series is your own already; nothing was changed")
            return
        _refuse_what_is_not_the_samples(root, text)
        said = answered(own) if asking else own
        settings = settings_of(said)
        at = build_time(os.environ.get("SOURCE_DATE_EPOCH", ""), datetime.now(UTC))
        words = catalogues_of(root / "theme").words(str(settings["language"]))
        chat = _move(root, text, first_files(said, settings, at, words))
        _replace(settings_file, _with(text, settings, words))
        _tell(settings, chat)

    return succeeded(work, "nothing was changed", debug=debug)


def _is_sample(text: str) -> bool:
    return values_of(text).get("domain") == SAMPLE


def _refuse_what_is_not_the_samples(root: Path, text: str) -> None:
    """Raise a problem where something would be moved away that somebody wrote here."""
    if not _is_sample(text):
        domain = values_of(text).get("domain", "")
        message = f"`{domain}` is no longer the sample's, {SAMPLE}; there is nothing to begin"
        raise ProblemsFound([Problem("pelicanconf.py", 0, "SERIES.domain", message)])
    if (root / KEPT / _CONTENT).is_dir():
        return  # an earlier one has moved it
    why = "is not as git has it, and would go with the sample; move it out of content/, or undo it"
    problems = [Problem(path, 0, "", why) for path in _written(root)]
    if problems:
        raise ProblemsFound(problems)


def _written(root: Path) -> Iterator[str]:
    """Yield the files of the content folder that git does not have as they are."""
    command = ("git", "-C", str(root), "status", "--porcelain", "-z", "--untracked-files=all",
               "--", _CONTENT)  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True)  # noqa: S603 - ours
    except OSError:
        return
    for line in done.stdout.split("\0") if done.returncode == 0 else ():
        if line and not line.endswith(f"/{IDENTITIES}"):
            yield line[3:]


def _move(root: Path, text: str, files: Mapping[str, str]) -> str:
    """Put the sample's content and settings aside and the first files in its place.

    Returns the path of the first chat.
    """
    kept, content, new = root / KEPT, root / _CONTENT, root / _NEW
    shutil.rmtree(new, ignore_errors=True)
    for path, written in files.items():
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        (new / path).write_text(written, "utf-8")
    kept.mkdir(parents=True, exist_ok=True)
    (kept / "series.py").write_text(f"{_HEAD}{series_in(text)}", "utf-8")
    if not (kept / _CONTENT).exists():
        content.rename(kept / _CONTENT)
    if content.exists():
        shutil.rmtree(new)
    else:
        new.rename(content)
    return next(f"{_CONTENT}/{path}" for path in files if path.startswith("chats/"))


def _with(text: str, settings: Mapping[str, Setting], words: Words) -> str:
    notes = {key: to_fill_in(words, what) for key, what in TO_FILL_IN.items()
             if not settings.get(key)}  # fmt: skip
    dropped = values_of(text).keys() - settings.keys() - OF_ANY_SERIES
    return changed(text, settings, dropped=dropped, notes=notes)


def _replace(file: Path, text: str) -> None:
    """Write beside it and rename, so that no half of it is ever there."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, "utf-8")
    new.replace(file)


def _tell(settings: Mapping[str, Setting], chat: str) -> None:
    print(f"{settings['name']}: the first chat is {chat}\n"
          f"#4Change is in {KEPT}/, for the tests\n"
          "next: `invoke serve` shows the site, `invoke check` says what is still to fill in,\n"
          "`git add --all` and `git commit` keep it")  # fmt: skip
