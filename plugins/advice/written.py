"""What advice is given on: the content, and the writers' files as they were typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from content_folder.reading import Content


@dataclass(frozen=True)
class Written:
    """`texts` maps a file, as the writer knows it, to what was typed; the settings' file too."""

    content: Content
    texts: Mapping[str, str]

    def line_of(self, source: str, words: str, after: int = 0) -> int:
        """Return the first line of a file, behind the line `after`, that holds the words; or 0."""
        lines = enumerate(self.texts.get(source, "").split("\n"), 1)
        return next((n for n, line in lines if n > after and words in line), 0)
