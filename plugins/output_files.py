"""The only writer of the site's files: everything is made first, then put in place.

A file that is made of what it was made of before, and lies there as it was left, is not made
again; any other is compared with what lies there, and waits to be put in place if it differs.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.writers import Writer

import code_state
import others
from kept_outputs import KeptOutputs
from made_of import MadeOf, edition
from shared_work import shared
from site_folder import SiteFolder

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
        self.made: dict[str, tuple[str, str]] = {}
        self._folder = SiteFolder(self.output_path)
        self._waiting: list[str] = []
        self._later: list[tuple[str, str, Callable[[], bytes]]] = []
        self._standing: list[str] = []
        self._group = ""
        self._groups: dict[str, str] = {}
        if OutputFiles.current:  # a build of this process that failed
            OutputFiles.current.abandon()
        OutputFiles.current = self

    @property
    def changed(self) -> int:
        """How many files are not there as they are to be."""
        return len(self._waiting)

    @cached_property
    def made_of(self) -> MadeOf:
        """What gives the keys of outputs."""
        return MadeOf(edition(self.settings))

    @cached_property
    def _kept(self) -> KeptOutputs:
        cache = self.settings.get("CACHE_PATH")
        return KeptOutputs(Path(self.output_path), Path(cache, "outputs") if cache else None)

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

    def write_bytes(self, name: str, data: bytes) -> None:
        """Take a file's content; `name` is its path within the site.

        Raises RuntimeError when two outputs have one path, or one leads out of the site.
        """
        self._note(name)
        if self._folder.differs(name, data):
            self._waiting.append(name)

    def write_once(self, name: str, key: str, make: Callable[[], bytes]) -> None:
        """Take a file that is made of what the key stands for, unless it stands there already."""
        if not self._stands(name, key):
            self._write_made(name, key, make())

    def write_later(self, name: str, key: str, make: Callable[[], bytes]) -> None:
        """Do the same later, perhaps in a copy of this process: `make` changes nothing."""
        if not self._stands(name, key):
            self._note(name)
            self._later.append((name, key, make))
        if len(self._later) >= _TOGETHER:
            self._make()

    def write_all_once(self, key: str, make: Callable[[], Mapping[str, bytes]]) -> None:
        """Take files that are made together, unless all that were made of this stand."""

        def write() -> None:
            for name, data in make().items():
                self._write_made(name, key, data)

        self.write_group(key, write)

    def write_group(self, key: str, write: Callable[[], object]) -> None:
        """Have files written, unless all those stand that were written when the key was this.

        The key stands for whatever `write` and what it writes are made of.
        """
        if names := self._kept.standing_together(key):
            for name in names:
                self._note(name, key)
            self._standing += names
            return
        if self._group:
            raise RuntimeError("a group of files is written within another")
        self._group = key
        write()
        self._group = ""

    def _stands(self, name: str, key: str) -> bool:
        if not self._kept.stands(name, key):
            return False
        self._note(name)
        self._standing.append(name)
        return True

    def _write_made(self, name: str, key: str, data: bytes) -> None:
        self.write_bytes(name, data)
        self.made[name] = key, sha256(data).hexdigest()

    def _make(self) -> None:
        """Make what was to be made later."""

        def made(job: tuple[str, str, Callable[[], bytes]]) -> tuple[bool, str]:
            name, _, make = job
            data = make()
            return self._folder.differs(name, data), sha256(data).hexdigest()

        jobs, self._later = self._later, []
        for (name, key, _), (differs, digest) in zip(jobs, shared(jobs, made), strict=True):
            self._waiting += [name] if differs else []
            self.made[name] = key, digest

    def _note(self, name: str, group: str = "") -> None:
        if name.casefold() in self.written:
            raise RuntimeError(f"two outputs have the path {name}")
        self._folder.enter()
        self.written[name.casefold()] = name
        if group := group or self._group:
            self._groups[name] = group

    def finish(self) -> None:
        """Remove what the site no longer has, and put everything in place."""
        self._make()
        self._folder.place(self._waiting, self.written.values())
        if code_state.is_as_it_was():
            self._kept.keep(self.made, self._standing, self._groups)
        self._folder.leave()

    def abandon(self) -> None:
        """Forget what waits; the site stays as it is."""
        self._waiting, self._later = [], []
        self._folder.leave()


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
