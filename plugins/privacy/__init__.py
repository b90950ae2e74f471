"""What the site knows of its readers and what it keeps: the page /privacy/."""

from collections.abc import Mapping

from pelican import Pelican, signals
from pelican.generators import Generator

from bodies import Body
from chats import paths
from chats.model import Page
from chats.paths import Site
from chats.series import Series
from output_files import OutputFiles
from privacy.kept import KEPT


class PrivacyGenerator(Generator):  # type: ignore[misc]
    """Writes the page: what the software does, below what the series itself has to say."""

    def generate_output(self, writer: OutputFiles) -> None:
        """Write the page; the series' own words come from content/pages/privacy.md."""
        prose, body = self.context["prose_at"](paths.PRIVACY)
        seen = self.context["excerpts"].of(())
        self.context["told_pages"].write(writer, paths.PRIVACY, "privacy", seen, _page, prose, body)


def _page(
    series: Series, site: Site, prose: Page | None, body: Body | None
) -> Mapping[str, object]:
    kept = {key: series.words.gettext(what) for key, what in KEPT.items()}
    return {"kept": kept, "prose": prose, "body": body.html(site.link) if body else ""}


def generators(_pelican: Pelican) -> type[PrivacyGenerator]:
    """Give Pelican the generator of the page."""
    return PrivacyGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
