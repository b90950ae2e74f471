"""The tasks as a writer runs them, each in a copy of the project."""

import ast
import inspect
import re
import shutil
from importlib import import_module
from pathlib import Path

import pytest
from projects import JUNE, Project
from sites import ROOT

CHAT = "chats/2010-06-local-community-organizing/"
BAD_DATE = ("date: 2010-06-10", "date: 2010-02-30")
PROBLEM = f"{JUNE}:4: date: 30 February does not exist; write a day of the calendar\n"
AS_IT_WAS = "1 problem; nothing was written, the site is as it was\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("bench", "--chats", "12", "--chats", "many"), ("bench", "--runs", "many"),
        ("fuzz", "--seconds", "many"), ("edits", "--times", "many"),
        ("torture", "--kills", "many"), ("torture", "--seed", "many"), ("fuzz", "--seconds", "0"),
    ],
)  # fmt: skip
def test_a_word_where_a_number_belongs_is_told_in_a_sentence(arguments: tuple[str, ...]) -> None:
    done = Project(ROOT).invoke(*arguments)
    option, typed = arguments[-2:]
    said = f"{option}: `{typed}` is no whole number from 1; write it in digits, as in 20\n"
    assert (done.code, done.result, done.said) == (1, "", said)


# ---------------------------------------------------------------- build


def test_every_task_whose_fault_can_be_shown_in_full_has_the_option_for_it() -> None:
    source = ast.parse((ROOT / "tasks.py").read_text("utf-8"))
    shown = set()
    for task in (each for each in source.body if isinstance(each, ast.FunctionDef)):
        calls = [each for each in ast.walk(task) if isinstance(each, ast.ImportFrom)]
        for module, name in ((each.module or "", each.names[0].name) for each in calls):
            called = getattr(import_module(module), name) if module.startswith("desk.") else None
            if inspect.isfunction(called) and "debug" in inspect.signature(called).parameters:
                shown.add(task.name)
                assert "debug=debug" in ast.unparse(task), task.name
    assert {"build", "publish", "server_config", "bring_in"} <= shown


def test_build_says_in_a_line_what_there_is_and_where_and_changes_nothing_the_second_time(
    project: Project,
) -> None:
    done = project.invoke("build")
    assert (done.code, done.said) == (0, "")
    line = r"11 chats, 6 posts: (\d+) files, (\d+) new or changed, in \d+\.\d s: output/\n"
    first = re.fullmatch(line, done.result)
    assert first
    assert first[1] == first[2]
    site = project.files("output")
    second = re.fullmatch(line, project.invoke("build").result)
    assert second
    assert (second[1], second[2]) == (first[1], "0")
    assert project.files("output") == site


def test_at_shows_the_site_as_of_noon_of_that_day(project: Project) -> None:
    assert project.invoke("build", "--at", "2010-06-02").code == 0
    assert f"{CHAT}index.html" not in project.files("output")
    assert project.invoke("build", "--at", "2010-06-03").code == 0  # announced at 10:44 UTC
    assert f"{CHAT}index.html" in project.files("output")
    assert b"2010-06-10T17:00:00-04:00" in project.files("output")["index.html"]


def test_at_takes_a_time_by_the_series_clock(project: Project) -> None:
    def next_page() -> str:
        return project.files("output")["next/index.html"].decode()

    project.invoke("build", "--at", "2010-06-10 18:59")  # it ends at 19:00 in New York
    assert f'href="/{CHAT}"' in next_page()
    project.invoke("build", "--at", "2010-06-10T23:00:00Z")
    assert f'href="/{CHAT}"' not in next_page()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2010-02-30", "30 February does not exist; write a day of the calendar"),
        ("June", "`June` is neither a day nor a day and a time; write 2010-06-05 or "
                 "'2010-06-05 20:00' (the clock of America/New_York)"),
        ("2010-06-05 25:00", "`25:00` is not a time; write HH:MM from 00:00 to 23:59, as in 17:00"),
        ("0001-01-01", "the year 1 is not between 1970 and 2199"),
    ],
)  # fmt: skip
def test_a_mistake_in_at_is_explained(project: Project, typed: str, reason: str) -> None:
    done = project.invoke("build", "--at", typed)
    assert (done.code, done.said) == (1, f"--at: {reason}\n{AS_IT_WAS}")


