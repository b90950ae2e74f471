"""Reads an ordinary post or page for Pelican.

The files were read and checked before (content_folder), so that by the time Pelican
asks nothing is wrong with them. Bodies are resolved and made safe as the chats' are.
"""

from pathlib import Path
from typing import Any

from pelican.readers import BaseReader
from pelican.urlwrappers import Category

from bodies import body_html
from chats import paths
from chats.model import Page, Post
from chats.paths import Site
from content_folder.reading import Content


class PostReader(BaseReader):  # type: ignore[misc]
    """YAML head and Markdown body → Pelican's content and metadata."""

    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the body's HTML and the metadata; what is not public yet is skipped."""
        content: Content = self.settings["CONTENT"]
        root = Path(self.settings["PATH"])
        source = f"{root.name}/{Path(source_path).relative_to(root).as_posix()}"
        entries = {entry.source: entry for entry in (*content.series.posts, *content.pages)}
        entry = entries.get(source)
        if entry is None:
            return "", {"title": source, "status": "skip"}
        body = body_html(content, source, Site(self.settings["SITEURL"]).link)
        return body, self._metadata(entry)

    def _metadata(self, entry: Post | Page) -> dict[str, Any]:
        metadata = {"title": entry.title, "slug": entry.slug, "summary": entry.summary}
        if isinstance(entry, Page):
            # The guide's prose stands on the guide's own page, that on privacy likewise.
            return metadata | ({"save_as": ""} if paths.page(entry.slug) in paths.OWN else {})
        return metadata | {
            "date": entry.published,
            "modified": entry.updated,
            "category": Category("posts", self.settings),
        }
