"""One drawing (SVG) → the icons that browsers and screens of icons ask for."""

from base64 import b64encode
from io import BytesIO

import resvg_py
from PIL import Image

ICO = "favicon.ico"
APPLE = "apple-touch-icon.png"
MASKABLE = "icon-maskable-512.png"
SIZES = {"icon-192.png": 192, "icon-512.png": 512}
"""The manifest's plain icons, with their width in pixels."""

_ICO_SIZES = (16, 32, 48)
_APPLE_SIZE = 180
_ROUNDED_OFF = 0.72
"""Part of the width that the drawing takes where the system cuts the corners off."""
_SAFE = 0.56
"""The same where any shape may be cut out: within the circle of 80 % (W3C manifest, icon masks)."""


def icon_files(drawing: bytes, paper: str) -> dict[str, bytes]:
    """Return every icon's file by its name; `paper` is the colour of those that want a ground."""
    return {
        ICO: _ico([icon(drawing, size) for size in _ICO_SIZES]),
        APPLE: icon(drawing, _APPLE_SIZE, paper, _ROUNDED_OFF),
        **{name: icon(drawing, size) for name, size in SIZES.items()},
        MASKABLE: icon(drawing, 512, paper, _SAFE),
    }


def icon(drawing: bytes, size: int, ground: str = "none", part: float = 1) -> bytes:
    """Return the drawing as a square PNG; it takes a part of the width, in the middle."""
    inner = size * part
    at = (size - inner) / 2
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}">'
        f'<rect width="100%" height="100%" fill="{ground}"/>'
        f'<image x="{at:g}" y="{at:g}" width="{inner:g}" height="{inner:g}"'
        f' href="data:image/svg+xml;base64,{b64encode(drawing).decode()}"/></svg>'
    )
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))


def _ico(pictures: list[bytes]) -> bytes:
    """Return an .ico that holds pictures, from the smallest to the largest, as PNG."""
    *smaller, largest = (Image.open(BytesIO(data)) for data in pictures)
    file = BytesIO()
    sizes = [picture.size for picture in (*smaller, largest)]
    largest.save(file, "ICO", append_images=smaller, sizes=sizes)
    return file.getvalue()
