"""When each file was first and last committed, asked of git once for the whole folder."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from chats.chat_file import FileTimes


@dataclass(frozen=True, kw_only=True)
class History:
    """What git knows of a folder: times by path, and whether the history is all there.

    A file of the work tree that is not committed yet counts as committed at `at`:
    that is what a commit now would make of it.
    """

    times: Mapping[str, FileTimes]
    shallow: bool = False


def history(root: Path, at: datetime) -> History | None:
    """Return git's history of the folder, its paths relative to it; None without git.

    A file that was renamed keeps the time of its first commit.
    """
    try:
        log = _git(root, "log", "--reverse", "--format=%x00%ct", "--name-status", "-M", "-z",
                   "--relative", "HEAD", "--", ".")  # fmt: skip
        dirty = _git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--", ".")
        shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
        prefix = _git(root, "rev-parse", "--show-prefix").strip()
    except (OSError, subprocess.CalledProcessError):
        return None
    times = _times(log)
    for path in _changed(dirty, prefix):
        first = times[path].first if path in times else at
        times[path] = FileTimes(first=first, last=at)
    return History(times=times, shallow=shallow)


def _git(root: Path, *arguments: str) -> str:
    command = ("git", "-C", str(root), "-c", "core.quotePath=false", *arguments)
    done = subprocess.run(  # noqa: S603 - the arguments are ours
        command, capture_output=True, check=True, encoding="utf-8", errors="surrogateescape"
    )
    return done.stdout


def _times(log: str) -> dict[str, FileTimes]:
    """Read `git log --reverse -z --name-status`: "" TIME, then STATUS PATH [NEW PATH]."""
    times: dict[str, FileTimes] = {}
    now = datetime.fromtimestamp(0, UTC)
    words = iter(log.split("\0"))
    for word in words:
        status = word.strip("\n")
        if status.isdigit():
            now = datetime.fromtimestamp(int(status), UTC)
        elif status[:1] in ("R", "C"):
            old, new = next(words), next(words)
            known = times.pop(old, None) if status[0] == "R" else None
            times[new] = FileTimes(first=known.first if known else now, last=now)
        elif status[:1] == "D":
            times.pop(next(words), None)
        elif status:
            path = next(words)
            known = times.get(path)
            times[path] = FileTimes(first=known.first if known else now, last=now)
    return times


def _changed(status: str, prefix: str) -> list[str]:
    """Read `git status --porcelain -z`: XY PATH, and a second PATH after a rename."""
    paths = []
    words = iter(status.split("\0"))
    for word in words:
        if len(word) < 4:
            continue
        if word[0] in "RC":
            next(words)
        if "D" not in word[:2]:
            paths.append(word[3:].removeprefix(prefix))
    return paths
