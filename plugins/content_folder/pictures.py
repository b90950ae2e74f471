"""Pictures: how large one is, so that a page keeps its place free, and what is shown of it."""

import io
import warnings
from typing import Any

from content_folder.bare_pictures import MOST_PARTS, bare, has_too_many_parts, is_whole_avif
from content_folder.drawings import drawing_size

Size = tuple[int, int]
"""Width and height in CSS pixels."""

MAX_PIXELS = 50_000_000
"""What a good telephone's camera takes; as a browser holds it, 200 MB."""

ENDINGS = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".svg"}
"""The names of pictures that browsers show."""

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "AVIF")
_ORIENTATION = 0x0112
_ON_ITS_SIDE = 5
"""From this value of the orientation on, width and height change places (Exif 2.3 §4.6.4)."""


def is_drawing(name: str) -> bool:
    """Return whether a picture is an SVG, by its name."""
    return name.lower().endswith(".svg")


def size_of(name: str, data: bytes) -> Size | None:
    """Return a picture's size as browsers show it, None for a drawing (SVG) that has none.

    Raises ValueError when it is not a picture that browsers show, or too large a one.
    """
    size = drawing_size(data) if is_drawing(name) else _photo(data)[1]
    return size if size and min(size) > 0 else None


def bare_picture(name: str, data: bytes) -> bytes:
    """Return a picture's bytes with nothing in them but the picture; raises ValueError."""
    if is_drawing(name):
        return data
    kind, _, orientation = _photo(data)
    if kind != "AVIF":
        return bare(data, kind, orientation)
    if not is_whole_avif(data):
        raise ValueError("is not whole; save the picture anew")
    return data


def _photo(data: bytes) -> tuple[str, Size, int]:
    """Return a photo's format, its size as shown and its orientation."""
    from PIL import Image  # long to load, and most series have no pictures

    if has_too_many_parts(data):
        raise ValueError(f"is of over {MOST_PARTS:,} parts; save the picture anew")
    try:
        with (warnings.catch_warnings(action="ignore"),
              Image.open(io.BytesIO(data), formats=_FORMATS) as picture):  # fmt: skip
            kind, (width, height) = str(picture.format), picture.size
            orientation = picture.getexif().get(_ORIENTATION, 1)
            told = _tells_more(picture)
    except Image.DecompressionBombError:
        kind, width, height, orientation, told = "", MAX_PIXELS, MAX_PIXELS, 1, False
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError):
        raise ValueError("is not a picture that browsers show; "
                         "make it a PNG, JPEG, WebP, AVIF, GIF or SVG") from None  # fmt: skip
    if width * height > MAX_PIXELS:
        raise ValueError(f"has over {MAX_PIXELS // 1_000_000} million pixels; make it smaller")
    if kind == "AVIF" and told:
        raise ValueError("holds what the camera wrote beside it, perhaps the place; "
                         "save it without, or as JPEG or WebP")  # fmt: skip
    orientation = orientation if orientation in range(1, 9) else 1
    turned = orientation >= _ON_ITS_SIDE
    return kind, (height, width) if turned else (width, height), orientation


def _tells_more(picture: Any) -> bool:
    return bool(picture.info.get("exif") or picture.info.get("xmp"))
