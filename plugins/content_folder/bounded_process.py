"""A process of its own that does one thing many times, and is ended when it takes too long.

No thread and no signal can end a regular expression on every system; to start Python anew
for each text would take longer than most texts do. What is asked and what is answered are
bytes, each behind its length.
"""

import atexit
import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

_LENGTH = 8
_FINE, _FAULT = b"+", b"-"


class TookTooLong(Exception):
    """The answer did not come in time."""


class GaveUp(Exception):
    """The process could not answer; what it said is the name of a fault, "" when it fell."""


class BoundedProcess:
    """A programme that is started when it is first asked, and again after each fault."""

    def __init__(self, programme: Path) -> None:
        self._command = (sys.executable, "-P", str(programme))
        self._process: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()
        atexit.register(self.end)

    def ask(self, question: bytes, seconds: float) -> bytes:
        """Return the answer; raises TookTooLong and GaveUp."""
        with self._one_at_a_time:
            process = self._running()
            late = threading.Event()
            alarm = threading.Timer(seconds, _end_late, (process, late))
            alarm.start()
            try:
                kind, answer = _exchange(process, question)
            finally:
                alarm.cancel()
                alarm.join()
            if kind != _FINE or late.is_set():
                self.end()
        if kind == _FINE:
            return answer
        if late.is_set():
            raise TookTooLong
        raise GaveUp(answer.decode("utf-8", "replace"))

    def end(self) -> None:
        """End the process; the next question starts another."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):  # what it had not read yet
                    pipe.close() if pipe else None

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = subprocess.Popen(  # noqa: S603 - the arguments are ours
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
        return self._process


def _end_late(process: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    process.kill()


def _exchange(process: "subprocess.Popen[bytes]", question: bytes) -> tuple[bytes, bytes]:
    """Return the kind of the answer ("" for none) and the answer."""
    if not (process.stdin and process.stdout):
        raise RuntimeError("the process has no pipes")
    try:
        _send(process.stdin, b"", question)
        kind = process.stdout.read(1)
        return kind, _received(process.stdout)
    except (OSError, EOFError):
        return b"", b""


def _send(pipe: IO[bytes], kind: bytes, data: bytes) -> None:
    pipe.write(kind + len(data).to_bytes(_LENGTH, "big") + data)
    pipe.flush()


def _received(pipe: IO[bytes]) -> bytes:
    length = pipe.read(_LENGTH)
    data = pipe.read(int.from_bytes(length, "big"))
    if len(length) < _LENGTH or len(data) < int.from_bytes(length, "big"):
        raise EOFError
    return data


def answer_all(answer: Callable[[bytes], bytes]) -> None:
    """Answer what comes in, until nothing does or a fault is told by its name (the other side)."""
    with contextlib.suppress(EOFError):
        while True:
            question = _received(sys.stdin.buffer)
            try:
                data = answer(question)
            except Exception as error:
                _send(sys.stdout.buffer, _FAULT, type(error).__name__.encode())
                return
            _send(sys.stdout.buffer, _FINE, data)
