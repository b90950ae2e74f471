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
        pages, found, said = self.context["told_pages"], shelves(series), self._said()
        pages.write(writer, paths.QUESTIONS, "questions", excerpts.whole, views.of_bank, said)
        for shelf in own_pages(found):
            for sheet in shelf.sheets:
                ids = {chat.id for chat in sheet.items}
                here = tuple(each for each in said if each[0] in ids)
                pages.write(writer, sheet.own_path, "questions_on", excerpts.of(sheet.items),
                            views.of_shelf, here, shelf.name, sheet.number,
                            sheet.last)  # fmt: skip

    def _said(self) -> views.Said:
        """Return where transcripts have answers: a question's first page of them."""
        ask = self.context.get("said_to_search")
        found: dict[tuple[str, str], str] = {}
        for chat, path, parts in ask() if ask else ():
            for anchor, *_ in parts:
                found.setdefault((chat.id, anchor), path)
        return tuple((key, anchor, path) for (key, anchor), path in sorted(found.items()))


def generators(_pelican: Pelican) -> type[QuestionBankGenerator]:
    """Give Pelican the generator of the bank."""
    return QuestionBankGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
