"""Whatever happens to a series: once its faults are mended, calendars can follow."""

import re
import tempfile
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from calendar_lines import entries_of
from calendars import calendar_ics
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lock_writer import Writer
from writers import AT, head, series_of

from chats.paths import Site
from content_folder.identities_file import update

SITE = Site("https://chats.example.org")
NAMES = ("2010-06-a", "2010-07-b", "2010-08-c")
DAYS = ("2010-06-10", "2010-06-24", "2010-07-08", "2010-08-12", "2010-09-09 16:00")

Entry = dict[str, str]

CHATS: dict[str, tuple[str, ...]] = {
    "date": DAYS,
    "status": ("announced", "tentative", "cancelled"),
    "duration": ("1h", "2h", "90m"),
    "topic": ("Organizing", "Networks"),
}
SERIES: dict[str, tuple[object, ...]] = {
    "time": ("17:00", "16:00"),
    "duration": ("2h", "1h"),
    "rule": ("second Thursday", "first Monday"),
    "name": ("#4Change", "#Change"),
    "exceptions": ({}, {"2010-08": "2010-08-19"}, {"2010-09": "skip"}, {"2010-07": "2010-07-15"}),
}


def _steps() -> st.SearchStrategy[tuple[str, str, object]]:
    of_chats = [st.tuples(st.sampled_from(NAMES), st.just(field), st.sampled_from(values))
                for field, values in CHATS.items()]  # fmt: skip
    of_series = [st.tuples(st.just("series"), st.just(key), st.sampled_from(values))
                 for key, values in SERIES.items()]  # fmt: skip
    passing = st.tuples(st.just("clock"), st.just("days"), st.integers(1, 40))
    return st.one_of(*of_chats, *of_series, passing)


class Life:
    """A writer who changes one thing after another and mends what is told."""

    def __init__(self, folder: Path) -> None:
        self.writer = Writer(folder)
        self.at = AT
        self.chats: dict[str, dict[str, str]] = {"2010-06-a": {}}
        self.settings: dict[str, object] = {}
        (folder / "chats/2010-06-organizing.md").unlink()

    def step(self, whose: str, what: str, value: object) -> None:
        if whose == "clock":
            assert isinstance(value, int)
            self.at += timedelta(days=value)
        elif whose == "series":
            self.settings[what] = value
        else:
            self.chats.setdefault(whose, {})[what] = str(value)
        self.save()
        for _ in range(9):
            told = [line for line in self.writer.told(self.at) if "warning: " not in line]
            if not told:
                return
            self.mend(told)
        raise AssertionError(told)

    def save(self) -> None:
        self.writer.series = series_of(**self.settings)
        for name, fields in self.chats.items():
            month = name[:7]
            given = {"date": f"{month}-10", "updated": "2010-06-04", **fields}
            self.writer.write(f"chats/{name}.md", head(**given))

    def mend(self, told: list[str]) -> None:
        for problem in told:
            name = problem.partition(".md")[0].rpartition("/")[2]
            if "is the very start that the chat has now" in problem:  # back to where it was
                self.chats[name].pop("moved_from")
                continue
            match = re.search(r"`(moved_from|revision): (.*?)`", problem)
            assert match, problem
            self.chats[name][match[1]] = match[2]
        self.save()

    def entries(self) -> dict[str, Entry]:
        data = calendar_ics(self.writer.content(self.at).series, SITE)
        made = [dict(line.partition(":")[::2] for line in lines) for lines in entries_of(data)]
        assert len({entry["UID"] for entry in made}) == len(made)
        return {entry["UID"]: entry for entry in made}


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.lists(_steps(), min_size=2, max_size=12))
def test_numbers_rise_with_time_and_state_and_stamps_with_every_change(
    steps: list[tuple[str, str, object]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        life = Life(Path(folder) / "content")
        life.step("clock", "days", 1)
        seen: dict[str, Entry] = {}
        for step in steps:
            life.step(*step)
            now = life.entries()
            _follows(seen, now, life.chats)
            update(life.writer.folder, life.writer.content(life.at))
            assert life.entries() == now
            seen |= now


def _follows(seen: dict[str, Entry], now: dict[str, Entry], announced: Iterable[str]) -> None:
    assert {f"{name[:7]}@4change.example" for name in announced} <= set(now)
    for uid, entry in now.items():
        if uid not in seen:
            continue
        old = seen[uid]
        assert int(entry["SEQUENCE"]) >= int(old["SEQUENCE"])
        if any(entry[name] != old[name] for name in ("DTSTART", "DTEND", "STATUS")):
            assert int(entry["SEQUENCE"]) > int(old["SEQUENCE"])
        if entry == {**old, **{name: entry[name] for name in ("DTSTAMP", "LAST-MODIFIED")}}:
            assert entry["DTSTAMP"] == old["DTSTAMP"]
        else:
            assert entry["DTSTAMP"] > old["DTSTAMP"]
