"""Words of an export as they stand in a head and in a file's name."""

import re
from datetime import UTC, datetime
from html import unescape

from chats import paths
from chats.hidden_characters import hidden_in_line

_LONGEST_SLUG = 60


def line(text: str) -> str:
    """Return text as one line without characters that hide."""
    found = " ".join(unescape(text).split())
    while hidden := hidden_in_line(found):
        found = found.replace(hidden.group(), "")
    return found


def slug(words: str) -> str:
    """Return words as a part of a file's name, "" where they have no letter of ours."""
    found = re.sub(r"[^a-z0-9]+", "-", paths.slug_of(words)).strip("-")
    return found[:_LONGEST_SLUG].strip("-")


def moment(at: datetime) -> str:
    """Return an instant as heads have it, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
