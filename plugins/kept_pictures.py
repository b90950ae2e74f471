"""Pictures kept from one build to the next, by what they show.

This is the one place beside `output_files` that writes: to draw is the slowest thing of a
build, and what is kept is no part of the site. It may be removed at any time.
"""

import contextlib
import tempfile
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_UNUSED = 400
"""Pictures that may lie there without use: previews of other days come back to theirs."""


class KeptPictures:
    """A folder of pictures (PNG); `edition` stands for all that draws them."""

    def __init__(self, folder: Path, edition: str) -> None:
        self.folder = folder
        self.edition = edition
        self._used: set[str] = set()

    def picture(self, contents: object, draw: Callable[[], bytes]) -> bytes:
        """Return the picture of the contents, drawn only when it is not there unharmed."""
        file = self.folder / self.note(contents)
        with contextlib.suppress(OSError):
            if is_whole(data := file.read_bytes()):
                return data
        data = draw()
        with contextlib.suppress(OSError):  # where nothing can be kept, the build goes on
            self._keep(file, data)
        return data

    def note(self, contents: object) -> str:
        """Take note that a picture is still of use; returns its file's name."""
        name = f"{fingerprint(self.edition, contents)}.png"
        self._used.add(name)
        return name

    def tidy(self) -> None:
        """Remove what this build had no use for, once there is much of it."""
        with contextlib.suppress(OSError):
            unused = [file for file in self.folder.iterdir() if file.name not in self._used]
            for file in unused if len(unused) > _UNUSED else ():
                file.unlink(missing_ok=True)

    def _keep(self, file: Path, data: bytes) -> None:
        """Write beside it and rename: another build may be reading."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as waiting:
            waiting.write(data)
        Path(waiting.name).replace(file)


def fingerprint(*parts: object) -> str:
    """Return what stands for values whose `repr` tells all of them."""
    return sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def is_whole(data: bytes) -> bool:
    """Tell whether a PNG is complete and unharmed, by its chunks' checksums (PNG §5.3)."""
    if not data.startswith(_SIGNATURE):
        return False
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        if zlib.crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            return False
        if data[at + 4 : at + 8] == b"IEND":
            return end + 4 == len(data)
        at = end + 4
    return False
