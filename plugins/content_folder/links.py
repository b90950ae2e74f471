"""The links and headings of a body, looked at before anything is rendered."""

import posixpath
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from chats.problems import Problem

_INTERNAL = re.compile(r"\{([a-z]+)\}([^)\s\"'>\]#?]*)")
_KINDS = ("filename", "static")
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
    source: str, path: str, body: str, first_line: int, files: Collection[str]
) -> Iterator[Problem]:
    """Yield what is wrong with a body's links and headings, each with its line."""
    for number, line in _prose(body):
        at = number + first_line
        if _TITLE.match(line):
            yield Problem(source, at, "", "the title is the page's only first-level heading; "
                          f"write `#{line.strip()}`")  # fmt: skip
        for kind, value in _INTERNAL.findall(line):
            if message := _link_problem(kind, value, path, files):
                yield Problem(source, at, "", message)


def _link_problem(kind: str, value: str, path: str, files: Collection[str]) -> str:
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
    return ""


def _prose(body: str) -> Iterator[tuple[int, str]]:
    """Yield the lines outside fenced code, with their index."""
    fence = ""
    for number, line in enumerate(body.split("\n")):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
        elif mark:
            fence = mark[1]
        elif not line.startswith("    "):
            yield number, line
