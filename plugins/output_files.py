"""The only writer of the site's files: everything is made first, then put in place.

A page or file is compared with what lies in the output already and put into a folder
beside the pages when it differs; only when all of them are there is what an earlier
build left behind removed, and are they renamed into place. A build that fails in the
middle leaves the site as it was, and what a killed one left waiting the next one removes.
One build at a time writes to an output: a second one waits.
"""

import contextlib
import logging
import os
import shutil
import sys
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.utils import sanitised_join
from pelican.writers import Writer

import code_state
import others
from kept_outputs import KeptOutputs
from made_of import MadeOf, edition
from shared_work import shared

if sys.platform != "win32":
    import fcntl

log = logging.getLogger(__name__)

MANIFEST = ".site-files"
"""Names the files that a build wrote, so that the next one can remove what is gone."""

WAITING = ".waiting"
"""The folder of the output in which files wait until all of them are made."""

_TOGETHER = 512
"""Files that are made together, by more than one process where that pays."""

_PELICANS = {"relative_urls", "paginated", "template_name", "override_output", "url"}
"""Options of Pelican's writer that this one has no use for."""


class OutputFiles(Writer):  # type: ignore[misc]
    """Pelican's writer, which writes nothing in place until `finish`.

    Links are made by the site's own rules, and lists are paginated by their views.
    """

    current: "OutputFiles | None" = None

    def __init__(self, output_path: str, settings: Any = None) -> None:
        super().__init__(output_path, settings)
        self.written: dict[str, str] = {}
        self.changed = 0
        self._waiting: list[str] = []
        self.made: dict[str, tuple[str, str]] = {}
        self._later: list[tuple[str, str, Callable[[], bytes]]] = []
        self._standing: list[str] = []
        self._room = Path(self.output_path, WAITING)
        self._folders: set[Path] = set()
        self._leave: Callable[[], object] | None = None
        if OutputFiles.current:  # a build of this process that failed
            OutputFiles.current.abandon()
        OutputFiles.current = self

    def write_file(
        self,
        name: str,
        template: Any,
        context: Any,
        *_pelicans: object,
        **views: Any,
    ) -> None:
        """Render a template to a page; `page_path` tells the template its own path."""
        if not name:
            return
        views = {key: view for key, view in views.items() if key not in _PELICANS}
        page_path = name.removesuffix("index.html")
        page = template.render({**context, **views, "output_file": name, "page_path": page_path})
        self.write_bytes(name, page.encode())

    @cached_property
    def made_of(self) -> MadeOf:
        """What gives the keys of outputs."""
        return MadeOf(edition(self.settings))

    def write_once(self, name: str, key: str, make: Callable[[], bytes]) -> None:
        """Take a file that is made of what the key stands for, unless it stands there already."""
        if self._kept.stands(name, key):
            self._note(name)
            self._standing.append(name)
        else:
            self._write_made(name, key, make())

    def write_later(self, name: str, key: str, make: Callable[[], bytes]) -> None:
        """Do the same later, perhaps in a copy of this process: `make` changes nothing."""
        self._note(name)
        if self._kept.stands(name, key):
            self._standing.append(name)
            return
        self._later.append((name, key, make))
        if len(self._later) >= _TOGETHER:
            self._make()

    def _make(self) -> None:
        """Make what was to be made later."""

        def made(job: tuple[str, str, Callable[[], bytes]]) -> tuple[bool, str]:
            name, _, make = job
            data = make()
            return self._differs(name, data), sha256(data).hexdigest()

        jobs, self._later = self._later, []
        for (name, key, _), (differs, digest) in zip(jobs, shared(jobs, made), strict=True):
            self._wait([name] if differs else [])
            self.made[name] = key, digest

    def write_all_once(self, key: str, make: Callable[[], Mapping[str, bytes]]) -> None:
        """Take files that are made together, unless all that were made of this stand."""
        names = self._kept.made_of(key)
        if names and all(self._kept.stands(name, key) for name in names):
            for name in names:
                self._note(name)
            self._standing += names
        else:
            for name, data in make().items():
                self._write_made(name, key, data)

    def _write_made(self, name: str, key: str, data: bytes) -> None:
        self.write_bytes(name, data)
        self.made[name] = key, sha256(data).hexdigest()

    @cached_property
    def _kept(self) -> KeptOutputs:
        cache = self.settings.get("CACHE_PATH")
        return KeptOutputs(Path(self.output_path), Path(cache, "outputs") if cache else None)

    def write_bytes(self, name: str, data: bytes) -> None:
        """Take a file's content; `name` is its path within the site.

        Raises RuntimeError when two outputs have one path, or one leads out of the site.
        """
        self._note(name)
        if self._differs(name, data):
            self._wait([name])

    def _wait(self, names: Iterable[str]) -> None:
        """Take note of files that wait to be put in place."""
        before = len(self._waiting)
        self._waiting.extend(names)
        self.changed += len(self._waiting) - before

    def _differs(self, name: str, data: bytes) -> bool:
        """Tell whether a file is not there as it is to be; it then waits in its room."""
        target = Path(sanitised_join(self.output_path, name))
        if target.is_file() and target.read_bytes() == data:
            return False
        waiting = self._room / name
        if waiting.parent not in self._folders:
            waiting.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(waiting.parent)
        waiting.write_bytes(data)
        return True

    def _note(self, name: str) -> None:
        if name.casefold() in self.written:
            raise RuntimeError(f"two outputs have the path {name}")
        if self._leave is None:
            self._enter()
        self.written[name.casefold()] = name

    def finish(self) -> None:
        """Remove what the site no longer has, and put everything in place."""
        self._make()
        manifest = Path(self.output_path, MANIFEST)
        before = manifest.read_text("utf-8").splitlines() if manifest.is_file() else []
        # First, for a page's folder may stand where a file was.
        for name in before:
            if name.casefold() not in self.written:
                self._remove(name)
        Path(self.output_path).mkdir(parents=True, exist_ok=True)
        manifest.write_text("".join(f"{name}\n" for name in sorted(self.written.values())), "utf-8")
        for name in _by_whole_folders(self._waiting, Path(self.output_path)):
            (self._room / name).replace(Path(self.output_path, name))
        if code_state.is_as_it_was():
            self._kept.keep(self.made, self._standing)
        self.abandon()

    def abandon(self) -> None:
        """Forget what waits; the site stays as it is."""
        if self._leave:
            shutil.rmtree(self._room, ignore_errors=True)
            self._waiting.clear()
            self._later.clear()
            self._folders.clear()
            self._leave()

    def _enter(self) -> None:
        """Take the output for this build until it leaves, is forgotten or ends."""
        Path(self.output_path).mkdir(parents=True, exist_ok=True)
        self._leave = lambda: None
        with contextlib.suppress(OSError):  # a disk that knows no locks
            folder = os.open(self.output_path, os.O_RDONLY)
            self._leave = weakref.finalize(self, os.close, folder)
            _lock(folder, self.output_path)
        shutil.rmtree(self._room, ignore_errors=True)

    def _remove(self, name: str) -> None:
        with contextlib.suppress(RuntimeError, OSError):
            path = Path(sanitised_join(self.output_path, name))
            path.unlink()
            while (path := path.parent) != Path(self.output_path):
                path.rmdir()


def _by_whole_folders(names: Iterable[str], output: Path) -> Iterator[str]:
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


def _lock(folder: int, name: str) -> None:
    """Lock an open folder, and wait for whoever has it; the kernel lets go when it is closed."""
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        log.warning("another build writes to %s; this one waits for it to end", name)
        fcntl.flock(folder, fcntl.LOCK_EX)


def writer_class(_pelican: Pelican) -> type[OutputFiles]:
    """Give Pelican the class of the writer to use."""
    return OutputFiles


def come_first(_generators: object) -> None:
    """See to it that what others look at in the end is in place."""
    others.put_last(finish)


def finish(pelican: Pelican) -> None:
    """Put the site in place once every generator has written."""
    if OutputFiles.current:
        OutputFiles.current.finish()
        others.tell(pelican, OutputFiles.current.written.values())


def register() -> None:
    """Connect to Pelican."""
    signals.get_writer.connect(writer_class)
    signals.all_generators_finalized.connect(come_first)
    signals.finalized.connect(finish)
