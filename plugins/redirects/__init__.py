"""A page at each address where something was found before, that leads on to where it is."""

from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from chats import paths
from chats.moved import moved
from content_folder.reading import Content
from redirects.for_hosts import redirects_file


class RedirectsGenerator(Generator):  # type: ignore[misc]
    """Writes the pages of all `aliases`."""

    def generate_output(self, writer: Any) -> None:
        """Write a page for each old address, and the list of them for hosts that need no page."""
        content: Content = self.settings["CONTENT"]
        olds = list(moved(self.context["series"], content.pages))
        writer.write_bytes(paths.REDIRECTS, redirects_file(olds, self.context["site"]))
        for old in olds:
            writer.write_file(
                paths.file_of(old.path),
                self.get_template("moved"),
                self.context,
                title=old.title,
                leads_to=old.leads_to,
            )


def generators(_pelican: Pelican) -> type[RedirectsGenerator]:
    """Give Pelican the generator of the redirects."""
    return RedirectsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
