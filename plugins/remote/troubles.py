"""What stands between a branch's head and its site: kept for whoever asks, until it is mended."""

import json
from collections.abc import Callable

from remote.builder import no_space
from remote.files import read_json, write_whole
from remote.journal import step
from remote.layout import Refused, Remote


def tried(remote: Remote, work: Callable[[], None]) -> list[str]:
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


def keep_troubles(remote: Remote, troubles: dict[str, list[str]]) -> None:
    """Keep what a half is troubled by, by branch; of branches without trouble nothing."""
    found = {branch: lines for branch, lines in troubles.items() if lines}
    if found or remote.troubles.exists():
        try:
            write_whole(remote.troubles, json.dumps(found, indent=2))
        except OSError as error:
            step(remote, f"trouble: {no_space(error)}")


def troubles_of(remote: Remote) -> dict[str, list[str]]:
    """Return what both halves are troubled by, by branch."""
    return read_json(remote.troubles) | read_json(remote.other.troubles)
