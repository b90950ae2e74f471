"""Files and links that are either as they were or as they shall be, whatever happens between."""

import contextlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

NEW = ".new-"
"""How the name of what is not in place yet begins."""


def write_whole(file: Path, text: str, *, mode: int = 0o644) -> None:
    """Replace a file at once, and keep it through a power cut."""
    new = file.with_name(f"{NEW}{os.getpid()}-{file.name}")
    with new.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    new.chmod(mode)
    new.replace(file)
    flush_folder(file.parent)


def link(target: Path, place: Path) -> None:
    """Make `place` a link to the target, by one rename; readers see the old one or the new.

    The link is relative, so that both can be moved together.
    """
    new = place.with_name(f"{NEW}{os.getpid()}-{place.name}")
    new.unlink(missing_ok=True)
    new.symlink_to(os.path.relpath(target, place.parent))
    new.replace(place)
    flush_folder(place.parent)


def flush_folder(folder: Path) -> None:
    """Bring a folder's names to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_json(file: Path) -> dict[str, Any]:
    """Return what a file of ours says, nothing when it is not there or not whole."""
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(file.read_text("utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with all it holds, as far as possible."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def sweep(folder: Path, *, all_of_it: bool = False) -> None:
    """Remove what somebody who was killed left half done."""
    with contextlib.suppress(OSError):
        for entry in list(folder.iterdir()):
            if all_of_it or entry.name.startswith(NEW):
                remove(entry)
