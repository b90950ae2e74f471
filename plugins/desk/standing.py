"""Whether the site stands as a build would make it: decided before anything is imported.

A build's record names all that it was made of: every file of the project that a build
reads, by content; the programmes that ran; what git knows, the environment and the
command; further the site's own files as they were written, and until when the site stays
as it is. A file that nobody touched since counts as unchanged, any other is read. When in
doubt, the site is built.
"""

import contextlib
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from desk.surroundings import facts
from touched import Touched, digest_now, noted, touched, unchanged

SOURCES = ("content", "theme", "plugins", "own")
"""The folders of the project from which a site is made."""

_MANIFEST = ".site-files"

_NEVER = ((), "")


@dataclass(frozen=True)
class Sources:
    """The files that a build reads, each with its digest, and what stands for all that is no file.

    Digests of before and after a build are compared, for a file may change while it is noted.
    """

    files: Mapping[str, tuple[Touched, str]]
    facts: str
    taken: int
    """When they were looked at (ns)."""

    def same_as(self, other: "Sources") -> bool:
        """Tell whether they are what they were at another time."""
        return (self.files, self.facts) == (other.files, other.facts)


_NOTHING = Sources({}, "", 0)


class Standing:
    """The record of the last build that had the same options, `asked`."""

    def __init__(self, root: Path, asked: Mapping[str, object]) -> None:
        self.root = root
        self._asked = repr(sorted(asked.items()))
        name = sha256(self._asked.encode()).hexdigest()[:16]
        self._file = root / ".cache/standing" / f"{name}.json"
        self._has_its_instant = bool(asked.get("at"))
        self._before: Sources | None = None
        self._known = _NOTHING

    def said(self) -> Any:
        """Return what the last build said, if another would change nothing; None otherwise."""
        try:
            record = json.loads(self._file.read_text("utf-8"))
            self._known = Sources(record["files"], record["facts"], record["taken"])
            stands = (record["asked"] == self._asked and self._in_time(record)
                      and self._same(record))  # fmt: skip
            return record["said"] if stands else None
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None  # no record, or none of ours

    def told(self) -> bool:
        """Say what the last build said, if another would change nothing; returns whether."""
        began = time.monotonic()
        if (said := self.said()) is None:
            return False
        for line in said["warnings"]:
            print(line, file=sys.stderr)
        print(result_line(said["counts"], 0, time.monotonic() - began, Path(said["output"])))
        return True

    def begin(self) -> None:
        """Take note of what the build that begins now will read."""
        self._before = self._sources(self._known) or self._sources(_NOTHING)

    def _sources(self, known: Sources) -> Sources | None:
        """Return what a build would read now, None where nobody can tell.

        Of `known` files those are read again that somebody may have touched since.
        """
        taken, before = time.time_ns(), known.files
        try:
            files = {name: (left, digest_now(name, left, before.get(name, _NEVER), known.taken))
                     for name, left in _own_files(self.root)}  # fmt: skip
            return Sources(files, facts(self.root / "content"), taken)
        except (OSError, TypeError, ValueError, AttributeError):  # or what is known is none of ours
            return None

    def keep(self, output: Path, times: tuple[datetime, datetime], said: object) -> None:
        """Keep a record of the build that just ended, unless what it read has changed since.

        `times` are the instant that the site shows and the first at which it will show
        something else, `said` is what to say when nothing changes.
        """
        before = self._before
        if before is None or (now := self._sources(before)) is None or not now.same_as(before):
            return
        with contextlib.suppress(OSError):  # where nothing can be kept, the site is built
            _put(self._file, json.dumps({
                "asked": self._asked, "said": said, "facts": now.facts, "taken": now.taken,
                "times": [time.timestamp() for time in times],
                "files": now.files,
                "modules": dict(_modules(now.files)),
                "output": {name: touched(name) for name in _written(output)},
            }))  # fmt: skip

    def _in_time(self, record: Mapping[str, Any]) -> bool:
        if self._has_its_instant:
            return True
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
        if epoch and not re.fullmatch(r"[0-9]{1,10}", epoch):
            return False
        at, (first, until) = int(epoch or time.time()), record["times"]
        return bool(at == first or first < at < until)

    def _same(self, record: Mapping[str, Any]) -> bool:
        now, known = dict(_own_files(self.root)), record["files"]
        taken = record["taken"]
        return (
            now.keys() == known.keys()
            and all(unchanged(name, now[name], known[name], taken) for name in now)
            and all(touched(name) == tuple(left) for name, left in record["modules"].items())
            and all(touched(name) == tuple(left) for name, left in record["output"].items())
            and record["facts"] == facts(self.root / "content")
        )


def result_line(counts: str, changed: int, seconds: float, output: Path) -> str:
    """Return the line that a build ends with; a folder within this one is told from here."""
    here = Path.cwd()
    near = output.relative_to(here) if output.is_relative_to(here) else output
    return f"{counts}, {changed:,} new or changed, in {seconds:.1f} s: {near}/"


def _own_files(root: Path) -> Iterator[tuple[str, Touched]]:
    """Yield the project's own files; raises OSError for a link, which may lead anywhere."""
    found = list(os.scandir(root))
    for entry in found:
        if entry.name.endswith((".py", ".lock")) and entry.name not in SOURCES:
            yield entry.path, noted(entry.stat())
    waiting = [entry for entry in found if entry.name in SOURCES]
    for entry in waiting:
        if entry.is_symlink():
            raise OSError(0, "a symbolic link", entry.path)
        if not entry.is_dir():
            yield entry.path, noted(entry.stat())
        elif entry.name != "__pycache__":
            waiting.extend(os.scandir(entry.path))


def _modules(own: Container[str]) -> Iterator[tuple[str, Touched]]:
    """Yield the files of the programmes that ran, but for one's own."""
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    for file in files:
        if isinstance(file, str) and file not in own:
            with contextlib.suppress(OSError):  # of one that was built in
                yield file, touched(file)


def _written(output: Path) -> Iterator[str]:
    manifest = output / _MANIFEST
    yield str(manifest)
    for name in manifest.read_text("utf-8").splitlines():
        yield f"{output}/{name}"


def _put(file: Path, text: str) -> None:
    """Write beside it and rename: another build may be reading."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, encoding="utf-8", delete=False) as new:
        new.write(text)
    Path(new.name).replace(file)
