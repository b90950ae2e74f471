"""Whole copies of the project, in which a test may write, break and build as a person does."""

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import warm_python
from sites import CONTENT, EPOCH_2026, ROOT, git, sample_settings

PARTS = ("theme", "plugins", "publishconf.py", "tasks.py")
JUNE = "content/chats/2010-06-local-community-organizing.md"


_OURS = {("-m", "invoke"), ("-m", "pelican")}
_OF_THE_TESTS = {"SITEURL", "PYTEST_CURRENT_TEST"}


@dataclass(frozen=True)
class Done:
    """What a command came to; `said` is what it told the writer, apart from its result."""

    code: int
    result: str
    said: str


@dataclass(frozen=True)
class Project:
    """A copy of the project: committed, with an empty output."""

    root: Path

    def invoke(self, *arguments: str, cwd: Path | None = None, **environment: str) -> Done:
        """Run tasks as of 1 December 2026, unless the environment says otherwise."""
        command = ("-m", "invoke", "--search-root", str(self.root), *arguments)
        return self.run(*command, cwd=cwd, **environment)

    def run(self, *command: str, cwd: Path | None = None, **environment: str) -> Done:
        """Run this Python in the project, or in another folder; nobody is there to answer."""
        known = {key: value for key, value in os.environ.items() if key not in _OF_THE_TESTS}
        known = {**known, "SOURCE_DATE_EPOCH": str(EPOCH_2026), **environment}
        if command[:2] in _OURS and "PYTHONHASHSEED" not in environment:
            done = warm_python.run(command, cwd or self.root, known)
        else:
            done = subprocess.run((sys.executable, *command), cwd=cwd or self.root, env=known,
                                  stdin=subprocess.DEVNULL, capture_output=True,
                                  text=True)  # fmt: skip
        slow = r"^.* made …\n"  # how far a build is that a busy machine makes long
        return Done(done.returncode, done.stdout, re.sub(slow, "", done.stderr, flags=re.M))

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text that the file holds."""
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def files(self, folder: str = "") -> dict[str, bytes]:
        """Return every file by its path, but for what Python and git keep."""
        top = self.root / folder
        return {
            str(file.relative_to(top)): file.read_bytes()
            for file in sorted(top.rglob("*"))
            if file.is_file() and not {"__pycache__", ".git"} & set(file.parts)
        }


def copy_of_project(root: Path) -> Project:
    """Return a copy of the project in a new folder, in whose cache lie the cards of its chats."""
    project = _undrawn_copy(root)
    shutil.copytree(_drawn(), root / ".cache/cards")
    return project


def with_one_chat(project: Project) -> Project:
    """Return the project with June's chat and the pages alone: a build takes half as long."""
    content = project.root / "content"
    for file in (*content.glob("chats/*"), *content.glob("posts/*"), content / "identities.lock"):
        if file != project.root / JUNE:
            file.unlink(missing_ok=True)
    for file in content.rglob("*.md"):
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"\[([^]]*)\]\(\{filename\}[^)]*\)", r"\1", text), "utf-8")
    git(project.root, "commit", "--amend", "-qam", "content")
    return project


@cache
def _drawn() -> Path:
    """Draw the cards that a build draws: once, for to draw takes as long as all the rest."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    done = _undrawn_copy(folder).invoke("build")
    assert done.code == 0, done.said
    return folder / ".cache/cards"


def _undrawn_copy(root: Path) -> Project:
    for part in PARTS:
        if (ROOT / part).is_dir():
            # What Python compiled comes along, but for what another test is just compiling.
            half_done = shutil.ignore_patterns("*.pyc.*")
            shutil.copytree(ROOT / part, root / part, ignore=half_done)
        else:
            shutil.copy(ROOT / part, root / part)
    shutil.copytree(CONTENT, root / "content")
    (root / "pelicanconf.py").write_text(sample_settings(), "utf-8")
    (root / "output").mkdir()
    for arguments in (("init", "-q"), ("add", "content"), ("commit", "-qm", "content")):
        git(root, *arguments)
    return Project(root)
