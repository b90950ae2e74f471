"""What the organiser does with a repository that publishes, and what may be wrong there."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from publishing import Clone, Server, clean_build, files_of, reading, run, tiny_project
from torture import idle
from waiting import missing

from remote.layout import Choices, Remote
from remote.timer import write_entries


def pushed(server: Server, *bodies: str) -> Clone:
    """Return a clone from which these were pushed, one after another."""
    writer = server.clone("writer")
    for body in bodies:
        writer.chat(body)
        assert writer.push().code == 0
    return writer


def settings(server: Server) -> Path:
    return server.repository / "chatseries/settings.json"


# ---------------------------------------------------------------- init and upgrade


def test_init_again_changes_nothing_but_what_is_asked_for(server: Server) -> None:
    before = json.loads(settings(server).read_text())
    site, live = files_of(server.live().site), server.live()
    assert server.remote("init").code == 0
    assert json.loads(settings(server).read_text()) == before
    assert (server.live(), files_of(server.live().site)) == (live, site)
    done = server.remote("init", "--url", "https://other.example/repo")
    assert done.code == 0
    assert json.loads(settings(server).read_text()) == {
        **before,
        "url": "https://other.example/repo",
    }
    assert "https://other.example/repo/chats/2010-06-x/" in server.page("chats/2010-06-x")


def test_init_says_how_to_push_and_how_the_site_moves_on(server: Server) -> None:
    said = server.remote("init").text
    assert f"git remote add live ACCOUNT@HOST:{server.repository}" in said
    run_it = f"{server.repository}/chatseries/run timer"
    assert f"7 * * * * {run_it} >/dev/null 2>&1\n" in said
    assert f"@reboot {run_it} >/dev/null 2>&1\n" in said
    service = server.repository / "chatseries/timer/chatseries-live.service"
    assert str(service) in said
    assert f'ExecStart=/bin/sh "{server.repository}/chatseries/run" timer\n' in service.read_text()


def test_systemd_takes_the_units_and_calls_them_every_hour(server: Server) -> None:
    if not shutil.which("systemd-analyze"):
        missing("systemd-analyze")
    units = sorted((server.repository / "chatseries/timer").iterdir())
    done = run("systemd-analyze", "verify", "--man=no", *units, cwd=server.folder)
    told = [line for line in done.text.splitlines() if "chatseries-live" in line]
    assert (len(units), told) == (2, [])
    [when] = re.findall(r"^OnCalendar=(.*)$", units[1].read_text(), re.M)
    done = run("systemd-analyze", "calendar", when, cwd=server.folder)
    assert re.search(r"Normalized form: \*-\*-\* \*:07:00$", done.text, re.M)


def test_a_path_of_odd_signs_is_written_so_that_cron_and_systemd_find_it(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        missing("systemd-analyze")
    remote = Remote(tmp_path / "o'ur %n $HOME; été.git", Choices(site=str(tmp_path)))
    (remote.own).mkdir(parents=True)
    seen = tmp_path / "seen"
    (remote.own / "run").write_text(f'#!/bin/sh\necho "$1" > {seen}\n')
    (remote.own / "run").chmod(0o755)
    told = write_entries(remote)
    units = sorted((remote.own / "timer").iterdir())
    assert [unit.name for unit in units] == ["chatseries-o-ur--n--HOME---t-.service",
                                             "chatseries-o-ur--n--HOME---t-.timer"]  # fmt: skip
    done = run("systemd-analyze", "verify", "--man=no", *units, cwd=tmp_path)
    assert not [line for line in done.text.splitlines() if "chatseries" in line]
    [line] = [line.strip() for line in told if "7 * * * *" in line]
    command = line.removeprefix("7 * * * * ").replace("\\%", "%")  # as cron reads it
    assert run("sh", "-c", command, cwd=tmp_path).code == 0
    assert seen.read_text() == "timer\n"


_APART = """
set -e
mount -t tmpfs tmpfs /var/spool/cron/crontabs
chgrp crontab /var/spool/cron/crontabs
chmod 1730 /var/spool/cron/crontabs
mount -t tmpfs tmpfs /run
"""


def test_cron_takes_the_lines_runs_them_and_gives_them_back(server: Server) -> None:
    """The crontab is one of its own, and cron believes that the machine has just started."""
    if not shutil.which("crontab", path="/usr/bin") or not shutil.which("cron", path="/usr/sbin"):
        missing("cron")
    if run("unshare", "--mount", "sh", "-c", _APART, cwd=server.folder).code:
        pytest.skip("a file system can be mounted by root only")
    invoke = f"{sys.executable} -m invoke --search-root {server.project.root} remote"
    script = f"""{_APART}
