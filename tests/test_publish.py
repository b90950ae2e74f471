"""`invoke publish` to a real sshd on the loopback."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from projects import JUNE, Done, Project, copy_of_project, with_one_chat
from waiting import missing

PATH = f"{os.environ['PATH']}:/usr/sbin"
URL = "https://chats.example"


@dataclass
class Far:
    """A host of our own: its folder, and how a project publishes there."""

    folder: Path
    config: Path
    bin: Path

    @property
    def current(self) -> Path:
        return self.folder / "current"

    def releases(self) -> set[str]:
        return {path.name for path in (self.folder / "releases").iterdir()}

    def state(self) -> dict[str, tuple[int, int]]:
        """Return all that is there, with what tells whether it was touched."""
        return {
            str(path.relative_to(self.folder)): (path.lstat().st_ino, path.lstat().st_mtime_ns)
            for path in self.folder.rglob("*")
        }

    def is_whole(self, project: Project) -> bool:
        """Return whether what is served is what the project built last, and nothing else."""
        here = project.files(".cache/live")
        del here[".site-files"]
        live = self.current.resolve()
        there = {str(file.relative_to(live)): file.read_bytes()
                 for file in live.rglob("*") if file.is_file()}  # fmt: skip
        return there == here

    def publish(self, project: Project, *options: str, **environment: str) -> Done:
        known = {"SITEURL": URL, "PATH": f"{self.bin}:{PATH}", **environment}
        return project.invoke("publish", f"far:{self.folder}", *options, **known)

    def killed_at(self, project: Project, step: str) -> None:
        """Publish until ssh is to take a step, and kill everything on this side there.

        A copy has begun by then; nothing else has.
        """
        stop = self.bin.parent / "stop"
        stop.mkdir()
        (stop / "ssh").write_text(f"""\
#!/bin/sh
case "$*" in
  *"{step}"*)
    exec 3<&0
    case "$*" in *"rsync --server"*)
      {self.bin}/ssh "$@" <&3 &
      until ls {self.folder}/releases/.incoming-* >&2; do sleep 0.01; done;;
    esac
    touch {stop}/reached; sleep 600;;
