"""When each file was first and last committed, asked of git once for the whole folder."""

import re
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from chats.chat_file import FileTimes

_LATEST = 253_370_764_800
"""The year 9999, in seconds: git takes commits from later ones, and Python has none."""


@dataclass(frozen=True, kw_only=True)
class History:
    """What git knows of a folder: times by path, and whether the history is cut short.

    A file of the work tree that is not committed yet counts as committed at `at`:
    that is what a commit now would make of it. Where a shallow clone cuts the
    history, nobody knows since when the files of its oldest commits have been there.
    """

    times: Mapping[str, FileTimes]
    shallow: bool = False


@dataclass(frozen=True, kw_only=True)
class Pushed:
    """A commit of which the content folder is a copy, so that git cannot be asked there.

    `folder` is the folder's path within the commit, `before` the commit that it replaces
    ("" when there is none): what that one held in identities.lock is what is published.
    """

    git_dir: Path
    commit: str
    before: str = ""
    folder: str = "content"

    def history(self) -> History | None:
        """Return git's history of the folder up to the commit; None without git."""
        try:
            return History(
                times=_times(_log(self.git_dir, self.folder, self.commit), _cut(self.git_dir)),
                shallow=bool(_cut(self.git_dir)),
            )
        except (OSError, subprocess.CalledProcessError):
            return None

    def published(self, name: str) -> bytes | None:
        """Return a file of the folder as the replaced commit has it, b"" when it has none."""
        return _blob(self.git_dir, f"{self.before}:{self.folder}/{name}") if self.before else b""

    def ever_added(self, name: str) -> bytes:
        """Return every line that this commit, the replaced one or an earlier one added to it."""
        commits = filter(None, (self.commit, self.before))
        return _added(self.git_dir, f"{self.folder}/{name}", *commits)


def history(root: Path, at: datetime) -> History | None:
    """Return git's history of the folder, its paths relative to it; None without git.

    A file that was renamed keeps the time of its first commit.
    """
    try:
        log = _log(root, ".", "HEAD")
        dirty = _git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--", ".")
        prefix = _git(root, "rev-parse", "--show-prefix").strip()
        oldest = _cut(root)
    except (OSError, subprocess.CalledProcessError):
        return None
    times = _times(log, oldest)
    for path in _changed(dirty, prefix):
        first = times[path].first if path in times else at
        times[path] = FileTimes(first=first, last=at)
    return History(times=times, shallow=bool(oldest))


def unread(root: Path) -> str:
    """Return why git does not read the repository that the folder lies in; "" when it does.

    Nothing is amiss where there is no repository, nor without a commit. Git refuses one that
    is another user's, as containers of hosts find it, and gives up on one that lists too much.
    """
    here = root.resolve()
    if not any((folder / ".git").exists() for folder in (here, *here.parents)):
        return ""
    try:
        _git(root, "rev-parse", "--git-dir")
    except OSError:
        return "git is not installed"
    except subprocess.CalledProcessError as error:
        return str(error.stderr).partition("\n")[0]
    try:
        _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    except subprocess.CalledProcessError:
        return ""
    return "it cannot go through all its commits"


def committed(root: Path, name: str) -> bytes | None:
    """Return a file of the folder as the last commit has it, b"" when it has none.

    Without git: None.
    """
    try:
        _git(root, "rev-parse", "--git-dir")
    except (OSError, subprocess.CalledProcessError):
        return None
    return _blob(root, f"HEAD:./{name}")


def in_last_commit(root: Path) -> frozenset[str] | None:
    """Return the files of the folder that the last commit has, by path; None without one."""
    try:
        return frozenset(_git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0"))
    except (OSError, subprocess.CalledProcessError):
        return None


def ever_added(root: Path, name: str) -> bytes:
    """Return every line that a commit added to a file of the folder; nothing without git."""
    return _added(root, name, "HEAD")


def _added(root: Path, name: str, *commits: str) -> bytes:
    try:
        diffs = _git(root, "log", "--format=", "-p", "-U0", "--text", "--no-renames",
                     "--no-ext-diff", "--no-textconv", "--no-color", *commits, "--",
                     name)  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return b""
    lines = (line[1:] for line in diffs.split("\n") if re.match(r"\+(?!\+\+ )", line))
    return "\n".join(lines).encode(errors="surrogateescape")


def _log(root: Path, folder: str, commit: str) -> str:
    """Return who came and went below a folder, which is seen from `root`, oldest first.

    The commit is named: HEAD is not yet what somebody pushes.
    """
    relative = "--relative" if folder == "." else f"--relative={folder}/"
    return _git(root, "log", "--reverse", "--format=%x00%H %ct", "--name-status", "-M", "-z",
                relative, commit, "--", folder)  # fmt: skip


def _cut(root: Path) -> set[str]:
    """Return the commits at which a shallow clone is cut."""
    cut = root / _git(root, "rev-parse", "--git-path", "shallow").strip()
    return set(cut.read_text("ascii").split()) if cut.is_file() else set()


def _blob(root: Path, name: str) -> bytes:
    try:
        return _git(root, "cat-file", "blob", name).encode(errors="surrogateescape")
    except subprocess.CalledProcessError:
        return b""


def _git(root: Path, *arguments: str) -> str:
    command = ("git", "-C", str(root), "-c", "core.quotePath=false", *arguments)
    done = subprocess.run(  # noqa: S603 - the arguments are ours
        command, capture_output=True, check=True, encoding="utf-8", errors="surrogateescape"
    )
    return done.stdout


def _times(log: str, oldest: Collection[str]) -> dict[str, FileTimes]:
    """Read `git log --reverse -z --name-status`: "" HASH TIME, then STATUS PATH [NEW PATH].

    Commits of `oldest`, at which a shallow clone is cut, say nothing of a file's age.
    """
    times: dict[str, FileTimes] = {}
    unknown: set[str] = set()
    now = datetime.fromtimestamp(0, UTC)
    at_the_cut = False
    words = iter(log.split("\0"))
    for word in words:
        status = word.strip("\n")
        if match := re.fullmatch(r"([0-9a-f]{40,64}) (\d+)", status):
            now = datetime.fromtimestamp(min(int(match[2]), _LATEST), UTC)
            at_the_cut = match[1] in oldest
        elif status:
            old = next(words)
            path = next(words) if status[0] in "RC" else old
            known = times.get(old)
            if status[0] in "RD":
                times.pop(old, None)
            if at_the_cut or (status[0] == "R" and old in unknown):
                unknown.add(path)
            if status[0] != "D" and not at_the_cut:
                first = known.first if known else None if path in unknown else now
                times[path] = FileTimes(first=first, last=now)
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
