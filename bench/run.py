"""How long builds take, beside other builders on the same posts: `invoke bench`.

Each figure is the median of several runs; a ratio is the median of paired runs, our build
and the other's one after the other, so that a busy machine burdens both.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from made_series import BUILT_AT, write_project
from measure import Cost, cost_of, growth, middle, ratios
from rivals import Rival, rivals

Step = tuple[str, Callable[[], None]]

_BUILD = (sys.executable, "-m", "invoke", "build")


def bench(source: Path, numbers: Iterable[int], runs: int, *, pictures: bool = False) -> None:
    """Measure our builds of series of these lengths, then print them beside the others'."""
    others = rivals(source / ".cache/bench")
    before: dict[str, tuple[int, Cost]] = {}
    for number in numbers:
        print(f"\n{number:,} chats; {runs} runs, medians", flush=True)
        print(f"  {'':32}{'wall s':>9}{'CPU s':>9}{'peak MiB':>10}{'CPU grows':>11}")
        with tempfile.TemporaryDirectory(prefix="bench-") as place:
            ours = _ours(source, Path(place, "ours"), number, runs, pictures=pictures)
            for name, costs in ours.items():
                cost = middle(costs)
                grown = _grown(before.get(name), number, cost)
                print(f"  {name:32}{cost.wall:9.2f}{cost.cpu:9.2f}{cost.peak:10.0f}{grown:>11}")
                before[name] = number, cost
            _beside(Path(place), number, runs, others, ours)


def _grown(before: tuple[int, Cost] | None, number: int, cost: Cost) -> str:
    return f"n^{growth(before[1], cost, number / before[0]):.2f}" if before else ""


def _ours(
    source: Path, root: Path, number: int, runs: int, *, pictures: bool
) -> dict[str, list[Cost]]:
    settings = write_project(source, root, number, pictures=pictures)
    post = sorted((root / "content/chats").glob("*.md"))[number // 2]
    template = root / "theme/templates/event_page.html"
    steps: tuple[Step, ...] = (
        ("cold", lambda: _emptied(root)),
        ("no change", lambda: None),
        ("one post edited", lambda: _appended(post, "\nOne more line.\n")),
        ("a template edited", lambda: _appended(template, "{# more #}\n")),
        ("a setting edited", lambda: _appended(settings, '\nSERIES["tagline"] += "."\n')),
    )
    costs: dict[str, list[Cost]] = {name: [] for name, _ in steps}
    _build(root)  # what Python compiles once is no part of a build
    for _ in range(runs):
        for name, prepare in steps:
            prepare()
            costs[name].append(_build(root))
    return costs


def _build(root: Path) -> Cost:
    return cost_of(_BUILD, root, SOURCE_DATE_EPOCH=str(BUILT_AT))


def _emptied(root: Path) -> None:
    for entry in (*(root / "output").iterdir(), root / ".cache"):
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink(missing_ok=True)


def _appended(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)


def _beside(
    place: Path, number: int, runs: int, others: Iterable[Rival], ours: dict[str, list[Cost]]
) -> None:
    """Print the others' figures, and ours as a part of theirs from paired runs."""
    print(f"  {'':32}{'wall s':>9}{'CPU s':>9}{'peak MiB':>10}   our cold build's part: wall, CPU")
    for rival in others:
        root = rival.project(place / rival.name.replace(" ", "-"), number)
        mine, costs = [], []
        for cost, own in _pairs(rival, root, place / "ours", runs):
            costs.append(cost)
            mine.append(own)
        cost, (wall, cpu) = middle(costs), ratios(mine, costs)
        edited = middle(ours["one post edited"]).cpu / cost.cpu
        print(f"  {rival.name:32}{cost.wall:9.2f}{cost.cpu:9.2f}{cost.peak:10.0f}   "
              f"{wall:.2f}, {cpu:.2f}; after one edit {edited:.2f}", flush=True)  # fmt: skip


def _pairs(rival: Rival, root: Path, ours: Path, runs: int) -> Iterator[tuple[Cost, Cost]]:
    for _ in range(runs):
        for name in ("output", "public", "_site"):
            shutil.rmtree(root / name, ignore_errors=True)
        other = cost_of(rival.command, root)
        _emptied(ours)
        yield other, _build(ours)
