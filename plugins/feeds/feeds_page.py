"""The page that lists the feeds and says what each is for."""

from typing import NamedTuple

from chats import paths
from chats.paths import Site
from chats.series import Series
from feeds.items import MAX_ITEMS

NOTE = (
    "These addresses are for a feed reader: copy one and paste it there. A browser shows a feed "
    "as bare text, or offers to save it; nothing is broken then."
)
"""For those who open a feed in the browser."""


class Feed(NamedTuple):
    """One feed: its title, its format, its whole address, and what it is for."""

    title: str
    format: str
    url: str
    use: str


def feeds(series: Series, site: Site) -> tuple[Feed, ...]:
    """Return the feeds, the one to take first."""
    carries = f"Announcements, changes and recaps, the newest {MAX_ITEMS}, in full"
    return (
        Feed(series.name, "RSS 2.0", site.absolute(paths.RSS),
             f"{carries}. Every feed reader takes it; choose this one if in doubt."),
        Feed(series.name, "Atom", site.absolute(paths.ATOM),
             f"{carries}. For readers that prefer it; it also says when an item was last edited."),
        Feed(series.name, "JSON Feed 1.1", site.absolute(paths.JSON_FEED),
             f"{carries}. For newer readers and for scripts; a chat's time stands under “_chat”."),
        Feed(f"All chats of {series.name}", "JSON", site.absolute(paths.CHATS_JSON),
             "Not for readers: every chat there was, as data for programs of your own."),
    )  # fmt: skip