def test_a_broken_post_stops_the_build_with_its_line_and_leaves_the_site_as_it_was(
    project: Project,
) -> None:
    assert project.invoke("build").code == 0
    site = project.files("output")
    project.edit(JUNE, *BAD_DATE)
    project.edit("content/chats/2010-01-campaigning.md", "topic:", "topc:")
    done = project.invoke("build")
    assert (done.code, done.result) == (1, "")
    first, second, third, count = done.said.splitlines()
    assert first == ("content/chats/2010-01-campaigning.md:2: topic: is missing; write for "
                     "instance `topic: Community Organizing`")  # fmt: skip
    assert second.endswith("topc: is not a field; did you mean `topic`?")
    assert f"{third}\n" == PROBLEM
    assert count == "3 problems; nothing was written, the site is as it was"
    assert project.files("output") == site


def test_plain_pelican_tells_problems_as_plainly(project: Project, tmp_path: Path) -> None:
    project.edit(JUNE, *BAD_DATE)
    settings = str(project.root / "pelicanconf.py")
    done = project.run("-m", "pelican", "-s", settings, "--fatal", "errors", cwd=tmp_path)
    assert (done.code, done.said) == (1, PROBLEM)
    assert project.files("output") == {}


def test_a_fault_of_a_template_names_its_line_and_leaves_the_site_as_it_was(
    project: Project,
) -> None:
    assert project.invoke("build").code == 0
    site = project.files("output")
    template = project.root / "theme/templates/404.html"
    lines = template.read_text("utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, 1) if "<h1" in line)
    lines[number - 1] += "{{ nobody.knows }}"
    template.write_text("\n".join(lines), "utf-8")
    done = project.invoke("build")
    assert (done.code, done.said.splitlines()) == (
        1,
        [
            f"theme/templates/404.html:{number}: 'nobody' is undefined",
            "nothing was written, the site is as it was; --debug shows the traceback",
        ],
    )
    assert project.files("output") == site
    assert "Traceback" in project.invoke("build", "--debug").said


def test_a_plugin_that_cannot_be_loaded_stops_the_build(project: Project) -> None:
    project.edit("pelicanconf.py", '"feeds",', '"feeeds",')
    done = project.invoke("build")
    assert done.code == 1
    assert done.said.startswith("Cannot load plugin `feeeds`")
    assert "Traceback" not in done.said
    assert project.files("output") == {}


def test_a_mistake_in_the_settings_is_told_with_its_line(project: Project) -> None:
    project.edit("pelicanconf.py", '"platform": "twitter"', '"platform": "twiter"')
    project.edit("pelicanconf.py", '"hashtag":', '"hash_tag":')
    done = project.invoke("build")
    assert done.code == 1
    assert "SERIES.hashtag: is missing" in done.said
    assert re.search(
        r"^pelicanconf\.py:\d+: SERIES\.platform: `twiter` is not a platform", done.said, re.M
    )
    assert done.said.endswith("3 problems; nothing was written, the site is as it was\n")


def test_a_setting_that_stands_there_twice_is_told_with_both_lines(project: Project) -> None:
    project.edit("pelicanconf.py", '"zone": ', '"time": "18:00",\n    "zone": ')
    project.edit("pelicanconf.py", '"UK": ', '"Sydney": "Asia/Tokyo",\n        "UK": ')
    done = project.invoke("check")
    assert done.code == 1
    lines = (project.root / "pelicanconf.py").read_text("utf-8").splitlines()
    at = {key: [n for n, line in enumerate(lines, 1) if line.strip().startswith(f'"{key}": ')]
          for key in ("time", "Sydney")}  # fmt: skip
    assert done.said.splitlines() == [
        f"pelicanconf.py:{at[key][1]}: SERIES.{name}: is there twice, first in line {at[key][0]}; "
        "keep one"
        for key, name in (("time", "time"), ("Sydney", "zones.Sydney"))
    ] + ["2 problems; nothing was written"]


def test_settings_that_are_not_python_are_told_with_their_line(project: Project) -> None:
    project.edit("pelicanconf.py", "SERIES = {", "SERIES = {{")
    for task in ("build", "check"):
        done = project.invoke(task)
        assert done.code == 1
        assert re.match(r"pelicanconf\.py:\d+: '{' was never closed\n", done.said)


def test_an_instant_that_is_none_is_explained_by_the_task_and_by_pelican(project: Project) -> None:
    said = ("SOURCE_DATE_EPOCH: `noon` is not a number of seconds since 1970; write for "
            "instance 1276184400, or unset it\n")  # fmt: skip
    done = project.invoke("build", SOURCE_DATE_EPOCH="noon")
    assert (done.code, done.said) == (1, said + AS_IT_WAS)
    plain = project.run("-m", "pelican", "-s", "pelicanconf.py", SOURCE_DATE_EPOCH="noon")
    assert (plain.code, plain.said) == (1, said)


def test_mistakes_outside_the_files_come_with_those_of_the_files(project: Project) -> None:
    project.edit(JUNE, *BAD_DATE)
    project.edit("pelicanconf.py", '"platform": "twitter"', '"platform": "twiter"')
    live = ("SITEURL: is missing", "SOURCE_DATE_EPOCH: `noon` is not")
    asked = ("--at: 31 June", "--siteurl: `x` is not")
    outside = {"SITEURL": "", "SOURCE_DATE_EPOCH": "noon"}
    pelican = project.run("-m", "pelican", "-s", "publishconf.py", **outside)
    for done, told in (
        (project.invoke("build", "--live", **outside), live),
        (pelican, live),
        (project.invoke("build", "--at", "2010-06-31", "--siteurl", "x", **outside), asked),
    ):
        assert done.code == 1
        assert "SERIES.platform: `twiter` is not" in done.said
        for start in (*told, PROBLEM):
            assert f"\n{start}" in f"\n{done.said}"
        count = f"4 problems; {AS_IT_WAS.split('; ')[1]}"
        assert done is pelican or done.said.endswith(count)


def test_an_instant_and_an_address_asked_for_need_none_of_the_environment(
    project: Project,
) -> None:
    done = project.invoke("build", "--live", "--at", "2010-06-05", "--siteurl",
                          "https://x.example", SITEURL="", SOURCE_DATE_EPOCH="noon")  # fmt: skip
    assert (done.code, done.said) == (0, "")
    assert b"https://x.example/" in project.files("output")["feed.xml"]


def test_the_site_is_never_built_into_its_own_sources(project: Project) -> None:
    before = project.files()
    for output in ("content", "theme/static", "."):
        done = project.invoke("build", "--output", output)
        assert done.code == 1
        assert "cannot take the site, for it holds the sources" in done.said
    assert project.files() == before


def test_output_and_siteurl_stand_in_for_the_settings(project: Project, tmp_path: Path) -> None:
    done = project.invoke("build", "--output", "elsewhere", "--siteurl", "https://x.example/repo/",
                          cwd=tmp_path)  # fmt: skip
    assert done.result.endswith("s: elsewhere/\n")
    feed = (tmp_path / "elsewhere/feed.xml").read_text("utf-8")
    assert "https://x.example/repo/chats/2010-06-local-community-organizing/" in feed
    assert "127.0.0.1" not in feed
    assert project.files("output") == {}


@pytest.mark.parametrize(
    ("option", "typed", "reason"),
    [
        ("--port", "eighty", "`eighty` is not a port; write a number up to 65535, as in 8000"),
        ("--port", "65536", "`65536` is not a port; write a number up to 65535, as in 8000"),
        ("--prefix", "../x", "`http://127.0.0.1:0/../x` goes up or nowhere; write the path that "
                             "it leads to"),
    ],
)  # fmt: skip
def test_serve_explains_what_was_asked_for_wrongly(
    project: Project, option: str, typed: str, reason: str
) -> None:
    done = project.invoke("serve", option, typed)
    said = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:0", done.said)
    said = re.sub(r"^port \d+ is taken .*\n", "", said)
    assert (done.code, said) == (1, f"{option}: {reason}\n1 problem; nothing is served\n")


# ---------------------------------------------------------------- the live site


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "is missing; set it to the site's address, as in SITEURL=https://chats.example.org"),
        ("chats.example.org", "`chats.example.org` is not a web address; write https://… in full"),
        ("http://x.example", "`http://x.example` does not begin with https://, as a live site "
                             "does"),
        ("https://x.example/?a=b", "`https://x.example/?a=b` holds more than a host and a path; "
                                   "write https://host/path"),
    ],
)  # fmt: skip
def test_the_live_site_wants_its_address(project: Project, address: str, reason: str) -> None:
    done = project.invoke("build", "--live", SITEURL=address)
    assert (done.code, done.said) == (1, f"SITEURL: {reason}\n{AS_IT_WAS}")


