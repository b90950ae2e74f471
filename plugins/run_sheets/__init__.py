"""Run sheets: the hour minute by minute, each post ready to send, and a pack for the guests."""

from functools import partial

from pelican import Pelican, signals
from pelican.generators import Generator

from chats import paths
from chats.hour.plan import has_run_sheet
from chats.model import Chat
from output_files import OutputFiles
from run_sheets.pages import of_guests, of_host
from run_sheets.sheet import run_sheet
from run_sheets.table import sheet_csv
from run_sheets.text import sheet_text


class RunSheetsGenerator(Generator):  # type: ignore[misc]
    """Writes the sheets of the chats to come, and for a while those of chats that are over."""

    def generate_output(self, writer: OutputFiles) -> None:
        """Write each sheet as a page, as text and as a table, and the guests' pack."""
        series = self.context["excerpts"].whole
        for chat in series.chats:
            if has_run_sheet(chat, series):
                self._write(writer, chat)

    def _write(self, writer: OutputFiles, chat: Chat) -> None:
        series, site = self.context["excerpts"].whole, self.context["site"]
        write_page = partial(self.context["told_pages"].write, writer, words=chat.words)
        write_page(paths.run_sheet(chat.slug), "run_sheet", series, of_host, chat)
        write_page(paths.guests_pack(chat.slug), "guests_pack", series, of_guests, chat)

        def text() -> bytes:
            return sheet_text(run_sheet(chat, series, site), series).encode()

        def table() -> bytes:
            card_of = partial(self.context["question_card_of"], self.context)
            return sheet_csv(run_sheet(chat, series, site), card_of)

        key = writer.made_of.key("run sheet", site, series, chat.id)
        writer.write_once(paths.run_sheet_file(chat.slug, "run-sheet.txt"), key, text)
        writer.write_once(paths.run_sheet_file(chat.slug, "run-sheet.csv"), key, table)


def generators(_pelican: Pelican) -> type[RunSheetsGenerator]:
    """Give Pelican the generator of the run sheets."""
    return RunSheetsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
