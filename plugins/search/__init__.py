"""Search: an index of the whole series, and the page that asks it in the reader's browser."""

import logging
from hashlib import sha256
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from bodies import body_html
from chats import paths
from chats.model import Chat, Page, Post
from content_folder.reading import Content
from languages.scripts import spoken
from search.documents import document
from search.engine import available, index_files
from search.records import records

log = logging.getLogger(__name__)


class SearchGenerator(Generator):  # type: ignore[misc]
    """Writes the index and the page; without the engine, a page that leads to the archive."""

    def generate_context(self) -> None:
        """Find out whether there is to be an index (setting SEARCH) and can be one."""
        wanted = self.settings.get("SEARCH", True)
        self.works = wanted and available()
        if wanted and not self.works:
            log.warning("Pagefind does not run on this machine: the site has no search")

    def generate_output(self, writer: Any) -> None:
        """Write the index, the page's own style and script, then the page."""
        assets = {}
        if self.works:
            for path, data in self._index().items():
                writer.write_bytes(f"{paths.SEARCH_INDEX}{path}", data)
            for file in sorted(Path(self.theme, "static", "search").glob("search.*")):
                assets[file.suffix[1:]] = self._write_asset(writer, file)
        writer.write_file(
            paths.file_of(paths.SEARCH), self.get_template("search"), self.context, search=assets
        )

    def _index(self) -> dict[str, bytes]:
        content: Content = self.settings["CONTENT"]
        site, series = self.context["site"], self.context["series"]

        def html_of(entry: Chat | Post | Page) -> str:
            return body_html(content, entry.source, site.link)

        said = self.context.get("said_to_search", tuple)()
        found = records(series, content.pages, html_of, said)
        pages = [(record.url, document(record)) for record in found]
        return index_files(pages, series.language) if pages else {}

    def _write_asset(self, writer: Any, file: Path) -> str:
        """Write a file under a name that changes when it does; return the link to it."""
        data = file.read_bytes()
        if file.suffix == ".js":
            data = spoken(data.decode(), self.context["series"].words).encode()
        path = f"theme/search.{sha256(data).hexdigest()[:12]}{file.suffix}"
        writer.write_bytes(path, data)
        link: str = self.context["site"].link(path)
        return link


def generators(_pelican: Pelican) -> type[SearchGenerator]:
    """Give Pelican the generator of the search."""
    return SearchGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
