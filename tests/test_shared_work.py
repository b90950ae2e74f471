"""Work shared with copies of the process gives what it gives alone, and tells its faults."""

import logging
import os
import signal
from pathlib import Path

import pytest

import shared_work
from shared_work import shared

HERE = os.getpid()


@pytest.fixture(autouse=True)
def three_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_work, "_processors", lambda: 3)


def test_each_job_gives_its_own_and_several_processes_do_them() -> None:
    given = shared(range(500), lambda number: (number, os.getpid()))
    assert [number for number, _ in given] == list(range(500))
    assert len({process for _, process in given}) == 3


def test_a_few_jobs_are_done_here() -> None:
    assert set(shared(range(100), lambda _: os.getpid())) == {HERE}


def test_answers_may_be_larger_than_what_a_pipe_holds() -> None:
    assert shared(range(300), lambda number: b"x" * 10_000 + bytes([number % 7])) == [
        b"x" * 10_000 + bytes([number % 7]) for number in range(300)
    ]


def test_a_job_that_fails_in_a_copy_fails_here() -> None:
    def divided(number: int) -> float:
        return 1 / (number - 299)

    with pytest.raises(ZeroDivisionError):
        shared(range(300), divided)


def test_what_a_killed_copy_left_undone_is_done_here() -> None:
    def killed_elsewhere(number: int) -> int:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert shared(range(300), killed_elsewhere) == list(range(300))


def test_what_is_logged_in_a_copy_is_heard_here(caplog: pytest.LogCaptureFixture) -> None:
    def warned(number: int) -> None:
        if os.getpid() != HERE:
            logging.getLogger("elsewhere").warning("job %d", number)

    shared(range(360), warned)
    assert caplog.messages == [f"job {n}" for m in (1, 2) for n in range(m, 360, 3)]


def test_no_copy_is_left_behind(tmp_path: Path) -> None:
    def interrupted(number: int) -> None:
        (tmp_path / str(os.getpid())).touch()
        if number == 297:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shared(range(300), interrupted)
    names = {file.name for file in tmp_path.iterdir()}
    assert names > {str(HERE)}
    assert not [name for name in names - {str(HERE)} if Path("/proc", name).exists()]
