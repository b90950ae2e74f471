"""One command as a whole process: its time, its processors' time, its memory."""

import os
import subprocess
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Cost:
    """Seconds of the wall clock, seconds of all processors together, peak MiB of one process."""

    wall: float
    cpu: float
    peak: float


class Failed(Exception):
    """A measured command that did not succeed, with the end of what it said."""


def cost_of(command: Sequence[str], cwd: Path, **environment: str) -> Cost:
    """Run the command and return what it cost; raises Failed.

    Python keeps compiled code, as it does unless somebody asks it not to.
    """
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.monotonic()
    with subprocess.Popen(  # noqa: S603 - the commands are ours
        command, cwd=cwd, env={**known, **environment},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        said = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    if process.returncode:
        raise Failed(f"{' '.join(command)}: {said.decode(errors='replace')[-600:]}")
    return Cost(wall=wall, cpu=used.ru_utime + used.ru_stime, peak=used.ru_maxrss / 1024)


def put_aside(root: Path, *names: str) -> None:
    """Move what lies in a project out of the builder's sight, beside the project.

    It is not deleted: for every new file, ext4 looks around those that it has just lost
    (`recently_deleted`), which costs a builder up to a third of its time.
    """
    for name in filter(lambda name: (root / name).exists(), names):
        (root / name).rename(root.with_name(f".{uuid.uuid4().hex}"))


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(
        *(median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "peak"))
    )


def ratios(ours: Sequence[Cost], theirs: Sequence[Cost]) -> tuple[float, float]:
    """Return the medians of the ratios of paired runs: wall, processors."""
    pairs = list(zip(ours, theirs, strict=True))
    return (
        median(one.wall / other.wall for one, other in pairs),
        median(one.cpu / other.cpu for one, other in pairs),
    )


def growth(small: Cost, large: Cost, times: float) -> float:
    """Return the exponent with which the processors' time grows: 1.0 is linear."""
    return log(large.cpu / small.cpu) / log(times)
