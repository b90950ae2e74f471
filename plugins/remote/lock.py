"""One at a time: whoever builds, shows or removes a release; previews apart from the site."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from remote.layout import Refused, Remote

_EVERY = 0.1


@contextmanager
def locked(remote: Remote, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the lock of a half; `waiting` is called once when somebody else has it.

    The kernel lets go of it with the process, however that ends; no child inherits it
    (files are opened close-on-exec). Raises Refused after twice the time of a build.
    """
    until = time.monotonic() + 2 * remote.choices.seconds
    told = False
    remote.lock.parent.mkdir(exist_ok=True)
    with remote.lock.open("a") as file:
        while not _taken(file.fileno()):
            if not told:
                waiting()
                told = True
            if time.monotonic() > until:
                raise Refused("another push has been at work for too long; try again, and tell "
                              "whoever keeps this server if it goes on")  # fmt: skip
            time.sleep(_EVERY)
        yield


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
