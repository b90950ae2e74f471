"""What advice is given on: the content, and the writers' files as they were typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from content_folder.links import CODE, prose_lines
from content_folder.reading import Content


@dataclass(frozen=True)
class Written:
    """`texts` maps a file, as the writer knows it, to what was typed; the settings' file too."""

    content: Content
    texts: Mapping[str, str]
    settings_file: str

    def prose(self) -> Iterator[tuple[str, int, str]]:
        """Yield each line of the texts below the heads, code left out: its file, its number."""
        for source, body in self.content.bodies.items():
            first = self.content.body_lines[source]
            for number, line in prose_lines(body):
                yield source, first + number, CODE.sub("", line)

    def lines(self) -> Iterator[tuple[str, int, str]]:
        """Yield the lines of heads and texts, code left out."""
        for source in self.content.bodies:
            head = self.texts[source].split("\n")[: self.content.body_lines[source] - 1]
            yield from ((source, number, line) for number, line in enumerate(head, 1))
        yield from self.prose()

    def line_of(self, source: str, words: str) -> int:
        """Return the first line of a file that holds the words, or 0."""
        lines = enumerate(self.texts.get(source, "").split("\n"), 1)
        return next((number for number, line in lines if words in line), 0)
