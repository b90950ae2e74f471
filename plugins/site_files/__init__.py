"""Everything of the site that is neither a page nor a feed: style, pictures, sitemap."""

from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from chats import paths
from content_folder.published import is_published, published_bytes
from content_folder.reading import Content
from site_files.bundle import bundle
from site_files.sitemap import robots_txt, sitemap_xml

BUNDLES = {
    "css": ("css", ("tokens", "base", "layout", "frame", "bubbles", "when", "questions", "prose",
                    "lists", "own-server", "print")),
    "pages": ("css", ("pages",)),
    "js": ("js", ("page", "storage", "clock", "local-time", "zone-picker", "live-state", "refresh",
                  "own-server", "search-key")),
}  # fmt: skip
"""What each bundle joins, in the order of the cascade or in which scripts build on each other.

The home page and a chat's page load the first of each kind, and so stay light.
"""

OWN_SERVER = "own-server"
"""The part that only platforms want on which everybody has a server of their own."""


class SiteFilesGenerator(Generator):  # type: ignore[misc]
    """Bundles the theme's files and copies the content's."""

    def generate_context(self) -> None:
        """Tell the templates where the style, the scripts and the icon will be."""
        static = Path(self.theme, "static")
        unused = () if self.context["own_servers"] else (OWN_SERVER,)
        found = {
            name: bundle((_text(static / kind, part, kind) for part in parts if part not in unused),
                         kind)
            for name, (kind, parts) in BUNDLES.items()
        }  # fmt: skip
        self.bundles = tuple(found.values())
        link = self.context["site"].link
        self.context["assets"] = {name: link(asset.path) for name, asset in found.items()}
        self.icons = {file.name: file.read_bytes() for file in sorted((static / "icons").glob("*"))}

    def generate_output(self, writer: Any) -> None:
        """Write the bundles, the icons, the content's files, the sitemap and robots.txt."""
        for asset in self.bundles:
            writer.write_bytes(asset.path, asset.data)
        for name, data in self.icons.items():
            writer.write_bytes(name, data)
        content: Content = self.settings["CONTENT"]
        for path in filter(is_published, content.targets.values()):
            writer.write_bytes(path, published_bytes(Path(self.path), path))
        series, site = self.context["series"], self.context["site"]
        writer.write_bytes(paths.SITEMAP, sitemap_xml(series, content.pages, site))
        writer.write_bytes(paths.ROBOTS, robots_txt(site))


def _text(folder: Path, part: str, ending: str) -> str:
    return (folder / f"{part}.{ending}").read_text("utf-8")


def generators(_pelican: Pelican) -> type[SiteFilesGenerator]:
    """Give Pelican the generator of these files."""
    return SiteFilesGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