def test_pelican_builds_the_live_site_below_a_path_from_any_folder(
    project: Project, tmp_path: Path
) -> None:
    done = project.run("-m", "pelican", "-s", str(project.root / "publishconf.py"), "--fatal",
                       "errors", cwd=tmp_path, SITEURL="https://x.example/repo")  # fmt: skip
    assert done.code == 0
    home = project.files("output")["index.html"].decode()
    assert 'href="/repo/chats/2010-09-network-weavers-and-builders/"' in home
    assert 'href="https://x.example/repo/"' in home


# ---------------------------------------------------------------- check


def test_check_finds_nothing_to_mend_in_the_real_content_and_writes_nothing(
    project: Project, tmp_path: Path
) -> None:
    before = project.files()
    done = project.invoke("check", cwd=tmp_path)
    assert (done.code, done.said) == (0, "")
    assert done.result == "content: 11 chats, 6 posts, 2 pages: nothing to mend\n"
    assert project.files() == before


def test_check_tells_every_problem_and_fails(project: Project) -> None:
    project.edit(JUNE, *BAD_DATE)
    (project.root / "content/chats/stray.md").write_text("no head")
    before = project.files()
    done = project.invoke("check")
    assert (done.code, done.result) == (1, "")
    assert PROBLEM in done.said
    assert "content/chats/stray.md:1: the file does not begin with a head" in done.said
    assert done.said.endswith("2 problems; nothing was written\n")
    assert project.files() == before


