"""Files of the old site that lie beside its export, as `wp-content/uploads/` was copied."""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from importers.addresses import parted

BROUGHT = re.compile(
    r".+\.(?:png|jpe?g|gif|webp|avif|svg|pdf|ics|csv|mp3|m4a|ogg|mp4|webm|zip|epub|"
    r"odt|odp|pptx|docx|xlsx|txt)",
    re.I,
)
"""Files that may come along."""
_SMALLER = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w+$)")


class Shelf:
    """Files by the end of their path; `files` maps it, below the folder, to the whole path."""

    def __init__(self, files: Mapping[str, str] | None = None) -> None:
        self.files = files or {}

    def find(self, address: str) -> str:
        """Return the path of the file that was at an address, "" where there is none.

        WordPress shows a picture in several sizes: the one that was uploaded comes first.
        """
        path = unquote(parted(address).path)
        for each in (_SMALLER.sub("", path), path):
            parts = each.strip("/").split("/")
            for first in range(len(parts)):
                found = self.files.get("/".join(parts[first:]))
                if found and BROUGHT.fullmatch(found):
                    return found
        return ""


class Bringing:
    """What one entry brings along: `brings` maps the keys in its text to paths."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf, self.brings = shelf, dict[str, str]()

    def __call__(self, address: str) -> str:
        """Return what stands for a file in the text, `brought:KEY`, "" where it stays behind."""
        return self.take(self.shelf.find(address))

    def take(self, path: str) -> str:
        """Return what stands for a file that comes along; "" for no path."""
        if not path:
            return ""
        key = next((key for key, held in self.brings.items() if held == path), None)
        key = key or f"{len(self.brings)}"
        self.brings[key] = path
        return f"brought:{key}"
