"""A commit → a built site, by a process of its own that can do no more than build."""

import contextlib
import errno
import json
import os
import re
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from remote.git import environment
from remote.layout import Refused, Remote
from remote.tree import write_tree

CONTENT = "content"
"""What is taken from a push; all else is code."""

LOCK_FILE = "requirements.lock"
"""Pins the packages of the environment."""

_PATIENCE = 10
"""Seconds after which somebody who waits wants to know that something happens."""

_CHILD = Path(__file__).with_name("child.py")
_PASSED_ON = {"PATH", "LC_ALL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_GLOBAL",
              "GIT_NO_REPLACE_OBJECTS", "GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY",
              "GIT_ALTERNATE_OBJECT_DIRECTORIES"}  # fmt: skip
_NO_SPACE = (
    "there is no space left on the disk of the site; whoever keeps this server makes some space"
)
_SIGNALS = {
    signal.SIGXCPU: "it took more of the processor than a build may",
    signal.SIGXFSZ: "it made a file larger than a build may",
    signal.SIGKILL: "the system ended it, perhaps for want of memory",
}


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be built: the commit, the one that it replaces, the instant, the address.

    `at` counts seconds since 1970.
    """

    commit: str
    before: str
    at: int
    url: str


def build(
    remote: Remote, order: Order, folder: Path, patient: Callable[[str], None] = lambda _: None
) -> list[str]:
    """Build into the folder's `site`; return its warnings and what there is, in lines.

    Raises Refused with all problems. `patient` is told now and then how long it has been taking.
    """
    tree = folder / "tree"
    whole = remote.choices.whole_tree
    write_tree(remote.repository, order.commit, "" if whole else CONTENT, tree)
    code = tree if whole else remote.code.resolve()
    if whole:
        _same_pins(remote, tree)
    (folder / "tmp").mkdir()
    orders = {
        "code": str(code),
        "content": str(tree / CONTENT),
        "output": str(folder / "site"),
        "cache": str(remote.cache),
        "url": order.url,
        "git_dir": str(remote.repository),
        "commit": order.commit,
        "before": order.before,
        "megabytes": remote.choices.megabytes,
        "seconds": remote.choices.seconds,
    }
    done = _run(remote, orders, _environment(remote, order, folder), folder, patient)
    said = _lines(folder / "said")
    if done:
        raise Refused(*_why(remote, said))
    (folder / "site/.site-files").unlink(missing_ok=True)  # the next build has a new folder
    result = (_lines(folder / "result") or [""])[0].rpartition(": ")[0]
    return [*said, re.sub(r", [\d,]+ new or changed", "", result)]  # all is new in a new folder


def _why(remote: Remote, said: list[str]) -> list[str]:
    """Return what stopped a build: what it said itself, but for what no writer can mend."""
    last = {line.rstrip(": ").rpartition(": ")[2] for line in said}
    if "MemoryError" in last:
        most = remote.choices.megabytes
        return [f"the build was stopped: it needs more than {most} MB of memory"]
    if os.strerror(errno.ENOSPC) in last:
        return [_NO_SPACE]
    return said or ["the build failed and said nothing"]


def _same_pins(remote: Remote, tree: Path) -> None:
    """Refuse code that was written for other packages than those of the environment."""
    pins = tree / LOCK_FILE
    if pins.exists() and pins.read_bytes() != (remote.code / LOCK_FILE).read_bytes():
        raise Refused(f"{LOCK_FILE}: pins other packages than are installed here; whoever keeps "
                      "this server runs `invoke remote upgrade` with it first")  # fmt: skip


def _environment(remote: Remote, order: Order, folder: Path) -> dict[str, str]:
    known = environment(remote.repository)
    kept = {key: value for key, value in known.items() if key in _PASSED_ON}
    if order.url:
        kept["SITEURL"] = order.url
    scratch = str(folder / "tmp")
    return kept | {
        "SOURCE_DATE_EPOCH": str(order.at), "TZ": "UTC", "TMPDIR": scratch, "HOME": scratch
    }  # fmt: skip


def _run(
    remote: Remote,
    orders: dict[str, object],
    variables: dict[str, str],
    folder: Path,
    patient: Callable[[str], None],
) -> int:
    """Run the child in a session of its own; it ends when this process does.

    It writes into files: nobody who reads slowly, or no more, can hold it up.
    """
    command = (str(remote.python), "-I", str(_CHILD), json.dumps(orders))
    with (folder / "result").open("wb") as result, (folder / "said").open("wb") as said:
        child = subprocess.Popen(  # noqa: S603 - the arguments are ours
            command, cwd=folder, env=variables, stdin=subprocess.PIPE, stdout=result, stderr=said,
            start_new_session=True,
        )  # fmt: skip
    try:
        return _waited(child, remote.choices.seconds, patient)
    finally:
        _end(child)


def _waited(child: "subprocess.Popen[bytes]", limit: int, patient: Callable[[str], None]) -> int:
    for seconds in range(0, limit, _PATIENCE):
        try:
            code = child.wait(min(_PATIENCE, limit - seconds))
        except subprocess.TimeoutExpired:
            patient(f"still building, after {min(seconds + _PATIENCE, limit)} s …")
            continue
        if code < 0:
            why = _SIGNALS.get(signal.Signals(-code), f"signal {-code} ended it")
            raise Refused(f"the build was stopped: {why}")
        return code
    raise Refused(f"the build was stopped: it took longer than {limit} s")


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End it, and what it started: git, or copies of itself that outlive one that was killed."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _lines(file: Path) -> list[str]:
    """Return what the child said, without what was meant for somebody at its terminal."""
    text = file.read_text("utf-8", "replace").replace("; --debug shows the traceback", "")
    return [line for line in text.splitlines() if not line.endswith("…")]


def no_space(error: OSError) -> str:
    """Return a fault of the file system in a line."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _NO_SPACE
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"
