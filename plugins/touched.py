"""Whether a file is as it was left, by what the file system notes of it, in doubt by content."""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

Touched = tuple[int, ...]
"""What a file system notes of a file: size, last changes (ns), and which file it is."""

_DOUBT = 2 * 10**9
"""Nanoseconds before a note was taken within which a file may have changed twice at one time."""


def touched(name: str) -> Touched:
    """Return what is noted of a file; raises OSError."""
    return noted(os.stat(name))  # noqa: PTH116 - a Path each is slow


def noted(found: os.stat_result) -> Touched:
    """Return the same of a file that was asked for already."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def unchanged(name: str, now: Touched, known: tuple[Sequence[int], str], taken: int) -> bool:
    """Tell whether a file is as it was known, with its digest, when that was noted (ns)."""
    before, digest = known
    return now[0] == before[0] and digest_now(name, now, known, taken) == digest


def digest_now(name: str, now: Touched, known: tuple[Sequence[int], str], taken: int) -> str:
    """Return the digest of a file's content, which is read in doubt only; raises OSError."""
    before, digest = known
    return digest if tuple(before) == now and is_settled(now, taken) else digest_of(name)


def is_settled(left: Touched, taken: int) -> bool:
    """Tell whether any later change of a file will show in what was noted of it then (ns)."""
    return max(left[1:3]) < taken - _DOUBT


def digest_of(name: str) -> str:
    """Return the digest of a file's content; raises OSError."""
    return sha256(Path(name).read_bytes()).hexdigest()
