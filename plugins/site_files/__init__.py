"""Everything of the site that is neither a page nor a feed: style, pictures, sitemap."""

from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from chats import paths
from chats.words import Words
from content_folder.published import is_published, published_bytes
from content_folder.reading import Content
from languages.scripts import spoken
from site_files.bundle import Asset, bundle
from site_files.page_types import PAGE_TYPES, parts_for
from site_files.sitemap import robots_txt, sitemap_xml


class SiteFilesGenerator(Generator):  # type: ignore[misc]
    """Bundles the theme's files and copies the content's."""

    def generate_context(self) -> None:
        """Tell the templates where the style, the scripts and the icon will be."""
        static, link = Path(self.theme, "static"), self.context["site"].link
        self.bundles: list[Asset] = []
        self.context["assets"] = assets = {}
        series = self.context["series"]
        for words in {series.words, *(chat.words for chat in series.chats)}:
            assets[words] = {page_type: {} for page_type in PAGE_TYPES}
            for (page_type, ending), parts in parts_for(self.context["own_servers"]).items():
                texts = (_text(static / ending, part, ending) for part in parts)
                asset = bundle((_said(text, ending, words) for text in texts), ending)
                assets[words][page_type][ending] = link(asset.path)
                self.bundles.append(asset)
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


def _said(text: str, ending: str, words: Words) -> str:
    return spoken(text, words) if ending == "js" else text


def _text(folder: Path, part: str, ending: str) -> str:
    return (folder / f"{part}.{ending}").read_text("utf-8")


def generators(_pelican: Pelican) -> type[SiteFilesGenerator]:
    """Give Pelican the generator of these files."""
    return SiteFilesGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
