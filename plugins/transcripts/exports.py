"""An export as it lies on the disk: files, folders and ZIP archives, within bounds."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePath, PurePosixPath

from chats.problems import Problem, ProblemsFound
from transcripts.readers.elements import Source

MAX_FILE, MAX_ALL = 256 * 1024 * 1024, 1024 * 1024 * 1024
"""Bytes of one file of an export, and of all that are read."""

_MOST_FILES = 50_000
_ENDINGS = {
    ".json",
    ".jsonl",
    ".ndjson",
    ".js",
    ".csv",
    ".tsv",
    ".txt",
    ".log",
    ".weechatlog",
    ".car",
    "",
}
"""Of an archive or a folder, files that may hold posts; no picture is unpacked."""


class _Room:
    """Counts down the bytes that an export may have altogether."""

    def __init__(self) -> None:
        self._left = MAX_ALL

    def take(self, name: str, data: bytes) -> bytes:
        self._left -= len(data)
        if len(data) > MAX_FILE or self._left < 0:
            raise _found(name, f"has over {MAX_FILE:,} bytes, or all files together have over "
                         f"{MAX_ALL:,}; export the days of the chat alone")  # fmt: skip
        return data


def sources_of(files: list[str]) -> list[Source]:
    """Return the files that may hold posts; raises ProblemsFound for what cannot be read."""
    room = _Room()
    problems: list[Problem] = []
    found: list[Source] = []
    for typed in files:
        try:
            found += _sources(Path(typed), typed, room)
        except ProblemsFound as error:
            problems += error.problems
    if not problems and not found:
        problems.append(Problem(" ".join(files) or "FILE", 0, "", "there is nothing to read"))
    if problems:
        raise ProblemsFound(problems)
    return found


def _sources(path: Path, shown: str, room: _Room) -> Iterator[Source]:
    if path.is_dir():
        inner = sorted(each for each in path.rglob("*") if _may_hold(each.relative_to(path)))
        for each in inner[: _MOST_FILES + 1]:
            if each.is_file() and not each.is_symlink():
                yield _file(each, f"{shown.rstrip('/')}/{each.relative_to(path).as_posix()}", room)
    elif not path.is_file():
        raise _found(shown, "there is no such file")
    elif zipfile.is_zipfile(path):
        yield from _zipped(path, shown, room)
    else:
        yield _file(path, shown, room)


def _may_hold(name: PurePath) -> bool:
    """Tell whether a file may hold posts; macOS puts hidden ones beside them."""
    hidden = any(part.startswith((".", "__MACOSX")) for part in name.parts)
    return not hidden and name.suffix.lower() in _ENDINGS


def _file(path: Path, shown: str, room: _Room) -> Source:
    def read() -> bytes:
        try:
            with path.open("rb") as file:
                return room.take(shown, file.read(MAX_FILE + 1))
        except OSError as error:
            raise _found(shown, f"cannot be read: {error.strerror}") from None

    return Source(shown, read)


def _zipped(path: Path, shown: str, room: _Room) -> Iterator[Source]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise _found(shown, f"is a ZIP archive that cannot be read: {error}") from None
    if len(names) > _MOST_FILES:
        raise _found(shown, f"holds {len(names):,} files, over the limit of {_MOST_FILES:,}")
    for name in sorted(names):
        if _may_hold(PurePosixPath(name)) and "\\" not in name:
            yield _member(path, name, f"{shown}/{name}", room)


def _member(path: Path, name: str, shown: str, room: _Room) -> Source:
    def read() -> bytes:
        try:
            with zipfile.ZipFile(path) as archive, archive.open(name) as member:
                return room.take(shown, member.read(MAX_FILE + 1))
        except (OSError, ValueError, RuntimeError, EOFError, KeyError, NotImplementedError,
                zipfile.BadZipFile, zlib.error) as error:  # fmt: skip
            raise _found(shown, f"cannot be unpacked: {error}") from None

    return Source(shown, read)


def _found(name: str, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(name, 0, "", message)])
