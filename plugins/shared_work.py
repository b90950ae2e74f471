"""Work that is shared with copies of this process, where that pays: each does a part of it."""

import contextlib
import logging
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH_A_COPY = 120
"""Jobs, pages and calendars alike: a copy of the process costs as much as thirty of them."""

_MOST = 4
"""Copies take memory, and the disk is one."""


def shared(jobs: Sequence[T], do: Callable[[T], R]) -> list[R]:
    """Return what each job gives, in their order; what `do` changes is lost, but for files.

    A copy that fails leaves its part to this process, whose faults are told as all others are.
    """
    hands = min(len(jobs) // WORTH_A_COPY, _processors(), _MOST)
    if hands < 2:
        return [do(job) for job in jobs]
    copies = {number: _copy(jobs[number::hands], do) for number in range(1, hands)}
    try:
        done = {0: [do(job) for job in jobs[::hands]]}
        for number, copy in copies.items():
            part = copy.answer()
            done[number] = [do(job) for job in jobs[number::hands]] if part is None else part
    finally:
        for copy in copies.values():
            copy.end()
    return [done[index % hands][index // hands] for index in range(len(jobs))]


def _processors() -> int:
    """Return how many processors this process may use; 1 where it cannot be copied safely."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


@dataclass(frozen=True)
class _Copy:
    """A copy of this process, and the pipe from which its answer comes."""

    process: int
    pipe: int

    def answer(self) -> Any:
        """Return what its part gave, None when it failed; what it logged is logged here."""
        with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError):
            with open(self.pipe, "rb", closefd=False) as pipe:
                logged, part = pickle.load(pipe)  # noqa: S301 - it comes from this programme
            for record in logged:
                logging.getLogger(record.name).handle(record)
            return part
        return None

    def end(self) -> None:
        """End it, in case it still works, and forget it."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.pipe)


def _copy(jobs: Sequence[T], do: Callable[[T], R]) -> _Copy:
    """Have a copy of this process do the jobs."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process:
        os.close(theirs)
        return _Copy(process, ours)
    try:  # from here on in the copy, which never returns
        logged = _Logged()
        logging.getLogger().handlers = [logged]
        part = [do(job) for job in jobs]
        with open(theirs, "wb") as pipe:  # noqa: PTH123 - it has no path
            pickle.dump((logged.records, part), pipe)
    finally:
        os._exit(0)


class _Logged(logging.Handler):
    """What is logged in a copy, to be logged where somebody hears it."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record, in a form that can be sent."""
        record.msg, record.args, record.exc_info = record.getMessage(), None, None
        self.records.append(record)
