"""The manual as a site: docs/ by MkDocs."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path


def make_manual(root: Path, output: Path) -> bool:
    """Write the manual of the project at `root` to a folder; tell where, or what is wrong."""
    if find_spec("mkdocs") is None:
        print("the manual wants what the tests want: make .venv/tests.stamp", file=sys.stderr)
        return False
    command = (sys.executable, "-m", "mkdocs", "build", "--config-file", str(root / "mkdocs.yml"),
               "--site-dir", str(output.absolute()))  # fmt: skip
    # The theme's word on MkDocs 2, which the pins exclude, is no writer's business.
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(  # noqa: S603 - fixed words and two paths
        command, cwd=root, env=quiet, capture_output=True, text=True
    )
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
        print("\n".join(told), file=sys.stderr)
        return False
    print(f"the manual: {output}/index.html")
    return True
