"""The repository's own Python environment, made of what the lock file pins."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from remote.files import remove, write_whole
from remote.layout import Refused

_WHOLE = "complete"
"""A file in an environment: its last package was installed."""

_NEEDED = "import markdown, nh3, pelican, yaml, feedgen"


def environment_for(environments: Path, lock_file: Path) -> Path:
    """Return an environment with what the lock file pins, made if there is none that works.

    Raises Refused when it cannot be made.
    """
    try:
        pins = lock_file.read_bytes()
    except OSError as error:
        raise Refused(f"{lock_file}: cannot be read ({error.strerror}); it pins what the site "
                      "needs") from None  # fmt: skip
    edition = sha256(pins + sys.version.encode()).hexdigest()[:12]
    folder = environments / edition
    if (folder / _WHOLE).exists() and works(folder):
        return folder
    print(f"installing what {lock_file.name} pins …", flush=True)
    remove(folder)
    environments.mkdir(exist_ok=True)
    _run((sys.executable, "-m", "venv", str(folder)), "make an environment of Python")
    pip = (str(folder / "bin/python"), "-m", "pip", "install", "--quiet",
           "--disable-pip-version-check", "--require-hashes", "-r", str(lock_file))  # fmt: skip
    _run(pip, f"install what {lock_file.name} pins")
    write_whole(folder / _WHOLE, "")
    return folder


def works(folder: Path) -> bool:
    """Return whether an environment has what a build needs."""
    command = (str(folder / "bin/python"), "-I", "-c", _NEEDED)
    try:
        done = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - ours
    except OSError:
        return False
    return done.returncode == 0


def _run(command: tuple[str, ...], what: str) -> None:
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - ours
        raise Refused(f"could not {what}; what stands above says why. Run it again when that is "
                      "mended: nothing else was changed")  # fmt: skip
