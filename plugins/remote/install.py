"""The organiser's code, copied to the repository: settings, plugins and theme, with its Python.

chatseries/installed                  → installs/5d41402abc4b, by one rename
chatseries/installs/…/code            what builds the site
chatseries/installs/…/environment     → the Python that runs it
"""

import os
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from remote.builder import LOCK_FILE
from remote.environment import environment_for, works
from remote.files import link, remove, write_whole
from remote.layout import Refused, Remote

_FOLDERS = ("plugins", "theme")
_KEPT = 3
"""Installs that stay: a hook that began with one ends with it."""

_RUN = """\
#!/bin/sh
# What git's hooks and the timer run. Written by `invoke remote init`, which writes it anew.
unset CDPATH PYTHONHOME PYTHONPATH
LC_ALL=C.UTF-8
export LC_ALL
own=$(cd -P -- "$(dirname -- "$0")" && pwd) || exit 1
python=$own/installed/environment/bin/python
if ! "$python" -I -c "" 2>/dev/null; then
    echo "the site's environment is missing or broken ($python)" >&2
    echo "whoever keeps this server mends it: invoke remote upgrade ${own%/*}" >&2
    exit 1
fi
exec "$python" -I "$own/installed/code/plugins/remote/run.py" "${own%/*}" "$@"
"""

_HOOK = """\
#!/bin/sh
# Publishes what is pushed. Written by `invoke remote init`, which writes it anew.
exec "$(dirname -- "$0")/../chatseries/run" {name}
"""
HOOKS = ("pre-receive", "post-receive")


def install(remote: Remote, project: Path) -> Path:
    """Copy the project's code beside its environment and return the folder, not in use yet.

    Raises Refused.
    """
    installs = remote.own / "installs"
    installs.mkdir(exist_ok=True)
    python = _environment(remote, project)
    files = dict(_files(project))
    folder = installs / _edition(files, python)
    if not (folder / "code").is_dir():
        new = installs / f".new-{os.getpid()}"
        remove(new)
        for name, file in files.items():
            target = new / "code" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
        (new / "environment").symlink_to(python)
        new.rename(folder)
    return folder


def use(remote: Remote, folder: Path) -> None:
    """Put installed code into use, by one rename; the oldest ones go."""
    os.utime(folder)
    link(folder, remote.installed)
    by_age = sorted(folder.parent.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in by_age[_KEPT:]:
        remove(old)
    needed = {(each / "environment").readlink().name for each in by_age[:_KEPT]}
    for old in (remote.own / "environments").glob("*"):
        if old.name not in needed:
            remove(old)


def write_hooks(remote: Remote) -> None:
    """Write the hooks and what they run."""
    write_whole(remote.own / "run", _RUN, mode=0o755)
    for name in HOOKS:
        write_whole(remote.repository / "hooks" / name, _HOOK.format(name=name), mode=0o755)


def is_ours(hook: Path) -> bool:
    """Return whether a hook may be replaced: one of ours, or none at all."""
    return not hook.exists() or "chatseries/run" in hook.read_text("utf-8", "replace")


def _environment(remote: Remote, project: Path) -> Path:
    given = remote.choices.environment
    if not given:
        return environment_for(remote.own / "environments", project / LOCK_FILE)
    folder = Path(given)
    if not works(folder):
        raise Refused(f"--environment: {folder} lacks what the site needs; install what "
                      f"{LOCK_FILE} pins there, or leave the option out")  # fmt: skip
    return folder


def _files(project: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files that make the code, by their path: the settings and two folders."""
    found = [*project.glob("*.py"), project / LOCK_FILE]
    for folder in _FOLDERS:
        found += (project / folder).rglob("*")
    for file in sorted(found):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(project).as_posix(), file


def _edition(files: dict[str, Path], python: Path) -> str:
    """Return what stands for the code and its environment."""
    digest = sha256(str(python).encode())
    for name, file in files.items():
        digest.update(f"\0{name}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
