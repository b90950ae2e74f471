"""How long builds take, beside other builders on the same posts: `invoke bench`.

Each figure is the median of several runs; a ratio is the median of paired runs, our build
and the other's one after the other, so that a busy machine burdens both.
"""

import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from made_series import BUILT_AT, made_chats, made_transcript, write_project
from measure import Cost, cost_of, growth, middle, put_aside, ratios
from rivals import Rival, rivals

BOUND_CHATS, BOUND_POSTS, BOUND = 6000, 50_000, 400
"""So many chats, one of them with a transcript of so many posts, are built in so many MiB."""

_WITH_PICTURES = 120
"""Series up to this length are also built with cards and with the index of the search."""

_BUILD = (sys.executable, "-m", "invoke", "build")
_PAIRED = ("cold", "one post edited", "cold, COMMONMARK")
_LINE = "  {:32}{:>9}{:>9}{:>10}{:>11}{:>14}"

Costs = dict[str, list[Cost]]


class Project:
    """A made-up series as a project; each step of `steps` prepares what is measured then."""

    def __init__(self, source: Path, root: Path, number: int, *, pictures: bool) -> None:
        self.root = root
        self.settings = write_project(source, root, number)
        self._usual = self.settings.read_text("utf-8")
        self._post = sorted((root / "content/chats").glob("*.md"))[number // 2]
        self._template = root / "theme/templates/event_page.html"
        apart = {"cold, with the search's index": "SEARCH", "cold, with cards": "CARDS"}
        self.steps: Mapping[str, Callable[[], None]] = {
            "cold": self._cold,
            "no change": lambda: None,
            "one post edited": lambda: _appended(self._post, "\nOne more line.\n"),
            "a template edited": lambda: _appended(self._template, "{# more #}\n"),
            "a setting edited": lambda: _appended(self.settings, '\nSERIES["tagline"] += "."\n'),
            "cold, COMMONMARK": lambda: self._cold("COMMONMARK"),
            **{name: lambda key=key: self._cold(key) for name, key in apart.items() if pictures},
        }
        self.build()  # what Python compiles once is no part of a build

    def build(self, step: str = "no change") -> Cost:
        """Prepare a step and return what the build costs then."""
        self.steps[step]()
        return cost_of(_BUILD, self.root, SOURCE_DATE_EPOCH=str(BUILT_AT))

    def _cold(self, chosen: str = "") -> None:
        self.settings.write_text(f"{self._usual}{f'{chosen} = True' if chosen else ''}\n", "utf-8")
        put_aside(self.root, "output", ".cache")


def bench(source: Path, numbers: Iterable[int], runs: int, *, pictures: bool = False) -> None:
    """Measure our builds of series of these lengths, then print them beside the others'."""
    others = rivals(source / ".cache/bench")
    before: tuple[int, dict[str, Cost]] | None = None
    for number in numbers:
        times = max(1, min(runs, 4000 // number))
        print(f"\n{number:,} chats; {times} runs, medians", flush=True)
        print(_LINE.format("", "wall s", "CPU s", "peak MiB", "CPU grows", "KiB per chat"))
        with tempfile.TemporaryDirectory(prefix="bench-") as place:
            with_pictures = pictures or number <= _WITH_PICTURES
            ours = Project(source, Path(place, "ours"), number, pictures=with_pictures)
            costs: Costs = {step: [] for step in ours.steps}
            for _ in range(times):
                for step, some in costs.items():
                    some.append(ours.build(step))
            before = _told(number, costs, before)
            _beside(Path(place), number, times, others, ours)
        if number == BOUND_CHATS:
            _bound(source)


def _told(
    number: int, costs: Costs, before: tuple[int, dict[str, Cost]] | None
) -> tuple[int, dict[str, Cost]]:
    """Print the costs, and how they grew since the shorter series."""
    medians = {step: middle(some) for step, some in costs.items()}
    for step, cost in medians.items():
        grown = more = ""
        if before and step in before[1]:
            fewer, small = before[0], before[1][step]
            grown = f"n^{growth(small, cost, number / fewer):.2f}"
            more = f"{(cost.peak - small.peak) * 1024 / (number - fewer):.1f}"
        print(_LINE.format(step, f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.peak:.0f}",
                           grown, more), flush=True)  # fmt: skip
    return number, medians


def _beside(place: Path, number: int, runs: int, others: Iterable[Rival], ours: Project) -> None:
    """Print the others' figures, and ours as a part of theirs from paired runs."""
    print(
        _LINE.format("", "wall s", "CPU s", "peak MiB", "", "") + "  our part of it, wall and CPU"
    )
    for rival in others:
        root = rival.project(place / rival.name.replace(" ", "-"), number)
        theirs: list[Cost] = []
        mine: Costs = {step: [] for step in _PAIRED}
        for _ in range(runs):
            theirs.append(_cold(rival, root))
            for step, some in mine.items():
                some.append(ours.build(step))
        cost = middle(theirs)
        parts = (f"{step} {wall:.2f} {cpu:.2f}" for step in _PAIRED
                 for wall, cpu in [ratios(mine[step], theirs)])  # fmt: skip
        print(_LINE.format(rival.name, f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.peak:.0f}",
                           "", "") + f"  {'; '.join(parts)}", flush=True)  # fmt: skip


def _bound(source: Path) -> None:
    """Print how much memory the largest build takes that is promised to stay under a bound."""
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        root = Path(place, "ours")
        write_project(source, root, BOUND_CHATS)
        chat = next(made_chats(BOUND_CHATS))
        transcript = root / f"content/transcripts/{chat.day}.txt"
        transcript.parent.mkdir()
        transcript.write_text(made_transcript(chat, BOUND_POSTS), "utf-8")
        cost = cost_of(_BUILD, root, SOURCE_DATE_EPOCH=str(BUILT_AT))
    print(f"\n{BOUND_CHATS:,} chats and a transcript of {BOUND_POSTS:,} posts: {cost.peak:.0f} MiB "
          f"at most, {cost.wall:.0f} s; {BOUND} MiB is the bound")  # fmt: skip


def _cold(rival: Rival, root: Path) -> Cost:
    put_aside(root, "output", "public", "_site")
    return cost_of(rival.command, root)


def _appended(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)