echo '0 0 * * 0 of somebody else' | crontab -
{invoke} init {server.repository} --timer cron
{invoke} init {server.repository} --timer cron
crontab -l > {server.folder}/crontab
cron -f & cron=$!
while ! [ -e {server.repository}/chatseries/timer-ran ]; do sleep 0.05; done
kill $cron
{invoke} init {server.repository} --timer none
crontab -l > {server.folder}/afterwards
"""
    assert "timer: never ran; `init --timer cron`" in server.remote("status").text
    done = run("unshare", "--mount", "sh", "-c", script, cwd=server.folder)
    assert done.code == 0, done.text
    assert "  the crontab of root does\n" in done.text
    lines = (server.folder / "crontab").read_text().splitlines()
    run_it = f"{server.repository}/chatseries/run timer >/dev/null 2>&1"
    assert lines == ["0 0 * * 0 of somebody else", f"7 * * * * {run_it}", f"@reboot {run_it}"]
    assert (server.folder / "afterwards").read_text() == "0 0 * * 0 of somebody else\n"
    assert re.search(r"^timer: ran last 20\d\d-", server.remote("status").text, re.M)
    idle(server)
    log = (server.repository / "chatseries/log").read_text()
    assert f"building {server.head()} as of" in log.rpartition("showing")[2]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--url", "chats.example.org"), "is not a web address; write https://"),
        (("--trust", "all"), "--trust: `all` is neither `content` nor `tree`"),
        (("--timer", "systemd"), "--timer: `systemd` is neither `cron` nor `none`"),
        (("--keep", "many"), "--keep: `many` is no whole number from 1"),
        (("--environment", "/nowhere"), "/nowhere lacks what the site needs"),
    ],
)
def test_what_was_typed_wrongly_is_explained_and_nothing_changes(
    server: Server, options: tuple[str, ...], reason: str
) -> None:
    before = settings(server).read_text()
    done = server.remote("init", *options)
    assert done.code == 1
    assert reason in done.text
    assert "Traceback" not in done.text
    assert settings(server).read_text() == before


def test_init_takes_over_nothing_of_somebody_elses(server: Server, tmp_path: Path) -> None:
    def init(path: Path, site: Path) -> str:
        command = (sys.executable, "-m", "invoke", "--search-root", server.project.root, "remote",
                   "init", path, "--site", site, "--environment", sys.prefix)  # fmt: skip
        done = run(*command, cwd=tmp_path)
        assert done.code == 1
        return done.text

    assert "holds the site of" in init(tmp_path / "other.git", server.site)
    assert "is no bare repository" in init(server.project.root, tmp_path / "www")
    (tmp_path / "taken/current").mkdir(parents=True)
    assert "is no link that a release" in init(tmp_path / "a.git", tmp_path / "taken")
    run("git", "init", "-q", "--bare", tmp_path / "b.git", cwd=tmp_path)
    hook = tmp_path / "b.git/hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    assert "is a hook of somebody else's" in init(tmp_path / "b.git", tmp_path / "www")
    assert hook.read_text() == "#!/bin/sh\nexit 1\n"
    done = run(sys.executable, "-m", "invoke", "--search-root", server.project.root, "remote",
               "status", tmp_path, cwd=tmp_path)  # fmt: skip
    assert done.code == 1
    assert "is no publishing repository" in done.text


def test_a_repository_that_is_there_with_its_history_is_shown_at_once(tmp_path: Path) -> None:
    server = Server(tmp_path / "server")
    tiny_project(server.project.root)
    project = server.project
    project.git("init", "-qb", "trunk")
    project.chat("From before.")
    run("git", "clone", "-q", "--bare", project.root, server.repository, cwd=tmp_path)
    done = server.init()
    assert done.code == 0, done.text
    assert f"publishes trunk to {server.site}/current" in done.text
    assert "From before." in server.page("chats/2010-06-x")


def test_upgrade_brings_new_code_to_the_site(server: Server) -> None:
    first = server.live()
    base = server.project.root / "theme/templates/base.html"
    base.write_text(base.read_text().replace("</body>", "New theme</body>"))
    assert server.remote("upgrade").code == 0
    assert "New theme" in server.page()
    assert server.live().facts.commit == first.facts.commit
    assert server.remote("rollback").code == 0  # to the same commit by the code before
    assert "New theme" not in server.page()
    assert server.live() == first


def test_upgrade_brings_what_protects_the_repository_to_an_older_one(server: Server) -> None:
    kept = ("receive.fsckObjects", "core.hooksPath", "core.useReplaceRefs")
    for key in kept:
        run("git", "config", "--unset", key, cwd=server.repository)
    assert server.remote("upgrade").code == 0
    found = [run("git", "config", key, cwd=server.repository).text.strip() for key in kept]
    assert found == ["true", "hooks", "false"]


def test_code_that_cannot_build_the_site_is_not_put_into_use(server: Server) -> None:
    in_use, live = (server.repository / "chatseries/installed").readlink(), server.live()
    conf = server.project.root / "pelicanconf.py"
    conf.write_text(conf.read_text().replace('"platform": "twitter"', '"platform": "twiter"'))
    done = server.remote("upgrade")
    assert done.code == 1
    assert "SERIES.platform: `twiter` is not a platform" in done.text
    assert (server.repository / "chatseries/installed").readlink() == in_use
    assert server.live() == live
    assert pushed(server, "Push 1.").head() == server.live().facts.commit


def test_a_domain_that_would_double_every_entry_is_not_put_into_use(server: Server) -> None:
    writer = pushed(server, "Push 1.")
    run(sys.executable, "-m", "invoke", "build", cwd=writer.root)
    assert "2010-06@4change.example" in (writer.root / "content/identities.lock").read_text()
    writer.commit("identities")
    assert writer.push().code == 0
    writer.chat("Push 2.")
    assert writer.push().code == 0
    conf = server.project.root / "pelicanconf.py"
    conf.write_text(conf.read_text().replace("4change.example", "other.example"))
    done = server.remote("upgrade")
    assert done.code == 1
    assert "would double every entry" in done.text


# ---------------------------------------------------------------- rollback and the timer


def test_a_rollback_holds_until_the_next_push(server: Server) -> None:
    first = server.live()
    writer = pushed(server, "Push 1.")
    done = server.remote("rollback")
    assert done.text == (
        f"live: {first.facts.commit[:9]}, until the next push or `rollback --undo`\n"
    )
    for verb in ("converge", "timer"):
        assert server.run(verb).code == 0
        assert server.live() == first
    status = server.remote("status")
    assert status.code == 0
    assert f"main: {writer.head()[:9]} “Push 1.”" in status.text
    assert "held there by a rollback" in status.text
    writer.chat("Push 2.")
    assert writer.push().remote[0] == "the site was rolled back; this push ends that"
    assert "Push 2." in server.page("chats/2010-06-x")


def test_a_rollback_is_undone_and_reaches_any_release_that_is_kept(server: Server) -> None:
    first = server.live()
    writer = pushed(server, *(f"Push {number}." for number in range(1, 4)))
    assert server.remote("rollback", "--to", first.facts.commit[:8]).code == 0
    assert server.live() == first
    assert server.remote("rollback", "--undo").code == 0
    assert server.live().facts.commit == writer.head()
    done = server.remote("rollback", "--to", "0123456")
    assert (done.code, done.text.partition(";")[0]) == (
        1,
        "--to: `0123456` is no commit to go back to",
    )


@pytest.mark.parametrize("clock", ["as it goes", "standing still"])
def test_only_the_last_releases_are_kept(server: Server, clock: str) -> None:
    assert server.remote("init", "--keep", "2").code == 0
    if clock == "standing still":  # pushes of one second
        server.patch("plugins/remote/making.py", _LATER)
    writer = pushed(server, *(f"Push {number}." for number in range(1, 5)))
    kept = {folder.name.split("-")[1] for folder in (server.site / "releases").iterdir()}
    log = writer.git("log", "--format=%H", "-3").text.split()
    assert kept == {commit[:12] for commit in log}


def test_the_timer_moves_the_site_on_and_publishes_nothing_that_was_not_pushed(
    server: Server, tmp_path: Path
) -> None:
    writer = pushed(server, "Push 1.")
    writer.chat("Not pushed.")
    server.patch("plugins/remote/making.py", _LATER)
    with reading(server) as reader:
        assert server.run("timer").code == 0
    live = server.live()
    assert (live.facts.commit, live.facts.at) == (server.head(), _IN_2030)
    assert "Not pushed." not in server.page("chats/2010-06-x")
    assert files_of(live.site) == clean_build(server, live, tmp_path / "clean")
    assert not reader.faults
    names = sorted(folder.name for folder in (server.site / "releases").iterdir())
    assert server.run("timer").code == 0  # nothing has changed since
    assert sorted(folder.name for folder in (server.site / "releases").iterdir()) == names


_IN_2030 = 1900000000
_LATER = f"""
class _Later:
    time = staticmethod(lambda: {_IN_2030})

