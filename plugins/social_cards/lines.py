"""A text as lines that fill a box: as large as it goes, and of even length.

Sizes and lengths are pixels; typefaces measure in ems.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from social_cards.typefaces import Typeface

_ELLIPSIS = "\u2026"
_AFTER_HYPHEN = re.compile(r"(?<=\w[-\u2010\u2013\u2014/])(?=\w)")
_STEP = 2


@dataclass(frozen=True)
class Fitted:
    """Lines and the size at which they fit."""

    lines: tuple[str, ...]
    size: int


@dataclass(frozen=True)
class _Piece:
    """What stays on one line; `space` tells whether one stands before it."""

    text: str
    space: bool


def fitted(
    text: str, face: Typeface, box: tuple[float, float], sizes: tuple[int, int], leading: float
) -> Fitted:
    """Return the text in the largest size, of largest and smallest, at which it fits a box.

    `box` is width and height, `leading` the distance of two lines in ems. Words are
    broken only when the smallest size leaves no other way, and cut only after that.
    """
    width, height = box
    largest, smallest = sizes
    pieces = _pieces(text)
    for size in range(largest, smallest, -_STEP):
        lines = _balanced(pieces, face, width / size)
        if lines and len(lines) <= _room(height, size, leading):
            return Fitted(lines, size)
    em = width / smallest
    pieces = [part for piece in pieces for part in _broken(piece, face, em)]
    lines = _balanced(pieces, face, em)
    room = _room(height, smallest, leading)
    if len(lines) > room:
        lines = (*lines[: room - 1], _cut(" ".join(lines[room - 1 :]), face, em))
    return Fitted(lines, smallest)


def on_one_line(text: str, face: Typeface, width: float, sizes: tuple[int, int]) -> Fitted:
    """Return the text on one line, in the largest size at which it fits, cut when none does."""
    return fitted(text, face, (width, 0), sizes, 1)


def is_cut(text: Fitted) -> bool:
    """Tell whether the lines do not hold the whole text."""
    return bool(text.lines) and text.lines[-1].endswith(_ELLIPSIS)


def _room(height: float, size: int, leading: float) -> int:
    """Return how many lines there is room for, at least one."""
    return max(1, 1 + int((height / size - 1) / leading))


def _pieces(text: str) -> list[_Piece]:
    """Break a text where a line may end: at spaces, after hyphens, within Chinese or Japanese."""
    pieces = []
    for word in text.split():
        parts = [part for half in _AFTER_HYPHEN.split(word) for part in _ideographs(half)]
        pieces += [_Piece(part, number == 0) for number, part in enumerate(parts)]
    return pieces


def _ideographs(word: str) -> list[str]:
    """Part a word before each wide letter, but never punctuation from what it belongs to."""
    parts: list[str] = []
    for before, character in pairwise(f" {word}"):
        begins = _is_wide(character) and unicodedata.category(character) == "Lo"
        opened = unicodedata.category(before) in {"Ps", "Pi"}
        if not parts or (begins and not opened) or (_is_wide(before) and character.isalnum()):
            parts.append("")
        parts[-1] += character
    return parts


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _balanced(pieces: Sequence[_Piece], face: Typeface, em: float) -> tuple[str, ...]:
    """Return the fewest lines, of the most even length; none when a piece is too wide.

    `em` is the width of a line in ems.
    """
    widths = [face.width(piece.text) for piece in pieces]
    if not pieces or max(widths) > em:
        return ()
    space = face.width(" ")
    ends = [0.0, *accumulate(w + space * p.space for w, p in zip(widths, pieces, strict=True))]
    # From each piece on: the number of lines, how uneven they are, and where the first one ends.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)] * (len(pieces) + 1)
    for start in reversed(range(len(pieces))):
        best[start] = (len(pieces) + 1, 0.0, 0)
        for end in range(start + 1, len(pieces) + 1):
            length = ends[end] - ends[start] - space * pieces[start].space
            if length > em:
                break
            lines, uneven, _ = best[end]
            best[start] = min(best[start], (lines + 1, uneven + (em - length) ** 2, end))
    return tuple(_lines(pieces, [step[2] for step in best]))


def _lines(pieces: Sequence[_Piece], ends: Sequence[int]) -> list[str]:
    lines, start = [], 0
    while start < len(pieces):
        line = pieces[start : ends[start]]
        lines.append("".join(f" {p.text}" if p.space else p.text for p in line).strip())
        start = ends[start]
    return lines


def _broken(piece: _Piece, face: Typeface, em: float) -> list[_Piece]:
    """Break what is wider than a line, never before a mark that belongs to a letter."""
    if face.width(piece.text) <= em:
        return [piece]
    parts = [""]
    for character in piece.text:
        belongs = not parts[-1] or unicodedata.combining(character)
        if not belongs and face.width(parts[-1] + character) > em:
            parts.append("")
        parts[-1] += character
    return [_Piece(part, piece.space and number == 0) for number, part in enumerate(parts)]


def _cut(text: str, face: Typeface, em: float) -> str:
    while text and face.width(text + _ELLIPSIS) > em:
        text = text[:-1].rstrip()
    return text + _ELLIPSIS
