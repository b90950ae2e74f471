"""The README says what the code does."""

import re
import shlex
import tomllib
from datetime import datetime

from projects import Project
from sites import ROOT

import tasks
from chats.article_file import PAGE_FIELDS, POST_FIELDS
from chats.chat_fields import CHAT_FIELDS
from chats.people_file import PERSON_FIELDS
from chats.settings.keys import SERIES_KEYS
from desk.readme import with_tables

README = (ROOT / "README.md").read_text("utf-8")
PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")


def rows(name: str) -> set[str]:
    """Return the names in the first column of a table."""
    table = README.partition(f"<!-- table: {name} -->")[2].partition("<!-- end -->")[0]
    return set(re.findall(r"^\| `([^`]+)` \| .+ \|$", table, re.M))


def test_every_field_key_and_task_stands_in_its_table() -> None:
    assert rows("chat fields") == set(CHAT_FIELDS)
    assert rows("post fields") == set(POST_FIELDS)
    assert rows("page fields") == set(PAGE_FIELDS)
    assert rows("person fields") == set(PERSON_FIELDS)
    assert rows("settings") == set(SERIES_KEYS)
    assert rows("tasks") == set(tasks.helps())
    assert rows("rooms") >= {"plugins/chats/", "plugins/desk/", "plugins/output_files.py"}


def test_the_tables_are_those_that_invoke_readme_writes() -> None:
    assert with_tables(README, ROOT, tasks.helps()) == README


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


def test_files_and_links_that_the_readme_names_are_there() -> None:
    for link in re.findall(r"\]\(([^){:]+)\)", README):
        assert (ROOT / link).exists()
    for path in re.findall(r"^\| `([a-z_/.]+)` \|", README.partition("## Where")[2], re.M):
        if "/" in path or path.endswith(".py"):
            assert (ROOT / path).exists(), path
