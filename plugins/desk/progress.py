"""A line that shows how far a build is, once it takes longer than a moment."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 1.5
"""Seconds after which somebody at a terminal wants to know that something happens."""

_EVERY_ON_A_TERMINAL = 0.2
_EVERY_IN_A_LOG = 15.0


@contextmanager
def progress(state: Callable[[], str]) -> Iterator[None]:
    """Show `state()` on stderr while the block runs: in place on a terminal, else now and then."""
    done = threading.Event()
    shower = threading.Thread(target=_show, args=(state, done), daemon=True)
    shower.start()
    try:
        yield
    finally:
        done.set()
        shower.join()


def _show(state: Callable[[], str], done: threading.Event) -> None:
    terminal = sys.stderr.isatty()
    begin, end = ("\r\x1b[K", "") if terminal else ("", "\n")
    every = _EVERY_ON_A_TERMINAL if terminal else _EVERY_IN_A_LOG
    wait = PATIENCE if terminal else every
    shown = False
    while not done.wait(wait):
        print(f"{begin}{state()}", end=end, file=sys.stderr, flush=True)
        wait, shown = every, True
    if terminal and shown:
        print(begin, end="", file=sys.stderr, flush=True)
