"""Ordinary posts and pages as Pelican's own articles and pages, with the chats' kind of head."""

from pelican import Pelican, signals
from pelican.readers import Readers

from posts.reader import PostReader

_NO_LINK = "(?P<what>(?!))"
"""A regular expression of Pelican's for links within the site, that finds none."""


def read_posts_alone(readers: Readers) -> None:
    """Take our reader for all that is read: Pelican's own ones let through whatever is typed."""
    readers.reader_classes = dict.fromkeys(PostReader.file_extensions, PostReader)


def leave_links_alone(pelican: Pelican) -> None:
    """Keep Pelican from links: ours are made already, and it would copy any file of the machine.

    It takes `{static}/../x` for one also in a title, and `|attach|x` anywhere.
    """
    pelican.settings["INTRASITE_LINK_REGEX"] = _NO_LINK


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(leave_links_alone)
    signals.readers_init.connect(read_posts_alone)
