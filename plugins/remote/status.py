"""`invoke remote status`: which commit is live, since when, and what is in the way of another."""

from collections.abc import Iterator

from remote.converge import held
from remote.git import commit_of, subject
from remote.layout import Remote
from remote.releases import Release, behind, iso, releases
from remote.timer import last_run
from remote.troubles import troubles_of


def status(remote: Remote) -> tuple[bool, list[str]]:
    """Return whether the site is what the branch's head is, and all there is to say, in lines."""
    live = behind(remote, remote.current)
    head = commit_of(remote.repository, remote.ref)
    hold, troubles = held(remote), troubles_of(remote)
    fine = bool(hold) or not head or bool(live and live.facts.commit == head)
    lines = list(_lines(remote, live, head, hold, troubles))
    return fine and remote.choices.branch not in troubles, lines


def _lines(
    remote: Remote, live: Release | None, head: str, hold: str, troubles: dict[str, list[str]]
) -> Iterator[str]:
    yield f"live: {_told(remote, live)}" if live else "live: nothing yet"
    if live:
        yield f"  built as of {iso(live.facts.at)}, {live.facts.url or 'without an address'}"
    branch = remote.choices.branch
    if not head:
        yield f"{branch}: nothing was pushed yet"
    elif live and live.facts.commit == head:
        yield f"{branch}: the same"
    else:
        yield f"{branch}: {head[:9]} “{subject(remote.repository, head)}”"
    if hold:
        yield "held there by a rollback, until the next push or `rollback --undo`"
    yield f"timer: {last_run(remote)}"
    for name, lines in troubles.items():
        yield from (f"{name}: {line}" for line in lines)
    for release in reversed(to_go_back_to(remote)):
        yield f"before: {_told(remote, release)}"


def to_go_back_to(remote: Remote) -> list[Release]:
    """Return what was live before what is live now, the newest last; each edition once."""
    live = behind(remote, remote.current)
    found = {
        each.facts.edition: each
        for each in releases(remote)
        if live and each.since and each.facts.edition != live.facts.edition
        and each.facts.at <= live.facts.at
    }  # fmt: skip
    return sorted(found.values(), key=lambda each: each.facts.at)


def _told(remote: Remote, release: Release) -> str:
    words = subject(remote.repository, release.facts.commit)
    return f"{release.facts.commit[:9]} “{words}” since {release.since}"
