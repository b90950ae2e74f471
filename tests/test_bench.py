"""The made-up series of the benchmark: a real series, the same for the same number."""

import sys
from pathlib import Path

import pytest
from sites import ROOT, build

sys.path.append(str(ROOT / "bench"))

from made_series import BUILT_AT, made_chats, write_project
from measure import Cost, Failed, cost_of, growth


def test_a_made_up_series_is_the_same_each_time() -> None:
    assert list(made_chats(40)) == list(made_chats(40))
    assert len({chat.day for chat in made_chats(2000)}) == 2000


def test_a_made_up_series_is_built_whole(tmp_path: Path) -> None:
    write_project(ROOT, tmp_path / "project", 30)
    site = build(
        tmp_path, epoch=BUILT_AT, content=tmp_path / "project/content",
        extra='SEARCH = CARDS = False\nSERIES = SERIES | {"rule": "every 1 weeks from 2003-01-02", '
        '"exceptions": {}}',
    )  # fmt: skip
    assert site.code == 0, site.said
    assert len([name for name in site.files() if name.endswith("/invite.ics")]) == 30
    assert "-transcript/" in site.text("posts/")


def test_a_command_is_measured_as_a_whole_process_and_its_failure_is_told(tmp_path: Path) -> None:
    cost = cost_of((sys.executable, "-c", "print(sum(range(10 ** 6)))"), tmp_path)
    assert cost.cpu > 0
    assert cost.peak > 1
    with pytest.raises(Failed, match="no such thing"):
        cost_of((sys.executable, "-c", "raise SystemExit('no such thing')"), tmp_path)


def test_growth_of_one_means_linear() -> None:
    assert growth(Cost(1, 2, 1), Cost(9, 20, 1), 10) == pytest.approx(1)
