"""A commit → a release, if there is none yet: what the hook, the timer and a rollback share.

Whoever calls holds the lock.
"""

import shutil
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from remote.builder import Order, build
from remote.files import remove, sweep
from remote.git import commit_of
from remote.journal import step
from remote.layout import Refused, Remote
from remote.releases import Facts, Release, newest, put, releases, same_bytes

_SPARE, _SPARE_OF_DRAFTS = 64 * 2**20, 256 * 2**20
"""Bytes that must stay free on the disk of the site; previews leave more, for what is published."""


def facts_of(remote: Remote, commit: str, before: str, url: str) -> Facts:
    """Return what a release of the commit would be made of, were it built now."""
    code = f"{remote.installed.resolve().name} {url} {remote.choices.whole_tree}"
    code = sha256(code.encode()).hexdigest()[:8]
    return Facts(commit=commit, before=before, at=int(time.time()), code=code, url=url)


def before_of(remote: Remote, commit: str) -> str:
    """Return the commit that this one replaced when it was pushed, else its parent."""
    known = [each.facts.before for each in releases(remote) if each.facts.commit == commit]
    return known[-1] if known else commit_of(remote.repository, f"{commit}^")


def made(
    remote: Remote,
    facts: Facts,
    *,
    anew: bool = False,
    patient: Callable[[str], None] = lambda _: None,
) -> tuple[Release, list[str]]:
    """Return the release of that edition, and what its build said if it had to be built.

    `anew` builds it in any case, for the instant; the old one stays when that changes no
    byte. Raises Refused.
    """
    old = newest(remote, facts)
    if old and not anew:
        return old, []
    _enough_space(remote)
    folder = Path(tempfile.mkdtemp(dir=remote.building))
    folder.chmod(0o755)
    try:
        order = Order(commit=facts.commit, before=facts.before, at=facts.at, url=facts.url)
        step(remote, f"building {facts.commit} as of {facts.at}")
        result = build(remote, order, folder, patient)
        if old and same_bytes(old.site, folder / "site"):
            step(remote, f"{facts.commit} has not changed")
            return old, result
        step(remote, f"keeping {facts.name}")
        return put(remote, folder, facts), result
    finally:
        remove(folder)


def sweep_all(remote: Remote) -> None:
    """Remove what was left half done by somebody who was killed; make the folders that lack."""
    for folder in (remote.releases, remote.building):
        folder.mkdir(parents=True, exist_ok=True)
    sweep(remote.building, all_of_it=True)
    kept = (remote.site / "kept").rglob("*/")
    ours = (remote.previews,) if remote.drafts else (remote.site, remote.own / "installs", *kept)
    for folder in (*ours, remote.state, *remote.releases.iterdir()):
        sweep(folder)


def _enough_space(remote: Remote) -> None:
    """Refuse early: a build that finds the disk full in its middle says so less well."""
    free = shutil.disk_usage(remote.site).free
    if free < (_SPARE_OF_DRAFTS if remote.drafts else _SPARE):
        raise Refused(f"the disk of {remote.site} has only {free // 2**20} MB left; whoever keeps "
                      "this server makes some space")  # fmt: skip
