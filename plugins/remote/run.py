"""What git's hooks and the timer run: one of seven verbs, told to the pusher and to the log."""

import os
import sys
import time
import traceback
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

from remote.builder import no_space
from remote.converge import converge, publish, settle
from remote.journal import say, step
from remote.layout import Refused, Remote, remote_at
from remote.previews import preview
from remote.receive import post_receive, pre_receive, updates
from remote.timer import ran


def main(repository: Path, verb: str, *more: str) -> int:
    """Do it; returns the exit code, which refuses a push when it is not 0."""
    os.umask(0o022)
    try:
        remote = remote_at(repository)
    except Refused as refused:
        say(*refused.lines)
        return 1
    try:
        return _done(remote, verb, *more)
    except Refused as refused:
        lines = refused.lines
    except OSError as error:
        lines = (no_space(error),)
    except Exception:  # a fault of ours: the log has it whole
        step(remote, traceback.format_exc())
        lines = (f"the server failed; whoever keeps it finds why in {remote.log}",)
    for line in lines:
        step(remote, f"{verb}: {line}")
    say(*lines)
    if verb == "pre-receive":
        say(f"refused: {remote.choices.branch} stays as it was")
    return 1


def _done(remote: Remote, verb: str, *more: str) -> int:
    if verb in ("converge", "timer"):
        if verb == "timer":
            ran(remote, int(time.time()))
        return 0 if converge(remote, anew=verb == "timer") else 1
    if verb == "publish":
        return 0 if publish(remote) else 1
    if verb == "previews":
        preview(remote)
        return 0
    if verb == "settle":
        settle(remote, int(more[0]))
        return 0
    pushed = updates(map(os.fsdecode, sys.stdin.buffer))
    if verb == "pre-receive":
        pre_receive(remote, pushed)
    else:
        post_receive(remote, pushed)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
