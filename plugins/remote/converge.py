"""The site becomes what the branch's head is: after a push, by the timer, after any crash."""

import os
import time

from remote.files import read_json
from remote.git import commit_of
from remote.journal import step
from remote.kept import keep
from remote.layout import Refused, Remote
from remote.lock import locked
from remote.making import before_of, facts_of, made, sweep_all
from remote.previews import preview
from remote.releases import Release, behind, prune, releases, show
from remote.troubles import keep_troubles, tried

_EVERY = 0.1


def converge(remote: Remote, *, anew: bool = False) -> bool:
    """Show the heads of all branches; returns whether that of the published one is live."""
    fine = publish(remote, anew=anew)
    preview(remote)
    return fine


def publish(remote: Remote, *, anew: bool = False) -> bool:
    """Show the head of the branch; returns whether it is.

    `anew` builds the head again, for the instant. What went wrong is kept in
    troubles.json; the site then stays what it was.
    """
    with locked(remote):
        sweep_all(remote)
        trouble = tried(remote, lambda: _published(remote, anew=anew))
        step(remote, "pruning")
        prune(remote, set(), int(time.time()))
        keep_troubles(remote, {remote.choices.branch: trouble})
    return not trouble


def settle(remote: Remote, push: int) -> None:
    """Wait for the end of git's process of a push, then show what it left unshown, if anything."""
    until = time.monotonic() + remote.choices.seconds
    while _runs(push) and time.monotonic() < until:
        time.sleep(_EVERY)
    live = behind(remote, remote.current)
    if not live or live.facts.commit != commit_of(remote.repository, remote.ref):
        step(remote, "settling")
        publish(remote)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def held(remote: Remote) -> str:
    """Return the name of the release that a rollback holds until the next push, "" for none."""
    hold = read_json(remote.hold)
    valid = hold.get("head") == commit_of(remote.repository, remote.ref)
    return str(hold.get("release", "")) if valid else ""


def _published(remote: Remote, *, anew: bool) -> None:
    head = commit_of(remote.repository, remote.ref)
    if not head:
        return  # nothing was pushed yet
    name = held(remote)
    kept = next((each for each in releases(remote) if each.folder.name == name), None)
    if kept:
        _show(remote, kept)
        return
    try:
        facts = facts_of(remote, head, before_of(remote, head), remote.choices.url)
        release, _ = made(remote, facts, anew=anew)
    except (Refused, OSError):
        if older := [each for each in releases(remote) if each.facts.commit == head]:
            _show(remote, older[-1])  # the right commit, if by older code or at an older instant
        raise
    _show(remote, release)


def _show(remote: Remote, release: Release) -> None:
    if behind(remote, remote.current) != release or not release.since:
        step(remote, f"showing {release.folder.name}")
        show(remote, release, int(time.time()))
        step(remote, f"shown {release.folder.name}")
    keep(remote, release, int(time.time()))
