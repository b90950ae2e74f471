"""A push comes in: refused with the lines to mend, or accepted and shown."""

import os
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from remote import previews
from remote.changes import addresses
from remote.converge import held
from remote.git import commit_of, follows, is_nothing
from remote.journal import say, step
from remote.layout import Refused, Remote
from remote.lock import locked
from remote.making import facts_of, made, sweep_all
from remote.releases import behind
from remote.troubles import troubles_of

_PATIENCE = 60
"""Seconds for which a pusher waits for what was accepted to be live."""


@dataclass(frozen=True)
class Update:
    """A reference that a push changes; commits are zeros where it begins or ends."""

    old: str
    new: str
    ref: str


def updates(lines: Iterable[str]) -> list[Update]:
    """Read what git tells the hooks: OLD NEW REF, a line each (githooks(5))."""
    return [Update(*line.rstrip("\n").split(" ", 2)) for line in lines]


def pre_receive(remote: Remote, pushed: list[Update]) -> None:
    """Build what is to be published before git accepts it; raises Refused.

    A client that hangs up now is no news to git, which accepts the push and then ends
    without post-receive: a process that outlives it sees to that.
    """
    for update in pushed:
        if update.ref == remote.ref:
            _publishable(remote, update)
            _detached(remote, "settle", str(os.getppid()))


def _publishable(remote: Remote, update: Update) -> None:
    branch = remote.choices.branch
    if is_nothing(update.new):
        raise Refused(f"{branch} is what the site shows, so it cannot be deleted")
    with locked(remote, lambda: say("another push is being published; yours is next …")):
        step(remote, f"receiving {update.new}")
        head = commit_of(remote.repository, remote.ref)
        old = "" if is_nothing(update.old) else update.old
        if head != old:
            raise Refused(f"somebody else's push came first; `git pull --rebase` takes {branch} as "
                          "it is now, then push again")  # fmt: skip
        if old and not follows(remote.repository, old, update.new):
            raise Refused(f"{branch} would lose commits that are published; `git pull --rebase`, "
                          "then push without --force")  # fmt: skip
        if held(remote):
            say("the site was rolled back; this push ends that")
        sweep_all(remote)
        say(f"building {update.new[:9]} …")
        facts = facts_of(remote, update.new, old, remote.choices.url)
        _, result = made(remote, facts, patient=say)
        say(*(result or ["it has been built before"]))
        step(remote, f"accepting {update.new}")


def post_receive(remote: Remote, pushed: list[Update]) -> None:
    """Show what was accepted, in a process that outlives this one, and tell where it is."""
    told = [each for each in pushed if each.ref == remote.ref]
    drafts = _drafts(remote, pushed)
    if not told and not drafts:
        return
    before = behind(remote, remote.current)
    step(remote, f"accepted {' '.join(each.ref for each in told + drafts)}")
    verbs = [verb for verb, pushed in (("publish", told), ("previews", drafts)) if pushed]
    work = [_detached(remote, verb) for verb in verbs]  # none waits for the other
    until = time.monotonic() + _PATIENCE
    for update in told:
        if _ended(work[0], until):
            _tell(remote, update, before.site if before else None)
    if drafts and _ended(work[-1], until):
        _tell_previews(remote, drafts)


def _ended(work: "subprocess.Popen[bytes]", until: float) -> bool:
    """Wait for the end of work until a moment; say so when it goes on."""
    try:
        work.wait(max(0, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        say("accepted; it will be live in a while (`invoke remote status` on the server)")
        return False
    return True


def _drafts(remote: Remote, pushed: list[Update]) -> list[Update]:
    if not remote.choices.previews:
        return []
    return [each for each in pushed if each.ref.startswith("refs/heads/")
            and each.ref != remote.ref]  # fmt: skip


def _tell_previews(remote: Remote, drafts: list[Update]) -> None:
    troubles = troubles_of(remote)
    for update in drafts:
        if not is_nothing(update.new):
            branch = update.ref.removeprefix("refs/heads/")
            say(*troubles.get(branch, ()))
            say(f"{branch}: accepted, but cannot be previewed yet" if branch in troubles
                else f"preview: {previews.address(remote, branch)}")  # fmt: skip


def _tell(remote: Remote, update: Update, before: Path | None) -> None:
    live, url = behind(remote, remote.current), remote.choices.url
    if live and live.facts.commit == update.new:
        say(*addresses(remote.repository, update.old, update.new, live.site, url, before))
        say(f"live: {update.new[:9]}{f', {url}/' if url else ''}")
    elif live and follows(remote.repository, update.new, live.facts.commit):
        say(f"live, with a later push: {live.facts.commit[:9]}")
    else:
        say(*troubles_of(remote).get(remote.choices.branch, ()))
        say("accepted, but not live yet: the timer and the next push try again")


def _detached(remote: Remote, *verb: str) -> "subprocess.Popen[bytes]":
    """Start a verb so that neither the pusher nor git can end it, without git's variables."""
    variables = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return subprocess.Popen(  # noqa: S603 - the arguments are ours
        (str(remote.own / "run"), *verb), cwd=remote.repository, env=variables,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
