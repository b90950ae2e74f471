"""A push, the timer or a rollback is killed at any moment: nobody notices, and all is mended."""

import os
import signal
import subprocess
from pathlib import Path

import pytest
from publishing import GIT, Server, reading
from torture import STEPS, crowd, is_clean, kill_at_step, killed, mended, processes_of
from waiting import SECONDS, until


@pytest.mark.parametrize("step", STEPS)
def test_a_push_killed_at_a_step_is_mended_by_the_timer_and_the_next_push(
    server: Server, step: str
) -> None:
    writer, before = server.clone("writer"), server.head()
    writer.chat("Push 1.")
    kill_at_step(server, step, with_git=STEPS.index(step) % 2 == 0)
    with reading(server) as reader:
        writer.push()
        assert killed(server)
        mended(server)
    assert server.head() in (before, writer.head())
    assert reader.looks
    assert not reader.faults
    writer.chat("Push 2.")
    assert writer.push().code == 0
    assert server.live().facts.commit == server.head() == writer.head()


@pytest.mark.parametrize("step", ["building", "keeping", "pruning"])
def test_a_preview_killed_at_a_step_is_mended_by_the_timer(server: Server, step: str) -> None:
    assert server.init("--previews", "https://drafts.example.org").code == 0
    writer, before = server.clone("writer"), server.live()
    writer.chat("A draft.")
    kill_at_step(server, step)
    writer.push("HEAD:draft")
    assert killed(server)
    mended(server)
    assert server.previewed() == writer.head()
    assert server.live() == before


@pytest.mark.parametrize("step", ["going", "holding"])
def test_a_rollback_killed_in_its_middle_is_done_or_not_done(server: Server, step: str) -> None:
    writer, first = server.clone("writer"), server.head()
    writer.chat("Push 1.")
    writer.push()
    kill_at_step(server, step)
    # the organiser's own checkout runs it, so that is what gets killed
    journal = "plugins/remote/journal.py"
    (server.project.root / journal).write_text((server.code / journal).read_text())
    assert server.remote("rollback").code != 0
    assert server.run("converge").code == 0
    expected = {"going": writer.head(), "holding": first}[step]
    assert server.live().facts.commit == expected


def test_a_build_ends_with_the_hook_that_began_it(server: Server) -> None:
    server.patch("plugins/desk/build.py", "\n\nimport time\n\ntime.sleep(60)\n")
    writer = server.clone("writer")
    writer.chat("Push 1.")
    push = subprocess.Popen(
        ("git", "push", "live", "HEAD:main"), cwd=writer.root, env={**os.environ, **GIT},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    hook = until(lambda: [each for each in processes_of(server) if "pre-receive" in each[1]])
    until(lambda: [each for each in processes_of(server) if "child.py" in each[1]])
    os.kill(hook[0][0], signal.SIGKILL)
    assert push.wait(SECONDS) != 0
    until(lambda: not processes_of(server))


def test_what_a_build_started_ends_with_the_build(server: Server) -> None:
    server.patch("plugins/desk/build.py", _LEAVES_A_COPY)
    writer = server.clone("writer")
    writer.chat("Push 1.")
    done = writer.push()
    assert "perhaps for want of memory" in done.text
    assert not [line for _, line in processes_of(server) if "child.py" in line]


_LEAVES_A_COPY = """

import os
import signal
import time

if os.fork() == 0:
    time.sleep(60)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_client_that_hangs_up_loses_nothing(server: Server) -> None:
    writer, before = server.clone("writer"), server.head()
    writer.chat("Push 1.")
    push = subprocess.Popen(
        ("git", "push", "live", "HEAD:main"), cwd=writer.root, env={**os.environ, **GIT},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert push.stderr
    push.stderr.read(20)  # it has begun to say something
    push.kill()
    push.stderr.close()
    push.wait()
    until(lambda: not processes_of(server))
    assert server.live().facts.commit == server.head()  # without the timer
    assert server.head() in (before, writer.head())
    mended(server)


def test_four_clones_push_at_once_and_each_hears_what_came_of_its_own(
    server: Server, tmp_path: Path
) -> None:
    with reading(server) as reader:
        told = crowd(server, writers=4, pushes=2)
    assert sum(told.values()) == 8
    assert set(told) == {"published", "refused"}
    assert not reader.faults
    is_clean(server, tmp_path / "clean")
