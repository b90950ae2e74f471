"""The files of content/images/ and content/files/: what may be published, and as what."""

from pathlib import Path, PurePosixPath

from content_folder.pictures import ENDINGS, Size, bare_picture, size_of
from content_folder.within import bytes_within

PUBLISHED_AS_THEY_ARE = ("images", "files")
"""Folders of content/ whose files are copied to the site, of pictures nothing but the picture."""

MAX_PICTURE, MAX_FILE = 20 * 1024 * 1024, 100 * 1024 * 1024
"""Limits of size, in bytes."""

_DOCUMENTS = {
    ".pdf", ".txt", ".csv", ".json", ".ics", ".odt", ".ods", ".odp", ".docx", ".xlsx", ".pptx",
    ".epub", ".zip", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".mp4", ".m4v",
    ".webm", ".ogv", ".mov", ".vtt", ".srt",
}  # fmt: skip
"""What no browser runs in the name of the site, as it would a page (.html, .xml) or a script."""


def is_published(path: str) -> bool:
    """Return whether a file is copied to the site."""
    top, slash, _ = path.partition("/")
    return bool(slash) and top in PUBLISHED_AS_THEY_ARE


def limit_of(path: str) -> int:
    """Return how many bytes a published file may have."""
    return MAX_PICTURE if _is_picture(path) else MAX_FILE


def size_if_fine(path: str, data: bytes) -> Size | None:
    """Return the size of a picture, None for any other file that may be published.

    Raises ValueError for what may not.
    """
    ending = PurePosixPath(path).suffix.lower()
    if ending in ENDINGS:
        size = size_of(path, data)
        bare_picture(path, data)
        return size
    if path.startswith("images/"):
        raise ValueError("is no picture by its name; put it into files/, or delete it")
    if ending not in _DOCUMENTS:
        raise ValueError(f"`{ending or 'no ending'}` is not published, for it could run in a "
                         "reader's browser; make it a .pdf or .txt, or zip it")  # fmt: skip
    return None


def published_bytes(root: Path, path: str) -> bytes:
    """Return a file as it is published; raises OSError, TooLarge or ValueError."""
    data = bytes_within(root, path, limit_of(path))
    return bare_picture(path, data) if _is_picture(path) else data


def _is_picture(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in ENDINGS
