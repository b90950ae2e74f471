"""What each file of an output was made of and how it was left, kept from one build to the next.

The record lies in the cache, may be removed at any time, and is believed only as far as
the files are as it says. Without a folder nothing is kept.
"""

import json
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from touched import touched, unchanged

_OUTPUTS = 20
"""Records that may lie there: previews come and go."""

Left = list[Any]
"""A file as it was left: what it was made of, what was noted of it, its digest, its group."""


class KeptOutputs:
    """The record of one output's files."""

    def __init__(self, output: Path, folder: Path | None) -> None:
        self._output = output
        name = sha256(str(output).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self._file = folder / f"{name}.json" if folder else None
        self._taken = 0
        self._left: Mapping[str, Left] = self._read()

    def stands(self, name: str, made_of: str) -> bool:
        """Tell whether a file is there as it was left, made of just this."""
        known = self._left.get(name)
        return known is not None and known[0] == made_of and self._is_as_left(name)

    def standing_together(self, group: str) -> list[str]:
        """Return the files of a group, if all of them are there as they were left."""
        names = self._groups.get(group, [])
        return names if all(map(self._is_as_left, names)) else []

    @cached_property
    def _groups(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, left in self._left.items():
            found.setdefault(left[-1], []).append(name)
        return {group: names for group, names in found.items() if group}

    def _is_as_left(self, name: str) -> bool:
        _, left, digest, _ = self._left[name]
        path = f"{self._output}/{name}"
        try:
            return unchanged(path, touched(path), (left, digest), self._taken)
        except OSError:
            return False

    def keep(
        self,
        made: Mapping[str, tuple[str, str]],
        standing: Iterable[str],
        groups: Mapping[str, str],
    ) -> None:
        """Keep how the files are left now: those that were made, each with what of and its digest.

        Those that stood are as they were left. `groups` names that of each file that has one.
        """
        if self._file is None:
            return
        with suppress(OSError):  # where nothing can be kept, all is made
            left = {name: self._left[name][:3] for name in standing}
            for name, (key, digest) in made.items():
                left[name] = [key, touched(f"{self._output}/{name}"), digest]
            # A group with a file that is not known cannot be told to stand.
            unsure = {group for name, group in groups.items() if name not in left}
            for name in left:
                group = groups.get(name, "")
                left[name].append("" if group in unsure else group)
            self._write(left)

    def _read(self) -> Mapping[str, Left]:
        if self._file is None:
            return {}
        try:
            taken, text = self._file.stat().st_mtime_ns, self._file.read_text("utf-8")
            digest, _, record = text.partition("\n")
            left = json.loads(record) if digest == _sum(record) else {}
        except (OSError, ValueError):
            return {}
        self._taken = taken
        return left

    def _write(self, left: Mapping[str, Left]) -> None:
        """Write beside it and rename: another build may be reading."""
        if self._file is None:
            return
        folder, record = self._file.parent, json.dumps(left)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=folder, encoding="utf-8", delete=False) as new:
            new.write(f"{_sum(record)}\n{record}")
        Path(new.name).replace(self._file)
        records = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
        for file in records[:-_OUTPUTS]:
            file.unlink(missing_ok=True)


def _sum(record: str) -> str:
    return sha256(record.encode()).hexdigest()
