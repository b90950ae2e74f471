"""Whatever is edited, in whatever order, a build gives the bytes of one that kept nothing."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from projects import JUNE, Project, copy_of_project
from sites import EPOCH_2026, git

TIMES = int(os.environ.get("EDITS", "4"))
"""How many edits are tried; `invoke edits` tries hundreds."""

SEED = int(os.environ.get("SEED", TIMES))
"""What tells one series of edits from another."""

DAY = 86_400


class Writer:
    """Somebody who does one thing after the other to a project, at random."""

    def __init__(self, project: Project, seed: int) -> None:
        self.project, self.rng = project, random.Random(seed)
        self.epoch = EPOCH_2026
        self.number = 0

    def do(self) -> str:
        """Do something; returns what."""
        self.number += 1
        deeds: list[Callable[[], object]] = [
            self.body, self.body, self.head, self.new, self.gone, self.person, self.template,
            self.style, self.code, self.setting, self.rule, self.day, self.commit, self.undo,
            self.output, self.cache, self.unseen, self.post, self.prose, self.picture, self.link,
            self.part, self.role, self.status, self.data, self.cut_short, self.gone_from_output,
            self.said, self.said, self.opt_out, self.translation, self.translation, self.resource,
            self.own_style, self.own_part, self.lock, self.old_address, self.file,
        ]  # fmt: skip
        deed = self.rng.choice(deeds)
        deed()
        return f"{self.number}: {deed.__name__}"

    def some(self, folder: str, pattern: str) -> Path:
        files = sorted((self.project.root / folder).rglob(pattern))
        return self.rng.choice([file for file in files if "made" in file.name] or files)

    def add(self, file: Path, text: str) -> None:
        with file.open("a", encoding="utf-8") as opened:
            opened.write(text)

    def body(self) -> None:
        files = sorted((self.project.root / "content").rglob("*.md"))
        self.add(self.rng.choice(files), f"\nMore *{self.number}*.\n")

    def head(self) -> None:
        self.project.edit(JUNE, "title: ", f'summary2: "{self.number}"\ntitle: ')
        self.project.edit(JUNE, f'summary2: "{self.number}"\n', "")
        file = self.project.root / JUNE
        text = file.read_text("utf-8")
        old = next(line for line in text.splitlines() if line.startswith("topic:"))
        file.write_text(text.replace(old, f"topic: Topic {self.number}", 1), "utf-8")

    def new(self) -> None:
        day = f"2026-{self.rng.randrange(1, 12):02}-{self.rng.randrange(1, 28):02}"
        (self.project.root / f"content/chats/{day}-made-{self.number}.md").write_text(
            f"---\nid: {day}-{self.number}\ntitle: T {self.number}\ntopic: X\ndate: {day}\n"
            f"announced: 2025-12-20\nupdated: 2025-12-21\ntags: [made, a{self.number % 3}]\n"
            f"questions: [Why {self.number}?]\n---\n\nText *{self.number}*.\n", "utf-8",
        )  # fmt: skip

    def gone(self) -> None:
        file = self.some("content/chats", "*.md")
        if "made" in file.name:
            file.unlink()
            (self.project.root / "content/identities.lock").unlink(missing_ok=True)

    def person(self) -> None:
        people = self.project.root / "content/people.yaml"
        text = people.read_text("utf-8")
        old = next(line for line in text.splitlines() if line.strip().startswith("name:"))
        people.write_text(text.replace(old, f"  name: Somebody {self.number}", 1), "utf-8")

    def template(self) -> None:
        self.add(self.some("theme/templates", "*.html"), f"<!-- {self.number} -->\n")

    def style(self) -> None:
        css = self.project.root / "theme/static/css/base.css"
        self.add(css, f"\n.x{self.number} {{ color: inherit }}\n")

    def code(self) -> None:
        file = self.project.root / "plugins/chats/local_times.py"
        self.add(file, f'\n\ndef short_day(m):  # noqa\n    return f"{{m.day}}·{self.number}"\n')

    def setting(self) -> None:
        settings = self.project.root / "pelicanconf.py"
        self.add(settings, f'SERIES["tagline"] = "Line {self.number}"\n')

    def rule(self) -> None:
        rule = self.rng.choice(["second Thursday", "last Monday", "every 2 weeks from 2026-01-08"])
        self.add(self.project.root / "pelicanconf.py", f'SERIES["rule"] = "{rule}"\n')

    def day(self) -> None:
        self.epoch += self.rng.choice([60, 3600, DAY, 40 * DAY, -3600, -DAY])

    def commit(self) -> None:
        day = f"2026-11-{self.rng.randrange(24, 30)}"
        git(self.project.root, "add", "content", day=day)
        git(self.project.root, "commit", "-qm", str(self.number), "--allow-empty", day=day)

    def undo(self) -> None:
        git(self.project.root, "checkout", "--", "content")

    def unseen(self) -> None:
        """Change a letter and leave the file's size and time as they were."""
        file = self.some("content/chats", "*.md")
        before, text = file.stat(), file.read_text("utf-8")
        at = text.rindex("e")
        file.write_text(text[:at] + self.rng.choice("aiou") + text[at + 1 :], "utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    def post(self) -> None:
        chat = self.rng.choice(["2010-06", "2010-03", "2009-12"])
        (self.project.root / f"content/posts/made-{self.number}.md").write_text(
            f"---\ntitle: Post {self.number}\ndate: 2026-01-{self.rng.randrange(1, 28):02}\n"
            f"kind: recap\nchat: {chat}\ntags: [made]\n---\n\nIt was *{self.number}*, see "
            f"[the chat]({{filename}}/{JUNE.removeprefix('content/')}).\n", "utf-8",
        )  # fmt: skip

    def prose(self) -> None:
        (self.project.root / "content/pages/made.md").write_text(
            f"---\ntitle: Page {self.number % 4}\n---\n\nText {self.number}.\n", "utf-8"
        )

    def picture(self) -> None:
        pictures = self.project.root / "content/images"
        pictures.mkdir(exist_ok=True)
        (pictures / "made.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.number}" height="9"></svg>'
        )
        self.project.edit(JUNE, "title: ", "image: images/made.svg\nimage_alt: A\ntitle: ")

    def link(self) -> None:
        other = self.some("content/chats", "*.md").name
        self.add(self.project.root / JUNE, f"\nSee [it]({{filename}}/chats/{other}).\n")

    def part(self) -> None:
        part = self.some("theme/templates/partials", "*.html")
        text = part.read_text("utf-8")
        self.add(part, "" if "made" in text else "{# made #}")
        base = self.project.root / "theme/templates/base.html"
        self.project.edit(str(base.relative_to(self.project.root)), "<body>",
                          f"<body><!-- {self.number} -->")  # fmt: skip

    def role(self) -> None:
        people = self.project.root / "content/people.yaml"
        lines = people.read_text("utf-8").splitlines(keepends=True)
        at = self.rng.choice([n for n, line in enumerate(lines) if line.startswith("  name:")])
        lines[at] = f"  name: Nobody {self.number}\n"
        people.write_text("".join(lines), "utf-8")

    def status(self) -> None:
        status = self.rng.choice(["cancelled", "tentative", "draft"])
        self.project.edit(JUNE, "title: ", f"status: {status}\ntitle: ")

    def data(self) -> None:
        platforms = self.project.root / "plugins/chats/platforms.toml"
        text = platforms.read_text("utf-8")
        platforms.write_text(text.replace('name = "', f'name = "{self.number} ', 1), "utf-8")

    def said(self) -> None:
        """Add to a transcript, or begin it."""
        chat = self.rng.choice(["2010-01", "2010-02", "2010-03"])
        file = self.project.root / f"content/transcripts/{chat}.txt"
        file.parent.mkdir(exist_ok=True)
        who, number = self.rng.choice(["ann", "bo", "cy"]), self.number
        self.add(file, f"[{chat}-11 22:{number % 60:02}:00] @{who}\nid: id{number}\n"
                 f"\n    A{number % 3 + 1} Said {number} to @bo\n\n")  # fmt: skip

    def opt_out(self) -> None:
        who, how = self.rng.choice(["ann", "bo"]), self.rng.choice(["remove", "anonymous"])
        (self.project.root / "content/opt-out.yaml").write_text(f'{how}:\n  - "@{who}"\n')

    def translation(self) -> None:
        original = self.some("content/chats", "*.md")
        if original.suffixes == [".md"]:
            language = self.rng.choice(["de", "ar"])
            original.with_suffix(f".{language}.md").write_text(
                f"---\ntitle: Titel {self.number}\ntopic: Thema {self.number}\n---\n\n"
                f"Worte *{self.number}*.\n", "utf-8",
            )  # fmt: skip

    def resource(self) -> None:
        link = f"{{title: T {self.number}, url: https://r.example/{self.number}}}"
        self.project.edit(JUNE, "resources:\n", f"resources:\n  - {link}\n")

    def own_style(self) -> None:
        css = self.project.root / "own/theme/static/css/base.css"
        css.parent.mkdir(parents=True, exist_ok=True)
        css.write_text(f".own{self.number} {{ color: inherit }}\n")

    def own_part(self) -> None:
        """Put a template of one's own in the place of one of the theme's."""
        part = self.some("theme/templates", "*.html")
        own = self.project.root / "own" / part.relative_to(self.project.root)
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text(f"{part.read_text('utf-8')}<!-- own {self.number} -->\n", "utf-8")

    def lock(self) -> None:
        """Lose a line of the lock."""
        lock = self.project.root / "content/identities.lock"
        if lock.exists():
            lines = lock.read_text("utf-8").splitlines(keepends=True)
            lines.pop(self.rng.randrange(len(lines)))
            lock.write_text("".join(lines), "utf-8")

    def old_address(self) -> None:
        self.project.edit(JUNE, "title: ", f"aliases: [/old-{self.number}/]\ntitle: ")

    def file(self) -> None:
        """Publish a file, or another one in its place."""
        files = self.project.root / "content/files"
        files.mkdir(exist_ok=True)
        (files / f"made-{self.number % 3}.txt").write_text(f"File {self.number}\n", "utf-8")

    def cut_short(self) -> None:
        """Begin a build and kill it."""
        command = (sys.executable, "-m", "invoke", "build")
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(self.epoch)}
        with subprocess.Popen(
            command,
            cwd=self.project.root,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as build:
            time.sleep(self.rng.uniform(0.1, 2.5))
            build.kill()

    def gone_from_output(self) -> None:
        self.some("output", "*.*").unlink()

    def output(self) -> None:
        self.some("output", "index.html").write_text("of somebody else", "utf-8")

    def cache(self) -> None:
        file = self.some(".cache", "*.[dj]*" if self.rng.random() < 0.7 else "values")
        data = bytearray(file.read_bytes())
        data[self.rng.randrange(len(data))] ^= 1 << self.rng.randrange(8)
        file.write_bytes(bytes(data))


def clean(project: Project, place: Path, epoch: int) -> tuple[int, dict[str, bytes]]:
    """Return the site of a copy of the project that was never built."""
    shutil.rmtree(place, ignore_errors=True)
    kept = shutil.ignore_patterns("output", ".cache", "__pycache__")
    shutil.copytree(project.root, place, ignore=kept, symlinks=True)
    copy = Project(place)
    done = copy.invoke("build", SOURCE_DATE_EPOCH=str(epoch), PYTHONHASHSEED="random")
    return done.code, copy.files("output") if done.code == 0 else {}


def test_after_any_edits_a_build_gives_what_a_clean_one_does(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    project = copy_of_project(tmp_path / "project")
    with (project.root / "pelicanconf.py").open("a", encoding="utf-8") as opened:
        opened.write("CARDS = False\n")
    # So that even few chats are asked about in several groups.
    project.edit("plugins/chats/excerpts.py", "_TOGETHER = 50", "_TOGETHER = 7")
    writer, done = Writer(project, SEED), []
    for writer.number in range(min(TIMES, 20)):
        writer.new()
    assert project.invoke("build").code == 0
    for _ in range(TIMES):
        done += [writer.do() for _ in range(writer.rng.choice([0, 1, 1, 2]))]
        code, site = clean(project, tmp_path / "clean", writer.epoch)
        built = project.invoke("build", SOURCE_DATE_EPOCH=str(writer.epoch))
        assert built.code == code, (done, built.said)
        if code:
            writer.undo()
        else:
            found = project.files("output")
            assert [name for name in site.keys() | found.keys()
                    if site.get(name) != found.get(name)] == [], done  # fmt: skip
