"""The files of a commit, written to a folder as they were committed.

Not by a checkout nor `git archive`: a .gitattributes of a contributor's hides files from
these, or rewrites them.
"""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from remote.git import environment
from remote.layout import Refused

MOST_FILES, MOST_BYTES = 20_000, 1_000_000_000

_LONGEST_PATH = 1000
"""Bytes; systems take 4,096 (limits.h) with all that stands before it."""

_AT_ONCE = 2**20
"""Bytes that are read at once."""

_KINDS = {
    "120000": "is a symbolic link; put the file itself here",
    "160000": "is another repository (a submodule); put its files here",
}
"""Git's modes of what is not an ordinary file (gitformat-index(5))."""


@dataclass(frozen=True)
class _Blob:
    name: str
    path: str
    size: int


def write_tree(repository: Path, commit: str, folder: str, target: Path) -> None:
    """Write the files below a folder of the commit, "" for all, into the target.

    Raises Refused, a line for each file that cannot be taken.
    """
    blobs = list(_blobs(repository, commit, folder))
    if not blobs:
        raise Refused(f"{folder}: is missing; it is the folder of the chats and posts")
    target.mkdir(parents=True, exist_ok=True)
    command = ("git", f"--git-dir={repository}", "cat-file", "--batch")
    with subprocess.Popen(  # noqa: S603 - the arguments are ours
        command,
        cwd=repository,
        env=environment(repository),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as reader:
        if not (reader.stdin and reader.stdout):
            raise RuntimeError("git cat-file has no pipes")
        for blob in blobs:
            reader.stdin.write(f"{blob.name}\n".encode())
            reader.stdin.flush()
            _write(target / blob.path, blob, reader.stdout)
        reader.stdin.close()


def _blobs(repository: Path, commit: str, folder: str) -> Iterator[_Blob]:
    problems, number, size = [], 0, 0
    for entry in _listed(repository, commit, folder):
        facts, _, path = entry.partition("\t")
        mode, _, name, length = facts.split()
        fault = _KINDS.get(mode) or _odd(path)
        number, size = number + 1, size + (0 if fault else int(length))
        if number > MOST_FILES or size > MOST_BYTES:
            raise Refused(f"{folder or 'the commit'}: more than {MOST_FILES:,} files or "
                          f"{MOST_BYTES:,} bytes; take some out")  # fmt: skip
        if fault:
            problems.append(f"{path}: {fault}")
        else:
            yield _Blob(name, path, int(length))
    if problems:
        raise Refused(*problems)


def _listed(repository: Path, commit: str, folder: str) -> Iterator[str]:
    """Yield the lines of `git ls-tree` as they come: a few small trees can list without end."""
    command = ("git", f"--git-dir={repository}", "ls-tree", "-r", "-z", "-l", "--full-tree", commit,
               *([f"{folder}/"] if folder else []))  # fmt: skip
    with subprocess.Popen(  # noqa: S603 - the arguments are ours
        command, cwd=repository, env=environment(repository), stdout=subprocess.PIPE
    ) as listing:
        if not listing.stdout:
            raise RuntimeError("git ls-tree has no pipe")
        rest = b""
        try:
            while more := os.read(listing.stdout.fileno(), _AT_ONCE):
                *lines, rest = (rest + more).split(b"\0")
                yield from map(os.fsdecode, lines)
            listing.wait()
        finally:
            listing.kill()
    if listing.returncode:
        raise Refused(f"git ls-tree: {listing.returncode}; push again")


def _odd(path: str) -> str:
    """Return why a path cannot be a file's below the target; git itself would not make it."""
    parts = path.split("/")
    if {"", ".", ".."} & set(parts) or any(part.lower() == ".git" for part in parts):
        return "is no name of a file; give it another"
    if any(len(os.fsencode(part)) > 255 for part in parts):
        return "has a name longer than 255 bytes; give it a shorter one"
    if len(os.fsencode(path)) > _LONGEST_PATH:
        return f"has a path longer than {_LONGEST_PATH} bytes; move it up"
    return ""


def _write(file: Path, blob: _Blob, answer: IO[bytes]) -> None:
    """Take a blob from `git cat-file --batch`: NAME TYPE SIZE, a line end, the bytes, another."""
    told = answer.readline().split()
    if told[1:] != [b"blob", str(blob.size).encode()]:
        raise Refused(f"{blob.path}: git cannot read it; push again")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as stream:
        for at in range(0, blob.size, _AT_ONCE):
            stream.write(answer.read(min(_AT_ONCE, blob.size - at)))
    answer.read(1)
