"""What is told: to the pusher little, to the log everything."""

import contextlib
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

from remote.layout import Remote

MOST_LINES = 60
"""What a pusher is told at once. A pipe takes 64 KiB: what waits for a client that is gone,
waits for ever, and holds the lock."""

_MOST_CHARACTERS = 400
_LOG_BYTES = 1_000_000


def say(*lines: str) -> None:
    """Tell whoever pushes; a client that is gone is no reason to stop."""
    with contextlib.suppress(OSError):
        for line in shortened(lines):
            print(line, file=sys.stderr, flush=True)


def shortened(lines: Iterable[str]) -> list[str]:
    """Return so many lines as a person reads, without what a terminal would obey."""
    plain = ["".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
             for line in lines]  # fmt: skip
    cut = [f"{line[:_MOST_CHARACTERS]} …" if len(line) > _MOST_CHARACTERS else line
           for line in plain]  # fmt: skip
    if len(cut) <= MOST_LINES:
        return cut
    left_out = len(cut) - MOST_LINES
    return [
        *cut[: MOST_LINES - 1],
        f"… and {left_out} more lines; `invoke check` shows all",
        cut[-1],
    ]


def step(remote: Remote, words: str) -> None:
    """Write a line of the log. A disk that is full is no reason to stop either."""
    with contextlib.suppress(OSError):
        if remote.log.exists() and remote.log.stat().st_size > _LOG_BYTES:
            remote.log.replace(remote.log.with_name("log.1"))
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with remote.log.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{now} {os.getpid()} {words}\n")
