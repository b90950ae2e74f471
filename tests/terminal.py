"""Somebody at a terminal, who answers what a task asks."""

import os
import pty
import subprocess
import sys

from projects import Project
from sites import EPOCH_2026


def at_terminal(project: Project, *arguments: str, answers: list[str]) -> str:
    """Return what a task says to somebody at a terminal who gives these answers."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        (sys.executable, "-m", "invoke", "--search-root", str(project.root), *arguments),
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=project.root,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH_2026)},
    )  # fmt: skip
    os.close(theirs)
    said = b""
    for answer in answers:
        said += _until(ours, b": ")
        os.write(ours, answer.encode() + (b"" if answer == "\x04" else b"\n"))
    said += _until(ours, None)
    process.wait(60)
    os.close(ours)
    return said.decode()


def _until(terminal: int, end: bytes | None) -> bytes:
    """Return what comes until somebody is asked, or until there is no more."""
    said = b""
    while end is None or not said.endswith(end):
        try:
            data = os.read(terminal, 4096)
        except OSError:  # Linux: the other side is gone
            break
        if not data:
            break
        said += data
    return said
