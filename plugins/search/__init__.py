"""Search: an index of the whole series, and the page that asks it in the reader's browser."""

import logging
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from pelican import Pelican, signals
from pelican.generators import Generator

from bodies import Body
from chats import paths
from chats.model import Chat, Page, Post
from chats.paths import Site
from chats.series import Series
from chats.translations import editions
from content_folder.reading import Content
from languages.scripts import spoken
from output_files import OutputFiles
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

    def generate_output(self, writer: OutputFiles) -> None:
        """Write the index, the page's own style and script, then the page."""
        assets = {}
        if self.works:
            self._write_index(writer)
            for file in sorted(Path(self.theme, "static", "search").glob("search.*")):
                assets[file.suffix[1:]] = self._write_asset(writer, file)
        seen = self.context["excerpts"].of(())
        self.context["told_pages"].write(writer, paths.SEARCH, "search", seen, _page, assets)

    def _write_index(self, writer: OutputFiles) -> None:
        content: Content = self.settings["CONTENT"]
        site, series = self.context["site"], self.context["excerpts"].whole
        texts, body_of = content.once.texts, self.context["body_of"]
        told = (edition for chat in series.chats for edition in editions(chat))
        bodies = [body_of(entry) for entry in (*told, *series.posts, *content.pages)]
        said = list(self.context.get("said_to_search", tuple)())

        def html_of(entry: Chat | Post | Page) -> str:
            body: Body = body_of(entry)
            key = writer.made_of.key(site, body)
            return texts.text("searched", key, lambda: body.html(site.link))

        def files() -> dict[str, bytes]:
            found = records(series, content.pages, html_of, said)
            pages = [(record.url, document(record)) for record in found]
            made = index_files(pages, series.language) if pages else {}
            return {f"{paths.SEARCH_INDEX}{path}": data for path, data in made.items()}

        key = writer.made_of.key("index", site, series, content.pages, bodies, said)
        writer.write_all_once(key, files)

    def _write_asset(self, writer: OutputFiles, file: Path) -> str:
        """Write a file under a name that changes when it does; return the link to it."""
        data = file.read_bytes()
        if file.suffix == ".js":
            data = spoken(data.decode(), self.context["series"].words).encode()
        path = f"theme/search.{sha256(data).hexdigest()[:12]}{file.suffix}"
        writer.write_bytes(path, data)
        link: str = self.context["site"].link(path)
        return link


def _page(_series: Series, _site: Site, assets: Mapping[str, str]) -> Mapping[str, object]:
    return {"search": assets}


def generators(_pelican: Pelican) -> type[SearchGenerator]:
    """Give Pelican the generator of the search."""
    return SearchGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
