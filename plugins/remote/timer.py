"""The timer's entries: the site moves on though nobody pushes, and mends itself after a crash."""

import contextlib
import os
import pwd
import re
import shlex
import subprocess
from pathlib import Path

from remote.files import write_whole
from remote.layout import Refused, Remote
from remote.releases import iso

CRON, NONE = "cron", "none"
"""What may be chosen to be done with the account's crontab."""

_RAN = "timer-ran"
"""A file of our folder: when the timer ran last."""

_SERVICE = """\
[Unit]
Description=Build the site of {repository} again

[Service]
Type=oneshot
User={user}
ExecStart=/bin/sh {run} timer
UMask=0022
Nice=10
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=full
"""
_TIMER = """\
[Unit]
Description=Build the site of {repository} again, every hour and after a start

[Timer]
OnBootSec=1min
OnCalendar=*:07
Persistent=yes

[Install]
WantedBy=timers.target
"""


def write_entries(remote: Remote) -> list[str]:
    """Write the units for systemd and return what the organiser does with them, or with cron."""
    folder, run = remote.own / "timer", _run(remote)
    name = "chatseries-" + re.sub(r"[^\w.-]", "-", remote.repository.stem, flags=re.ASCII)
    folder.mkdir(exist_ok=True)
    words = {
        "repository": str(remote.repository).replace("%", "%%"),
        "run": _quoted(run),
        "user": _account(),
    }
    write_whole(folder / f"{name}.service", _SERVICE.format(**words))
    write_whole(folder / f"{name}.timer", _TIMER.format(**words))
    if set(cron_lines(run)) <= set(_crontab()):
        return [f"the crontab of {_account()} does"]
    units = f"{_shell(folder / name)}.service {_shell(folder / name)}.timer"
    return [
        f"with cron, in the crontab of {_account()} (`init` with `--timer cron` puts it there):",
        *(f"  {line}" for line in cron_lines(run)),
        "or with systemd, as root:",
        f"  cp {units} /etc/systemd/system/",
        f"  systemctl daemon-reload && systemctl enable --now {name}.timer",
    ]


def choose(remote: Remote, typed: str) -> None:
    """Put the lines into the account's crontab or take them out; raises Refused."""
    before, ours = _crontab(), cron_lines(_run(remote))
    after = [line for line in before if line not in ours] + (ours if typed == CRON else [])
    if after != before:
        text = "".join(f"{line}\n" for line in after)
        try:
            done = subprocess.run(("crontab", "-"), input=text, text=True, capture_output=True)  # noqa: S607
        except FileNotFoundError:
            raise Refused("--timer: cron is not installed here") from None
        if done.returncode:
            raise Refused(f"--timer: crontab: {done.stderr.strip() or done.returncode}")


def cron_lines(run: Path) -> list[str]:
    """Return the lines of a crontab (crontab(5)): there a % ends a command."""
    command = f"{_shell(run)} timer".replace("%", "\\%")
    return [f"7 * * * * {command} >/dev/null 2>&1", f"@reboot {command} >/dev/null 2>&1"]


def ran(remote: Remote, now: int) -> None:
    """Keep when the timer ran."""
    with contextlib.suppress(OSError):
        write_whole(remote.own / _RAN, f"{iso(now)}\n")


def last_run(remote: Remote) -> str:
    """Return when the timer ran last, in words."""
    with contextlib.suppress(OSError):
        return f"ran last {(remote.own / _RAN).read_text('utf-8').strip()}"
    return "never ran; `init --timer cron` puts it into the account's crontab"


def _crontab() -> list[str]:
    """Return the lines of the account's crontab, none without one."""
    try:
        done = subprocess.run(("crontab", "-l"), text=True, capture_output=True)  # noqa: S607
    except FileNotFoundError:
        return []
    return [] if done.returncode else done.stdout.splitlines()


def _run(remote: Remote) -> Path:
    return remote.own / "run"


def _account() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name


def _quoted(path: Path) -> str:
    """Return a path as systemd reads it in a command's arguments (systemd.service(5)).

    As the command itself it takes few signs, hence the shell.
    """
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped.replace("$", "$$")}"'


def _shell(path: Path) -> str:
    return shlex.quote(str(path))
