"""The code that runs, as it was when it was read: what is kept is only of this code.

Whoever edits a plugin while a build runs has old code in it and new code on the disk.
Then nothing is kept that bears the new code's name.
"""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from touched import Touched, noted

CODE = Path(__file__).resolve().parent
OWN = CODE.parent / "own/plugins"


def _files(folder: str) -> Iterator[tuple[str, Touched]]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry.path)
        else:
            yield entry.path, noted(entry.stat())


def contents(folder: Path, without: tuple[str, ...] = ()) -> list[tuple[str, bytes]]:
    """Return the files of a folder with their digests, without some of its folders."""
    if not folder.is_dir():
        return []
    left_out = tuple(f"{folder / name}{os.sep}" for name in without)
    return [(name, sha256(Path(name).read_bytes()).digest())
            for name, _ in sorted(_files(str(folder)))
            if not name.startswith(left_out)]  # fmt: skip


def _code() -> list[Path]:
    return [folder for folder in (CODE, OWN) if folder.is_dir()]


def _now() -> dict[str, Touched]:
    return {name: left for folder in _code() for name, left in _files(str(folder))}


_AT_FIRST = _now()
EDITION = sha256(repr([contents(folder) for folder in _code()]).encode()).hexdigest()
"""What stands for the code: every file beside this one, and below, and the series' own."""


def is_as_it_was() -> bool:
    """Tell whether the code on the disk still is the one that runs."""
    try:
        return _now() == _AT_FIRST
    except OSError:
        return False
