"""What each type of page loads: the parts of its stylesheet and of its script."""

from collections.abc import Mapping

_FOR_OWN_SERVERS = ("own-server", "ask-server")
"""The parts that only platforms want on which everybody has a server of their own."""

RUN_SHEET = "run-sheet"
"""What leads to every platform, whichever the series' own is."""

_FRAME = ("tokens", "base", "layout", "frame", "bubbles")
_CLOCK = ("page", "storage", "clock", "local-time", "zone-picker", "live-state")
_EVENT_STYLE = (*_FRAME, "when", "ticket", "event", "questions", "answers", "outcome", "prose",
                "pills", "folds", "own-server")  # fmt: skip

PAGE_TYPES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "home": {
        "css": (*_FRAME, "when", "next-chat", "questions", "outcome", "pills", "lists",
                "print"),
        "js": (*_CLOCK, "next-chat", "refresh", "ask-server", "search-key"),
    },
    "coming": {
        "css": (*_EVENT_STYLE, "question-clock", "print"),
        "js": (*_CLOCK, "question-clock", "refresh", "ask-server", "search-key"),
    },
    "event": {
        "css": (*_EVENT_STYLE, "print"),
        "js": (*_CLOCK, "refresh", "ask-server", "search-key"),
    },
    RUN_SHEET: {
        "css": (*_FRAME, "run-sheet", "pills", "own-server", "print", "run-sheet-print"),
        "js": ("page", "storage", "own-server", "run-sheet", "answer-lengths",
               "search-key"),
    },
    "transcript": {
        "css": (*_FRAME, "folds", "transcript", "print"),
        "js": ("page", "storage", "search-key"),
    },
    "pages": {
        "css": (*_FRAME, "prose", "pills", "folds", "lists", "pages", "own-server", "print"),
        "js": ("page", "storage", "ask-server", "search-key"),
    },
}  # fmt: skip
"""The parts of one file each, in the order of the cascade or in which scripts build on each other.

One file and not a common one beside a small one: it weighs less, and asks once. "home" are the
pages that the next chat leads, "coming" a chat's own page until it is over, "event" from then on,
"pages" all that has no type of its own in its template.
"""


WHEN_WANTED = {"own-server.js": ("page", "storage", "own-server")}
"""Scripts that others import by these names, once they are wanted."""


def parts_for(own_servers: bool) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the parts of every file by page type and ending, without those of no use here."""
    return {
        (page_type, ending): tuple(
            part
            for part in parts
            if own_servers or page_type == RUN_SHEET or part not in _FOR_OWN_SERVERS
        )
        for page_type, kinds in PAGE_TYPES.items()
        for ending, parts in kinds.items()
    }
