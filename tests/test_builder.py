"""The process behind `invoke serve`: it stays for what writers write, and goes with its code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from projects import JUNE, Project, copy_of_project
from sites import EPOCH_2026

from desk.builder import Builder, Built

URL = "http://127.0.0.1:8000"
COUNTED = """
import gc, sys
from pathlib import Path
sys.path.append("plugins")
from desk.build import build
from output_files import OutputFiles
from pelican.contents import Article
from content_folder.reading import Content
from chats.series import Series
for number in range(4):
    Path(sys.argv[1]).open("a").write("More.\\n")
    assert build(Path("pelicanconf.py").resolve())
    OutputFiles.current = None
    gc.collect()
    print(*(sum(type(each) is kind for each in gc.get_objects())
            for kind in (Article, Content, Series)))
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "project").mkdir()
    project = copy_of_project(tmp_path / "project")
    project.edit("pelicanconf.py", "SEARCH = True", "SEARCH = False")
    project.edit("pelicanconf.py", "CARDS = True", "CARDS = False")
    return project


@pytest.fixture
def builder(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Builder]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH_2026))
    builder = Builder(project.root)
    yield builder
    builder.end()


def build(builder: Builder, project: Project) -> Built:
    return builder.build(URL, project.root / "output")


def process_of(builder: Builder) -> int:
    assert builder._process
    return builder._process.pid


def test_a_builder_builds_again_and_again_and_a_fault_ends_nothing(
    project: Project, builder: Builder
) -> None:
    assert build(builder, project).fine
    first = process_of(builder)
    project.edit(JUNE, "date: 2010-06-10", "date: 2010-02-30")
    broken = build(builder, project)
    assert not broken.fine
    assert "30 February does not exist" in broken.said
    project.edit(JUNE, "date: 2010-02-30", "date: 2010-06-10")
    with (project.root / JUNE).open("a", encoding="utf-8") as opened:
        opened.write("\nOne more line.\n")
    assert build(builder, project).fine
    assert process_of(builder) == first
    page = "output/chats/2010-06-local-community-organizing/index.html"
    assert "One more line." in (project.root / page).read_text()
    built = project.files("output")
    assert project.invoke("build", "--fresh", "--siteurl", URL).code == 0
    assert project.files("output") == built


def test_a_builder_whose_code_has_changed_gives_way_to_another(
    project: Project, builder: Builder
) -> None:
    assert build(builder, project).fine
    first = process_of(builder)
    project.edit("plugins/chats/words.py", '" and "', '" & "')
    assert build(builder, project).fine
    assert process_of(builder) != first


def test_a_builder_that_is_killed_is_begun_again(project: Project, builder: Builder) -> None:
    assert build(builder, project).fine
    assert builder._process
    builder._process.kill()
    builder._process.wait()
    assert build(builder, project).fine


def test_nothing_of_a_build_is_left_in_its_process(project: Project) -> None:
    done = project.run("-c", COUNTED, JUNE)
    assert done.code == 0, done.said
    counts = [line for line in done.result.splitlines() if "files" not in line]
    assert len(counts) == 4
    assert len(set(counts[1:])) == 1


def test_what_is_built_of_code_that_changed_meanwhile_is_not_kept(project: Project) -> None:
    code = (
        "import sys; sys.path.append('plugins'); import code_state; from pathlib import Path\n"
        "Path('plugins/chats/words.py').open('a').write('# more')\n"
        "from desk.build import build; sys.exit(not build(Path('pelicanconf.py').resolve()))"
    )
    done = project.run("-c", code)
    assert done.code == 0, done.said
    kept = [path.name for path in (project.root / ".cache").rglob("*") if path.is_file()]
    assert not [name for name in kept if name == "values" or name.endswith(".json")]