time = _Later
"""


def test_styles_of_pages_that_were_loaded_before_stay_for_a_week(server: Server) -> None:
    def styles(folder: Path) -> set[str]:
        return {file.name for file in (folder / "theme").iterdir()}

    before = styles(server.site / "current")
    css = server.project.root / "theme/static/css/base.css"
    css.write_text(css.read_text() + "\nhr { color: red; }\n")
    assert server.remote("upgrade").code == 0
    now, kept = styles(server.site / "current"), server.site / "kept"
    assert before - now
    assert styles(kept) == before | now
    for name in before | now:
        os.utime(kept / "theme" / name, (1, 1))
    assert server.run("converge").code == 0
    assert styles(kept) == now


# ---------------------------------------------------------------- what may be wrong


def test_a_site_that_somebody_removed_is_there_again_with_the_next_converge(
    server: Server,
) -> None:
    site = files_of(server.live().site)
    shutil.rmtree(server.live().site)
    assert server.run("converge").code == 0
    assert set(files_of(server.live().site)) == set(site)
    shutil.rmtree(server.site)
    assert server.run("converge").code == 0
    assert set(files_of(server.live().site)) == set(site)


def test_a_text_that_is_hard_to_convert_is_refused_by_its_name(server: Server) -> None:
    writer = server.clone("writer")
    writer.chat("[" * 10_000)
    done = writer.push()
    assert done.code != 0
    assert done.remote[1].startswith("content/chats/2010-06-x.md:"), done.text


def test_git_variables_of_somebody_else_lead_nowhere(server: Server, tmp_path: Path) -> None:
    writer = pushed(server, "Push 1.")
    strangers = tmp_path / "strangers"
    run("git", "init", "-q", strangers, cwd=tmp_path)
    hostile = {
        "GIT_DIR": str(strangers / ".git"), "GIT_WORK_TREE": str(strangers),
        "GIT_INDEX_FILE": str(strangers / "index"), "GIT_OBJECT_DIRECTORY": str(strangers),
        "GIT_QUARANTINE_PATH": str(strangers), "GIT_NAMESPACE": "x", "GIT_COMMON_DIR": "/",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(strangers), "PYTHONPATH": str(strangers),
        "PYTHONHOME": str(strangers), "CDPATH": str(strangers),
    }  # fmt: skip
    done = server.run("timer", **hostile)
    assert (done.code, done.text) == (0, "")
    assert server.live().facts.commit == server.head() == writer.head()


def test_replaced_objects_do_not_change_what_is_built(server: Server) -> None:
    writer = server.clone("writer")
    writer.chat("Push 1.")
    writer.git("replace", writer.head(), f"{writer.head()}~1")
    assert writer.push("refs/replace/*:refs/replace/*").code == 0
    assert writer.push(GIT_NO_REPLACE_OBJECTS="1").code == 0
    assert "Push 1." in server.page("chats/2010-06-x")


def test_an_object_that_stands_in_for_itself_ends_nobodys_push(server: Server) -> None:
    writer, other = server.clone("writer"), server.clone("other")
    replaced = f"refs/replace/{server.head()}"
    assert writer.push(f"{server.head()}:{replaced}").code == 0
    other.chat("Push 1.")
    done = other.push()
    assert done.code == 0, done.text
    assert "Push 1." in server.page("chats/2010-06-x")


def test_a_commits_message_obeys_no_terminal(server: Server) -> None:
    server.project.write("notes.txt", "x")
    server.project.commit("\x1b]0;evil\x07\x1b[31m$(id)")
    assert server.project.push().code == 0
    said = server.remote("status").text
    assert r"\x1b]0;evil\x07\x1b[31m$(id)" in said
    assert "\x1b" not in said


def test_a_name_of_a_branch_or_a_file_obeys_no_terminal(server: Server) -> None:
    assert server.init("--previews", "https://drafts.example.org").code == 0
    writer = server.clone("writer")
    (writer.root / "content/images").mkdir()
    name = os.fsdecode(b"\xff\x1b]0;evil\x07.png")
    (writer.root / "content/images" / name).symlink_to("/etc/passwd")
    writer.commit("a link")
    refs = b"HEAD:refs/heads/draft\xff\xe2\x80\xae"
    pushed = subprocess.run((b"git", b"push", b"live", refs), cwd=writer.root, env=os.environ,
                            capture_output=True)  # fmt: skip
    assert pushed.returncode == 0
    told = r"draft\udcff\u202e: content/images/\udcff\x1b]0;evil\x07.png: is a symbolic link"
    assert told in server.remote("status").text


def test_a_machine_wide_hooks_path_does_not_turn_the_hook_off(
    server: Server, tmp_path: Path
) -> None:
    configuration = tmp_path / "gitconfig"
    configuration.write_text("[core]\n\thooksPath = /nowhere\n")
    writer = server.clone("writer")
    writer.chat("Broken.", date="2010-06-31")
    done = writer.push(GIT_CONFIG_GLOBAL=str(configuration))
    assert done.code != 0
    assert "31 June does not exist" in done.text


def test_a_missing_environment_refuses_pushes_with_its_cure_which_upgrade_is(
    server: Server,
) -> None:
    writer = server.clone("writer")
    writer.chat("Push 1.")
    link = server.repository / "chatseries/installed/environment"
    target = link.readlink()
    link.unlink()
    done = writer.push()
    assert done.code != 0
    assert done.remote[-1].endswith(f"mends it: invoke remote upgrade {server.repository}")
    link.symlink_to(target)
    assert writer.push().code == 0


def test_an_environment_without_a_package_says_so(server: Server, tmp_path: Path) -> None:
    writer = server.clone("writer")
    writer.chat("Push 1.")
    subprocess.run((sys.executable, "-m", "venv", "--without-pip", tmp_path / "bare"), check=True)
    link = server.repository / "chatseries/installed/environment"
    link.unlink()
    link.symlink_to(tmp_path / "bare")
    done = writer.push()
    assert done.code != 0
    assert "the environment lacks what the code needs" in done.text
    assert "invoke remote upgrade" in done.text


def test_a_build_that_takes_too_long_is_stopped(server: Server) -> None:
    choices = json.loads(settings(server).read_text())
    settings(server).write_text(json.dumps({**choices, "seconds": 2}))
    server.patch("plugins/desk/build.py", "\n\nimport time\n\ntime.sleep(60)\n")
    writer = server.clone("writer")
    writer.chat("Push 1.")
    done = writer.push()
    assert done.remote[1:] == [
        "still building, after 2 s …",
        "the build was stopped: it took longer than 2 s",
        "refused: main stays as it was",
    ]
    assert server.head() != writer.head()


def test_a_build_that_wants_too_much_memory_is_stopped(server: Server) -> None:
    server.patch("plugins/desk/build.py", "\n\nmuch = b'x' * (3 * 2**30)\n")
    writer = server.clone("writer")
    writer.chat("Push 1.")
    assert writer.push().remote[-2:] == [
        "the build was stopped: it needs more than 2048 MB of memory",
        "refused: main stays as it was",
    ]
    assert server.head() != writer.head()


@pytest.fixture
def small_disk(tmp_path: Path):
    """Return a file system with room for few files."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ("mount", "-t", "tmpfs", "-o", "size=200m,nr_inodes=400", "tmpfs", str(folder))
    if os.geteuid() or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("a file system can be mounted by root only")
    yield folder
    subprocess.run(("umount", "-l", str(folder)), check=True)


