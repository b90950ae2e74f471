"""`invoke remote rollback`: the site as it was, at once, until the next push."""

import json
import time

from remote.files import remove, write_whole
from remote.git import commit_of
from remote.journal import step
from remote.layout import Refused, Remote
from remote.lock import locked
from remote.releases import Release, show
from remote.status import to_go_back_to


def rollback(remote: Remote, to: str) -> Release:
    """Show what was live before, or the release of a commit, and hold it; raises Refused.

    The hold is written first: after a crash in between, `converge` shows what it names.
    It counts as long as the branch's head is what it is now, so the next push ends it.
    """
    with locked(remote):
        release = _wanted(remote, to)
        head = commit_of(remote.repository, remote.ref)
        hold = {"release": release.folder.name, "head": head}
        step(remote, f"going back to {release.folder.name}")
        write_whole(remote.hold, json.dumps(hold))
        step(remote, f"holding {release.folder.name}")
        show(remote, release, int(time.time()))
    return release


def undo(remote: Remote) -> None:
    """Let go of a release that is held; `converge` then shows the branch's head."""
    with locked(remote):
        step(remote, "letting go")
        remove(remote.hold)


def _wanted(remote: Remote, to: str) -> Release:
    found = to_go_back_to(remote)
    named = [each for each in found if each.facts.commit.startswith(to) or each.folder.name == to]
    if named:
        return named[-1]
    known = ", ".join(each.facts.commit[:9] for each in reversed(found))
    if not known:
        raise Refused("there is nothing to go back to: no other release is kept")
    raise Refused(f"--to: `{to}` is no commit to go back to; there are {known}")
