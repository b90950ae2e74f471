"""The guide for newcomers: /how-to-participate/, and its short form on each chat's page."""

from collections.abc import Mapping

from pelican import signals
from pelican.generators import Generator

from bodies import Body
from chats import paths
from chats.model import Page
from chats.paths import Site
from chats.series import Series
from output_files import OutputFiles
from participation_guide.guide import SeriesGuide, guide_for_chat, series_guide


class GuideGenerator(Generator):  # type: ignore[misc]
    """Writes the guide: the series' own prose, then what is known of its platforms."""

    def generate_context(self) -> None:
        """Give the templates `guide_for_chat(chat)`."""
        self.context["guide_for_chat"] = guide_for_chat

    def generate_output(self, writer: OutputFiles) -> None:
        """Write the page of the guide."""
        named = self.settings["SERIES"].get("platforms") or ()
        guide = series_guide(self.context["series"], named)
        prose, body = self.context["prose_at"](paths.GUIDE)
        seen = self.context["excerpts"].of(())
        self.context["told_pages"].write(
            writer, paths.GUIDE, "participation_guide", seen, _page, guide, prose, body
        )


def _page(
    _series: Series, site: Site, guide: SeriesGuide, prose: Page | None, body: Body | None
) -> Mapping[str, object]:
    return {"guide": guide, "prose": prose, "body": body.html(site.link) if body else ""}


def _generators(_pelican: object) -> type[Generator]:
    return GuideGenerator


def register() -> None:
    """Put the generator among Pelican's."""
    signals.get_generators.connect(_generators)
