"""The site becomes what the branch's head is: after a push, by the timer, after any crash."""

import json
import os
import time
from collections.abc import Callable

from remote import previews
from remote.builder import no_space
from remote.files import read_json, write_whole
from remote.git import commit_of
from remote.journal import step
from remote.kept import keep
from remote.layout import Refused, Remote
from remote.lock import locked
from remote.making import before_of, facts_of, made, sweep_all
from remote.releases import Release, behind, prune, releases, show

_EVERY = 0.1


def converge(
    remote: Remote, *, anew: bool = False, waiting: Callable[[], None] = lambda: None
) -> bool:
    """Show the head of the branch, and previews of the other ones; returns whether the branch is.

    `anew` builds the head again, for the instant. What went wrong is kept in
    troubles.json; the site then stays what it was.
    """
    with locked(remote, waiting):
        sweep_all(remote)
        troubles = {}
        if trouble := _tried(remote, lambda: _published(remote, anew=anew)):
            troubles[remote.choices.branch] = trouble
        for branch, work in previews.wanted(remote):
            if trouble := _tried(remote, work):
                troubles[branch] = trouble
        step(remote, "pruning")
        prune(remote, previews.shown(remote), int(time.time()))
        _keep(remote, troubles)
    return remote.choices.branch not in troubles


def settle(remote: Remote, push: int) -> None:
    """Wait for the end of git's process of a push, then show what it left unshown, if anything."""
    until = time.monotonic() + remote.choices.seconds
    while _runs(push) and time.monotonic() < until:
        time.sleep(_EVERY)
    live = behind(remote, remote.current)
    if not live or live.facts.commit != commit_of(remote.repository, remote.ref):
        step(remote, "settling")
        converge(remote)


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


def _tried(remote: Remote, work: Callable[[], None]) -> list[str]:
    """Do it; return what is in its way."""
    try:
        work()
    except Refused as refused:
        lines = list(refused.lines)
    except OSError as error:
        lines = [no_space(error)]
    else:
        return []
    for line in lines:
        step(remote, f"trouble: {line}")
    return lines


def _keep(remote: Remote, troubles: dict[str, list[str]]) -> None:
    if troubles or remote.troubles.exists():
        try:
            write_whole(remote.troubles, json.dumps(troubles, indent=2))
        except OSError as error:
            step(remote, f"trouble: {no_space(error)}")
