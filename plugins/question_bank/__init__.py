"""The question bank: /questions/ with every question ever asked, by topic, linked to its chat."""

from pelican import Pelican, signals
from pelican.generators import Generator

from chats import paths
from chats.question_bank import own_pages, shelves
from output_files import OutputFiles
from question_bank import views


class QuestionBankGenerator(Generator):  # type: ignore[misc]
    """Writes the bank, and a page for each topic when one page does not hold all."""

    def generate_output(self, writer: OutputFiles) -> None:
        """Write the pages; a topic's is told of its own chats only."""
        series, excerpts = self.context["series"], self.context["excerpts"]
        pages, found = self.context["told_pages"], shelves(series)
        pages.write(writer, paths.QUESTIONS, "questions", excerpts.whole, views.of_bank)
        for shelf in own_pages(found):
            for sheet in shelf.sheets:
                pages.write(writer, sheet.own_path, "questions_on", excerpts.of(sheet.items),
                            views.of_shelf, shelf.name, sheet.number, sheet.last)  # fmt: skip


def generators(_pelican: Pelican) -> type[QuestionBankGenerator]:
    """Give Pelican the generator of the bank."""
    return QuestionBankGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
