"""What a build depends on beside the project's files, as one digest."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

_UNREAD = {"_", "OLDPWD", "PWD", "SHLVL", "SOURCE_DATE_EPOCH"}
"""Variables that a shell changes by itself, and that of the instant, which is held apart."""

_ASKED_OF_GIT = (
    ("rev-parse", "HEAD"),
    ("rev-list", "--count", "HEAD"),  # a shallow clone may get more of its history
    ("status", "--porcelain", "-z", "--untracked-files=all", "--", "."),
    ("config", "--list", "-z"),
)


def facts(content: Path) -> str:
    """Return a digest of Python, its packages, the environment and what git knows."""
    variables = sorted(item for item in os.environ.items() if item[0] not in _UNREAD)
    known = (sys.version, sys.executable, _packages(), variables, _git(content))
    return sha256(repr(known).encode("utf-8", "surrogateescape")).hexdigest()


def _packages() -> list[tuple[str, list[str]]]:
    folders = sorted(set(filter(os.path.isdir, sys.path)))
    return [(folder, sorted(entry.name for entry in Path(folder).glob("*-info")))
            for folder in folders]  # fmt: skip


def _git(content: Path) -> list[tuple[int, bytes]]:
    """Return git's answers, asked all at once; without git there are none."""
    git = ("git", "-C", str(content))
    try:
        asked = [
            subprocess.Popen(  # noqa: S603 - the arguments are ours
                (*git, *command),
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )
            for command in _ASKED_OF_GIT
        ]  # fmt: skip
    except OSError:
        return []
    return [(process.returncode, said) for process in asked for said in process.communicate()[:1]]
