"""Reads files of the content folder, and never one that lies elsewhere.

The folder may change while it is read: each part of a path is opened from the one before
it and no link is followed, so that no file can be exchanged for a link in between.
"""

import os
import stat
from pathlib import Path

_FOLLOW_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | _FOLLOW_NO_LINK | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_STEP_BY_STEP = os.open in os.supports_dir_fd


class TooLarge(Exception):
    """The file has over `limit` bytes: `size` of them."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"the file has {size:,} bytes, over the limit of {limit:,}")
        self.size = size


def bytes_within(root: Path, path: str, limit: int) -> bytes:
    """Return the bytes of an ordinary file below `root`.

    Raises TooLarge, and OSError for what is gone, a link, or no ordinary file.
    """
    with os.fdopen(_opened(root, path), "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise OSError(0, "not an ordinary file")
        if state.st_size > limit:
            raise TooLarge(state.st_size, limit)
        data = file.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(len(data), limit)
    return data


def beginning_within(root: Path, path: str, number: int) -> bytes:
    """Return so many bytes of a file below `root`, or all that it has; raises OSError."""
    with os.fdopen(_opened(root, path), "rb") as file:
        return file.read(number)


def _opened(root: Path, path: str) -> int:
    if not _STEP_BY_STEP:  # Windows, where a link takes rights that few have
        return os.open(_resolved(root, path), _READ | getattr(os, "O_BINARY", 0))
    *folders, name = path.split("/")
    at = os.open(root, os.O_RDONLY)
    try:
        for folder in folders:
            step = os.open(folder, _READ | os.O_DIRECTORY, dir_fd=at)
            os.close(at)
            at = step
        return os.open(name, _READ, dir_fd=at)
    finally:
        os.close(at)


def _resolved(root: Path, path: str) -> Path:
    file = root / path
    if file.resolve() != root.resolve() / path:
        raise OSError(0, "a symbolic link")
    return file
