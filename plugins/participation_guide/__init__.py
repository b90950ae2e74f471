"""The guide for newcomers: /how-to-participate/, and its short form on each chat's page."""

from collections.abc import Mapping
from typing import Any

from pelican import signals
from pelican.contents import Page
from pelican.generators import Generator
from pelican.writers import Writer

from chats import paths
from participation_guide.guide import guide_for_chat, series_guide


class GuideGenerator(Generator):  # type: ignore[misc]
    """Writes the guide: the series' own prose, then what is known of its platforms."""

    def generate_context(self) -> None:
        """Give the templates `guide_for_chat(chat)`."""
        self.context["guide_for_chat"] = guide_for_chat

    def generate_output(self, writer: Writer) -> None:
        """Write the page of the guide."""
        series = self.context["series"]
        writer.write_file(
            paths.file_of(paths.GUIDE),
            self.get_template("participation_guide"),
            self.context,
            page_path=paths.GUIDE,
            guide=series_guide(series, self.settings["SERIES"].get("platforms") or ()),
            prose=_prose(self.context),
        )


def _prose(context: Mapping[str, Any]) -> Page | None:
    slug = paths.GUIDE.rstrip("/")
    return next((page for page in context.get("pages", ()) if page.slug == slug), None)


def _generators(_pelican: object) -> type[Generator]:
    return GuideGenerator


def register() -> None:
    """Put the generator among Pelican's."""
    signals.get_generators.connect(_generators)
