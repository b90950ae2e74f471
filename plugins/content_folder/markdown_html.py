"""A body's Markdown → HTML, in bounded time, or what the writer can do about it.

Some texts of a few kilobytes cost the parser minutes, or its stack. One that looks like it
is converted by a process of its own, which is ended when it takes too long.
"""

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from content_folder.bounded_process import BoundedProcess, GaveUp, TookTooLong
from content_folder.quick_inline import QuickInline
from content_folder.shared_time import SharedTime

SECONDS = 10
"""What a text that looks hard may take; a transcript of 200 kB takes one."""

_EXTENSIONS = ("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes",
               "md_in_html", "sane_lists", "smarty")  # fmt: skip

_LONG_TEXT, _LONG_BLOCK, _MANY_MARKS = 20_000, 8_000, 150
_MOST_OPEN = 300
"""Brackets that may be open in a block: each is held against all of the text behind it."""

_MARKS = re.compile(r"[\[<*_`&|{!]")
_DEEP_OR_ODD = re.compile(r"<[!?]|^[ \t>]{16}|^ {0,3}(?:(?:[-*+>]|\d{1,9}[.)]) ?){8}", re.M)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_ENDS_BY_ITSELF = frozenset(
    ("area", "br", "col", "dd", "dt", "hr", "img", "input", "li", "p", "td", "th", "tr", "wbr")
)
_DEEPEST = 500


class TooHard(Exception):
    """The text cannot be converted: `line` of the body (from 0) and what would mend it."""

    def __init__(self, text: str, message: str) -> None:
        super().__init__(message)
        self.line, self.message = _hardest_line(text), message


@lru_cache(maxsize=64)
def html_of(text: str, shared: SharedTime | None = None) -> str:
    """Return the Markdown as HTML, its internal links still as they were typed.

    Raises TooHard, also when the texts before it have used up the time that they `shared`.
    """
    _hold_to_brackets(text)
    hard = looks_hard(text)
    html = _in_a_process(text, shared or SharedTime()) if hard else _converted_here(text)
    return held_to_depth(html, text)


def html_if_easy(text: str) -> str | None:
    """Return the same; None of a text that looks hard, or cannot be converted."""
    with suppress(TooHard):
        _hold_to_brackets(text)
        return None if looks_hard(text) else held_to_depth(_converted_here(text), text)
    return None


def _hold_to_brackets(text: str) -> None:
    if any(block.count("[") - block.count("]") > _MOST_OPEN for _, block in _blocks(text)):
        raise TooHard(text, f"over {_MOST_OPEN} `[` without their `]` in one paragraph; "
                      "put them into code (`…`), or delete them")  # fmt: skip


def looks_hard(text: str) -> bool:
    """Return whether nobody can say how long a text takes: it is long, deep or full of marks."""
    if len(text) > _LONG_TEXT or text.count("<") > _MANY_MARKS or _DEEP_OR_ODD.search(text):
        return True
    return any(
        len(block) > _LONG_BLOCK or len(_MARKS.findall(block)) > _MANY_MARKS
        for _, block in _blocks(text)
    )


class _Columns(Extension):  # type: ignore[misc]
    """Tables whose columns are aligned by classes: the page's policy lets no inline style be."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Markdown's own name
        TableExtension(use_align_attribute=True).extendMarkdown(md)
        md.treeprocessors.register(_Aligned(md), "aligned", 0)


class _Aligned(Treeprocessor):  # type: ignore[misc]
    def run(self, root: Element) -> None:
        for cell in root.iter():
            if cell.tag in ("td", "th") and (side := cell.attrib.pop("align", "")):
                cell.set("class", f"align-{side}")


@cache
def _parser() -> markdown.Markdown:
    return markdown.Markdown(
        extensions=[*_EXTENSIONS, _Columns(), QuickInline()], output_format="html"
    )


def converted(text: str) -> str:
    """Return the Markdown as HTML, however long it takes."""
    return str(_parser().reset().convert(text))


def _converted_here(text: str) -> str:
    try:
        return converted(text)
    except Exception as error:  # whatever a text does to the parser, its file is to be named
        _parser.cache_clear()
        raise TooHard(text, _explained(type(error).__name__)) from None


def held_to_depth(html: str, text: str) -> str:
    """Return a text's HTML; raises TooHard when its tags lie deeper within each other than fits."""
    if _depth(html) > _DEEPEST:
        raise TooHard(text, f"over {_DEEPEST} HTML tags within each other; close them")
    return html


def _depth(html: str) -> int:
    """Return how deep tags are open within each other at most, those that end by themselves aside.

    What reads HTML takes time with the square of it.
    """
    deepest, within = 0, [""]
    for closing, name in _TAG.findall(html):
        if not closing and name.lower() not in _ENDS_BY_ITSELF:
            within.append(name.lower())
            deepest = max(deepest, len(within))
        elif closing and within[-1] == name.lower():
            within.pop()
    return deepest


def _in_a_process(text: str, shared: SharedTime) -> str:
    if shared.left <= 0:
        raise TooHard(text, "is not looked at: the texts before it that look hard took too long "
                      "together; shorten their paragraphs, or this one's")  # fmt: skip
    began = time.monotonic()
    try:
        return _process().ask(text.encode(), SECONDS).decode()
    except TookTooLong:
        raise TooHard(text, f"takes over {SECONDS} seconds to convert; shorten the paragraph, "
                      "close its brackets, or put it into code (```)") from None  # fmt: skip
    except GaveUp as fault:
        raise TooHard(text, _explained(str(fault))) from None
    finally:
        shared.use(len(text), time.monotonic() - began)


@cache
def _process() -> BoundedProcess:
    return BoundedProcess(Path(__file__).with_name("markdown_process.py"))


def _explained(error: str) -> str:
    if "RecursionError" in error:
        return "lists, quotations or marks within each other too deep; take some levels out"
    return f"is nothing that Markdown can read ({error or 'the parser gave up'}); rewrite it"


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield each paragraph with the number of its first line, from 0."""
    first = 0
    lines: list[str] = []
    for number, line in enumerate((*text.split("\n"), "")):
        if line.strip():
            first = first if lines else number
            lines.append(line)
        elif lines:
            yield first, "\n".join(lines)
            lines = []


def _hardest_line(text: str) -> int:
    """Return the line of the paragraph with the most marks for its length."""
    marks = ((len(block) * (1 + len(_MARKS.findall(block))), at) for at, block in _blocks(text))
    return max(marks, default=(0, 0))[1]
