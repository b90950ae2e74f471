"""What was read of the writers' files, kept from one build to the next by what it was read from.

Values of the domain alone come back from a file: nothing in it is run, whoever wrote it.
In a process that builds again and again they stay where they are.
"""

import pickle
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import is_dataclass
from enum import Enum
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from chats.words import Words

Key = tuple[str, ...]
WordsIn = Callable[[str], Words]

_PARTS = 40
"""Parts of a file, before it is written anew."""

_UNUSED = 1_000
"""Values that may lie there without use: another branch, or what is undone, comes back to its."""

_TIMES = {("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")}


class KeptValues:
    """Values by key; without a file they last as long as this does.

    `edition` stands for all that makes them, `words_in` gives the words of a language. The
    file grows by a part at each build, and is written anew once there are many.
    """

    def __init__(
        self, file: Path | None = None, edition: str = "", words_in: WordsIn = Words
    ) -> None:
        self._file, self._edition, self._words_in = file, edition.encode(), words_in
        self._values: dict[Key, Any] = {}
        self._used: set[Key] = set()
        self._new: dict[Key, Any] = {}
        self._parts = 0
        self._read()

    def get(self, *key: str) -> Any:
        """Return what is kept under a key, None when nothing is."""
        if (value := self._values.get(key)) is not None:
            self._used.add(key)
        return value

    def put(self, value: object, *key: str) -> None:
        """Keep a value, which is not None."""
        self._values[key] = self._new[key] = value
        self._used.add(key)

    def save(self) -> None:
        """Keep what was made; what has no use goes, once there is much of it."""
        if not self._new:
            return
        if len(self._values) > 2 * len(self._used) + _UNUSED:
            self._values = {key: self._values[key] for key in self._used}
            self._parts = 0
        with suppress(OSError):  # where nothing can be kept, all is read
            self._write()
        self._new = {}

    def forget_use(self) -> None:
        """Begin to count anew what is of use: another build begins in this process."""
        self._used = set()

    def _read(self) -> None:
        """Read part after part, until one is none of ours."""
        with suppress(Exception):  # whatever lies there
            data = self._file.read_bytes() if self._file else b""
            while data:
                size = int.from_bytes(data[32:40], "big")
                part, begin, data = data[40 : 40 + size], data[:32], data[40 + size :]
                if begin != self._sum(part):
                    self._parts = 0
                    return
                self._values |= _Unpickler(part, self._words_in).load()
                self._parts += 1

    def _write(self) -> None:
        if self._file is None:
            return
        if 0 < self._parts < _PARTS:
            with self._file.open("ab") as file:
                file.write(self._part(self._new))
            self._parts += 1
            return
        # Beside it, and renamed: another build may be reading.
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._file.parent, delete=False) as new:
            new.write(self._part(self._values))
        Path(new.name).replace(self._file)
        self._parts = 1

    def _part(self, values: dict[Key, Any]) -> bytes:
        part = BytesIO()
        _Pickler(part, pickle.HIGHEST_PROTOCOL).dump(values)
        return (
            self._sum(part.getvalue()) + len(part.getvalue()).to_bytes(8, "big") + part.getvalue()
        )

    def _sum(self, part: bytes) -> bytes:
        return sha256(self._edition + part).digest()


class _Pickler(pickle.Pickler):
    def persistent_id(self, value: object) -> object:
        """Name what is not kept: a language's words, and zones."""
        if type(value) is Words:
            return "words", value.language, value.edition
        return ("zone", value.key) if type(value) is ZoneInfo else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, values: bytes, words_in: WordsIn) -> None:
        super().__init__(BytesIO(values))
        self._words_in = words_in

    def find_class(self, module: str, name: str) -> Any:
        """Return a kind of value of the domain; raises UnpicklingError for anything else."""
        found = super().find_class(module, name) if module.partition(".")[0] == "chats" else None
        if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
            return found
        if (module, name) in _TIMES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no value of the domain")

    def persistent_load(self, name: Any) -> Words | ZoneInfo:
        """Return a zone, or the words of a language if they are as they were."""
        kind, *rest = name
        if kind == "zone":
            return ZoneInfo(rest[0])
        language, edition = rest
        words = self._words_in(language)
        if words.edition != edition:
            raise pickle.UnpicklingError(f"the words of {language} are others now")
        return words
