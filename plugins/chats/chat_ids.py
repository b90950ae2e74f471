"""The id of a chat, as its file's name or its head says it."""

import re

from chats.frontmatter import Scalar, Table
from chats.series import Series

_BEGINNING = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))(-\d{2})?(?=-|$)")
_TYPED = re.compile(r"""^\s*["']?id["']?\s*:\s*["']?([a-z0-9-]+)""", re.M)


def month_of(stem: str) -> str:
    """Return the month that a file's name begins with, "" when it begins with none."""
    match = _BEGINNING.match(stem)
    return match[1] if match else ""


def id_of(stem: str, series: Series) -> str:
    """Return the id that a file's name gives, "" when it gives none: its month, or its day."""
    match = _BEGINNING.match(stem)
    if not match:
        return ""
    # Two chats of one month must not look like one where the rule cannot be read.
    by_day = series.rule.ids_are_days if series.rule else "rule" in series.unsure
    return match[0] if by_day else match[1]


def ids_meant(stem: str, head: Table | None, data: bytes) -> frozenset[str]:
    """Return every id that the file of a chat may mean though something is wrong with it.

    `head` is None where it cannot be read; what looks like an `id` in the bytes counts then.
    """
    typed = head.values.get("id") if head else None
    if isinstance(typed, Scalar) and typed.text:
        return frozenset({typed.text})
    match = _BEGINNING.match(stem)
    named = {match[0], match[1]} if match else set()
    # Without its NULs an ASCII word of UTF-16 is readable.
    text = "" if head else data.replace(b"\0", b"").decode("utf-8", "replace")
    return frozenset(named.union(_TYPED.findall(text)))
