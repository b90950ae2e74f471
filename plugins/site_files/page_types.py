"""What each type of page loads: the parts of its stylesheet and of its script."""

from collections.abc import Mapping

OWN_SERVER = "own-server"
"""The part that only platforms want on which everybody has a server of their own."""

_FRAME = ("tokens", "base", "layout", "frame", "bubbles")
_CLOCK = ("page", "storage", "clock", "local-time", "zone-picker", "live-state")

PAGE_TYPES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "home": {
        "css": (*_FRAME, "when", "next-chat", "questions", "outcome", "pills", "lists", "print"),
        "js": (*_CLOCK, "next-chat", "refresh", OWN_SERVER, "search-key"),
    },
    "event": {
        "css": (*_FRAME, "when", "event", "questions", "answers", "outcome", "prose", "pills",
                "folds", OWN_SERVER, "print"),
        "js": (*_CLOCK, "refresh", OWN_SERVER, "search-key"),
    },
    "pages": {
        "css": (*_FRAME, "prose", "pills", "folds", "lists", "pages", OWN_SERVER, "print"),
        "js": ("page", "storage", OWN_SERVER, "search-key"),
    },
}  # fmt: skip
"""The parts of one file each, in the order of the cascade or in which scripts build on each other.

One file and not a common one beside a small one: it weighs less, and asks once. "home" are the
pages that the next chat leads, "pages" all that has no type of its own in its template.
"""


def parts_for(own_servers: bool) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the parts of every file by page type and ending, without those of no use here."""
    unused = () if own_servers else (OWN_SERVER,)
    return {
        (page_type, ending): tuple(part for part in parts if part not in unused)
        for page_type, kinds in PAGE_TYPES.items()
        for ending, parts in kinds.items()
    }
