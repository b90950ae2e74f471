"""Built sites: each a folder with its site and what it was made of, never changed afterwards.

SITE/current                  → releases/20261201T120000Z-3f2a9c1b77e0-5d41402a/site
SITE/releases/…/site          what readers see
SITE/releases/…/release.json  commit, instant, code: a clean build of them gives these bytes
SITE/releases/…/since         when its commit went live
"""

import contextlib
import filecmp
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from remote.files import flush_folder, link, read_json, remove, write_whole
from remote.layout import Remote

_FACTS, _SINCE, SITE = "release.json", "since", "site"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a release was made of.

    `at` counts seconds since 1970, `code` stands for the installed code and all choices
    that a page shows.
    """

    commit: str
    before: str
    at: int
    code: str
    url: str

    @property
    def name(self) -> str:
        """The folder's name; names sort by instant."""
        return f"{stamp(self.at)}-{self.commit[:12]}-{self.code}"

    @property
    def edition(self) -> tuple[str, str]:
        """What two builds have in common that differ in nothing but their instant."""
        return self.commit, self.code


@dataclass(frozen=True)
class Release:
    """A release as it lies there."""

    folder: Path
    facts: Facts

    @property
    def site(self) -> Path:
        """The folder that readers see."""
        return self.folder / SITE

    @property
    def made(self) -> int:
        """When its facts were written, in nanoseconds: two may be of one second."""
        with contextlib.suppress(OSError):
            return (self.folder / _FACTS).stat().st_mtime_ns
        return 0

    @property
    def since(self) -> str:
        """When its commit went live, "" when it never did."""
        with contextlib.suppress(OSError):
            return (self.folder / _SINCE).read_text("utf-8").strip()
        return ""


def releases(remote: Remote) -> list[Release]:
    """Return all that is there, the oldest first."""
    found = []
    for folder in sorted(remote.releases.glob("[0-9]*")):
        with contextlib.suppress(TypeError):
            release = Release(folder, Facts(**read_json(folder / _FACTS)))
            found += [release] if release.site.is_dir() else []
    return sorted(found, key=lambda release: (release.facts.at, release.made))


def behind(remote: Remote, place: Path) -> Release | None:
    """Return the release to which a link leads."""
    try:
        folder = place.readlink().parent.name
        facts = Facts(**read_json(remote.releases / folder / _FACTS))
    except (OSError, TypeError):
        return None
    release = Release(remote.releases / folder, facts)
    return release if release.site.is_dir() else None


def newest(remote: Remote, facts: Facts) -> Release | None:
    """Return the newest release of that edition."""
    same = [each for each in releases(remote) if each.facts.edition == facts.edition]
    return same[-1] if same else None


def put(remote: Remote, built: Path, facts: Facts) -> Release:
    """Make a release of what was built, by one rename, when all of it is on the disk."""
    for entry in built.iterdir():
        if entry.name != SITE:
            remove(entry)
    write_whole(built / _FACTS, f"{json.dumps(asdict(facts), indent=2)}\n")
    os.sync()
    target = remote.releases / facts.name
    if target.exists():  # made of the same, at the same instant: the same bytes
        remove(built)
    else:
        built.rename(target)
        flush_folder(remote.releases)
    return Release(target, facts)


def show(remote: Remote, release: Release, now: int) -> None:
    """Make it the site, by one rename of a link."""
    before = behind(remote, remote.current)
    if before and before.folder == release.folder and release.since:
        return
    same = before and before.facts.commit == release.facts.commit and before.since
    write_whole(release.folder / _SINCE, f"{same or iso(now)}\n")
    link(release.site, remote.current)


def same_bytes(one: Path, other: Path) -> bool:
    """Return whether two folders hold the same files."""
    names = [{file.relative_to(folder) for file in folder.rglob("*") if file.is_file()}
             for folder in (one, other)]  # fmt: skip
    return names[0] == names[1] and all(
        filecmp.cmp(one / name, other / name, shallow=False) for name in names[0]
    )


def prune(remote: Remote, kept: set[Path], now: int) -> None:
    """Remove what nobody can go back to.

    What was live stays for the newest `keep` editions, in its newest form; what never was
    goes after an hour, unless it is among `kept`.
    """
    editions: set[tuple[str, str]] = set()
    live = behind(remote, remote.current)
    kept = kept | ({live.folder} if live else set())
    for release in reversed(releases(remote)):
        new = release.facts.edition not in editions
        if release.since and new and len(editions) < remote.choices.keep + 1:
            editions.add(release.facts.edition)
        elif release.folder not in kept and (release.since or now - release.facts.at > 3600):
            discard(remote, release)


def discard(remote: Remote, release: Release) -> None:
    """Remove a release: out of sight by a rename first, for to remove all of it takes time."""
    with contextlib.suppress(OSError):
        release.folder.rename(remote.building / release.folder.name)
    remove(remote.building / release.folder.name)


def stamp(at: int) -> str:
    """Return an instant as part of a file's name."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y%m%dT%H%M%SZ")


def iso(at: int) -> str:
    """Return an instant as people read it."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
