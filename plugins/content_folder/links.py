"""The links and headings of a body, looked at before anything is rendered."""

import posixpath
import re
from collections.abc import Collection, Iterator
from html import unescape
from itertools import chain
from urllib.parse import unquote

from chats.hidden_characters import hidden_in_prose, named
from chats.problems import Problem
from content_folder.markdown_html import TooHard
from content_folder.once import Once

_INTERNAL = re.compile(r"\{([a-z]+)\}([^)\s\"'>\]#?]*)")
_RELATIVE = re.compile(r"\]\((?![a-z][a-z0-9+.\-]*:|[/#{<])([^)\s]+)", re.I)
_HOW_TO_LINK = (
    "write {filename}/chats/x.md for a chat, {filename}/posts/x.md for a post, "
    "{static}/images/x.png for a picture, https://… for another site"
)
CODE = re.compile(r"`[^`]*`")
_KINDS = ("filename", "static")
_ELSEWHERE = re.compile(
    r"(?:!\[[^\]\n]{0,500}\]\(\s{0,9}<?|<img\b[^>\n]{0,500}?\bsrc\s{0,9}=\s{0,9}[\"']?)"
    r"((?:https?:)?//[^)\s>\"']*)",
    re.I,
)
"""A picture of another site, which no page loads: it would tell that site of every reader."""
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_TITLE = re.compile(r"^# +\S")


def target_of(kind: str, value: str, path: str) -> str | None:
    """Return the file of content/ that `{filename}x` or `{static}x` means, None if outside.

    `path` is the file that holds the link; a value with a slash first counts from
    the folder's root, any other from the file's own folder.
    """
    if kind not in _KINDS:
        return None
    value = unquote(value)
    base = "" if value.startswith("/") else posixpath.dirname(path)
    joined = posixpath.normpath(posixpath.join(base, value.lstrip("/")))
    return None if joined.startswith("../") or joined == ".." else joined


def body_problems(
    source: str,
    path: str,
    body: str,
    first_line: int,
    files: Collection[str],
    published: Collection[str],
) -> Iterator[Problem]:
    """Yield what is wrong with a body's links and headings, each with its line.

    `files` are those of the content folder, `published` those that have an address.
    """
    yield from _hidden(source, body, first_line)
    for number, prose in prose_lines(body):
        at = number + first_line
        line = CODE.sub("", prose)
        for value in _RELATIVE.findall(line):
            yield Problem(source, at, "", f"`{value}` leads nowhere from the page; {_HOW_TO_LINK}")
        for value in _ELSEWHERE.findall(line):
            yield Problem(source, at, "", f"`{value}` is a picture of another site; put it into "
                          "images/ and show it with {static}/images/…, or link it")  # fmt: skip
        if _TITLE.match(line):
            yield Problem(source, at, "", "the title is the page's only first-level heading; "
                          f"write `#{line.strip()}`")  # fmt: skip
        for kind, value in _INTERNAL.findall(line):
            if message := _link_problem(kind, value, path, files, published):
                yield Problem(source, at, "", message)


def hard_problems(source: str, body: str, first_line: int, once: Once) -> Iterator[Problem]:
    """Convert a body, and yield what keeps it from being converted."""
    try:
        once.html(body)
    except TooHard as error:
        yield Problem(source, first_line + error.line, "", error.message)


def _hidden(source: str, body: str, first_line: int) -> Iterator[Problem]:
    """Yield a problem for each line that is shown in another order than it is read in."""
    lines = enumerate(body.split("\n")) if hidden_in_prose(body) else ()
    written = ((number, unescape(CODE.sub("", line))) for number, line in prose_lines(body)
               if "&" in line)  # fmt: skip
    for number, line in chain(lines, written):
        if found := hidden_in_prose(line):
            message = (f"an invisible character ({named(found.group())}); delete it, or mark "
                       'words of another direction with <span dir="rtl">…</span>')  # fmt: skip
            yield Problem(source, first_line + number, "", message)


def _link_problem(
    kind: str, value: str, path: str, files: Collection[str], published: Collection[str]
) -> str:
    written = f"{{{kind}}}{value}"
    if kind not in (*_KINDS, "attach", "include", "tag", "category", "author", "index"):
        return ""
    if kind not in _KINDS:
        return f"`{written}`: only {{filename}} (a post) and {{static}} (a file) are known here"
    target = target_of(kind, value, path)
    if target is None:
        return f"`{written}` leads out of the content folder; link a file within it"
    if target not in files:
        return f"`{written}`: there is no file {target} in the content folder"
    if target not in published:
        return f"`{written}`: {target} is not published; put it into images/ or files/"
    return ""


def prose_lines(body: str) -> Iterator[tuple[int, str]]:
    """Yield the lines outside fenced code, with their index."""
    fence = ""
    for number, line in enumerate(body.split("\n")):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
        elif mark:
            fence = mark[1]
        else:
            yield number, line
