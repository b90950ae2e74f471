"""A page at each address where something was found before, that leads on to where it is."""

from collections.abc import Iterable, Mapping
from functools import partial

from pelican import Pelican, signals
from pelican.generators import Generator

from chats import paths
from chats.moved import Moved, moved
from chats.paths import Site
from chats.series import Series
from content_folder.reading import Content
from output_files import OutputFiles
from redirects.for_hosts import redirects_file


class RedirectsGenerator(Generator):  # type: ignore[misc]
    """Writes the pages of all `aliases`."""

    def generate_output(self, writer: OutputFiles) -> None:
        """Write a page for each old address, and the list of them for hosts that need no page."""
        content: Content = self.settings["CONTENT"]
        olds = tuple(moved(self.context["series"], content.pages))
        writer.write_bytes(paths.REDIRECTS, redirects_file(olds, self.context["site"]))
        seen, pages = self.context["excerpts"].of(()), self.context["told_pages"]
        pages.write_group(writer, "moved", partial(self._write, writer, seen, olds), seen, olds)

    def _write(self, writer: OutputFiles, seen: Series, olds: Iterable[Moved]) -> None:
        for old in olds:
            self.context["told_pages"].write(writer, old.path, "moved", seen, _page, old)


def _page(_series: Series, _site: Site, old: Moved) -> Mapping[str, object]:
    return {"title": old.title, "leads_to": old.leads_to}


def generators(_pelican: Pelican) -> type[RedirectsGenerator]:
    """Give Pelican the generator of the redirects."""
    return RedirectsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
