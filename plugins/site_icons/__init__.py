"""What makes the site one's own on a screen of icons: its icons and its manifest."""

from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from chats import paths
from site_icons.icons import icon_files
from site_icons.manifest import manifest
from theme_colors import light_colors


class IconsGenerator(Generator):  # type: ignore[misc]
    """Draws every icon from the theme's one drawing, and writes the manifest."""

    def generate_output(self, writer: Any) -> None:
        """Write the icons and the manifest."""
        static = Path(self.theme, "static")
        colors = light_colors((static / "css/tokens.css").read_text("utf-8"))
        drawing = (static / "icons/favicon.svg").read_bytes()
        for name, data in icon_files(drawing, colors["paper"]).items():
            writer.write_bytes(name, data)
        series, site = self.context["series"], self.context["site"]
        writer.write_bytes(paths.MANIFEST, manifest(series, site, colors))


def generators(_pelican: Pelican) -> type[IconsGenerator]:
    """Give Pelican the generator of the icons."""
    return IconsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
