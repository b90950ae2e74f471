"""Ordinary posts and pages as Pelican's own articles and pages, with the chats' kind of head."""

from pelican import signals
from pelican.readers import Readers

from posts.reader import PostReader


def add_reader(readers: Readers) -> None:
    """Read Markdown with our reader."""
    for ending in PostReader.file_extensions:
        readers.reader_classes[ending] = PostReader


def register() -> None:
    """Connect to Pelican."""
    signals.readers_init.connect(add_reader)
