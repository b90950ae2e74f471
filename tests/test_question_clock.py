"""Which question it is, by the reader's clock on a chat's own page: before, at each edge, after."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from browsers import Visit, served, visiting
from playwright.sync_api import Browser, expect
from sites import Site, build

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
START = datetime(2010, 8, 12, 21, tzinfo=UTC)
END = START + 60 * MINUTE
ONE, TWO = "chats/2010-08-one/", "chats/2010-08-two/"

# An hour has five minutes at each end; 10 of 50 minutes are Q2's, and the others share the rest.
EDGES = [
    (START - SECOND, "", []),
    (START, "Q1 comes at {5}.", []),
    (START + 5 * MINUTE - SECOND, "Q1 comes at {5}.", []),
    (START + 5 * MINUTE, "Now Q1, next Q2 at {25}.", ["Q1"]),
    (START + 25 * MINUTE - SECOND, "Now Q1, next Q2 at {25}.", ["Q1"]),
    (START + 25 * MINUTE, "Now Q2, next Q3 at {35}.", ["Q1", "Q2"]),
    (START + 35 * MINUTE - SECOND, "Now Q2, next Q3 at {35}.", ["Q1", "Q2"]),
    (START + 35 * MINUTE, "Now Q3, the last one.", ["Q1", "Q2", "Q3"]),
    (END - SECOND, "Now Q3, the last one.", ["Q1", "Q2", "Q3"]),
    (END, "", ["Q1", "Q2", "Q3"]),
]
ZONES = {"UTC": 21, "America/New_York": 17, "Asia/Kolkata": 2, "Pacific/Apia": 10}
"""Zones with the hour of the start; in Kolkata it begins at half past."""

_ONE = """---
id: one
title: One sitting
topic: Time
date: 2010-08-12
duration: 1h
announced: 2010-06-01
questions: [First?, {ask: Second?, minutes: 10}, Third?]
---
"""
_TWO = """---
id: two
title: Two sittings
topic: Times
announced: 2010-06-01
sessions:
  - {date: 2010-08-19 09:00, zone: Asia/Kolkata, duration: 1h, label: East}
  - {date: 2010-08-19 17:00, duration: 1h, label: West}
questions: [First?, Second?]
---
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with a chat of one hour, and with one of two sittings."""
    folder: Path = tmp_path_factory.mktemp("clock")
    chats = folder / "content/chats"
    chats.mkdir(parents=True)
    (chats / "2010-08-one.md").write_text(_ONE)
    (chats / "2010-08-two.md").write_text(_TWO)
    made = build(folder, content=folder / "content", extra="SEARCH = CARDS = False")
    assert made.code == 0, made.said
    return made


@pytest.fixture(scope="module")
def home(site: Site) -> Iterator[str]:
    """Return the address at which it is served."""
    with served(site) as address:
        yield address


def go(visit: Visit, path: str, at: datetime) -> None:
    """Open a page at a moment that does not pass."""
    visit.page.clock.set_fixed_time(at)
    visit.go(path)


def asked(visit: Visit) -> list[str]:
    """Return the numbers of the questions that are shown as asked."""
    found = visit.page.locator(".questions [data-asked=true] .number")
    return [text.split()[0] for text in found.all_inner_texts()]


@pytest.mark.parametrize("zone", ZONES)
def test_the_page_says_which_question_it_is_at_every_edge_in_the_readers_time(
    zone: str, chromium: Browser, home: str
) -> None:
    half = 30 if zone == "Asia/Kolkata" else 0
    wall = datetime(2010, 1, 1, ZONES[zone], half)
    times = {str(after): f"{wall + after * MINUTE:%H:%M}" for after in (5, 25, 35)}
    with visiting(chromium, home, timezone_id=zone) as visit:
        for at, words, numbers in EDGES:
            go(visit, ONE, at)
            line = visit.page.locator(".now")
            expect(line).to_be_visible(visible=START <= at < END)
            if START <= at < END:
                said = words
                for after, time in times.items():
                    said = said.replace(f"{{{after}}}", time)
                expect(line.locator("output")).to_have_text(said)
                late = [f"Came late? Asked so far: Q1 to {numbers[-1]}"] if numbers else []
                expect(line.get_by_role("link")).to_have_text(late)
            assert asked(visit) == numbers, at
            shown = visit.page.locator(".number time").all_inner_texts()
            assert shown == list(times.values()), at
        assert visit.complaints == []


def test_the_page_moves_on_by_itself_while_it_is_open(chromium: Browser, home: str) -> None:
    with visiting(chromium, home, at=START + 24 * MINUTE) as visit:
        visit.go(ONE)
        line = visit.page.locator(".now output")
        expect(line).to_have_text("Now Q1, next Q2 at 21:25.")
        visit.page.clock.run_for(61_000)
        expect(line).to_have_text("Now Q2, next Q3 at 21:35.")
        visit.page.clock.run_for(36 * 60_000)
        expect(visit.page.locator(".now")).to_be_hidden()
        expect(visit.page.get_by_text("A recap will follow.")).to_be_visible()


def test_who_comes_late_is_led_to_the_questions(chromium: Browser, home: str) -> None:
    with visiting(chromium, home, at=START + 30 * MINUTE) as visit:
        visit.go(ONE)
        visit.page.get_by_role("link", name="Came late? Asked so far: Q1 to Q2").click()
        assert visit.path == f"{ONE}#questions"
        expect(visit.page.locator(".questions")).to_be_in_viewport()


def test_each_of_several_sittings_has_its_own_times(chromium: Browser, home: str) -> None:
    east = datetime(2010, 8, 19, 3, 30, tzinfo=UTC)
    west = datetime(2010, 8, 19, 21, tzinfo=UTC)
    with visiting(chromium, home) as visit:
        for at, times, words in [
            (east - 60 * MINUTE, ["03:35", "04:00"], None),
            (east + 30 * MINUTE, ["03:35", "04:00"], "Now Q2, the last one."),
            (east + 60 * MINUTE, ["21:05", "21:30"], None),
            (west + 10 * MINUTE, ["21:05", "21:30"], "Now Q1, next Q2 at 21:30."),
            (west + 60 * MINUTE, ["21:05", "21:30"], None),
        ]:
            go(visit, TWO, at)
            assert visit.page.locator(".number time").all_inner_texts() == times
            expect(visit.page.locator(".now")).to_be_visible(visible=words is not None)
            if words:
                expect(visit.page.locator(".now output")).to_have_text(words)
        assert visit.complaints == []


def test_without_javascript_the_times_stand_at_the_questions(site: Site) -> None:
    def times(path: str) -> list[tuple[str | None, str | None]]:
        found = [e for e in site.page(path).iter("a") if e.get("class") == "number"]
        return [(time.get("datetime"), time.text) for e in found if (time := e.find("time"))
                is not None]  # fmt: skip

    assert times(ONE) == [("2010-08-12T21:05Z", "17:05"), ("2010-08-12T21:25Z", "17:25"),
                          ("2010-08-12T21:35Z", "17:35")]  # fmt: skip
    assert times(TWO) == [("PT5M", "+5"), ("PT30M", "+30")]
    assert times("") == []


def test_the_clock_asks_for_no_further_file(chromium: Browser, home: str) -> None:
    with visiting(chromium, home) as visit:
        visit.go(ONE)
        asked_for = [path.rpartition(".")[2] for path in visit.requests if "favicon" not in path]
        assert asked_for == [ONE, "css", "js"], visit.requests
