"""README and manual say what the code does."""

import ast
import json
import re
import shlex
import shutil
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields as dataclass_fields
from datetime import datetime
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from projects import Project
from sites import ROOT

import tasks
from chats.article_file import PAGE_FIELDS, POST_FIELDS
from chats.chat_fields import CHAT_FIELDS
from chats.people_file import PERSON_FIELDS
from chats.platforms import Platform
from chats.settings.keys import SERIES_KEYS
from chats.translations import TRANSLATION_FIELDS
from desk.tables import pages, with_tables

README = (ROOT / "README.md").read_text("utf-8")
MANUAL = "\n".join(page.read_text("utf-8") for page in pages(ROOT))
STATUS = """[{"id": "1", "created_at": "2010-03-18T21:20:00Z", "visibility": "public",
"uri": "https://s.example/1", "url": "https://s.example/@amy/1", "account": {"acct": "amy"},
"content": "<p>A1. Trust first <a>#4change</a></p>"}]"""
PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")


def rows(name: str) -> set[str]:
    """Return the names in the first column of a table."""
    table = MANUAL.partition(f"<!-- table: {name} -->")[2].partition("<!-- end -->")[0]
    return set(re.findall(r"^\| `([^`]+)` \| .+ \|$", table, re.M))


def test_every_field_key_and_task_stands_in_its_table() -> None:
    assert rows("chat fields") == set(CHAT_FIELDS)
    assert rows("post fields") == set(POST_FIELDS)
    assert rows("page fields") == set(PAGE_FIELDS)
    assert rows("person fields") == set(PERSON_FIELDS)
    assert rows("settings") == set(SERIES_KEYS)
    assert rows("platform keys") == {each.name for each in dataclass_fields(Platform)} - {"id"}
    assert rows("translation fields") == set(TRANSLATION_FIELDS)
    assert rows("rooms") >= {"plugins/chats/", "plugins/desk/", "plugins/output_files.py"}


@pytest.mark.parametrize("kind", ["chat", "post", "people"])
def test_the_fields_of_a_field_are_named_in_its_row(kind: str) -> None:
    schema = json.loads((ROOT / f"schema/{kind}.json").read_text("utf-8"))
    named = 0
    for name, row, inner in _inner_fields(schema):
        for each in inner:
            assert re.search(rf"\b{each}\b", row), f"`{each}` of `{name}` is not told: {row}"
            named += 1
    assert named


def _inner_fields(schema: dict[str, Any]) -> Iterator[tuple[str, str, set[str]]]:
    """Yield each field with its row and the fields of its own that it has."""
    people = schema.get("additionalProperties")
    fields = people["properties"] if people else schema["properties"]
    for name, shape in fields.items():
        inner = set()
        parts: list[Any] = [shape]
        while parts:
            part = parts.pop()
            if isinstance(part, dict):
                inner |= part.get("properties", {}).keys()
            parts.extend(part.values() if isinstance(part, dict) else
                         part if isinstance(part, list) else ())  # fmt: skip
        yield name, shape.get("description", ""), inner


def test_every_task_and_every_option_of_it_is_told() -> None:
    told = (ROOT / "docs/commands.md").read_text("utf-8")
    sections = dict(re.findall(r"^## invoke (\S+)\n(.*?)(?=^## |\Z)", told, re.S | re.M))
    assert set(sections) == set(tasks.HELPS)
    for name, task in tasks.HELPS.items():
        assert task.summary in sections[name]
        for argument, meaning in task.arguments.items():
            assert meaning, f"invoke {name}: {argument} has no help"
            assert f"| `{argument}` | " in sections[name]


def test_commands_that_readme_and_manual_show_are_there_with_their_options() -> None:
    shown = re.findall(r"(?:^|`)(?:\S+=\S+ )*invoke ([a-z-]+)((?:\\\n|[^`\n])*)", MANUAL, re.M)
    assert len(shown) > 50
    for name, rest in shown:
        assert name in tasks.HELPS, f"invoke {name}"
        assert not faults_of_a_command(name, rest), f"invoke {name}{rest}"


def faults_of_a_command(name: str, rest: str) -> list[str]:
    """Return what of a shown command is none of its task's arguments."""
    known = {typed.partition(" ")[0]: typed for typed in tasks.HELPS[name].arguments}
    room = [argument for argument in known if not argument.startswith("-")]
    words = shlex.split(
        re.split(r"\s#\s| [|>&]|;", rest.replace("\\\n", " "))[0].replace("\u2019", "")
    )
    faults, given, takes, many = [], 0, False, False
    for word in words:
        if word.startswith("--"):
            option = word.partition("=")[0]
            faults += [word] if option not in known else []
            takes = known.get(option, "").endswith("…") and "=" not in word
            many = option == "--from" and name in ("import", "transcript")
        elif takes or many:
            takes = False
        else:
            given += 1
            faults += [word] if given > len(room) else []
    return faults


@pytest.mark.parametrize(
    ("name", "rest", "faults"),
    [("recap", " 2010-06", []), ("recap", " 2010-06 2010-07", ["2010-07"]), ("check", " x", ["x"]),
     ("new", " --topic X --form 2010-06", ["--form", "2010-06"]), ("build", " --live x", ["x"]),
     ("transcript", " 2010-06 --from irc a b --zone UTC", []), ("remote", " status ~/x.git", [])],
)  # fmt: skip
def test_a_command_with_one_argument_too_many_is_none(
    name: str, rest: str, faults: list[str]
) -> None:
    assert faults_of_a_command(name, rest) == faults


