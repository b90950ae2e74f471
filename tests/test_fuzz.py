"""Texts that nobody thought of, through the whole way of a post: bytes, head, Markdown, HTML.

A short round belongs to the tests; `invoke fuzz --seconds 600` goes on for as long as it is told.
What it finds is shown as small as it can be made, and belongs into tests/hostile/findings.toml.
"""

import os
import re
import time
import tomllib
from collections.abc import Mapping
from typing import Any

import html5lib
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from sites import ROOT
from writers import PATH, head, series_of

from bodies import safe
from chats.chat_file import chat_from
from chats.frontmatter import Unreadable, document_from
from chats.problems import Problem
from chats.typed_times.texts import typed_times
from content_folder.links import body_problems
from content_folder.markdown_html import TooHard, html_of
from feeds.links import with_whole_addresses

SECONDS = float(os.environ.get("FUZZ_SECONDS", "0"))
FINDINGS: Mapping[str, Any] = tomllib.loads(
    (ROOT / "tests/hostile/findings.toml").read_text("utf-8")
)
SERIES = series_of()

_HEAD = (
    "title",
    "topic",
    "date",
    "sessions",
    "questions",
    "venue_url",
    "source",
    "tags",
    "aliases",
    "hosts",
    "zone",
    "time",
    "moved_to",
    "x",
    ": ",
    ":",
    "\n",
    "\n  - ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    '"',
    "'",
    "|",
    ">",
    "&a ",
    "*a",
    "!!str ",
    "? ",
    "#",
    " #",
    "%",
    "@",
    "`",
    "~",
    "<<: ",
    "---\n",
    "...\n",
    "\t",
    "\\u202e",
    "\\x00",
    "2010-06-10",
    "17:00",
    "null",
    "javascript:",
)
_BODY = (
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "~~~ x\n",
    "[",
    "](",
    ")",
    "![",
    "[a]: ",
    "[^1]",
    "[^1]: ",
    "<",
    ">",
    "</",
    "<a href=",
    "<img src=",
    "<script>",
    "</script>",
    "<style>",
    "<svg>",
    "<math>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "&#",
    "&lt;",
    "&colon;",
    "javascript:",
    "data:",
    "//",
    "{: onclick=x }",
    "{#main .join}",
    "{static}",
    "{filename}",
    "..",
    "/",
    "\\",
    '"',
    "'",
    " ",
    "    ",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "> ",
    "# ",
    "| a | b |\n|---|---|\n",
    "!!! note\n",
    ":   ",
    "*[a]: ",
    "a",
    "5 pm EST",
    "June 10",
    "\t",
    "<div markdown=1>",
    "<p style=x onload=y>",
    "\u202e",
)
_ANY = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=9)


def made_of(parts: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Return texts of such parts, some of them many times over."""
    part = st.one_of(st.sampled_from(parts), st.sampled_from(parts), _ANY)
    run = st.builds(lambda text, times: text * times, part, st.sampled_from((1, 1, 1, 2, 9, 70)))
    return st.lists(run, max_size=40).map("".join)


FILES = st.builds(lambda top, body: f"---\n{top}\n---\n\n{body}\n".encode("utf-8", "replace"),
                  made_of(_HEAD), made_of(_BODY))  # fmt: skip


def nothing(_kind: str, _value: str) -> None:
    return None


def harmless(html: str) -> None:
    """Hold HTML, as browsers read it, against all that could run, load or pretend."""
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str) or element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag not in ("script", "style", "iframe", "object", "embed", "form", "input",
                                   "base", "meta", "link", "svg", "math", "template")  # fmt: skip
        for name, value in element.items():
            assert name[:2] != "on"
            assert name not in ("style", "srcset", "formaction", "name", "background")
            if name in ("href", "src"):
                scheme = re.match(r"\s*([a-z][a-z0-9+.\s-]*):", value, re.IGNORECASE)
                assert not scheme or scheme[1].lower() in ("http", "https", "mailto"), value
            assert not (name == "id" and value in ("main", "q1", "facts"))


def tried(data: bytes) -> None:
    """Take a file through all that a post goes through; anything but a problem is a finding."""
    try:
        document = document_from(data)
    except Unreadable:
        return
    problems: list[Problem] = []
    chat = chat_from(PATH, document.head, SERIES, problems)
    if chat:
        list(typed_times(chat, document, SERIES))
    list(body_problems(PATH, "chats/x.md", document.body, document.body_line, (), ()))
    try:
        html = safe(html_of(document.body), nothing)
    except TooHard:
        return
    harmless(html)
    harmless(with_whole_addresses(html, "https://x.example/chats/x/"))
    assert safe(html, nothing) == html


def a_round(number: int, examples: int) -> None:
    """Try so many files; the number says which ones."""
    bounds = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    seed(number)(bounds(given(FILES)(tried)))()


@pytest.mark.parametrize("name", FINDINGS)
def test_what_was_found_once_is_harmless_now(name: str) -> None:
    case = FINDINGS[name]
    text = case["text"] * case.get("repeat", 1) + case.get("end", "")
    tried(f"{head()}\n{text}\n".encode())


def test_no_file_whatever_breaks_the_way_to_its_page_or_leaves_it_harmful() -> None:
    if not SECONDS:
        a_round(0, 60)
        return
    end, number = time.monotonic() + SECONDS, int(time.time())
    while time.monotonic() < end:
        a_round(number, 200)
        number += 1
