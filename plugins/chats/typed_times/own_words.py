"""A writer's own words in a Markdown text: without code, addresses and what others said.

What is left out is replaced by as many NULs, which match nothing, so that places and
lines stay where they are. Every pass goes through the text once: no expression here
holds a repetition within a repetition.
"""

import re
from collections.abc import Iterator

HIDDEN = "\0"

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTED = re.compile(r" {0,3}>")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")
_OPENS_BLOCK = re.compile(r"\s*(?:[-*+]\s|\d{1,3}[.)]\s|\||#{1,6}\s)")
_INDENTED = re.compile(r" {4}|\t")
_ADDRESS = re.compile(r"https?://[^\s)>\"]*|(?<=\]\()[^\s)]*")
_TICKS = re.compile(r"`+")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|&(?:nbsp|thinsp|ndash|mdash|minus);")
_STRESS = re.compile(r"[*_~]")
_PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’", '"': '"', "<q>": "</q>", "<!--": "-->",
          "<code>": "</code>", "<blockquote>": "</blockquote>"}  # fmt: skip
_OPENINGS = re.compile("|".join(map(re.escape, _PAIRS)))
_CLOSINGS = {
    opening: re.compile(r"’(?!\w)" if opening == "‘" else re.escape(closing))
    for opening, closing in _PAIRS.items()
}


def blocks(body: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs, items, rows and headings, each with the index of its first line.

    Code blocks and block quotes are not among them.
    """
    held: list[str] = []
    first = 0
    for number, line in _prose(body):
        if held and (not line.strip() or _OPENS_BLOCK.match(line) or number != first + len(held)):
            yield first, "\n".join(held)
            held = []
        if line.strip():
            first = first if held else number
            held.append(line)
    if held:
        yield first, "\n".join(held)


def own_words(text: str) -> str:
    """Return a paragraph with code, addresses, tags and quotations hidden, stress marks blank."""
    text = _ADDRESS.sub(_hidden, _without_code(text))
    text = _without_quotations(text)
    return _STRESS.sub(" ", _TAG.sub(_spaced, text))


def _prose(body: str) -> Iterator[tuple[int, str]]:
    """Yield the lines outside fenced and indented code and outside block quotes, and blank ones."""
    fence, quoted, listed, blank = "", False, False, True
    for number, line in enumerate(body.split("\n")):
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
            continue
        if mark:
            fence = mark[1]
            continue
        if not line.strip():
            quoted, blank = False, True
            yield number, ""
            continue
        # A line after `> …` without its own mark still belongs to the quotation.
        quoted = quoted or bool(_QUOTED.match(line))
        indented = bool(_INDENTED.match(line))
        if _ITEM.match(line) and not (indented and blank and not listed):
            listed = True
        elif blank and not line[:1].isspace():
            listed = False
        if not quoted and (listed or not indented or not blank):
            yield number, line
            blank = False


def _without_code(text: str) -> str:
    """Hide `code`: a run of ticks up to the next run of the same length."""
    runs = list(_TICKS.finditer(text))
    following: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        following.setdefault(len(runs[index][0]), []).append(index)
    kept, done, index = [], 0, 0
    while index < len(runs):
        same = following[len(runs[index][0])]
        while same and same[-1] <= index:
            same.pop()
        if not same:
            index += 1
            continue
        start, end = runs[index].start(), runs[same[-1]].end()
        kept += [text[done:start], _nuls(text[start:end])]
        done, index = end, same[-1] + 1
    return "".join((*kept, text[done:]))


def _without_quotations(text: str) -> str:
    """Hide “…”, "…", ‘…’ and their like; a “ that nothing closes quotes to the paragraph's end."""
    last: dict[str, int] = {}
    kept, done = [], 0
    for match in _OPENINGS.finditer(text):
        opening, start = match[0], match.start()
        before = text[start - 1] if start else " "
        if start < done or (opening in '"‘“' and before.isalnum()):
            continue
        if opening not in last:
            closings = [closing.start() for closing in _CLOSINGS[opening].finditer(text)]
            last[opening] = closings[-1] if closings else -1
        # Where no closing mark is left there is nothing to search for: that keeps this linear.
        if last[opening] <= start:
            end = len(text) if opening == "“" else 0
        else:
            closing = _CLOSINGS[opening].search(text, match.end())
            end = closing.end() if closing else 0
        if end:
            kept += [text[done:start], _nuls(text[start:end])]
            done = end
    return "".join((*kept, text[done:]))


def _nuls(text: str) -> str:
    return "\n".join(HIDDEN * len(line) for line in text.split("\n"))


def _hidden(match: re.Match[str]) -> str:
    return _nuls(match[0])


def _spaced(match: re.Match[str]) -> str:
    dash = {"&ndash;": "–", "&mdash;": "—", "&minus;": "−"}.get(match[0], " ")
    blank = "".join("\n" if letter == "\n" else " " for letter in match[0])
    return dash + blank[1:]
