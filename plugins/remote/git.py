"""What is asked of git, whatever the environment says that git set up for a hook."""

import os
import subprocess
from pathlib import Path

from chats.hidden_characters import shown
from remote.layout import Refused


def is_nothing(commit: str) -> bool:
    """Return whether it stands for no commit: git writes zeros then (githooks(5))."""
    return not commit.strip("0")


def environment(repository: Path) -> dict[str, str]:
    """Return an environment in which git sees this repository and nobody's configuration.

    Of git's own variables only the quarantine stays, in which a push lies before it is
    accepted (git-receive-pack(1)), and only if it is this repository's. Without it git
    would not find the commits; references to them cannot be made while it is set.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    ours = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C.UTF-8",
            "GIT_NO_REPLACE_OBJECTS": "1", "GIT_TERMINAL_PROMPT": "0"}  # fmt: skip
    objects = repository / "objects"
    typed = os.environ.get("GIT_QUARANTINE_PATH", "")
    quarantine = (repository / typed).resolve()
    if typed and quarantine.is_relative_to(objects):
        ours |= {"GIT_QUARANTINE_PATH": str(quarantine), "GIT_OBJECT_DIRECTORY": str(quarantine),
                 "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(objects)}  # fmt: skip
    return kept | ours


def git(repository: Path, *arguments: str) -> str:
    """Return what git answers; raises Refused with what it says instead."""
    command = ("git", f"--git-dir={repository}", *arguments)
    done = subprocess.run(  # noqa: S603 - the arguments are ours
        command, cwd=repository, check=False, env=environment(repository), capture_output=True,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        raise Refused(f"git {arguments[0]}: {os.fsdecode(done.stderr).strip() or done.returncode}")
    return os.fsdecode(done.stdout)


def commit_of(repository: Path, name: str) -> str:
    """Return the commit of a name, "" when there is none."""
    try:
        return git(repository, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").strip()
    except Refused:
        return ""


def follows(repository: Path, old: str, new: str) -> bool:
    """Return whether the new commit has the old one among its ancestors."""
    try:
        git(repository, "merge-base", "--is-ancestor", old, new)
    except Refused:
        return False
    return True


def branches(repository: Path) -> dict[str, str]:
    """Return the commit of each branch."""
    text = git(repository, "for-each-ref", "--format=%(objectname) %(refname)", "refs/heads")
    pairs = (line.split(" ", 1) for line in text.splitlines())
    return {ref.removeprefix("refs/heads/"): commit for commit, ref in pairs}


def subject(repository: Path, commit: str) -> str:
    """Return the first line of the commit's message, as any terminal shows it."""
    try:
        line = git(repository, "log", "-1", "--no-show-signature", "--format=%s", commit).strip()
    except Refused:
        return ""
    return shown(line)
