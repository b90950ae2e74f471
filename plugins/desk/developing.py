"""The tasks of who works on the software: tests, measurements, and what is made of the code."""

import shutil
import sys
from importlib import import_module
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

HERE = Path(__file__).resolve().parents[2]
CACHES = (".cache", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis")
PYTHON = f'"{sys.executable}" -m'


def _exit(fine: bool) -> None:
    if not fine:
        sys.exit(1)


def _run(ctx: Context, command: str, **environment: str) -> None:
    """Run a tool of this Python in the project's folder; its failure is the task's."""
    with ctx.cd(str(HERE)):
        _exit(ctx.run(f"{PYTHON} {command}", env=environment, warn=True, in_stream=False).ok)


def _number(typed: str, option: str) -> int:
    """Return a whole number that was typed; anything else ends the task with a sentence."""
    from desk.telling import whole_number  # other tasks do without what it needs

    return whole_number(typed, option)


@task(name="test", help={"k": "only the tests whose names match, as pytest's -k"})
def run_tests(ctx: Context, k: str = "") -> None:
    """Run the tests on every core."""
    _run(ctx, f"pytest -n auto{f' -k {k!r}' if k else ''}")


@task(help={"kills": "how often to kill at random, beside once at every place",
            "seed": "of what is random; by default the time"})  # fmt: skip
def torture(ctx: Context, kills: str = "200", seed: str = "") -> None:
    """Kill, crowd and fill the disk of a publishing repository, for minutes."""
    chosen = f" --seed {_number(seed, '--seed')}" if seed else ""
    _run(ctx, f"tests.torture --kills {_number(kills, '--kills')}{chosen}")


@task(help={"seconds": "for how long"})
def fuzz(ctx: Context, seconds: str = "60") -> None:
    """Try texts that nobody thought of on the way of a post to its page."""
    _run(ctx, "pytest -q -x tests/test_fuzz.py", FUZZ_SECONDS=str(_number(seconds, "--seconds")))


@task(help={"times": "how many edits and instants are tried"})
def edits(ctx: Context, times: str = "200") -> None:
    """Edit at random and go through time, and hold each build against a clean one."""
    number = str(_number(times, "--times"))
    _run(ctx, "pytest -q tests/test_edits.py tests/test_instants.py", EDITS=number,
         INSTANTS=number)  # fmt: skip


@task
def lint(ctx: Context) -> None:
    """Look at style, format and types."""
    for command in ("ruff check .", "ruff format --check .", "mypy"):
        _run(ctx, command)


@task(iterable=["chats"], help={
    "chats": "a length of the made-up series; may be given several times (12, 120, 1200, 6000)",
    "runs": "how often each build is measured",
    "pictures": "also with the cards and the index of the search, as short series always are",
})  # fmt: skip
def bench(
    _ctx: Context, chats: list[str] | None = None, runs: str = "3", pictures: bool = False
) -> None:
    """Measure builds of a made-up series, beside other builders where they are installed."""
    numbers = [_number(typed, "--chats") for typed in chats or ("12", "120", "1200", "6000")]
    times = _number(runs, "--runs")
    sys.path.append(str(HERE / "bench"))
    import_module("run").bench(HERE, numbers, times, pictures=pictures)


@task
def grouping(_ctx: Context) -> None:
    """Measure how well posts of labelled conversations find their questions."""
    from desk.grouping import grouping

    _exit(grouping(HERE / "bench/labelled"))


@task
def golden(ctx: Context) -> None:
    """Write tests/golden anew, and show what changed in it."""
    users = [file for file in HERE.glob("tests/test_*.py") if "golden" in file.read_text("utf-8")]
    _run(ctx, f"pytest -q {' '.join(f'tests/{file.name}' for file in sorted(users))}", GOLDEN="1")
    with ctx.cd(str(HERE)):
        ctx.run("git status --short tests/golden && git --no-pager diff --stat -- tests/golden")


@task(help={"upgrade": "take the newest versions that fit, instead of keeping the pins"})
def lock(_ctx: Context, upgrade: bool = False) -> None:
    """Pin the dependencies of pyproject.toml, with hashes."""
    from desk.lock import lock

    _exit(lock(HERE, upgrade=upgrade))


@task(help={"language": "begin the catalogue of another language, `nl` or `pt-PT`"})
def words(_ctx: Context, language: str = "") -> None:
    """Bring the catalogues of theme/languages up to date with the code, and compile them."""
    from desk.words import words

    _exit(words(HERE, language))


@task(help={"output": "the folder to write it to, instead of .cache/manual/"})
def manual(_ctx: Context, output: str = "") -> None:
    """Make the manual, docs/, a site of its own; a link to nowhere stops it."""
    from desk.manual import make_manual

    _exit(make_manual(HERE, Path(output) if output else HERE / ".cache/manual"))


@task
def schema(_ctx: Context) -> None:
    """Write the JSON Schemas of heads, people and settings anew, from the code."""
    from desk.schema import write_schemas

    _exit(write_schemas(HERE))


@task
def clean(_ctx: Context) -> None:
    """Remove what was built and cached; .venv stays."""
    output = HERE / "output"
    for entry in output.iterdir() if output.is_dir() else ():
        if entry.name != ".gitignore":
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    for cache in (*map(HERE.joinpath, CACHES), *HERE.glob("[!.]*/**/__pycache__")):
        shutil.rmtree(cache, ignore_errors=True)
