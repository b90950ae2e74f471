"""Names that a file can have on every system, so that any clone holds the same content."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from chats.hidden_characters import hidden_in_line, named

SYSTEMS_OWN = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789"))
)
"""What Windows takes for a device, whatever ending follows."""

_LONGEST = 200
"""Bytes of a name: file systems take 255, and the build adds an ending while it writes."""

_SIGNS = re.compile(r'[<>:"|?*\\%#{}]')


def name_fault(name: str) -> str:
    """Return what is wrong with a file's or folder's name, "" when nothing is."""
    if char := _hidden(name):
        return f"its name holds an invisible character ({named(char)}); rename it"
    if found := _SIGNS.search(name):
        return f"its name holds `{found.group()}`, which not every system can have; rename it"
    if name.partition(".")[0].casefold() in SYSTEMS_OWN:
        return f"`{name}` is a name that Windows keeps for itself; rename it"
    if name.endswith((".", " ")) or name.startswith((" ", "-")):
        return f"`{name}` begins or ends with a sign that systems drop or take wrong; rename it"
    if len(name.encode("utf-8", "surrogateescape")) > _LONGEST:
        return f"its name has over {_LONGEST} bytes; rename it"
    if name != unicodedata.normalize("NFC", name):
        return "its name's accents are apart from their letters (NFD); rename it, with é in one"
    return ""


def look_alikes(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each path that a disk may take for an earlier one, A for a, and that one."""
    seen: dict[str, str] = {}
    for path in paths:
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
        if (first := seen.setdefault(key, path)) != path:
            yield path, first


def _hidden(name: str) -> str:
    if name.isascii() and name.isprintable():
        return ""
    found = hidden_in_line(name)
    unwritten = ("Cc", "Cn", "Co", "Cs", "Zl", "Zp")
    return found.group() if found else next(
        (char for char in name if unicodedata.category(char) in unwritten), ""
    )  # fmt: skip
