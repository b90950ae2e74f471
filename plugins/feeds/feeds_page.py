"""The page that lists the feeds and says what each is for."""

from typing import NamedTuple

from chats import paths
from chats.paths import Site
from chats.series import Series
from chats.words import Words
from feeds.items import MAX_ITEMS


class Feed(NamedTuple):
    """One feed: its title, its format, its whole address, and what it is for."""

    title: str
    format: str
    url: str
    use: str


def note(words: Words) -> str:
    """Return what is said to those who open a feed in the browser."""
    return words.gettext(
        "These addresses are for a feed reader: copy one and paste it there. A browser shows a "
        "feed as bare text, or offers to save it; nothing is broken then."
    )


def feeds(series: Series, site: Site) -> tuple[Feed, ...]:
    """Return the feeds, the one to take first."""
    words = series.words
    carries = words.gettext(
        "Announcements, changes and recaps, the newest {number}, in full.", number=MAX_ITEMS
    )
    rss = words.gettext("Every feed reader takes it; choose this one if in doubt.")
    atom = words.gettext("For readers that prefer it; it also says when an item was last edited.")
    json_feed = words.gettext(
        "For newer readers and for scripts; a chat's time stands under “_chat”."
    )
    every = words.gettext(
        "Not for readers: every chat there was, as data for programs of your own."
    )
    return (
        Feed(series.name, "RSS 2.0", site.absolute(paths.RSS), f"{carries} {rss}"),
        Feed(series.name, "Atom", site.absolute(paths.ATOM), f"{carries} {atom}"),
        Feed(series.name, "JSON Feed 1.1", site.absolute(paths.JSON_FEED),
             f"{carries} {json_feed}"),
        Feed(words.gettext("All chats of {series}", series=series.name), "JSON",
             site.absolute(paths.CHATS_JSON), every),
    )  # fmt: skip
