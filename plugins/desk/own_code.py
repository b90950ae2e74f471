"""Our own code, compiled, as Python keeps it beside each file: in `__pycache__`.

invoke leaves that off, and Python by itself takes a file for unchanged that was edited within
the second without growing. Here each is held against the digest of its text (PEP 552).
"""

import py_compile
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.util import source_hash
from pathlib import Path
from py_compile import PycInvalidationMode, PyCompileError

from desk.standing import SOURCES

_HOW = PycInvalidationMode.CHECKED_HASH
_HEAD = 16
_CHECKED = b"\3\0\0\0"
"""A header's flags: it holds a digest, which is to be looked at."""


@cache
def keep_compiled(root: Path) -> None:
    """Keep what ran of a project's own code, unless Python is to keep nothing; once in a process.

    A file that changes while it is compiled is compiled again by the next process.
    """
    if sys.flags.dont_write_bytecode:
        return
    for file, kept in _ran(root):
        with suppress(OSError, PyCompileError):  # the next one compiles it
            if not _stands(file, kept):
                py_compile.compile(file, kept, doraise=True, invalidation_mode=_HOW)


def _ran(root: Path) -> Iterator[tuple[str, str]]:
    """Yield each of the project's files that was imported, with the file of its code."""
    begin = tuple(f"{root / name}/" for name in SOURCES)
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        file, kept = getattr(spec, "origin", None), getattr(spec, "cached", None)
        if file and kept and (file.startswith(begin) or Path(file).parent == root):
            yield file, kept


def _stands(file: str, kept: str) -> bool:
    """Tell whether the code of a file is kept, with the digest of its text."""
    try:
        with open(kept, "rb") as code:  # noqa: PTH123 - hundreds are looked at
            head = code.read(_HEAD)
    except FileNotFoundError:
        return False
    with open(file, "rb") as text:  # noqa: PTH123
        return head[4:] == _CHECKED + source_hash(text.read())