def test_check_lays_a_mistake_of_the_settings_on_no_other_file(project: Project) -> None:
    project.edit("pelicanconf.py", '"UK": "Europe/London"', '"UK": "UK"')
    done = project.invoke("check")
    assert done.said.startswith("pelicanconf.py:")
    assert done.said.endswith("\n1 problem; nothing was written\n")


def test_check_says_what_waits_for_its_day(project: Project) -> None:
    chat = "content/chats/2026-12-x.md"
    project.invoke("new", "--topic", "X")
    project.edit(chat, "announced: 2026-12-01", "announced: 2026-12-07 09:30")
    post = "content/posts/later.md"
    (project.root / post).write_text("---\ntitle: Later\ndate: 2027-01-01\n---\n")
    first, second, count = project.invoke("check").result.splitlines()
    assert first == f"{chat}: waits until 2026-12-07 09:30 UTC to be published"
    assert second == f"{post}: waits until 2027-01-01 00:00 UTC to be published"
    assert count == "content: 12 chats, 7 posts, 2 pages: nothing to mend"


def test_a_day_long_ago_is_shown_without_git_too(project: Project) -> None:
    shutil.rmtree(project.root / ".git")
    done = project.invoke("build", "--at", "2010-06-05")
    assert (done.code, done.result[:16]) == (0, "8 chats, 3 posts")


# ---------------------------------------------------------------- clean


def test_clean_empties_the_output_and_leaves_the_rest(project: Project) -> None:
    (project.root / "output/.gitignore").write_text("*\n")
    before = {path: data for path, data in project.files().items() if path[:6] != ".cache"}
    project.invoke("build")
    assert project.invoke("clean").code == 0
    assert project.files() == before
