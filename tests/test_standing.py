"""A build that would change nothing is not begun; whatever could change something is seen."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from projects import JUNE, Project, copy_of_project, with_one_chat
from sites import EPOCH_2026, git

from desk.standing import Standing
from desk.surroundings import facts


def settled(root: Path) -> Project:
    """Return a project that was built and committed, and of which there is a record."""
    root.mkdir()
    project = with_one_chat(copy_of_project(root))
    project.edit("pelicanconf.py", "CARDS = True", "CARDS = False")
    assert project.invoke("build").code == 0
    for arguments in (("add", "content"), ("commit", "-qm", "kept", "--allow-empty")):
        git(root, *arguments)
    assert project.invoke("build").code == 0
    assert stands(project)
    return project


def stands(project: Project, *options: str, **environment: str) -> bool:
    """Build, and return whether that came to an end before Pelican was imported."""
    done = project.run("-X", "importtime", "-m", "invoke", "--search-root", str(project.root),
                       "build", *options, **environment)  # fmt: skip
    assert done.code == 0, done.said
    return "pelican" not in done.said.replace("pelicanconf", "")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return settled(tmp_path_factory.mktemp("standing") / "project")


@pytest.fixture
def standing(first: Project) -> Project:
    """Return the project, standing, however the last test left it."""
    for _ in range(3):
        if stands(first):
            return first
    pytest.fail("three builds in a row, and each of them did something")


def test_a_build_without_any_change_says_what_the_last_one_said(standing: Project) -> None:
    one, other = standing.invoke("build"), standing.invoke("build")
    assert one.result.rpartition(", in")[0] == other.result.rpartition(", in")[0]
    assert ", 0 new or changed, in " in one.result
    assert one.said == other.said == ""


def test_warnings_are_told_again_when_nothing_changed(standing: Project) -> None:
    appended(JUNE, "\nJoin us at 3:00 pm EDT.\n")(standing)
    git(standing.root, "commit", "-qm", "a time that is wrong", "content")
    told = [standing.invoke("build").said for _ in range(3)]
    assert "3:00 pm EDT" in told[0]
    assert told[0] == told[1] == told[2]
    assert stands(standing)


def appended(file: str, text: str) -> Callable[[Project], None]:
    def edit(project: Project) -> None:
        with (project.root / file).open("a", encoding="utf-8") as opened:
            opened.write(text)

    return edit


def of_the_same_size_and_time(project: Project) -> None:
    """Change a letter, and give the file the times that it had."""
    file = project.root / JUNE
    before = file.stat()
    project.edit(JUNE, "title: ", "title:  ")
    project.edit(JUNE, "Local", "Loca")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size


def pictured(project: Project) -> None:
    (project.root / "content/images").mkdir()
    drawing = project.root / "theme/static/icons/favicon.svg"
    shutil.copy(drawing, project.root / "content/images/x.svg")


def amended(project: Project) -> None:
    git(project.root, "commit", "--amend", "-qm", "later", "--allow-empty", day="2026-11-24")


CHANGES: dict[str, Callable[[Project], None]] = {
    "a post": appended("content/pages/about.md", "\nMore.\n"),
    "a post of the same size and time": of_the_same_size_and_time,
    "another picture": pictured,
    "the people": appended("content/people.yaml", "new:\n  name: New\n"),
    "a template": appended("theme/templates/base.html", "{# more #}"),
    "a partial": appended("theme/templates/partials/when.html", "{# more #}"),
    "the style": appended("theme/static/css/base.css", "\nb { color: inherit }\n"),
    "a script": appended("theme/static/js/page.js", "\n// more\n"),
    "a plugin": appended("plugins/chats/paths.py", "# more\n"),
    "the settings": appended("pelicanconf.py", 'SERIES["tagline"] = "More"\n'),
    "the times of git": amended,
    "a page that somebody changed": appended("output/about/index.html", "x"),
    "a page that is gone": lambda project: (project.root / "output/about/index.html").unlink(),
    "a site that is gone": lambda project: shutil.rmtree(project.root / "output"),
    "a record cut short": lambda project: [
        file.write_bytes(file.read_bytes()[:-9])
        for file in (project.root / ".cache/standing").iterdir()
    ] and None,
    "a record of nothing": lambda project: [
        file.write_text("[1]") for file in (project.root / ".cache/standing").iterdir()
    ] and None,
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_built(standing: Project, change: str) -> None:
    CHANGES[change](standing)
    assert not stands(standing)


def test_another_environment_or_another_command_is_another_build(standing: Project) -> None:
    assert not stands(standing, SOMETHING="x")
    assert not stands(standing, "--siteurl", "https://x.example")


def test_a_site_stands_until_its_next_instant_and_not_before_its_own(standing: Project) -> None:
    noon, midnight = EPOCH_2026, EPOCH_2026 + 17 * 3600  # in New York, UTC−5
    assert stands(standing, SOURCE_DATE_EPOCH=str(midnight - 1))
    assert not stands(standing, SOURCE_DATE_EPOCH=str(midnight))
    assert not stands(standing, SOURCE_DATE_EPOCH=str(noon))


def test_a_file_that_was_touched_and_not_changed_leaves_the_site_standing(
    standing: Project,
) -> None:
    (standing.root / JUNE).touch()
    assert stands(standing)


def test_a_link_among_the_sources_may_lead_anywhere_so_that_nothing_stands(
    standing: Project, tmp_path: Path
) -> None:
    file, elsewhere = standing.root / "theme/templates/partials/when.html", tmp_path / "when.html"
    shutil.move(file, elsewhere)
    file.symlink_to(elsewhere)
    assert not stands(standing)
    assert not stands(standing)
    file.unlink()
    shutil.move(elsewhere, file)


def test_a_fresh_build_takes_nothing_from_earlier_ones(standing: Project) -> None:
    foreign, texts = standing.root / ".cache/bench", standing.root / ".cache/texts.db"
    foreign.mkdir(exist_ok=True)
    texts.write_bytes(texts.read_bytes().replace(b"<p>", b"<b>"))
    assert not stands(standing, "--fresh")
    assert foreign.is_dir()
    assert b"<b>" not in texts.read_bytes()


def test_a_file_that_changes_while_the_record_is_made_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "output"
    output.mkdir()
    (output / ".site-files").write_text("")
    source = tmp_path / "theme/base.css"
    source.parent.mkdir()
    source.write_text("a")
    record = Standing(tmp_path, {"at": "2010-06-05"})
    record.begin()

    def changing(content: Path) -> str:
        source.write_text("another")  # after its size was noted, before the record is written
        return facts(content)

    monkeypatch.setattr("desk.standing.facts", changing)
    now = datetime.now(UTC)
    record.keep(output, (now, now), {"counts": "", "warnings": [], "output": str(output)})
    monkeypatch.undo()
    assert record.said() is None
    record.begin()
    record.keep(output, (now, now), "as it is")
    assert record.said() == "as it is"
