"""Which files of the project changed since they were looked at last."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

WATCHED = ("content", "theme", "plugins", "own", "pelicanconf.py")

State = dict[str, tuple[int, int]]
"""Files with their time of change, in nanoseconds, and their size in bytes."""


def state_of(root: Path, watched: Iterable[str] = WATCHED) -> State:
    """Return the state of the files that a build depends on, without what editors leave.

    livereload's own watcher takes note of one changed file at a time, so that a change
    of branch would cost a build for each file of it.
    """
    state = {}
    for name in watched:
        for file in _files(root / name):
            try:
                found = os.stat(file, follow_symlinks=False)  # noqa: PTH116 - a Path each is slow
            except OSError:  # gone meanwhile
                continue
            state[file] = (found.st_mtime_ns, found.st_size)
    return state


def changed(before: State, after: State, root: Path) -> list[str]:
    """Return the files that are new, gone or other than before, as seen from the root."""
    files = {file for file, _ in before.items() ^ after.items()}
    return sorted(os.path.relpath(file, root) for file in files)


def _files(path: Path) -> Iterator[str]:
    if path.is_file():
        yield str(path)
    for folder, folders, files in os.walk(path):
        folders[:] = [name for name in folders if name != "__pycache__" and name[0] != "."]
        for name in files:
            if name[0] not in ".#" and name[-1] != "~" and not name.endswith(".swp"):
                yield f"{folder}/{name}"
