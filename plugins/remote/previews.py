"""Other branches, each shown in a folder of its own, if an address was chosen for them."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from chats.paths import slug_of
from remote.files import link, write_whole
from remote.git import branches, commit_of
from remote.journal import step
from remote.layout import Refused, Remote
from remote.lock import locked
from remote.making import facts_of, made, sweep_all
from remote.releases import behind, prune
from remote.troubles import keep_troubles, tried

_LONGEST = 200
"""Bytes of a folder's name; systems take 255, with what stands before it for a moment."""

_ROBOTS = "User-agent: *\nDisallow: /\n"


def address(remote: Remote, branch: str) -> str:
    """Return where a branch's preview is found."""
    return f"{remote.choices.previews}/{slug_of(branch)}/"


def preview(remote: Remote) -> None:
    """Show the heads of the other branches; what went wrong is kept in their troubles.json."""
    if not remote.choices.previews and not remote.previews.is_dir():
        return
    drafts = remote.other
    with locked(drafts):
        sweep_all(drafts)
        troubles = {branch: tried(drafts, work) for branch, work in _wanted(drafts)}
        step(drafts, "pruning the previews")
        prune(drafts, _shown(drafts), int(time.time()))
        keep_troubles(drafts, troubles)


def _wanted(remote: Remote) -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield each branch beside the published one with the work that shows it.

    A preview whose branch is gone is removed.
    """
    found = branches(remote.repository) if remote.choices.previews else {}
    found.pop(remote.choices.branch, None)
    folders: dict[str, str] = {}
    for branch in sorted(found):
        folders.setdefault(slug_of(branch), branch)
    for place in _places(remote):
        if place.name not in folders:
            place.unlink(missing_ok=True)
    if found:
        remote.previews.mkdir(exist_ok=True)
        write_whole(remote.previews / "robots.txt", _ROBOTS)
    for branch, commit in sorted(found.items()):
        yield branch, _work(remote, branch, commit, folders[slug_of(branch)])


def _shown(remote: Remote) -> set[Path]:
    """Return the folders of the releases that are previews of something."""
    found = (behind(remote, place) for place in _places(remote))
    return {release.folder for release in found if release}


def _work(remote: Remote, branch: str, commit: str, holder: str) -> Callable[[], None]:
    def work() -> None:
        folder = slug_of(branch)
        if not folder or branch != holder or len(folder.encode()) > _LONGEST:
            raise Refused("its preview would have no folder of its own; rename the branch")
        url = address(remote, branch).rstrip("/")
        published = commit_of(remote.repository, remote.ref)
        release, _ = made(remote, facts_of(remote, commit, published, url))
        place = remote.previews / folder
        if behind(remote, place) != release:
            link(release.site, place)

    return work


def _places(remote: Remote) -> list[Path]:
    return [place for place in remote.previews.glob("*") if place.is_symlink()]
