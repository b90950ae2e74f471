"""The timer's entries: the site moves on though nobody pushes, and mends itself after a crash."""

import os
import pwd
import shlex
from pathlib import Path

from remote.files import write_whole
from remote.layout import Remote

_SERVICE = """\
[Unit]
Description=Build the site of {repository} again

[Service]
Type=oneshot
User={user}
ExecStart={run} timer
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
    folder, run = remote.own / "timer", remote.own / "run"
    name = f"chatseries-{remote.repository.stem}"
    folder.mkdir(exist_ok=True)
    user = pwd.getpwuid(os.geteuid()).pw_name
    words = {"repository": remote.repository, "run": _quoted(run), "user": user}
    write_whole(folder / f"{name}.service", _SERVICE.format(**words))
    write_whole(folder / f"{name}.timer", _TIMER.format(**words))
    units = f"{_shell(folder / name)}.service {_shell(folder / name)}.timer"
    return [
        "with systemd, as root:",
        f"  cp {units} /etc/systemd/system/",
        f"  systemctl daemon-reload && systemctl enable --now {name}.timer",
        f"or with cron, in the crontab of {user}:",
        *(f"  {line}" for line in cron_lines(run)),
    ]


def cron_lines(run: Path) -> list[str]:
    """Return the lines of a crontab (crontab(5)): there a % ends a command."""
    command = f"{_shell(run)} timer".replace("%", "\\%")
    return [f"7 * * * * {command} >/dev/null 2>&1", f"@reboot {command} >/dev/null 2>&1"]


def _quoted(path: Path) -> str:
    """Return a path as systemd reads it in a command line (systemd.service(5))."""
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped.replace("$", "$$")}"'


def _shell(path: Path) -> str:
    return shlex.quote(str(path))
