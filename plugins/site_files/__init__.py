"""Everything of the site that is neither a page nor a feed: style, pictures, sitemap."""

from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from chats import paths
from content_folder.folder import is_published
from content_folder.reading import Content
from site_files.bundle import bundle
from site_files.sitemap import robots_txt, sitemap_xml

STYLES = ("tokens", "base", "layout", "components")
"""The stylesheets in the order of the cascade; any further ones follow by name."""

SCRIPTS = ("clock", "local-time", "zone-picker", "live-state", "refresh")
"""The scripts in the order in which they build on each other; any further ones follow."""


class SiteFilesGenerator(Generator):  # type: ignore[misc]
    """Bundles the theme's files and copies the content's."""

    def generate_context(self) -> None:
        """Tell the templates where the style, the scripts and the icon will be."""
        static = Path(self.theme, "static")
        found = {
            "css": bundle(_texts(static / "css", STYLES), "css"),
            "js": bundle(_texts(static / "js", SCRIPTS), "js"),
        }
        self.bundles = [asset for asset in found.values() if asset]
        link = self.context["site"].link
        self.context["assets"] = {
            kind: link(asset.path) if asset else "" for kind, asset in found.items()
        }
        self.icons = {file.name: file.read_bytes() for file in sorted((static / "icons").glob("*"))}

    def generate_output(self, writer: Any) -> None:
        """Write the bundles, the icons, the content's files, the sitemap and robots.txt."""
        for asset in self.bundles:
            writer.write_bytes(asset.path, asset.data)
        for name, data in self.icons.items():
            writer.write_bytes(name, data)
        content: Content = self.settings["CONTENT"]
        for path in filter(is_published, content.targets.values()):
            writer.write_bytes(path, Path(self.path, path).read_bytes())
        series, site = self.context["series"], self.context["site"]
        writer.write_bytes(paths.SITEMAP, sitemap_xml(series, content.pages, site))
        writer.write_bytes(paths.ROBOTS, robots_txt(site))


def _texts(folder: Path, first: tuple[str, ...] = ()) -> list[str]:
    def order(file: Path) -> tuple[int, str]:
        known = first.index(file.stem) if file.stem in first else len(first)
        return known, file.name

    files = sorted(folder.glob("*.*"), key=order)
    return [file.read_text("utf-8") for file in files]


def generators(_pelican: Pelican) -> type[SiteFilesGenerator]:
    """Give Pelican the generator of these files."""
    return SiteFilesGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
