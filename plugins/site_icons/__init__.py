"""What makes the site one's own on a screen of icons: its icons and its manifest."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from chats import paths
from kept_pictures import KeptPictures, fingerprint
from site_icons.icons import Icon, icon_files, icon_png
from site_icons.manifest import manifest
from theme_colors import light_colors
from theme_files import theme_file, theme_text


class IconsGenerator(Generator):  # type: ignore[misc]
    """Draws every icon from the theme's one drawing, and writes the manifest."""

    def generate_output(self, writer: Any) -> None:
        """Write the icons and the manifest."""
        colors = light_colors(theme_text(self.settings, "static/css/tokens.css"))
        drawing = theme_file(self.settings, "static/icons/favicon.svg").read_bytes()
        folder = Path(self.settings["CACHE_PATH"], "icons")
        kept = KeptPictures(folder, fingerprint(drawing, version("resvg-py")))

        def drawn(icon: Icon) -> bytes:
            return kept.picture(icon, lambda: icon_png(drawing, icon))

        for name, data in icon_files(colors["paper"], drawn).items():
            writer.write_bytes(name, data)
        kept.tidy()
        series, site = self.context["series"], self.context["site"]
        writer.write_bytes(paths.MANIFEST, manifest(series, site, colors))


def generators(_pelican: Pelican) -> type[IconsGenerator]:
    """Give Pelican the generator of the icons."""
    return IconsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
