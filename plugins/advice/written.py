"""What advice is given on: the content, and the writers' files as they were typed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from urllib.parse import unquote

from advice.body_parts import BodyParts, parts_of
from chats.paths import Site
from content_folder.links import CODE, prose_lines
from content_folder.markdown_html import TooHard
from content_folder.reading import Content

_LINE_OF_NOTHING = re.compile(
    r"""\]\(\s*(?:<>)?\s*\)|\]:\s*<>|\b(?:href|src)\s*=\s*(?:"\s*"|'\s*')"""
)


@dataclass(frozen=True)
class Written:
    """`texts` maps a file, as the writer knows it, to what was typed; the settings' file too.

    `sites` are the addresses at which the site is found, `made` the files of its last build where
    plugins of one's own may add some.
    """

    content: Content
    texts: Mapping[str, str]
    settings_file: str
    sites: tuple[Site, ...] = ()
    made: frozenset[str] = frozenset()

    @cached_property
    def faulty(self) -> frozenset[str]:
        """The files that have a mistake, and so may not be told whole."""
        return frozenset(each.path for each in self.content.problems if not each.warning)

    @cached_property
    def parts(self) -> Mapping[str, BodyParts]:
        """What each body that can be converted leads to and shows, by its file."""
        found = {}
        for source, body in self.content.bodies.items():
            with suppress(TooHard):  # it is told as a mistake
                found[source] = parts_of(self.content.once.html(body))
        return found

    def prose(self) -> Iterator[tuple[str, int, str]]:
        """Yield each line of the texts below the heads, code left out: its file, its number."""
        for source in self.content.bodies:
            yield from ((source, number, line) for number, line in self._prose_of(source))

    def _prose_of(self, source: str) -> Iterator[tuple[int, str]]:
        first = self.content.body_lines[source]
        for number, line in prose_lines(self.content.bodies[source]):
            yield first + number, CODE.sub("", line)

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

    def lines_of(self, source: str, addresses: Iterable[str]) -> Iterator[int]:
        """Yield the lines of a body on which addresses stand, each once: the body's if nowhere."""
        for address in dict.fromkeys(addresses):
            yield from self._where(source, lambda line: _holds(line, address))  # noqa: B023

    def lines_of_tag(self, source: str, tag: str) -> Iterator[int]:
        """Yield the lines of a body on which a tag of HTML begins: the body's if nowhere."""
        underlined = r"|^=+\s*$" if tag == "h1" else ""
        begins = re.compile(rf"<{tag}\b{underlined}", re.I)
        yield from self._where(source, lambda line: bool(begins.search(line)))

    def _where(self, source: str, is_there: Callable[[str], bool]) -> Iterable[int]:
        found = [number for number, line in self._prose_of(source) if is_there(line)]
        return found or (self.content.body_lines[source],)


def _holds(line: str, address: str) -> bool:
    """Return whether an address, as HTML has it, is typed in a line of Markdown."""
    if not address:
        return bool(_LINE_OF_NOTHING.search(line))
    typed = unescape(line)
    return any(re.search(rf"(?<![\w/.}}#-]){re.escape(each)}(?![\w/#?=&%-])", typed)
               for each in {address, unquote(address)})  # fmt: skip
