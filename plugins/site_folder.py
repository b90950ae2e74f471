"""The site's folder: new files wait beside the pages, and are all put in place together.

Only when everything is there is what an earlier build left behind removed, and are the files
renamed into place. A build that fails in the middle leaves the site as it was, and what a
killed one left waiting the next one removes. One build at a time writes: a second one waits.
"""

import contextlib
import logging
import os
import shutil
import sys
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from pelican.utils import sanitised_join

if sys.platform != "win32":
    import fcntl

log = logging.getLogger(__name__)

MANIFEST = ".site-files"
"""Names the files that a build wrote, so that the next one can remove what is gone."""

WAITING = ".waiting"
"""The folder of the output in which files wait until all of them are made."""


class SiteFolder:
    """An output, for one build."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        self._room = self.path / WAITING
        self._folders: set[Path] = set()
        self._leave: Callable[[], object] | None = None

    def enter(self) -> None:
        """Take the output until the build leaves it, is forgotten or ends."""
        if self._leave:
            return
        self.path.mkdir(parents=True, exist_ok=True)
        self._leave = lambda: None
        with contextlib.suppress(OSError):  # a disk that knows no locks
            folder = os.open(self.path, os.O_RDONLY)
            self._leave = weakref.finalize(self, os.close, folder)
            _lock(folder, self.path)
        shutil.rmtree(self._room, ignore_errors=True)

    def differs(self, name: str, data: bytes) -> bool:
        """Tell whether a file is not there as it is to be; it then waits.

        Raises RuntimeError when its path leads out of the site.
        """
        target = Path(sanitised_join(str(self.path), name))
        if target.is_file() and target.read_bytes() == data:
            return False
        waiting = self._room / name
        if waiting.parent not in self._folders:
            waiting.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(waiting.parent)
        waiting.write_bytes(data)
        return True

    def place(self, waiting: Iterable[str], site: Collection[str]) -> None:
        """Put in place what waits, and remove what is not among the files of the site now."""
        manifest, names = self.path / MANIFEST, {name.casefold() for name in site}
        before = manifest.read_text("utf-8").splitlines() if manifest.is_file() else []
        # First, for a page's folder may stand where a file was.
        for name in before:
            if name.casefold() not in names:
                self._remove(name)
        self.path.mkdir(parents=True, exist_ok=True)
        manifest.write_text("".join(f"{name}\n" for name in sorted(site)), "utf-8")
        for name in by_whole_folders(waiting, self.path):
            (self._room / name).replace(self.path / name)

    def leave(self) -> None:
        """Forget what waits; the site stays as it is."""
        if self._leave:
            shutil.rmtree(self._room, ignore_errors=True)
            self._folders.clear()
            self._leave()
            self._leave = None

    def _remove(self, name: str) -> None:
        with contextlib.suppress(RuntimeError, OSError):
            path = Path(sanitised_join(str(self.path), name))
            path.unlink()
            while (path := path.parent) != self.path:
                path.rmdir()


def by_whole_folders(names: Iterable[str], output: Path) -> Iterator[str]:
    """Yield what is to be put into the output: for all files of a folder that is new, that one."""
    is_new = {"": False}
    for name in names:
        folder, inner = "", name
        while not is_new[folder] and "/" in inner:
            part, _, inner = inner.partition("/")
            folder = f"{folder}/{part}" if folder else part
            if folder not in is_new:
                is_new[folder] = not os.path.lexists(output / folder)
                if is_new[folder]:
                    yield folder
        if not is_new[folder]:
            yield name


def _lock(folder: int, path: Path) -> None:
    """Lock an open folder, and wait for whoever has it; the kernel lets go when it is closed."""
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        log.warning("another build writes to %s; this one waits for it to end", path)
        fcntl.flock(folder, fcntl.LOCK_EX)
