"""How large a picture is, so that a page keeps its place free before it has come."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

Size = tuple[int, int]
"""Width and height in CSS pixels."""

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "AVIF")
_ORIENTATION = 0x0112
_ON_ITS_SIDE = 5
"""From this value of the orientation on, width and height change places (Exif 2.3 §4.6.4)."""

_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")


def size_of(file: Path) -> Size | None:
    """Return a picture's size as browsers show it, None for a drawing (SVG) that has none.

    Raises ValueError when it is not a picture that browsers show.
    """
    size = _drawing_size(file) if file.suffix.lower() == ".svg" else _photo_size(file)
    return size if size and min(size) > 0 else None


def _photo_size(file: Path) -> Size:
    from PIL import Image  # long to load, and most series have no pictures

    try:
        with Image.open(file, formats=_FORMATS) as picture:
            width, height = picture.size
            turned = picture.getexif().get(_ORIENTATION, 1) >= _ON_ITS_SIDE
    except (OSError, SyntaxError, ValueError):
        raise ValueError("is not a picture that browsers show; "
                         "make it a PNG, JPEG, WebP, AVIF, GIF or SVG") from None  # fmt: skip
    return (height, width) if turned else (width, height)


def _drawing_size(file: Path) -> Size | None:
    """Return what the root element says (SVG 2 §8.2).

    A drawing with a viewBox alone has no size: it is shown as wide as there is room.
    """
    try:
        # The root alone is read, and expat refuses entities that explode.
        _, root = next(ET.iterparse(file, events=("start",)))  # noqa: S314
    except (OSError, ET.ParseError, StopIteration):
        raise ValueError("is not an SVG that can be read") from None
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        raise ValueError("is not an SVG: its root is not `svg` of the namespace of SVG")
    width, height = (_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height"))
    return (round(float(width[1])), round(float(height[1]))) if width and height else None