esac
exec {self.bin}/ssh "$@"
""")
        (stop / "ssh").chmod(0o755)
        command = (sys.executable, "-m", "invoke", "publish", f"far:{self.folder}")
        known = {**os.environ, "SITEURL": URL, "PATH": f"{stop}:{PATH}"}
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, cwd=project.root, env=known, start_new_session=True,
                              stdout=quiet, stderr=quiet) as running:  # fmt: skip
            while not (stop / "reached").exists():
                assert running.poll() is None
                time.sleep(0.01)
            os.killpg(running.pid, signal.SIGKILL)
        shutil.rmtree(stop)


@pytest.fixture
def project(project: Project) -> Project:
    return with_one_chat(project)


@pytest.fixture
def far(tmp_path: Path) -> Iterator[Far]:
    programs = {name: shutil.which(name, path=PATH) for name in ("sshd", "ssh", "rsync")}
    for name, path in programs.items():
        if not path:
            missing(name)
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    for name in ("host", "user"):
        subprocess.run(("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(keys / name)),
                       check=True)  # fmt: skip
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        port = any_port.getsockname()[1]
    (keys / "known").write_text(f"[127.0.0.1]:{port} {(keys / 'host.pub').read_text()}")
    config = keys / "config"
    config.write_text(
        f"Host far\n HostName 127.0.0.1\n Port {port}\n User {pwd.getpwuid(os.geteuid()).pw_name}\n"
        f" IdentityFile {keys}/user\n IdentitiesOnly yes\n UserKnownHostsFile {keys}/known\n"
    )
    (keys / "sshd").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {keys}/host\nPidFile none\nUsePAM no\n"
        f"AuthorizedKeysFile {keys}/user.pub\nStrictModes no\nPermitRootLogin yes\n"
        f"PasswordAuthentication no\n"
    )
    # The person's ssh, which would read this from ~/.ssh/config.
    binaries = tmp_path / "bin"
    binaries.mkdir()
    (binaries / "ssh").write_text(f'#!/bin/sh\nexec {programs["ssh"]} -F {config} "$@"\n')
    (binaries / "ssh").chmod(0o755)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where sshd shuts its own children in
    command = (str(programs["sshd"]), "-D", "-e", "-f", str(keys / "sshd"))
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as running:
        try:
            until_it_listens(port, running)
            yield Far(tmp_path / "srv/chats", config, binaries)
        finally:
            running.terminate()


def until_it_listens(port: int, running: "subprocess.Popen[bytes]") -> None:
    while running.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.05)
    pytest.fail("sshd ended")


def test_the_site_is_live_by_a_link_and_only_what_changed_takes_room(
    project: Project, far: Far
) -> None:
    done = far.publish(project)
    assert (done.code, far.current.is_symlink()) == (0, True), done.said
    first = far.current.resolve()
    assert far.is_whole(project)
    assert (first / "index.html").stat().st_mode & 0o777 == 0o644
    project.edit(JUNE, "Local Community Organizing", "Local Community Work")
    assert far.publish(project).code == 0
    second = far.current.resolve()
    assert second != first
    page = f"chats/{Path(JUNE).stem}/index.html"
    assert "Local Community Work" in (second / page).read_text("utf-8")
    assert (first / "robots.txt").stat().st_ino == (second / "robots.txt").stat().st_ino
    assert "Local Community Work" not in (first / page).read_text("utf-8")


def test_a_dry_run_says_what_would_be_copied_and_a_bad_post_stops_before(
    project: Project, far: Far
) -> None:
    done = far.publish(project, "--dry-run")
    assert done.code == 0
    assert "index.html" in done.said
    assert not far.folder.exists()
    assert far.publish(project).code == 0
    there = far.state()
    project.edit(JUNE, "Local Community Organizing", "Local Community Work")
    done = far.publish(project, "--dry-run")
    assert (done.code, far.state()) == (0, there)
    assert "robots.txt" not in done.said
    project.edit(JUNE, "date: 2010-06-10", "date: 2010-06-31")
    done = far.publish(project)
    assert done.code == 1
    assert f"{JUNE}:" in done.said
    assert far.state() == there


def test_only_the_last_releases_stay_and_never_the_live_one_goes(
    project: Project, far: Far
) -> None:
    for day in range(1, 9):
        (far.folder / f"releases/2020010{day}T000000Z").mkdir(parents=True)
    assert far.publish(project).code == 0
    assert len(far.releases()) == 5
    assert far.current.resolve().name in far.releases()
    assert "20200108T000000Z" in far.releases()


def test_what_fails_leaves_the_host_as_it_was_and_says_what_to_do(
    project: Project, far: Far, tmp_path: Path
) -> None:
    assert far.publish(project).code == 0
    live = far.current.resolve()
    only_python = tmp_path / "nothing"
    only_python.mkdir()
    (only_python / "git").symlink_to(str(shutil.which("git")))
    assert "ssh is not installed" in far.publish(project, PATH=str(only_python)).said
    (only_python / "ssh").symlink_to(far.bin / "ssh")
    assert "rsync is not installed on this" in far.publish(project, PATH=str(only_python)).said
    known = far.config.parent / "known"
    right = known.read_text()
    subprocess.run(("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "other")),
                   check=True)  # fmt: skip
    known.write_text(f"{right.split(' ')[0]} {(tmp_path / 'other.pub').read_text()}")
    assert "the host shows another key than before" in far.publish(project).said
    known.write_text("")
    assert "the host is not known here" in far.publish(project).said
    known.write_text(right)
    authorized = far.config.parent / "user.pub"
    kept = authorized.read_text()
    authorized.write_text("")
    assert "the host does not let you in" in far.publish(project).said
    authorized.write_text(kept)
    far.current.unlink()
    far.current.mkdir()
    assert "current is there and is no link" in far.publish(project).said
    far.current.rmdir()
    far.current.symlink_to(f"releases/{live.name}")
    assert "index.html" in {path.name for path in far.current.iterdir()}


def test_a_host_without_rsync_is_told_and_left_alone(project: Project, far: Far) -> None:
    there = far.folder.parent / "programs"
    there.mkdir(parents=True)
    for name in ("sh", "mkdir", "readlink", "rm"):
        (there / name).symlink_to(str(shutil.which(name)))
    key = far.config.parent / "user.pub"
    key.write_text(f'command="PATH={there}; eval \\"$SSH_ORIGINAL_COMMAND\\"" {key.read_text()}')
    done = far.publish(project)
    assert done.code == 1
    assert "publish: rsync is not installed there" in done.said.splitlines()
    assert not far.folder.exists()


@pytest.fixture
def small_disk(far: Far) -> Iterator[Path]:
    """Mount a file system where the host's folder is, with room for one site."""
    far.folder.mkdir(parents=True)
    command = ("mount", "-t", "tmpfs", "-o", "size=200m,nr_inodes=600", "tmpfs", str(far.folder))
    if os.geteuid() or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("a file system can be mounted by root only")
    yield far.folder
    subprocess.run(("umount", "-l", str(far.folder)), check=True)


