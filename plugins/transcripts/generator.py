"""Pelican's side of the transcripts: the pages of each, one transcript in memory at a time."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

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
from transcripts.views import names_of, transcript_view


class TranscriptsGenerator(Generator):  # type: ignore[misc]
    """Writes the pages of what was said."""

    def generate_output(self, writer: OutputFiles) -> None:
        """Write every transcript that is not as it would be written."""
        content: Content = self.settings["CONTENT"]
        names = names_of(self.context["series"])
        for chat in self.context["series"].chats:
            if chat.transcript == paths.transcript(chat.slug):
                self.context["told_pages"].write_all(
                    writer, "transcript", self.context["excerpts"].of((chat,)),
                    partial(_pages, Path(self.path)),
                    content.transcripts[chat.id], content.opt_out, chat, names, words=chat.words,
                )  # fmt: skip


def _pages(
    root: Path, series: Series, site: Site, kept: KeptTranscript, opt_out: OptOut, chat: Chat,
    names: Mapping[str, str],
) -> Iterator[tuple[str, Mapping[str, object]]]:  # fmt: skip
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