def test_a_full_disk_refuses_the_push_and_leaves_the_site(server: Server, small_disk: Path) -> None:
    """The site's folder lies on another file system than the repository, too."""
    site = small_disk / "www"
    assert server.remote("init", "--site", str(site)).code == 0
    server = Server(server.folder)
    live = (site / "current").readlink()
    writer = server.clone("writer")
    writer.chat("Push 1.")
    for full in (_no_names_left, _no_bytes_left):
        fill = full(small_disk)
        done = writer.push()
        assert done.code != 0
        told = done.remote[-2]
        assert told.endswith("whoever keeps this server makes some space")
        assert told.startswith(("the disk of", "there is no space left on the disk of the site"))
        assert (site / "current").readlink() == live
        assert (site / "current/index.html").read_text().rstrip().endswith("</html>")
        assert server.run("timer").code != 0
        assert (site / "current/index.html").read_text().rstrip().endswith("</html>")
        shutil.rmtree(fill)
    assert writer.push().code == 0
    assert "Push 1." in (site / "current/chats/2010-06-x/index.html").read_text()
    assert server.run("timer").code == 0


def test_previews_leave_room_on_the_disk_for_what_is_published(
    server: Server, small_disk: Path
) -> None:
    address = ("--previews", "https://drafts.example.org")
    assert server.remote("init", "--site", str(small_disk / "www"), *address).code == 0
    writer = server.clone("writer")
    writer.chat("Push 1.")
    told = writer.push("HEAD:draft").remote
    assert told[0].startswith(f"the disk of {small_disk}/www has only 1")
    assert told[1] == "draft: accepted, but cannot be previewed yet"
    assert writer.push().code == 0
    assert "Push 1." in (small_disk / "www/current/chats/2010-06-x/index.html").read_text()


def _no_names_left(disk: Path) -> Path:
    fill = disk / "fill"
    fill.mkdir()
    for number in range(os.statvfs(disk).f_favail - 30):
        (fill / str(number)).touch()
    return fill


def _no_bytes_left(disk: Path) -> Path:
    fill = disk / "fill"
    fill.mkdir()
    found = os.statvfs(disk)
    (fill / "much").write_bytes(bytes(found.f_bavail * found.f_frsize))
    return fill


def test_a_fault_of_the_programme_is_told_without_a_traceback_which_the_log_has(
    server: Server,
) -> None:
    server.patch("plugins/remote/changes.py", "\n\nfrom remote import making\n\n"
                 "making.newest = None\n")  # fmt: skip
    writer = server.clone("writer")
    writer.chat("Push 1.")
    done = writer.push()
    log = server.repository / "chatseries/log"
    assert done.remote[-2] == f"the server failed; whoever keeps it finds why in {log}"
    assert "TypeError: 'NoneType' object is not callable" in log.read_text()
    assert "Traceback" not in done.text


def test_the_log_tells_every_step(server: Server) -> None:
    pushed(server, "Push 1.")
    log = (server.repository / "chatseries/log").read_text()
    assert f"accepting {server.head()}\n" in log
