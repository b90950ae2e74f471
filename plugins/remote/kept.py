"""What pages of the last days still ask for: styles, scripts and parts of the search's index.

A reader's page was loaded before a release and asks for its style after it. Their names tell
their content, so they can stay; the web server looks here for what `current` no longer has.
"""

import contextlib
import os
import shutil
from pathlib import Path

from remote.files import NEW, remove
from remote.layout import Remote
from remote.releases import Release

_FOLDERS = ("theme", "pagefind")
_SECONDS = 7 * 24 * 3600


def keep(remote: Remote, release: Release, now: int) -> None:
    """Copy what is new of the release here, and remove what was in none for a week.

    As far as the disk allows: nothing depends on it.
    """
    kept = remote.site / "kept"
    with contextlib.suppress(OSError):
        for folder in _FOLDERS:
            for file in filter(Path.is_file, (release.site / folder).rglob("*")):
                _copy(file, kept / file.relative_to(release.site), now)
        for file in filter(Path.is_file, kept.rglob("*")):
            if now - file.stat().st_mtime > _SECONDS:
                remove(file)


def _copy(file: Path, place: Path, now: int) -> None:
    """Copy a file if it is not there; its time says when it was seen last."""
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        new = place.with_name(f"{NEW}{os.getpid()}-{place.name}")
        shutil.copyfile(file, new)
        new.replace(place)
    os.utime(place, (now, now))
