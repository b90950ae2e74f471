"""Between two of the series' instants, time changes no byte of the site."""

import multiprocessing
import os
import random
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from projects import Project, copy_of_project
from sites import git
from writers import head

from chats.instants import same_until
from content_folder.site import read_site

SECOND = timedelta(seconds=1)
TIMES = int(os.environ.get("INSTANTS", "3"))
"""How many instants are tried; `invoke edits` tries hundreds."""

MARCH = datetime(2010, 3, 15, 12, tzinfo=UTC)  # between the clock changes of two continents


def _build(root: Path, at: datetime, output: Path) -> None:
    from desk.build import build

    os.chdir(root)
    sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - the process ends with it
    fine = build(root / "pelicanconf.py", at=f"{at:%Y-%m-%dT%H:%M:%SZ}", output=str(output),
                 siteurl="https://4change.example")  # fmt: skip
    os._exit(0 if fine else 1)


def site(project: Project, at: datetime) -> dict[str, bytes]:
    """Return the files of the site as of an instant, built by a copy of this process."""
    output = project.root / f"at-{at:%Y%m%d%H%M%S}"
    process = multiprocessing.get_context("fork").Process(
        target=_build, args=(project.root, at, output)
    )
    process.start()
    process.join()
    assert process.exitcode == 0, at
    return project.files(output.name)


def until(project: Project, at: datetime) -> tuple[datetime, list[datetime]]:
    """Return until when the site stays as it is, and all instants at which its chats change."""
    import runpy

    known = runpy.run_path(str(project.root / "pelicanconf.py"))
    content = read_site({**known, "BUILD_TIME": at, "NOW": at})
    waiting = [instant for instant, _ in content.waiting]
    near = [chat.start.astimezone(UTC) for chat in content.series.chats]
    near += [chat.end for chat in content.series.chats]
    return same_until(content.series, waiting), [*waiting, *near]


def changed(project: Project, at: datetime) -> list[str]:
    """Return the files that differ between an instant and the last one that is to be the same."""
    last = max(at, until(project, at)[0] - SECOND)
    one, other = site(project, at), site(project, last)
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture
def quick(project: Project) -> Project:
    """Return the project, without what is drawn or indexed, as it was written at the time."""
    for file in (project.root / "content").rglob("*.md"):
        text = re.sub(r"(?m)^updated: .*\n", "", file.read_text("utf-8"))
        file.write_text(text, "utf-8")
    with (project.root / "pelicanconf.py").open("a", encoding="utf-8") as opened:
        opened.write("SEARCH = CARDS = False\n")
    git(project.root, "commit", "--amend", "-qam", "content", day="2009-06-01")
    return project


def test_the_real_site_stays_as_it_is_from_each_instant_to_the_next(quick: Project) -> None:
    chats = until(quick, datetime(2010, 11, 1, tzinfo=UTC))[1]
    around = (-30 * 60, -1, 0, 1, 3600, 30 * 86400, 31 * 86400)
    instants = [at + seconds * SECOND for at in chats for seconds in around]
    instants = [at for at in instants if at not in chats]  # to the second, a file may be of then
    chosen = random.Random(TIMES).sample(instants, min(TIMES, len(instants)))
    assert len(instants) > 100
    assert all(until(quick, at)[0] > at for at in chosen)
    assert {at: found for at in chosen if (found := changed(quick, at))} == {}


def test_at_each_of_a_chats_instants_the_site_changes(quick: Project) -> None:
    start = datetime(2010, 6, 10, 21, tzinfo=UTC)
    minutes = timedelta(minutes=1)
    for instant in (start - 30 * minutes, start, start + 120 * minutes):
        before = until(quick, instant - SECOND)[0]
        assert before == instant
        assert site(quick, instant - SECOND) != site(quick, instant)


CHATS = st.lists(
    st.fixed_dictionaries({
        "day": st.integers(-40, 40),
        "time": st.sampled_from(["00:00", "07:30", "17:00", "23:59"]),
        "zone": st.sampled_from(["America/New_York", "Asia/Kolkata", "Europe/London"]),
        "duration": st.sampled_from(["30m", "2h", "9h"]),
        "told": st.integers(0, 60),
        "edited": st.sampled_from([0, 0, 0, 1, 5, 200]),
        "status": st.sampled_from(["announced", "tentative", "cancelled"]),
    }),
    min_size=1, max_size=3, unique_by=lambda chat: chat["day"],
)  # fmt: skip


@settings(
    max_examples=TIMES, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
@given(chats=CHATS, data=st.data())
def test_any_site_stays_as_it_is_until_its_next_instant(
    tmp_path_factory: pytest.TempPathFactory, chats: list[dict[str, object]], data: st.DataObject
) -> None:
    root = tmp_path_factory.mktemp("series")
    project = copy_of_project(root)
    for file in (root / "content").rglob("*.md"):
        file.unlink()
    (root / "content/identities.lock").unlink(missing_ok=True)
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as opened:
        opened.write('SEARCH = CARDS = False\nSERIES["exceptions"] = {"2010-04": "2010-06-20"}\n')
    for number, chat in enumerate(chats):
        day = MARCH + timedelta(days=int(str(chat["day"])))
        told = day - timedelta(days=int(str(chat["told"])) + 1)
        edited = told + timedelta(days=int(str(chat["edited"])))
        text = head(
            date=f"{day:%Y-%m-%d}", announced=f"{told:%Y-%m-%d}", updated=f"{edited:%Y-%m-%d}",
            id=f"{day:%Y-%m-%d}", time=f'"{chat["time"]}"', zone=str(chat["zone"]),
            duration=str(chat["duration"]), status=str(chat["status"]),
        )  # fmt: skip
        (root / f"content/chats/{day:%Y-%m-%d}-n{number}.md").write_text(text, "utf-8")
    instants = until(project, MARCH)[1]
    at = (
        data.draw(st.sampled_from(sorted({*instants, MARCH})))
        + data.draw(st.sampled_from([-30 * 60, -1, 0, 1, 3600, 86400, 30 * 86400, 31 * 86400]))
        * SECOND
    )
    assume(until(project, at)[0] > at)
    assert changed(project, at) == []
