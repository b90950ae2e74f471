"""The strokes that every picture of the theme is made of, as SVG, and SVG as PNG.

Places and lengths are pixels, from the picture's top left corner.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import resvg_py
from PIL import Image

from social_cards.lines import Fitted
from social_cards.typefaces import Typeface

_CAPITAL = 0.72
"""Height of a capital letter in ems, in both of the theme's fonts."""

LEADING = 1.14
"""Distance of two base lines in ems, unless another is said."""

_NO_DITHER = Image.Dither.NONE
_RIGHT_TO_LEFT_MARK = "\u200f"


class Box(NamedTuple):
    """A place for something: its left upper corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def inner(self, gap: float) -> "Box":
        """Return the box that is smaller by a gap on all sides."""
        return Box(self.x + gap, self.y + gap, self.width - 2 * gap, self.height - 2 * gap)


@dataclass(frozen=True)
class Looks:
    """The theme as pictures need it: its two typefaces and its colours by name.

    People speak in `voice`, the site in `site`; `font_files` are what the renderer reads.
    """

    voice: Typeface
    site: Typeface
    colors: Mapping[str, str]
    font_files: tuple[str, ...]


def bubble(box: Box, radius: float, tail: str = "left", **paint: object) -> str:
    """Return a speech bubble: rounded, its corner below at `tail`, left or right, square."""
    x, y, width, height = box
    r = min(radius, height / 2, width / 2)
    left, right = (0, r) if tail == "left" else (r, 0)
    path = (
        f"M{x + r:g} {y:g}H{x + width - r:g}a{r:g} {r:g} 0 0 1 {r:g} {r:g}"
        f"V{y + height - right:g}{_corner(right, -1, 1)}"
        f"H{x + left:g}{_corner(left, -1, -1)}"
        f"V{y + r:g}a{r:g} {r:g} 0 0 1 {r:g} {-r:g}z"
    )
    return f'<path d="{path}"{_attributes(paint)}/>'


def _corner(radius: float, x: int, y: int) -> str:
    r = f"{radius:g}"
    return f"a{r} {r} 0 0 1 {x * radius:g} {y * radius:g}" if radius else ""


def line(x: float, y: float, width: float, **paint: object) -> str:
    """Return a level line."""
    return f'<path d="M{x:g} {y:g}h{width:g}"{_attributes(paint)}/>'


def words(
    text: Fitted,
    face: Typeface,
    color: str,
    at: Box,
    *,
    leading: float = LEADING,
    center: bool = False,
    **more: object,
) -> str:
    """Return lines of text whose first capitals begin at the top of a box.

    Right-to-left lines end at its right edge, others begin at its left one, or stand in
    the middle of it.
    """
    from_right = _is_right_to_left("".join(text.lines))
    x = at.x + at.width / 2 if center else at.right if from_right else at.x
    anchor = "middle" if center else "end" if from_right else "start"
    mark = _RIGHT_TO_LEFT_MARK if from_right else ""
    paint = {"font_family": face.family, "font_size": text.size, "fill": color,
             "text_anchor": anchor, **more}  # fmt: skip
    top = at.y + _CAPITAL * text.size
    return "".join(
        f'<text x="{x:g}" y="{top + number * leading * text.size:g}"{_attributes(paint)}>'
        f"{escape(f'{mark}{each}{mark}')}</text>"
        for number, each in enumerate(text.lines)
    )


def height_of(text: Fitted, leading: float = LEADING) -> float:
    """Return the height of lines, from the first capitals' top to the last base line."""
    return text.size * (_CAPITAL + (len(text.lines) - 1) * leading) if text.lines else 0


def _is_right_to_left(text: str) -> bool:
    """Tell the direction of a text by its first letter that has one (UAX #9, P2 and P3)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


def _attributes(paint: Mapping[str, object]) -> str:
    return "".join(
        f" {name.replace('_', '-')}={quoteattr(str(value))}" for name, value in paint.items()
    )


def png(parts: Iterable[str], box: Box, background: str, font_files: tuple[str, ...]) -> bytes:
    """Return a picture as PNG: the parts, one over the other, on a background.

    No font but the given ones is used: the same input gives the same picture on any machine.
    """
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{box.width:g}" height="{box.height:g}">'
        f'<rect width="100%" height="100%" fill="{background}"/>{"".join(parts)}</svg>'
    )
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg, skip_system_fonts=True, font_files=list(font_files)
    )
    return _small(bytes(drawn))


def _small(data: bytes) -> bytes:
    """Return a PNG with a palette: a few flat colours and their edges need half the bytes."""
    with Image.open(BytesIO(data)) as picture:
        few = picture.convert("RGB").quantize(method=Image.Quantize.FASTOCTREE, dither=_NO_DITHER)
    file = BytesIO()
    few.save(file, "PNG")
    return file.getvalue()
