"""What the site knows of its readers and what it keeps: the page /privacy/."""

from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from chats import paths
from privacy.kept import KEPT


class PrivacyGenerator(Generator):  # type: ignore[misc]
    """Writes the page: what the software does, below what the series itself has to say."""

    def generate_output(self, writer: Any) -> None:
        """Write the page; the series' own words come from content/pages/privacy.md."""
        slug = paths.PRIVACY.rstrip("/")
        own = next((page for page in self.context.get("pages", ()) if page.slug == slug), None)
        say = self.context["series"].words.gettext
        writer.write_file(
            paths.file_of(paths.PRIVACY),
            self.get_template("privacy"),
            self.context,
            kept={key: say(what) for key, what in KEPT.items()},
            prose=own,
        )


def generators(_pelican: Pelican) -> type[PrivacyGenerator]:
    """Give Pelican the generator of the page."""
    return PrivacyGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