def test_a_full_disk_is_told_and_what_it_could_not_take_is_gone(
    project: Project, far: Far, small_disk: Path
) -> None:
    assert far.publish(project).code == 0
    live = far.current.readlink()
    project.edit(JUNE, "Local Community Organizing", "Local Community Work")
    (small_disk / "filler").write_bytes(b"x" * (os.statvfs(small_disk).f_bavail * 4096 - 8192))
    done = far.publish(project)
    assert done.code == 1
    assert done.said.splitlines()[-2].startswith("publish: the host's disk is full: make room")
    assert done.said.splitlines()[-1] == "1 problem; the host serves what it served before"
    assert (far.current.readlink(), far.releases()) == (live, {live.name})
    (small_disk / "filler").unlink()
    assert far.publish(project).code == 0
    assert far.is_whole(project)


def test_a_full_disk_is_told_when_its_word_was_lost_on_the_way(
    project: Project, far: Far, small_disk: Path
) -> None:
    assert far.publish(project).code == 0
    wordless = far.bin / "rsync"
    wordless.write_text("#!/bin/sh\nexit 11\n")
    wordless.chmod(0o755)
    project.edit(JUNE, "Local Community Organizing", "Local Community Work")
    assert "publish: rsync ended in an error\n" in far.publish(project).said
    (small_disk / "filler").write_bytes(b"x" * (os.statvfs(small_disk).f_bavail * 4096 - 8192))
    done = far.publish(project)
    assert done.code == 1
    assert done.said.splitlines()[-2].startswith("publish: the host's disk is full: make room")


def test_a_kill_in_the_middle_leaves_the_site_and_the_next_publish_works(
    project: Project, far: Far
) -> None:
    assert far.publish(project).code == 0
    live = far.current.readlink()
    page = far.current / f"chats/{Path(JUNE).stem}/index.html"
    before = page.read_bytes()
    project.edit(JUNE, "Local Community Organizing", "Local Community Work")
    for step in ("readlink", "rsync --server", "mv -Tf"):
        far.killed_at(project, step)
        assert (far.current.readlink(), page.read_bytes()) == (live, before)
    left = {name for name in far.releases() if name.startswith(".incoming-")}
    assert left
    for name in left:
        os.utime(far.folder / "releases" / name, (0, 0))
    assert far.publish(project).code == 0
    assert far.is_whole(project)
    assert not left & far.releases()


def test_two_who_publish_at_once_each_get_through_and_one_whole_site_is_live(
    project: Project, far: Far, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = with_one_chat(copy_of_project(tmp_path / "other"))
    other.edit(JUNE, "Local Community Organizing", "Local Community Work")
    with ThreadPoolExecutor() as both:
        done = list(both.map(far.publish, (project, other)))
    assert [each.code for each in done] == [0, 0], done
    assert far.is_whole(project) != far.is_whole(other)
    assert len(far.releases()) == 2
    assert {path.name for path in far.folder.iterdir()} == {"current", "releases"}


@pytest.mark.parametrize("to", ["host", "host:relative", "host:/a b", "host:/a/../b", "-oX:/a",
                                "host:/", "host:/$(id)"])  # fmt: skip
def test_a_folder_that_cannot_be_meant_is_refused_before_anything_runs(
    project: Project, to: str
) -> None:
    done = project.invoke("publish", f"--to={to}", SITEURL=URL)
    assert done.code == 1
    assert "names no folder of a host" in done.said


def test_readers_always_find_a_whole_site_while_it_is_published(project: Project, far: Far) -> None:
    assert far.publish(project).code == 0
    ended, missed = threading.Event(), []

    def read() -> None:
        while not ended.is_set():
            try:
                (far.current / "chats/index.html").read_bytes()
            except OSError as error:
                missed.append(error)
            ended.wait(0.001)

    reader = threading.Thread(target=read)
    reader.start()
    for word in ("one", "two"):
        (project.root / JUNE).write_text((project.root / JUNE).read_text("utf-8") + f"\n{word}\n")
        assert far.publish(project).code == 0
    ended.set()
    reader.join()
    assert missed == []
