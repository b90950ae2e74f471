"""Everything of the site that is neither a page nor a feed: style, pictures, sitemap."""

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from pelican import Pelican, signals
from pelican.generators import Generator

from chats import paths
from chats.translations import editions
from chats.words import Words
from content_folder.published import is_published, published_bytes
from content_folder.reading import Content
from languages.scripts import spoken
from output_files import OutputFiles
from site_files.bundle import Asset, bundle
from site_files.page_types import PAGE_TYPES, WHEN_WANTED, parts_for
from site_files.sitemap import robots_txt, sitemap_xml
from theme_files import theme_file, theme_text


class SiteFilesGenerator(Generator):  # type: ignore[misc]
    """Bundles the theme's files and copies the content's."""

    def generate_context(self) -> None:
        """Tell the templates where the style, the scripts and the icon will be."""
        self.bundles: dict[str, Asset] = {}
        series = self.context["series"]
        told = (edition.words for chat in series.chats for edition in editions(chat))
        spoken_here = dict.fromkeys((series.words, *told))
        self.context["assets"] = {words: self._assets(words) for words in spoken_here}
        icons = sorted(Path(self.theme, "static", "icons").glob("*"))
        self.icons = {
            file.name: theme_file(self.settings, f"static/icons/{file.name}").read_bytes()
            for file in icons
        }

    def _assets(self, words: Words) -> dict[str, dict[str, str]]:
        """Bundle what the pages of one language load; return its addresses by page type."""
        link, own_servers = self.context["site"].link, self.context["own_servers"]
        imported = {
            name: PurePath(self._bundle(parts, "js", words, {}).path).name
            for name, parts in WHEN_WANTED.items() if own_servers
        }  # fmt: skip
        found: dict[str, dict[str, str]] = {page_type: {} for page_type in PAGE_TYPES}
        for (page_type, ending), parts in parts_for(own_servers).items():
            found[page_type][ending] = link(self._bundle(parts, ending, words, imported).path)
        return found

    def _bundle(
        self,
        parts: Iterable[str],
        ending: str,
        words: Words,
        imported: Mapping[str, str],
    ) -> Asset:
        texts = [_said(theme_text(self.settings, f"static/{ending}/{part}.{ending}"), ending, words)
                 for part in parts]  # fmt: skip
        asset = bundle(texts, ending, imported, self.settings["CONTENT"].once.texts.text)
        self.bundles[asset.path] = asset
        return asset

    def generate_output(self, writer: OutputFiles) -> None:
        """Write the bundles, the icons, the content's files, the sitemap and robots.txt."""
        for asset in self.bundles.values():
            writer.write_bytes(asset.path, asset.data)
        for name, data in self.icons.items():
            writer.write_bytes(name, data)
        content: Content = self.settings["CONTENT"]
        for path in filter(is_published, content.targets.values()):
            self._write_published(writer, path)
        self._write_sitemap(writer)

    def _write_sitemap(self, writer: OutputFiles) -> None:
        content: Content = self.settings["CONTENT"]
        series, site = self.context["excerpts"].whole, self.context["site"]
        said = [
            chat.transcript
            for chat in series.chats
            if chat.id in content.transcripts and not content.transcripts[chat.id].noindex
        ]
        facts = (series, content.pages, site, said)
        writer.write_once(paths.SITEMAP, writer.made_of.key("sitemap", *facts),
                          lambda: sitemap_xml(*facts))  # fmt: skip
        writer.write_bytes(paths.ROBOTS, robots_txt(site))

    def _write_published(self, writer: OutputFiles, path: str) -> None:
        root, content = Path(self.path), self.settings["CONTENT"]
        key = writer.made_of.key("published", content.digests[f"{root.name}/{path}"])
        writer.write_once(path, key, lambda: published_bytes(root, path))


def _said(text: str, ending: str, words: Words) -> str:
    return spoken(text, words) if ending == "js" else text


def generators(_pelican: Pelican) -> type[SiteFilesGenerator]:
    """Give Pelican the generator of these files."""
    return SiteFilesGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