def test_every_setting_of_pelicanconf_that_is_ones_own_is_told() -> None:
    told = (ROOT / "docs/settings.md").read_text("utf-8")
    text = (ROOT / "pelicanconf.py").read_text("utf-8").partition("PATH =")[0]
    switches = re.findall(r"^(?!HERE)([A-Z]+) = ", text, re.M)
    assert {"SERIES", "SITEURL", "SEARCH"} <= set(switches)
    assert all(f"`{name}`" in told for name in switches)


def test_the_tables_are_those_that_invoke_tables_writes() -> None:
    for page in pages(ROOT):
        text = page.read_text("utf-8")
        assert with_tables(text, ROOT, tasks.HELPS) == text, page


def test_the_manual_becomes_a_site_that_asks_nobody_else(tmp_path: Path, project: Project) -> None:
    for name in ("docs", "mkdocs.yml"):
        where = ROOT / name
        copy = shutil.copytree if where.is_dir() else shutil.copy
        copy(where, project.root / name)
    done = project.invoke("manual", "--output", str(tmp_path / "manual"))
    assert done.code == 0, done.said
    written = sorted((tmp_path / "manual").rglob("index.html"))
    assert len(written) == len(list((ROOT / "docs").glob("*.md")))
    for page in written:
        for asked in re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=.?(https?:[^ >]+)",
                                page.read_text("utf-8")):  # fmt: skip
            pytest.fail(f"{page}: {asked}")
    project.edit("docs/index.md", "(writing.md)", "(nowhere.md)")
    assert project.invoke("manual", "--output", str(tmp_path / "manual")).code == 1


def test_every_dependency_is_there_with_its_reason() -> None:
    project = tomllib.loads(PYPROJECT)["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    named = {re.split(r"[<>=~\[ ]", each)[0] for each in wanted}
    assert {"pelican", "types-PyYAML"} <= named
    assert rows("dependencies") | rows("test dependencies") == named


def test_every_dependency_is_pinned_with_hashes_and_no_lock_names_an_index() -> None:
    site, tests = ((ROOT / name).read_text("utf-8").lower()
                   for name in ("requirements.lock", "requirements-dev.lock"))  # fmt: skip
    pins = {name: set(re.findall(r"^([a-z0-9._-]+)==\S+", text, re.M))
            for name, text in (("site", site), ("tests", tests))}  # fmt: skip
    wanted = {name.lower() for name in rows("dependencies")}
    assert wanted <= pins["site"]
    assert wanted | {name.lower() for name in rows("test dependencies")} <= pins["tests"]
    for text in (site, tests):
        assert "://" not in text
        blocks = re.split(r"\n(?=[a-z])", text)[1:]
        assert all("--hash=sha256:" in block for block in blocks)
    site_pins = set(re.findall(r"^[a-z0-9._-]+==[^ ;]+", site, re.M))
    assert site_pins <= set(re.findall(r"^[a-z0-9._-]+==[^ ;]+", tests, re.M))


def test_what_the_programme_imports_is_installed_with_the_site() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = set(re.findall(r"^([a-z0-9._-]+)==", lock, re.M))
    own = {file.stem for file in (ROOT / "plugins").iterdir()} | sys.stdlib_module_names
    of_the_tests = {"mkdocs"}  # `invoke manual` says that it is missing
    packages = packages_distributions()
    for file in (ROOT / "plugins").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in {each.partition(".")[0] for each in names} - own - of_the_tests:
                brought = {each.lower().replace("_", "-") for each in packages.get(name, ())}
                assert brought & pinned, f"{file.relative_to(ROOT)} imports {name}"


def test_the_first_chat_of_the_readme_is_what_new_writes_and_the_mistake_what_check_tells(
    project: Project,
) -> None:
    command = re.search(r"^invoke (new .+)$", README, re.M)
    post = re.search(r"```markdown\n(---\n.*?)```", README, re.S)
    mistake = re.search(r"^(content/chats/\S+\.md):\d+: date: .+$", README, re.M)
    assert command
    assert post
    assert mistake
    day = re.search(r"^announced: (\S+)", post[1], re.M)
    assert day
    epoch = str(int(datetime.fromisoformat(f"{day[1]}T12:00Z").timestamp()))
    project.invoke(*shlex.split(command[1]), SOURCE_DATE_EPOCH=epoch)
    assert (project.root / mistake[1]).read_text("utf-8") == post[1]
    assert project.invoke("check", SOURCE_DATE_EPOCH=epoch).code == 0
    project.edit(mistake[1], "date: 2026-12-10", "date: 2026-02-31")
    assert project.invoke("check", SOURCE_DATE_EPOCH=epoch).said.splitlines()[0] == mistake[0]


def test_the_transcript_and_the_recap_of_the_readme_can_be_made_here(project: Project) -> None:
    commands = re.findall(r"invoke ((?:transcript|recap) [^`\n]+)", README)
    assert [command.split()[0] for command in commands] == ["transcript", "recap"]
    file = commands[0].split()[-1]
    (project.root / file).write_text(STATUS, "utf-8")
    for command in commands:
        done = project.invoke(*shlex.split(command))
        assert done.code == 0, done.said
    for written in re.findall(r"`(content/transcripts/[^`]+)`", README):
        assert "| A1. Trust first" in (project.root / written).read_text("utf-8")


def test_files_and_links_that_the_readme_and_the_manual_name_are_there() -> None:
    for page in pages(ROOT):
        prose = re.sub(r"```.*?```|`[^`\n]+`", "", page.read_text("utf-8"), flags=re.S)
        for link in re.findall(r"\]\(([^){:#]+)(?:#[^)]*)?\)", prose):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
    house = (ROOT / "docs/developing.md").read_text("utf-8")
    for path in re.findall(r"^\| `([a-z_/.]+)` \|", house, re.M):
        if "/" in path or path.endswith(".py"):
            assert (ROOT / path).exists(), path
