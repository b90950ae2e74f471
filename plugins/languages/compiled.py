"""Compiled templates, kept as Python keeps its own programmes: in `__pycache__`.

They are code that runs, so they lie where Python's own does, and not in the cache of what was
read, which may come from anywhere. What is harmed or of other code counts as nothing.
"""

import marshal
import re
import sys
import tempfile
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import ClassVar

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

import code_state

FOLDER = Path(cache_from_source(__file__)).with_name("templates")
"""Where they lie; PYTHONPYCACHEPREFIX moves it."""

_MOST = 1_000
_SUM = 32
_ODD = re.compile(r"[^a-z0-9_.-]")

Of = tuple[str, ...]
"""What a template is compiled of."""


class Compiled(BytecodeCache):
    """Compiled templates, for the next builds of this process and of others.

    `edition` stands for the code, the libraries and an environment's options.
    """

    _known: ClassVar[dict[Of, CodeType]] = {}
    _new: ClassVar[dict[Path, tuple[Of, CodeType]]] = {}

    def __init__(self, edition: str, folder: Path = FOLDER) -> None:
        self._edition, self._folder = edition, folder

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return the place of a template's code, with the code if it was compiled before."""
        words = environment.words  # type: ignore[attr-defined] - languages adds it
        file = f"{_ODD.sub('-', name.lower())}.{words.language}.{sys.implementation.cache_tag}"
        bucket = Bucket(environment, file, "")
        of = self._edition, repr(words), name, filename or "", source
        bucket.of = of  # type: ignore[attr-defined]
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the place its code, if there is any."""
        of: Of = bucket.of  # type: ignore[attr-defined]
        if of not in self._known and (code := _kept(self._folder / bucket.key, of)):
            self._known[of] = code
        bucket.code = self._known.get(of)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code; there is no more than a theme has templates, and those of some edits."""
        if len(self._known) > _MOST:
            self._known.clear()
        if bucket.code:
            of: Of = bucket.of  # type: ignore[attr-defined]
            self._known[of] = bucket.code
            self._new[self._folder / bucket.key] = of, bucket.code


def keep(_pelican: object) -> None:
    """Keep on the disk what was compiled, unless the code is another by now."""
    new = dict(Compiled._new)
    Compiled._new.clear()
    if not new or not code_state.is_as_it_was():
        return
    with suppress(OSError):  # where nothing can be kept, all is compiled
        for file, (of, code) in new.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            data = marshal.dumps(code)
            _put(file, _sum(of, data) + data)


def _kept(file: Path, of: Of) -> CodeType | None:
    with suppress(OSError):
        data = file.read_bytes()
        if data[:_SUM] == _sum(of, data[_SUM:]):
            code: CodeType = marshal.loads(data[_SUM:])  # noqa: S302 - see the sum
            return code
    return None


def _sum(of: Of, code: bytes) -> bytes:
    return sha256(repr(of).encode("utf-8", "surrogatepass") + code).digest()


def _put(file: Path, data: bytes) -> None:
    """Write beside it and rename: another build may be reading."""
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as new:
        new.write(data)
    Path(new.name).replace(file)
