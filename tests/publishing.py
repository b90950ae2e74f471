"""A server that publishes, its clones and its readers: real repositories, real pushes."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import warm_python
from sites import ROOT, sample_settings

from remote.layout import remote_at
from remote.releases import Release, behind

URL = "https://chats.example.org"
_PARTS = ("plugins", "theme", "pelicanconf.py", "publishconf.py", "tasks.py", "requirements.lock")
CHAT = "content/chats/2010-06-x.md"
_HEAD = '---\ntitle: "{title}"\ntopic: X\ndate: {date}\nquestions: [Why]\n{more}---\n\n{body}\n'
_GUIDE = "---\ntitle: How to take part\n---\n\nCome.\n"

GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
       "GIT_AUTHOR_NAME": "w", "GIT_AUTHOR_EMAIL": "w@x.example",
       "GIT_COMMITTER_NAME": "w", "GIT_COMMITTER_EMAIL": "w@x.example"}  # fmt: skip
"""Git as somebody without any configuration has it."""


@dataclass(frozen=True)
class Said:
    """What a command came to."""

    code: int
    text: str

    @property
    def remote(self) -> list[str]:
        """The lines that the server said."""
        lines = self.text.splitlines()
        return [line[8:].rstrip() for line in lines if line.startswith("remote: ")]


def run(
    *command: str | Path, cwd: Path, umask: int = -1, timeout: int = 120, **environment: str
) -> Said:
    """Run a command to its end."""
    words = tuple(map(str, command))
    known = {key: value for key, value in os.environ.items() if key != "SITEURL"}
    known = {**known, **GIT, **environment}
    if words[:3] == (sys.executable, "-m", "invoke"):
        done = warm_python.run(words[1:], cwd, known, mixed=True)
    else:
        done = subprocess.run(words, cwd=cwd, env=known, stdout=subprocess.PIPE, text=True,
                              stderr=subprocess.STDOUT, timeout=timeout, umask=umask)  # fmt: skip
    return Said(done.returncode, done.stdout)


@dataclass(frozen=True)
class Clone:
    """A writer's clone of the project, with the server as its remote `live`."""

    root: Path

    def git(self, *arguments: str, **environment: str) -> Said:
        """Run git there."""
        return run("git", *arguments, cwd=self.root, **environment)

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def chat(
        self,
        body: str,
        name: str = CHAT,
        date: str = "2010-06-10",
        title: str = "A",
        more: str = "",
    ) -> None:
        """Write a chat's file and commit it; `more` are further lines of its head."""
        self.write(name, _HEAD.format(title=title, date=date, body=body, more=more))
        self.commit(body)

    def commit(self, message: str) -> str:
        """Commit everything; return the commit."""
        self.git("add", "-A")
        done = self.git("commit", "-qm", message)
        assert done.code == 0, done.text
        return self.head()

    def head(self) -> str:
        """Return the commit that is checked out."""
        return self.git("rev-parse", "HEAD").text.strip()

    def push(self, *arguments: str, **environment: str) -> Said:
        """Push main, or what is named."""
        return self.git("push", "live", *(arguments or ("HEAD:main",)), **environment)


@dataclass(frozen=True)
class Server:
    """A publishing repository and the project from which the organiser set it up."""

    folder: Path

    @property
    def repository(self) -> Path:
        """The bare repository."""
        return self.folder / "live.git"

    @property
    def project(self) -> Clone:
        """The organiser's own clone."""
        return Clone(self.folder / "project")

    @property
    def site(self) -> Path:
        """The folder whose `current` readers see."""
        return self.folder / "www"

    @property
    def code(self) -> Path:
        """The installed code."""
        return self.repository / "chatseries/installed/code"

    def remote(self, verb: str, *options: str, **environment: str) -> Said:
        """Run `invoke remote VERB`, as the organiser does on the server."""
        command = (sys.executable, "-m", "invoke", "--search-root", self.project.root)
        return run(*command, "remote", verb, self.repository, *options, cwd=self.folder,
                   **environment)  # fmt: skip

    def init(self, *options: str) -> Said:
        """Run `invoke remote init` with the Python of the tests."""
        return self.remote("init", "--site", str(self.site), "--url", URL, "--environment",
                           sys.prefix, *options)  # fmt: skip

    def run(self, verb: str, **environment: str) -> Said:
        """Run what the timer and the hooks run."""
        return run(self.repository / "chatseries/run", verb, cwd=self.folder, **environment)

    def clone(self, name: str) -> Clone:
        """Return a clone of what is published."""
        target = self.folder / name
        done = run("git", "clone", "-q", "-o", "live", self.repository, target, cwd=self.folder)
        assert done.code == 0, done.text
        return Clone(target)

    def head(self, branch: str = "main") -> str:
        """Return the commit of a branch, "" when there is none."""
        done = run("git", "rev-parse", "-q", "--verify", branch, cwd=self.repository)
        return done.text.strip() if done.code == 0 else ""

    def live(self) -> Release:
        """Return the release that readers see."""
        remote = remote_at(self.repository)
        found = behind(remote, remote.current)
        assert found is not None
        return found

    def previewed(self, branch: str = "draft") -> str:
        """Return the commit of a branch that its preview shows, "" when it has none."""
        remote = remote_at(self.repository).other
        found = behind(remote, remote.previews / branch)
        return found.facts.commit if found else ""

    def page(self, path: str = "") -> str:
        """Return a page as readers see it."""
        return (self.site / "current" / path / "index.html").read_text("utf-8")

    def patch(self, file: str, more: str) -> None:
        """Add lines to a file of the installed code."""
        path = self.code / file
        path.write_text(path.read_text("utf-8") + more, "utf-8")


