"""Reads an ordinary post or page for Pelican.

The files were read and checked before (content_folder), so that by the time Pelican
asks nothing is wrong with them. Their pages are written by event_pages.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican.readers import BaseReader
from pelican.urlwrappers import Category

from chats.model import Page, Post
from content_folder.reading import Content


class PostReader(BaseReader):  # type: ignore[misc]
    """YAML head and Markdown body → Pelican's content and metadata."""

    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the metadata, without the body; what is not public yet is skipped."""
        content: Content = self.settings["CONTENT"]
        source = source_of(Path(source_path), self.settings)
        entries = {entry.source: entry for entry in (*content.series.posts, *content.pages)}
        entry = entries.get(source)
        if entry is None:
            return "", {"title": source, "status": "skip"}
        return "", self._metadata(entry)

    def _metadata(self, entry: Post | Page) -> dict[str, Any]:
        metadata = {"title": entry.title, "slug": entry.slug, "summary": entry.summary}
        metadata["save_as"] = ""  # Pelican writes none of them
        if isinstance(entry, Page):
            return metadata
        return metadata | {
            "date": entry.published,
            "modified": entry.updated,
            "category": Category("posts", self.settings),
        }


def source_of(file: Path, settings: Mapping[str, Any]) -> str:
    """Return a file of the content folder as the writer knows it: content/posts/x.md."""
    root = Path(settings["PATH"])
    return f"{root.name}/{file.relative_to(root).as_posix()}"
