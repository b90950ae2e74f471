"""Texts kept from one build to the next, by what they are made of.

It writes into .cache, which is no output and may be removed at any time. What is there and
cannot be read, or is not what was put there, counts as nothing.
"""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from zlib import crc32

_UNUSED = 2_000
"""Texts that may lie there without use: another branch, or what is undone, comes back to its."""

_NONE_OF_OURS = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR}

_TABLE = "CREATE TABLE IF NOT EXISTS texts (key BLOB PRIMARY KEY, sum INT, text TEXT) WITHOUT ROWID"


class KeptTexts:
    """A file of texts; without one, each is made anew. `edition` stands for all that makes them.

    `made` counts those that were not there.
    """

    def __init__(self, file: Path | None = None, edition: str = "") -> None:
        self.edition = edition
        self.made = 0
        self._used: set[bytes] = set()
        self._file, self._process = file, os.getpid()
        self._base = _opened(file) if file else None

    def text(self, kind: str, source: str, make: Callable[[], str]) -> str:
        """Return the text of this kind that is made of the source."""
        key = self._key(kind, source)
        self._used.add(key)
        if (kept := self._get(key)) is not None:
            return kept
        text = make()
        self._put(key, text)
        return text

    def lacks(self, kind: str, source: str) -> bool:
        """Tell whether a text could be kept, and is not there."""
        return self._base is not None and self._get(self._key(kind, source)) is None

    def put(self, kind: str, source: str, text: str) -> None:
        """Keep a text of this kind that was made of the source."""
        self._put(self._key(kind, source), text)

    def _put(self, key: bytes, text: str) -> None:
        self.made += 1
        self._do("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", (key, _sum(text), text))

    def _key(self, kind: str, source: str) -> bytes:
        return sha256(f"{self.edition}\0{kind}\0{source}".encode("utf-8", "surrogatepass")).digest()

    def save(self) -> None:
        """Keep what was made; what has no use goes, once there is much of it."""
        for key in self._unused():
            self._do("DELETE FROM texts WHERE key = ?", (key,))
        self.keep()

    def keep(self) -> None:
        """Keep what was made so far, for copies of this process as well."""
        if self._base:
            with suppress(sqlite3.Error):
                self._base.commit()

    def _unused(self) -> Iterable[object]:
        unused = {row[0] for row in self._do("SELECT key FROM texts", ())} - self._used
        return unused if len(unused) > _UNUSED else ()

    def _get(self, key: bytes) -> str | None:
        for total, text in self._do("SELECT sum, text FROM texts WHERE key = ?", (key,)):
            if isinstance(text, str) and total == _sum(text):
                return text
        return None

    def _do(self, command: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        """Do it, and without the file from now on when that fails: it is busy, full or harmed."""
        if self._process != os.getpid():
            self._open_in_a_copy()
        if self._base:
            try:
                return self._base.execute(command, values).fetchall()
            except sqlite3.Error:
                self._base.close()
                self._base = None
        return []

    def _open_in_a_copy(self) -> None:
        """Leave the connection to the process that opened it, and open another (SQLite, §2.6)."""
        self._theirs, self._process = self._base, os.getpid()
        self._base = _opened(self._file) if self._base and self._file else None


def _opened(file: Path) -> sqlite3.Connection | None:
    """Open the file; one that is none of ours is replaced."""
    try:
        return _connected(file)
    except OSError:
        return None
    except sqlite3.Error as error:
        if error.sqlite_errorcode not in _NONE_OF_OURS:  # another build is writing, for instance
            return None
    with suppress(OSError, sqlite3.Error):
        file.unlink()
        return _connected(file)
    return None


def _connected(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(file, timeout=0.2)
    try:
        base.execute("PRAGMA synchronous = OFF")  # what a crash harms is made anew
        base.execute(_TABLE)
        base.execute("SELECT key, sum, text FROM texts LIMIT 1").fetchall()
    except sqlite3.Error:
        base.close()
        raise
    return base


def _sum(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))


def edition_of(code: str, libraries: Iterable[str]) -> str:
    """Return what stands for code, the libraries' versions and Python's own."""
    known = [sys.version, code, *(f"{name} {version(name)}" for name in libraries)]
    return sha256("\0".join(known).encode()).hexdigest()
