"""Whole sites, built as their users do: by Pelican, in a process of its own."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import warm_python

from desk.init import KEPT
from desk.series_text import series_in, values_of, with_series

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / KEPT if (ROOT / KEPT / "content").is_dir() else ROOT
"""Where the series is with which the software comes: `invoke init` puts it aside."""

CONTENT = SAMPLE / "content"
URL = "https://4change.example"
EPOCH_JUNE = 1275739200  # 5 June 2010, 12:00 UTC
EPOCH_2026 = 1796126400  # 1 December 2026, 12:00 UTC


def sample_settings() -> str:
    """Return pelicanconf.py with the sample's SERIES."""
    text = (ROOT / "pelicanconf.py").read_text("utf-8")
    kept = SAMPLE / "series.py"
    return with_series(text, series_in(kept.read_text("utf-8"))) if kept.exists() else text


SERIES = values_of(sample_settings())


@dataclass(frozen=True)
class Site:
    """A built site: its folder, its address, and what the build said."""

    folder: Path
    url: str = URL
    code: int = 0
    said: str = ""

    def text(self, path: str) -> str:
        """Return a file's text; a path that ends with a slash is a page's."""
        file = f"{path}index.html" if not path or path.endswith("/") else path
        return (self.folder / file).read_text("utf-8")

    def page(self, path: str) -> ET.Element:
        """Return a page as browsers parse it (HTML5)."""
        return html5lib.parse(self.text(path), namespaceHTMLElements=False)

    def words(self, path: str) -> str:
        """Return what a page's main part says, its white space folded."""
        main = self.page(path).find(".//main")
        assert main is not None
        return " ".join(" ".join(main.itertext()).split())

    def files(self) -> dict[str, bytes]:
        """Return every file by its path."""
        return {
            str(file.relative_to(self.folder)): file.read_bytes()
            for file in sorted(self.folder.rglob("*"))
            if file.is_file()
        }


def build(
    folder: Path,
    *,
    epoch: int = EPOCH_JUNE,
    url: str = URL,
    content: Path | None = None,
    seed: str = warm_python.SEED,
    cwd: Path = ROOT,
    extra: str = "",
) -> Site:
    """Build the real site, or one of other content, into a folder beside its settings."""
    folder.mkdir(parents=True, exist_ok=True)
    output = folder / "site"
    settings = folder / "conf.py"
    settings.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\n"
        f"SERIES = {SERIES!r}\n"
        f"SITEURL = {url!r}\nOUTPUT_PATH = {str(output)!r}\n"
        f"PATH = {str(content or copy_of_content(folder))!r}\n{extra}\n"
    )
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": seed}
    command = ("-m", "pelican", "-s", str(settings), "--fatal", "errors")
    if seed == warm_python.SEED:
        done = warm_python.run(command, cwd, environment)
    else:
        done = subprocess.run((sys.executable, *command), cwd=cwd, env=environment,
                              capture_output=True, text=True)  # fmt: skip
    return Site(output, url, done.returncode, done.stdout + done.stderr)


def copy_of_content(folder: Path) -> Path:
    """Return a copy of the real content, in a repository where it is committed long after."""
    content = folder / "content"
    if not content.exists():
        shutil.copytree(CONTENT, content)
        for arguments in (("init", "-q"), ("add", "content"), ("commit", "-qm", "content")):
            git(folder, *arguments)
    return content


def git(folder: Path, *arguments: str, day: str = "2026-11-23") -> None:
    """Run git in a folder as somebody without any configuration, on a day."""
    when = f"{day}T12:00:00Z"
    environment = {**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when,
                   "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}  # fmt: skip
    command = ("git", "-c", "user.name=w", "-c", "user.email=w@x.example", *arguments)
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
