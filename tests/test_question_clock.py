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
ASKS = {"Q1": "First?", "Q2": "Second?", "Q3": "Third?"}
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
  - {date: 2010-08-19 17:00, duration: 90m, label: West}
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
                late = line.locator("details")
                expect(late).to_be_visible(visible=bool(numbers))
                asks = [f"{number} {ASKS[number]}" for number in numbers]
                expect(late.locator("li")).to_have_text(asks)
            assert asked(visit) == numbers, at
            shown = visit.page.locator(".questions time").all_inner_texts()
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


def test_who_comes_late_finds_what_was_asked_and_the_way_to_the_live_search(
    chromium: Browser, home: str
) -> None:
    with visiting(chromium, home, at=START + 30 * MINUTE) as visit:
        visit.go(ONE)
        expect(visit.page.locator(".now + div .join")).to_be_in_viewport()
        visit.page.get_by_text("Came late? Asked so far").click()
        link = visit.page.locator(".now").get_by_role("link", name="Q2")
        link.focus()
        visit.page.clock.run_for(2 * 60_000)  # what has not changed stays, and so does the focus
        expect(link).to_be_focused()
        link.click()
        assert visit.path == f"{ONE}#q2"
        expect(visit.page.locator("#q2")).to_be_in_viewport()


def test_each_of_several_sittings_has_its_own_times(chromium: Browser, home: str) -> None:
    east = datetime(2010, 8, 19, 3, 30, tzinfo=UTC)
    west = datetime(2010, 8, 19, 21, tzinfo=UTC)
    with visiting(chromium, home) as visit:
        for at, words in [
            (east - 60 * MINUTE, None),
            (east + 30 * MINUTE, "Now Q2, the last one."),
            (east + 60 * MINUTE, None),
            (west + 10 * MINUTE, "Now Q1, next Q2 at 21:45."),
            (west + 90 * MINUTE, None),
        ]:
            go(visit, TWO, at)
            times = visit.page.locator("tr[id] .note").all_inner_texts()
            assert times == ["03:35 East, 21:07 West", "04:00 East, 21:45 West"]
            expect(visit.page.locator(".now")).to_be_visible(visible=words is not None)
            if words:
                expect(visit.page.locator(".now output")).to_have_text(words)
        assert visit.complaints == []


def test_without_javascript_the_schedule_stands_there_as_a_table(site: Site) -> None:
    def rows(path: str) -> list[tuple[str, list[str | None], str]]:
        table = next(e for e in site.page(path).iter("table") if e.get("class") == "questions")
        return [
            (row[0][0].text or "", [time.get("datetime") for time in row.iter("time")],
             next(" ".join("".join(cell.itertext()).split()) for cell in row.iter()
                  if cell.find("time") is not None))
            for row in table.iter("tr") if row.get("id")
        ]  # fmt: skip

    assert rows(ONE) == [
        ("Q1", ["2010-08-12T21:05Z"], "17:05"), ("Q2", ["2010-08-12T21:25Z"], "17:25"),
        ("Q3", ["2010-08-12T21:35Z"], "17:35"),
    ]  # fmt: skip
    # Sittings of different length have their questions at different minutes.
    assert rows(TWO) == [
        ("Q1", ["2010-08-19T03:35Z", "2010-08-19T21:07Z"], "09:05 East, 17:07 West"),
        ("Q2", ["2010-08-19T04:00Z", "2010-08-19T21:45Z"], "09:30 East, 17:45 West"),
    ]
    assert all(e.get("class") != "questions" for e in site.page("").iter("table"))


def test_the_clock_asks_for_no_further_file(chromium: Browser, home: str) -> None:
    with visiting(chromium, home) as visit:
        visit.go(ONE)
        asked_for = [path.rpartition(".")[2] for path in visit.requests if "favicon" not in path]
        assert asked_for == [ONE, "css", "js"], visit.requests
