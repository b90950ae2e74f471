"""Ordinary posts and pages as Pelican's own articles and pages, with the chats' kind of head."""

from pathlib import Path

from pelican import Pelican, signals
from pelican.contents import Content as Made
from pelican.readers import Readers

from bodies import body_html
from chats.paths import Site
from posts.reader import PostReader, source_of

_OFF = {"INTRASITE_LINK_REGEX": "(?P<what>(?!))", "FILENAME_METADATA": "", "PATH_METADATA": ""}
"""What Pelican would take from texts and names: regular expressions that find nothing."""


def read_posts_alone(readers: Readers) -> None:
    """Take our reader for all that is read: Pelican's own ones let through whatever is typed."""
    readers.reader_classes = dict.fromkeys(PostReader.file_extensions, PostReader)


def give_body(made: Made) -> None:
    """Let an article or a page have its body's HTML, made when somebody asks for it.

    Pelican's own functions keep every article for as long as the process runs.
    """
    settings = made.settings
    source, link = source_of(Path(made.source_path), settings), Site(settings["SITEURL"]).link
    made.get_content = lambda _siteurl: body_html(settings["CONTENT"], source, link)
    made.get_summary = lambda _siteurl: made.metadata["summary"]


def leave_texts_alone(pelican: Pelican) -> None:
    """Keep Pelican from links, which are made already: it would copy any file of the machine.

    It takes `{static}/../x` for one also in a title, and `|attach|x` anywhere; and what
    looks like a day in a file's name for the date, whether it exists or not.
    """
    pelican.settings.update(_OFF)


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(leave_texts_alone)
    signals.readers_init.connect(read_posts_alone)
    signals.content_object_init.connect(give_body)
