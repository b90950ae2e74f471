"""The site on a plain host: copied by rsync over ssh, then live by one rename of a link.

On the host, `releases/` holds the last releases and `current`, the link, is what is served.
A failure at any point leaves the link where it was.
"""

import re
import shlex
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from secrets import token_hex

from chats.problems import Problem, ProblemsFound
from desk.build import build
from desk.telling import say, succeeded
from site_folder import MANIFEST

KEPT = 5
"""How many releases stay on the host."""

_WHERE = re.compile(
    r"(?P<host>(?:[\w.][\w.-]*@)?(?:[\w.][\w.-]*|\[[0-9a-fA-F:]+\])):(?P<folder>/[\w./+@-]+)"
)

_LOOK = """\
set -eu
command -v rsync >/dev/null || {{ echo "rsync is not installed there" >&2; exit 4; }}
if [ -e {folder}/current ] && [ ! -L {folder}/current ]; then
  echo "current is there and is no link; move it away" >&2; exit 3
fi
readlink {folder}/current || true
"""

_MAKE = "umask 022; mkdir -p {folder}/releases\n"

# What a disk that is full could not take must not go on filling it.
_GIVE_UP = "rm -rf {folder}/releases/.incoming-{name} {folder}/.next-{name}"

# `mv -T` is GNU's and busybox's, `mv -h` that of the BSDs: without it the new link would be
# moved into the release to which the old one leads. The whole release is there before.
# What a killed publisher left goes after a day: another may be copying now, and `rsync -O`
# lets the folder tell when that was. The site is live by then, whatever cannot be removed.
_SWAP = """\
set -eu; cd {folder}
mv releases/.incoming-{name} releases/{name}
ln -s releases/{name} .next-{name}
mv -Tf .next-{name} current 2>/dev/null || mv -fh .next-{name} current
{{
  cd releases
  find . -maxdepth 1 -name ".incoming-*" -mtime +0 -exec rm -rf {{}} +
  live=$(basename "$(readlink ../current)")
  ls -1 | sort -r | tail -n +{past} | while read -r old; do
    [ "$old" = "$live" ] || rm -rf -- "./$old"
  done
}} || true
"""

_FREE = "df -Pk {folder} | awk 'END {{ print $4 }}'"
_TOO_LITTLE = 1024  # KiB

_NO_ROOM = "the host's disk is full: make room and publish again"

_EXPLAINED = (
    ("REMOTE HOST IDENTIFICATION HAS CHANGED",
     "the host shows another key than before: ask who runs it, then ssh-keygen -R it"),
    ("Host key verification failed", "the host is not known here: connect once with ssh"),
    ("Permission denied (", "the host does not let you in: ssh-add your key, or have it added"),
    ("Could not resolve hostname", "there is no host of that name"),
    ("Connection refused", "nothing answers there; is it the right port? ~/.ssh/config names it"),
    ("No space left on device", _NO_ROOM),
    ("Disk quota exceeded", "your space on the host is full: make room and publish again"),
    ("Permission denied", "the folder there is not yours to write in"),
)  # fmt: skip


@dataclass(frozen=True)
class Host:
    """Where the site goes: a host as ssh knows it, and an absolute folder there."""

    name: str
    folder: str


def publish(
    live: Path,
    to: str,
    *,
    cache: Path,
    at: datetime,
    dry_run: bool = False,
    debug: bool = False,
) -> bool:
    """Build the live site and put it on a host; returns whether it is live.

    `live` is the file of its settings, `to` is `USER@HOST:/FOLDER`, `at` names the release.
    `cache` keeps the build; a dry run only says what would be copied.
    """

    def work() -> None:
        host = host_from(to)
        site = cache / "live"
        if not build(live, output=str(site), debug=debug):
            raise ProblemsFound([])
        name = f"{at:%Y%m%dT%H%M%SZ}-{token_hex(2)}"  # two may publish in one second
        look = _LOOK if dry_run else _LOOK + _MAKE
        before = _ssh(host, look).strip()
        if dry_run:
            _copy(site, host, name, before, dry_run=True)
            print("the site there is as it was")
            return
        try:
            _copy(site, host, name, before)
            _ssh(host, _SWAP, name=name)
        except (ProblemsFound, KeyboardInterrupt):
            with suppress(ProblemsFound):
                _ssh(host, _GIVE_UP, name=name)
            raise
        print(f"live: {host.name}:{host.folder}/current -> releases/{name}")

    return succeeded(work, "the host serves what it served before", debug=debug)


def host_from(to: str) -> Host:
    """Return the host that was named; raises ProblemsFound."""
    match = _WHERE.fullmatch(to)
    if not match or ".." in match["folder"].split("/") or not match["folder"].strip("/"):
        raise _refused(f"`{to}` names no folder of a host; write user@host.example:/srv/chats")
    return Host(match["host"], match["folder"].rstrip("/"))


def _copy(site: Path, host: Host, name: str, before: str, *, dry_run: bool = False) -> None:
    """Copy the site beside what is live; files that did not change are linked, not sent."""
    command = ["rsync", "-rltO", "--checksum", "--delete", "--chmod=D755,F644",
               f"--exclude=/{MANIFEST}", "--stats", "-e", "ssh -o BatchMode=yes"]  # fmt: skip
    if re.fullmatch(r"releases/[\w-]+", before):
        command.append(f"--link-dest={host.folder}/{before}")
    if dry_run:
        command += ["--dry-run", "--itemize-changes"]
    to = f"{host.name}:{host.folder}/releases/.incoming-{name}/"
    said = _run([*command, f"{site}/", to], otherwise=partial(_full, host))
    shown = re.compile(r"^(?:[<>c*].*|Number of regular files transferred.*)$", re.M)
    for line in shown.findall(said):
        say(line)


def _ssh(host: Host, script: str, *, name: str = "") -> str:
    told = script.format(folder=shlex.quote(host.folder), name=name, past=KEPT + 1)
    return _run(["ssh", "-o", "BatchMode=yes", "--", host.name.strip("[]"), told])


def _full(host: Host) -> str:
    """Return that the host's disk is full, when it is: its own word was lost on the way."""
    with suppress(ProblemsFound):
        free = _ssh(host, _FREE).strip()
        if free.isdecimal() and int(free) < _TOO_LITTLE:
            return _NO_ROOM
    return ""


def _run(command: list[str], otherwise: Callable[[], str] = str) -> str:
    """Return what a programme says; raises ProblemsFound with what can be done.

    `otherwise` finds a reason where its last words tell none.
    """
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise _refused(f"{command[0]} is not installed on this machine") from None
    if done.returncode:
        why = next((cure for words, cure in _EXPLAINED if words in done.stderr), "")
        why = why or otherwise()
        last = done.stderr.strip().rpartition("\n")[2] or f"{command[0]} ended in an error"
        raise _refused(f"{why} ({last})" if why else last)
    return done.stdout


def _refused(message: str) -> ProblemsFound:
    return ProblemsFound([Problem("publish", 0, "", message)])
