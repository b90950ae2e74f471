"""One drawing (SVG) → the icons that browsers and screens of icons ask for."""

import struct
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass

import resvg_py

ICO = "favicon.ico"
APPLE = "apple-touch-icon.png"


@dataclass(frozen=True)
class Icon:
    """How the drawing becomes a square picture: its width in pixels, the part of it that is drawn.

    `ground` is a colour for those that must not be seen through.
    """

    size: int
    part: float = 1
    ground: str = "none"


MANIFEST_ICONS = {"icon-192.png": 192, "icon-512.png": 512}
"""The manifest's plain icons with their width."""

MASKABLE = "icon-maskable-512.png"
"""The icon whose edges may be cut to any shape."""

_ICO_SIZES = (16, 32, 48)


def icon_files(paper: str, drawn: Callable[[Icon], bytes]) -> dict[str, bytes]:
    """Return every icon's file by its name; `paper` is the colour of the ground."""
    return {
        ICO: ico({size: drawn(Icon(size)) for size in _ICO_SIZES}),
        # Apple cuts the corners off, and paints black what can be seen through.
        APPLE: drawn(Icon(180, 0.72, paper)),
        **{name: drawn(Icon(size)) for name, size in MANIFEST_ICONS.items()},
        # Within the circle of 80 % that is never cut (W3C manifest, "safe zone").
        MASKABLE: drawn(Icon(512, 0.56, paper)),
    }


def icon_png(drawing: bytes, icon: Icon) -> bytes:
    """Return the drawing as an icon, in the middle of its ground."""
    inner = icon.size * icon.part
    at = (icon.size - inner) / 2
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{icon.size}" height="{icon.size}">'
        f'<rect width="100%" height="100%" fill="{icon.ground}"/>'
        f'<image x="{at:g}" y="{at:g}" width="{inner:g}" height="{inner:g}"'
        f' href="data:image/svg+xml;base64,{b64encode(drawing).decode()}"/></svg>'
    )
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return an .ico file that holds PNGs by their width (which every browser reads)."""
    header, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    offset = len(header) + 16 * len(pictures)
    for width, data in pictures.items():
        place = offset + len(body)
        header += struct.pack("<BBBBHHII", width, width, 0, 0, 1, 32, len(data), place)
        body += data
    return header + body
