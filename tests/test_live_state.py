"""A chat's state by the reader's clock, in a real browser: pages move on without a rebuild."""

from datetime import datetime, timedelta

import pytest
from browsers import Visit, visiting
from march import (
    BEFORE,
    BUILT,
    CALLED_OFF,
    END,
    EVENTS,
    FOLLOWING,
    START,
    TOPIC,
    TWO_SITTINGS,
)
from playwright.sync_api import Browser, Locator, expect

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
EAST = START.replace(month=5, day=13, hour=3, minute=30)
WEST = START.replace(month=5, day=13)

EDGES = [
    (START - 31 * MINUTE, "upcoming", "in 31 minutes"),
    (START - 30 * MINUTE - SECOND, "upcoming", "in 30 minutes"),
    (START - 30 * MINUTE, "soon", "in 30 minutes"),
    (START - SECOND, "soon", "in 1 minute"),
    (START, "live", "until 23:00"),
    (START + HOUR, "live", "until 23:00"),
    (END - SECOND, "live", "until 23:00"),
    (END, "over", ""),
    (END + HOUR, "over", ""),
]

ZONES = ["Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]


@pytest.fixture
def visit(chromium: Browser, march_home: str):
    """Return the window of a reader in UTC; what the console complains of fails the test."""
    with visiting(chromium, march_home) as opened:
        yield opened
        assert opened.complaints == []


def go(visit: Visit, path: str, at: datetime) -> None:
    """Open a page at a moment that does not pass."""
    visit.page.clock.set_fixed_time(at)
    visit.go(path)


def chat(visit: Visit) -> Locator:
    """Return the one chat that a page shows."""
    return visit.page.locator("main [data-sessions]:visible")


def topic(visit: Visit) -> str:
    return chat(visit).get_by_role("heading", level=2).first.inner_text()


# ---------------------------------------------------------------- the page of a chat


@pytest.mark.parametrize("zone", ZONES)
def test_the_state_is_the_same_at_every_edge_wherever_the_reader_is(
    zone: str, chromium: Browser, march_home: str
) -> None:
    with visiting(chromium, march_home, timezone_id=zone) as visit:
        for at, state, _ in EDGES:
            go(visit, EVENTS, at)
            expect(chat(visit)).to_have_attribute("data-state", state)
        assert visit.complaints == []


def test_a_page_says_how_long_until_the_start_then_until_when_then_nothing(visit: Visit) -> None:
    for at, _, words in EDGES:
        go(visit, EVENTS, at)
        expect(chat(visit).locator(".until")).to_have_text(words)


@pytest.mark.parametrize(
    ("zone", "at", "words"),
    [
        ("UTC", BUILT, "in 3 days"),
        ("UTC", START - 23 * HOUR, "tomorrow, in 23 hours"),
        ("UTC", START - 9 * HOUR, "in 9 hours"),
        ("Asia/Kolkata", START - 9 * HOUR, "tomorrow, in 9 hours"),
        ("Pacific/Apia", START - 9 * HOUR, "in 9 hours"),
        ("Pacific/Apia", START - 11 * HOUR, "tomorrow, in 11 hours"),
        ("Australia/Lord_Howe", START - 25 * HOUR, "tomorrow"),
    ],
)
def test_the_waiting_time_counts_the_days_of_the_readers_calendar(
    zone: str, at: datetime, words: str, chromium: Browser, march_home: str
) -> None:
    with visiting(chromium, march_home, timezone_id=zone) as visit:
        go(visit, EVENTS, at)
        expect(chat(visit).locator(".until")).to_have_text(words)


def test_what_a_page_offers_goes_with_the_state(visit: Visit) -> None:
    """Before: join and add. Live: join first. After: what came of it, and nothing to join."""
    page = visit.page
    join = page.get_by_role("link", name="Open the hashtag on X")
    add = page.get_by_role("link", name="Add to your calendar")
    answer = page.get_by_role("link", name="Answer with A1")
    outcome = page.get_by_role("heading", name="What came of it")
    for at, state, _ in EDGES:
        go(visit, EVENTS, at)
        coming = state != "over"
        expect(page.get_by_text("Live now")).to_be_visible(visible=state == "live")
        expect(page.get_by_text("About to start")).to_be_visible(visible=state == "soon")
        expect(join).to_be_visible(visible=coming)
        expect(add).to_be_visible(visible=coming)
        expect(answer).to_be_visible(visible=coming)
        expect(outcome).to_be_visible(visible=not coming)
        expect(page.get_by_text("A recap will follow.")).to_be_visible(visible=not coming)
        expect(page.get_by_text("This chat is over.")).to_be_visible(visible=not coming)
        expect(page.locator("details[open]:visible")).to_have_count(2 if coming else 0)
        expect(page.get_by_role("link", name="To come")).to_be_visible(visible=coming)
        expect(page.locator(".breadcrumb").get_by_text("2010")).to_be_visible(visible=not coming)
        if coming:
            first = page.locator(".actions:visible a").first
            expect(first).to_have_text("Open the hashtag on X")


def test_between_its_sittings_a_chat_waits_for_the_next_one(visit: Visit) -> None:
    two_hours = 2 * HOUR
    for at, state, words in [
        (EAST - 31 * MINUTE, "upcoming", "in 31 minutes"),
        (EAST - 30 * MINUTE, "soon", "in 30 minutes"),
        (EAST, "live", "until 05:30"),
        (EAST + two_hours - SECOND, "live", "until 05:30"),
        (EAST + two_hours, "upcoming", "in 16 hours"),
        (WEST - 30 * MINUTE, "soon", "in 30 minutes"),
        (WEST - SECOND, "soon", "in 1 minute"),
        (WEST, "live", "until 23:00"),
        (WEST + two_hours, "over", ""),
    ]:
        go(visit, TWO_SITTINGS, at)
        expect(chat(visit)).to_have_attribute("data-state", state)
        expect(chat(visit).locator(".until")).to_have_text(words)


def test_a_chat_that_was_called_off_is_never_live(visit: Visit) -> None:
    start = START - timedelta(days=2)
    for at in (start - 10 * MINUTE, start, start + HOUR, start + 3 * HOUR):
        go(visit, CALLED_OFF, at)
        page = visit.page
        expect(page.get_by_text("This chat does not take place.")).to_be_visible()
        for words in ("Live now", "About to start", "What came of it"):
            expect(page.get_by_text(words)).not_to_be_visible()
        expect(page.locator(".actions, .until, .questions, .prose")).to_have_count(0)


# ---------------------------------------------------------------- home, /next/, /latest/


@pytest.mark.parametrize("path", ["", "next/"])
def test_home_and_next_move_on_to_the_following_chat_and_then_to_the_expected_date(
    path: str, visit: Visit
) -> None:
    for at, shown in [
        (START - SECOND, TOPIC),
        (START, TOPIC),
        (END - SECOND, TOPIC),
        (END, FOLLOWING),
        (WEST, FOLLOWING),
        (WEST + 2 * HOUR, "Expected, not announced yet"),
        (WEST + timedelta(days=3000), "Not announced yet"),
    ]:
        go(visit, path, at)
        sections = visit.page.locator("#next-chat > section:visible")
        expect(sections).to_have_count(1)
        expect(sections.get_by_role("heading", level=2).first).to_have_text(shown)
        live = START <= at < END or at == WEST
        expect(sections.get_by_text("Live now")).to_be_visible(visible=live)


@pytest.mark.parametrize("zone", ZONES)
def test_the_pages_move_on_at_the_same_instant_wherever_the_reader_is(
    zone: str, chromium: Browser, march_home: str
) -> None:
    """A chat of two sittings, the last one announced at the build, is over with its second."""
    over = WEST + 2 * HOUR
    with visiting(chromium, march_home, timezone_id=zone) as visit:
        for path, edges in {
            "": [(END - SECOND, TOPIC), (END, FOLLOWING), (over - SECOND, FOLLOWING)],
            "next/": [(END - SECOND, TOPIC), (END, FOLLOWING), (over - SECOND, FOLLOWING)],
            "latest/": [(END - SECOND, BEFORE), (END, TOPIC), (over - SECOND, TOPIC),
                        (over, FOLLOWING)],
        }.items():  # fmt: skip
            for at, shown in edges:
                go(visit, path, at)
                assert topic(visit) == shown, (path, at)
        for path in ("", "next/"):
            go(visit, path, over)
            assert topic(visit) == "Expected, not announced yet"
        for at, state in [(EAST - SECOND, "soon"), (EAST, "live"), (EAST + 2 * HOUR, "upcoming"),
                          (WEST, "live"), (over, "over")]:  # fmt: skip
            go(visit, TWO_SITTINGS, at)
            expect(chat(visit)).to_have_attribute("data-state", state)
        assert visit.complaints == []


def test_the_expected_date_is_the_next_that_the_rule_gives(visit: Visit) -> None:
    go(visit, "", WEST + 2 * HOUR)
    expect(chat(visit).locator(".dt-start")).to_have_text("Thursday 10 June 2010")


def test_what_comes_after_that_comes_after_what_is_shown(visit: Visit) -> None:
    for at, shown in [(BUILT, True), (END - SECOND, True), (END, False)]:
        go(visit, "", at)
        expect(visit.page.get_by_role("heading", name="After that")).to_be_visible(visible=shown)
        later = visit.page.locator(".later").get_by_role("link", name=FOLLOWING)
        expect(later).to_be_visible(visible=shown)


def test_that_a_chat_was_called_off_is_said_until_it_would_have_ended(visit: Visit) -> None:
    end = END - timedelta(days=2)
    for at in (BUILT, end - SECOND, end):
        go(visit, "", at)
        expect(visit.page.get_by_text("does not take place")).to_be_visible(visible=at < end)


def test_latest_moves_on_to_the_chat_that_has_just_ended(visit: Visit) -> None:
    for at, shown in [(BUILT, BEFORE), (START, BEFORE), (END - SECOND, BEFORE), (END, TOPIC),
                      (EAST + 3 * HOUR, TOPIC), (WEST + 2 * HOUR, FOLLOWING)]:  # fmt: skip
        go(visit, "latest/", at)
        assert topic(visit) == shown, at
        follows = chat(visit).get_by_text("A recap will follow.")
        expect(follows).to_be_visible(visible=shown != BEFORE)


# ---------------------------------------------------------------- a page left open


def test_a_page_left_open_moves_on_by_itself(chromium: Browser, march_home: str) -> None:
    for path in (EVENTS, ""):
        with visiting(chromium, march_home, at=START - 31 * MINUTE) as visit:
            visit.go(path)
            here = visit.page.locator("main [data-sessions]").first
            for wait, state in [(0, "upcoming"), (90, "soon"), (1800, "live"), (7200, "over")]:
                visit.page.clock.fast_forward(wait * 1000)
                expect(here).to_have_attribute("data-state", state)
            expect(here).to_be_visible(visible=path == EVENTS)
            if not path:
                assert topic(visit) == FOLLOWING
            assert visit.requests.count(path) == 1


def test_the_waiting_time_of_a_page_left_open_goes_down_with_every_minute(
    chromium: Browser, march_home: str
) -> None:
    with visiting(chromium, march_home, at=START - 10 * MINUTE) as visit:
        visit.page.clock.pause_at(START - 10 * MINUTE + SECOND)
        visit.go(EVENTS)
        for minutes in (10, 9, 8):
            expect(chat(visit).locator(".until")).to_have_text(f"in {minutes} minutes")
            visit.page.clock.run_for(60_000)


def test_a_page_that_comes_back_into_view_is_right_at_once(visit: Visit) -> None:
    go(visit, EVENTS, START - HOUR)
    visit.page.clock.set_fixed_time(START + HOUR)
    expect(chat(visit)).to_have_attribute("data-state", "upcoming")
    visit.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert chat(visit).get_attribute("data-state") == "live"
