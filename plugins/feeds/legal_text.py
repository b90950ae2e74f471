"""Text as every format of feed can carry it."""

import json
import re
from typing import Any

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Return the text without the characters that XML 1.0 forbids (§2.2, production Char).

    They cannot be escaped either: one of them makes a whole feed unreadable.
    """
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """Return the text in one line, as a title wants it; line separators become spaces."""
    return " ".join(legal(text).split())


def json_bytes(value: Any) -> bytes:
    """Return a value as indented JSON in UTF-8; lone surrogates, which UTF-8 cannot hold, go."""
    return legal(json.dumps(value, ensure_ascii=False, indent=2)).encode() + b"\n"