def a_server(folder: Path, *options: str) -> Server:
    """Return a server that shows a first chat; `options` are those of `init`."""
    server = Server(folder)
    project = server.project
    tiny_project(project.root)
    done = server.init(*options)
    assert done.code == 0, done.text
    project.git("init", "-qb", "main")
    project.git("remote", "add", "live", str(server.repository))
    project.chat("Push 0.")
    done = project.push()
    assert done.code == 0, done.text
    return server


def copy_of(server: Server, folder: Path) -> Server:
    """Return a server like another one, which stays as it is."""
    shutil.copytree(server.folder, folder, symlinks=True)
    copy = Server(folder)
    for file in (copy.repository / "chatseries/settings.json", copy.site / ".published-from"):
        file.write_text(file.read_text().replace(str(server.folder), str(folder)))
    copy.project.git("remote", "set-url", "live", str(copy.repository))
    return copy


def tiny_project(root: Path) -> None:
    """Copy the programme, beside a content of a page that is built in a moment."""
    root.mkdir(parents=True)
    for part in _PARTS:
        if (ROOT / part).is_dir():
            half_done = shutil.ignore_patterns("*.pyc.*")
            shutil.copytree(ROOT / part, root / part, ignore=half_done)
        else:
            shutil.copy(ROOT / part, root / part)
    settings = root / "pelicanconf.py"
    text = sample_settings().replace("SEARCH = True", "SEARCH = False")
    settings.write_text(text, "utf-8")
    page = root / "content/pages/how-to-participate.md"
    page.parent.mkdir(parents=True)
    page.write_text(_GUIDE)
    (root / ".gitignore").write_text("__pycache__\n.cache\n")


def clean_build(server: Server, release: Release, folder: Path) -> dict[str, bytes]:
    """Return the site of a fresh clone of the release's commit, built by the task, at its instant.

    By the installed code, unless the release says otherwise: what is pushed beside the
    content is not what builds.
    """
    facts = release.facts
    tree = folder / "tree"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for command in (("clone", "-q", server.repository, tree),
                    ("-C", tree, "checkout", "-q", "--detach", facts.commit)):  # fmt: skip
        assert run("git", *command, cwd=folder).code == 0
    for part in (*_PARTS,):
        shutil.rmtree(tree / part) if (tree / part).is_dir() else (tree / part).unlink(True)
        source = server.code / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tree / part)
    done = run(sys.executable, "-m", "invoke", "build", "--live", "--output", folder / "out",
               cwd=tree, SITEURL=facts.url, SOURCE_DATE_EPOCH=str(facts.at))  # fmt: skip
    assert done.code == 0, done.text
    found = files_of(folder / "out")
    del found[".site-files"]
    return found


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file by its path."""
    return {str(file.relative_to(folder)): file.read_bytes()
            for file in sorted(folder.rglob("*")) if file.is_file()}  # fmt: skip


def digest_of(folder: Path) -> str:
    """Return what stands for every byte of a folder."""
    digest = hashlib.sha256()
    for name, data in files_of(folder).items():
        digest.update(json.dumps([name, len(data)]).encode() + data)
    return digest.hexdigest()


@dataclass
class Reader:
    """Somebody who looks at the site all the while; `faults` is what they should not have seen."""

    site: Path
    looks: int = 0
    digests: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def look(self) -> None:
        """Read the whole release to which the link leads now, and the home page through it."""
        try:
            release = (self.site / "current").readlink()
            home = (self.site / "current/index.html").read_text("utf-8")
            digest = digest_of(self.site / release)
        except OSError as error:
            self.faults.append(f"{error.filename}: {error.strerror}")
            return
        self.looks += 1
        if not home.rstrip().endswith("</html>"):
            self.faults.append("half a page")
        if self.digests.setdefault(str(release), digest) != digest:
            self.faults.append(f"{release} has changed")


@contextmanager
def reading(server: Server) -> Iterator[Reader]:
    """Let a reader look at the site while the block runs."""
    reader, done = Reader(server.site), threading.Event()

    def look() -> None:
        while not done.is_set():
            reader.look()
            done.wait(0.02)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield reader
    finally:
        done.set()
        thread.join()
