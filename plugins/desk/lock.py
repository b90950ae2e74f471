"""The lock files: every dependency pinned, with the hashes of all its files.

They hold for every Python from the oldest supported one on and for every machine, and
name no package index, so that each installation asks the one it is set up for.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

from desk.telling import say

SITE, TESTS = "requirements.lock", "requirements-dev.lock"
"""What building the site needs, and what the tests need besides."""

_HEADER = "# Pinned by `invoke lock` from pyproject.toml; edit that, not this.\n"
_OPTIONS = (
    "--universal", "--python-version", "3.11", "--generate-hashes", "--strip-extras",
    "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate", "--quiet",
)  # fmt: skip


def lock(root: Path, *, upgrade: bool = False) -> bool:
    """Write both lock files; pins stay as they are while they fit, unless `upgrade`.

    Installs uv, which does the work, into this Python's environment when it is missing.
    """
    if not importlib.util.find_spec("uv") and not _python("pip", "install", "--quiet", "uv"):
        say("uv could not be installed; it is what resolves the dependencies")
        return False
    more = ("--upgrade",) if upgrade else ()
    return _compile(root, SITE, *more) and _compile(
        root, TESTS, "--extra", "dev", "--constraint", str(root / SITE), *more
    )


def _compile(root: Path, name: str, *options: str) -> bool:
    file = root / name
    done = _python("uv", "pip", "compile", str(root / "pyproject.toml"), *_OPTIONS, *options,
                   "--output-file", str(file))  # fmt: skip
    if done:
        text = file.read_text("utf-8")
        file.write_text(_HEADER + text.removeprefix(_HEADER), "utf-8")
        pins = sum(line[:1].isalnum() for line in text.splitlines())
        print(f"{name}: {pins} packages")
    return done


def _python(*command: str) -> bool:
    done = subprocess.run((sys.executable, "-m", *command), check=False)  # noqa: S603 - ours
    return done.returncode == 0
