"""A writer's file: bytes → text, or what is wrong with them."""

import re

MAX_BYTES = 1024 * 1024
"""A post's size limit, in bytes: a long transcript fits, an accident does not."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""A character that nobody typed on purpose."""

_TYPED = "open it where it was typed and save it as plain text (UTF-8)"
_PICTURE = "a picture, not text; put it into content/images/"
_NO_TEXT = {
    b"PK\x03\x04": f"a word processor's (.docx, .odt) or a ZIP archive, not text; {_TYPED}",
    b"\xd0\xcf\x11\xe0": f"a word processor's (.doc), not text; {_TYPED}",
    b"{\\rtf": f"a word processor's (.rtf), not text; {_TYPED}",
    b"%PDF-": "a PDF, not text; put it into content/files/ and link it",
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"RIFF": _PICTURE,
}
"""What the files of other programmes begin with, however they are called."""


class Unreadable(Exception):
    """The text cannot be taken apart: `line` (from 1) and what would mend it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


def text_from(data: bytes, limit: int = MAX_BYTES) -> str:
    """Decode a writer's file of `limit` bytes at most: UTF-8 with or without a BOM, any line ends.

    Raises Unreadable for other encodings and for control characters.
    """
    if len(data) > limit:
        raise Unreadable(0, too_large(len(data), limit))
    for beginning, kind in _NO_TEXT.items():
        if data.startswith(beginning):
            raise Unreadable(0, f"the file is {kind}")
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"-\0", b"\0-")):
        raise Unreadable(1, "the file is saved as UTF-16; save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        bad = data[error.start]
        raise Unreadable(
            line, f"byte 0x{bad:02X} is not UTF-8; save the file with the encoding UTF-8"
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        code = ord(found.group())
        raise Unreadable(line, f"an invisible control character (U+{code:04X}); delete it")
    return text


def too_large(size: int, limit: int = MAX_BYTES) -> str:
    """Say that a file of `size` bytes is over the limit."""
    return (
        f"the file has {size:,} bytes, over the limit of {limit:,}; "
        "put long material into a file of its own and link it"
    )
