"""Pelican's side of the transcripts: the pages of each, one transcript in memory at a time."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from chats import paths
from chats.local_times import local_time
from chats.model import Chat
from chats.paths import Site
from chats.series import Series
from chats.transcripts.opt_out import OptOut
from content_folder.reading import Content
from content_folder.transcripts import KeptTranscript, transcript_of
from output_files import OutputFiles
from transcripts.conversation import conversation
from transcripts.views import names_of, transcript_view, words_of

Facts = tuple[Chat, KeptTranscript, OptOut, Mapping[str, str]]
"""What the pages of a transcript are made of: the last are the names that are known."""


class TranscriptsGenerator(Generator):  # type: ignore[misc]
    """Writes the pages of what was said."""

    def generate_context(self) -> None:
        """Tell the search where it finds what was said."""
        self.context["said_to_search"] = self._to_search

    def generate_output(self, writer: OutputFiles) -> None:
        """Write every transcript that is not as it would be written."""
        for facts in self._facts():
            chat = facts[0]
            self.context["told_pages"].write_all(
                writer, "transcript", self.context["excerpts"].of((chat,)),
                partial(_pages, Path(self.path)), *facts, words=chat.words,
            )  # fmt: skip

    def _facts(self) -> Iterator[Facts]:
        """Yield of each transcript all that its pages are made of."""
        content: Content = self.settings["CONTENT"]
        names = names_of(self.context["series"])
        for chat in self.context["series"].chats:
            if chat.transcript == paths.transcript(chat.slug):
                yield chat, content.transcripts[chat.id], content.opt_out, names

    def _to_search(self) -> Iterator[tuple[Chat, str, list[list[str]]]]:
        """Yield a chat, a page of its transcript, and anchor, heading and words of each part."""
        content: Content = self.settings["CONTENT"]
        series, site = self.context["series"], self.context["site"]
        for facts in self._facts():

            def make() -> str:
                pages = _pages(Path(self.path), series, site, *facts)  # noqa: B023
                return json.dumps([
                    (path, [words_of(part) for part in shown["sheet"].items])
                    for path, shown in pages
                ])  # fmt: skip

            kept = content.once.texts.text("said", repr(facts), make)
            yield from ((facts[0], path, parts) for path, parts in json.loads(kept))
        content.once.texts.save()


def _pages(
    root: Path, series: Series, site: Site, chat: Chat, kept: KeptTranscript, opt_out: OptOut,
    names: Mapping[str, str],
) -> Iterator[tuple[str, Mapping[str, Any]]]:  # fmt: skip
    """Yield the path of each page with what it shows."""
    transcript = transcript_of(root, kept, opt_out)
    found = conversation(transcript.posts, chat, names)
    view = transcript_view(found, chat, series, site, names, noindex=transcript.noindex)
    way = ({"title": chat.words.gettext("All chats"), "path": paths.ARCHIVE},
           {"title": chat.title, "path": chat.path})  # fmt: skip
    own = local_time(chat.sessions[0], chat.words)
    for sheet in view.sheets:
        yield (
            sheet.own_path,
            {"chat": chat, "view": view, "sheet": sheet, "crumbs": way, "own": own},
        )
