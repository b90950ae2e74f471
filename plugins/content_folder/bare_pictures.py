"""A picture without what the camera or a programme wrote beside it: places, names, thumbnails.

The picture itself is copied bit for bit. What tells how to show it stays: its colours'
profile, its animation, and which side is up.
"""

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_EXTRAS = frozenset(
    (b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD", b"sPLT", b"cICP",
     b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT")
)  # fmt: skip
"""What of a PNG's ancillary chunks tells how to show it (PNG 3rd edition §11.3)."""

_WEBP_PARTS = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_APP0, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE2, 0xEE, 0xEF, 0xFE
_START_OF_SCAN, _END = 0xDA, 0xD9


MOST_PARTS = 20_000
"""Parts of a file; of the largest picture that is taken, each may then have a kilobyte."""


def has_too_many_parts(data: bytes) -> bool:
    """Return whether a PNG or a JPEG would take long to go through, whatever it shows."""
    at = len(_PNG) if data.startswith(_PNG) else 2 if data.startswith(b"\xff\xd8") else len(data)
    for _ in range(MOST_PARTS):
        if at + 8 > len(data) or data[at : at + 2] == bytes((0xFF, _START_OF_SCAN)):
            return False
        if data.startswith(_PNG):
            at += 12 + int.from_bytes(data[at : at + 4], "big")
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return True


def is_whole_avif(data: bytes) -> bool:
    """Return whether an AVIF's boxes end where it ends (ISO/IEC 14496-12 §4.2)."""
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        at += max(8, length) if length else len(data) - at
    return at == len(data)


def bare(data: bytes, kind: str, orientation: int) -> bytes:
    """Return a JPEG, PNG, WEBP or GIF with nothing but the picture.

    `orientation` is Exif's (1 for upright). Raises ValueError when it is not whole.
    """
    try:
        return _STRIPPED[kind](data, orientation)
    except (IndexError, struct.error):
        raise ValueError("is not whole; save the picture anew") from None


def _exif(orientation: int) -> bytes:
    """Return Exif data that says which side is up and nothing else (Exif 2.3 §4.5)."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def _jpeg(data: bytes, orientation: int) -> bytes:
    marked = b"Exif\0\0" + _exif(orientation)
    parts = [b"\xff\xd8"]
    if orientation != 1:
        parts.append(b"\xff\xe1" + struct.pack(">H", len(marked) + 2) + marked)
    parts += (part for marker, part in _jpeg_parts(data) if _stays(marker, part))
    return b"".join(parts)


def _jpeg_parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each marker with its segment, a scan with its data (ITU T.81, annex B)."""
    at = 2
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1
        if data[at] != 0xFF:
            raise ValueError("is not whole; save the picture anew")
        marker = data[at + 1]
        if marker == _END:
            yield marker, b"\xff\xd9"
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _START_OF_SCAN:
            end = _scan_end(data, end)
        yield marker, data[at:end]
        at = end


def _scan_end(data: bytes, at: int) -> int:
    """Return where a scan's data end: at a marker that is neither a stuffed 0 nor a restart."""
    while (at := data.find(b"\xff", at)) >= 0:
        following = data[at + 1]
        if following and not 0xD0 <= following <= 0xD7:
            return at
        at += 2 if following != 0xFF else 1
    raise ValueError("is not whole; save the picture anew")


def _stays(marker: int, part: bytes) -> bool:
    if marker == _APP0:
        return part[4:9] == b"JFIF\0" and len(part) == 18  # a longer one holds a thumbnail
    if marker == _APP2:
        return part[4:16] == b"ICC_PROFILE\0"
    return marker == _APP14 or not (_APP0 < marker <= _APP15 or marker == _COMMENT)


def _png(data: bytes, orientation: int) -> bytes:
    parts = [_PNG]
    at = len(_PNG)
    name = b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        if name == b"IDAT" and orientation != 1:
            parts.append(_png_chunk(b"eXIf", _exif(orientation)))
            orientation = 1
        end = at + 12 + length
        if end > len(data):
            raise ValueError("is not whole; save the picture anew")
        if name[:1].isupper() or name in _PNG_EXTRAS:
            parts.append(data[at:end])
        at = end
    return b"".join(parts)


def _png_chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def _webp(data: bytes, orientation: int) -> bytes:
    parts = []
    at, end = 12, 8 + int.from_bytes(data[4:8], "little")
    while at + 8 <= min(end, len(data)):
        name, length = struct.unpack_from("<4sI", data, at)
        content = data[at + 8 : at + 8 + length]
        if name == b"VP8X":
            flags = content[0] & ~(_WEBP_EXIF | _WEBP_XMP) & 0xFF
            content = bytes((flags | (_WEBP_EXIF if orientation != 1 else 0),)) + content[1:]
            parts.append(_webp_chunk(name, content))
        elif name in _WEBP_PARTS:
            parts.append(_webp_chunk(name, content))
        at += 8 + length + length % 2
    if orientation != 1:
        parts.append(_webp_chunk(b"EXIF", _exif(orientation)))
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _gif(data: bytes, _orientation: int) -> bytes:
    """Keep the images, what controls them and how often they run (GIF89a §20–27)."""
    at = 13 + _color_table(data[10])
    parts = [data[:at]]
    while (kind := data[at]) != 0x3B:
        if kind == 0x2C:
            end = _blocks_end(data, at + 11 + _color_table(data[at + 9]))
            stays = True
        elif kind == 0x21:
            end = _blocks_end(data, at + 2)
            stays = data[at + 1] == 0xF9 or data[at + 3 : at + 14] in _GIF_LOOPS
        else:
            raise ValueError("is not whole; save the picture anew")
        parts += [data[at:end]] if stays else []
        at = end
    return b"".join((*parts, b"\x3b"))


def _color_table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks_end(data: bytes, at: int) -> int:
    while length := data[at]:
        at += 1 + length
    return at + 1


_STRIPPED: Mapping[str, Callable[[bytes, int], bytes]] = {
    "JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "GIF": _gif,
}  # fmt: skip
