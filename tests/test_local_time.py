"""The reader's own date, time and zone in a real browser, on top of the announced ones."""

import time
from datetime import timedelta

import pytest
from browsers import visiting
from march import BUILT, END, EVENTS, START, TWO_SITTINGS
from playwright.sync_api import Browser, Locator, Route


def shown(place: Locator) -> list[str]:
    """Return what the date block of a chat says, a text per part and session."""
    block = place.locator(".date-block")
    lines = [block.locator(".dt-start"), *block.locator(".hours, .zone").all()]
    return [" ".join(line.inner_text().split()) for line in lines]


# On 18 March 2010 New York had changed its clocks and Europe had not: 17:00 there is 21:00 UTC.
MARCH_18 = {
    ("UTC", "en-GB"): ("Thursday 18 March 2010", "21:00–23:00", "UTC"),
    ("Europe/London", "en-GB"): ("Thursday 18 March 2010", "21:00–23:00", "London time (UTC)"),
    ("Europe/Berlin", "de-DE"):
        ("Thursday 18 March 2010", "22:00–00:00 (Fri)", "Berlin time (UTC+1)"),
    ("Europe/Helsinki", "en-GB"):
        ("Thursday 18 March 2010", "23:00–01:00 (Fri)", "Helsinki time (UTC+2)"),
    ("Asia/Kolkata", "en-GB"):
        ("Friday 19 March 2010", "02:30–04:30", "Kolkata time (UTC+5:30)"),
    ("Australia/Lord_Howe", "en-US"):
        ("Friday 19 March 2010", "8 AM–10 AM", "Lord Howe time (UTC+11)"),
    ("Pacific/Apia", "de-DE"):
        ("Thursday 18 March 2010", "10:00–12:00", "Apia time (UTC−11)"),
    ("America/New_York", "en-US"):
        ("Thursday 18 March 2010", "5 PM–7 PM", "New York time (UTC−4)"),
    ("Pacific/Marquesas", "en-US"):
        ("Thursday 18 March 2010", "11:30 AM–1:30 PM", "Marquesas time (UTC−9:30)"),
}  # fmt: skip


@pytest.mark.parametrize(("zone", "locale"), MARCH_18)
def test_the_day_the_hours_and_the_zone_are_the_readers_own_on_every_page(
    zone: str, locale: str, chromium: Browser, march_home: str
) -> None:
    expected = list(MARCH_18[zone, locale])
    with visiting(chromium, march_home, at=BUILT, timezone_id=zone, locale=locale) as visit:
        for path in ("", "next/", EVENTS):
            visit.go(path)
            assert shown(visit.page.locator(".h-event:visible").first) == expected, path
        assert visit.complaints == []


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Asia/Kolkata", ["Friday 12 February 2010", "03:30–05:30", "Kolkata time (UTC+5:30)"]),
        ("Pacific/Apia", ["Thursday 11 February 2010", "11:00–13:00", "Apia time (UTC−11)"]),
    ],
)
def test_the_latest_chat_stands_there_in_the_readers_time_too(
    zone: str, day: list[str], chromium: Browser, march_home: str
) -> None:
    with visiting(chromium, march_home, at=BUILT, timezone_id=zone) as visit:
        visit.go("latest/")
        assert shown(visit.page.locator(".h-event:visible")) == day


def test_each_sitting_has_its_own_hours_and_its_own_day_where_that_differs(
    chromium: Browser, march_home: str
) -> None:
    with visiting(chromium, march_home, at=BUILT, timezone_id="Australia/Lord_Howe") as visit:
        visit.go(TWO_SITTINGS)
        assert shown(visit.page.locator(".h-event")) == [
            "Thursday 13 May 2010",
            "14:00–16:00", "East, Lord Howe time (UTC+10:30)",
            "07:30–09:30", "West, Friday 14 May 2010, Lord Howe time (UTC+10:30)",
        ]  # fmt: skip
    with visiting(chromium, march_home, at=BUILT, timezone_id="America/New_York") as visit:
        visit.go(TWO_SITTINGS)
        assert shown(visit.page.locator(".h-event")) == [
            "Wednesday 12 May 2010",
            "23:30–01:30 (Thu)", "East, New York time (UTC−4)",
            "17:00–19:00", "West, Thursday 13 May 2010, New York time (UTC−4)",
        ]  # fmt: skip


def test_the_table_of_the_series_zones_and_every_datetime_stay_as_they_were_announced(
    chromium: Browser, march_home: str
) -> None:
    said = []
    for script in (False, True):
        options = {"timezone_id": "Asia/Kolkata", "java_script_enabled": script}
        with visiting(chromium, march_home, at=BUILT, **options) as visit:
            visit.go(TWO_SITTINGS)
            tables = visit.page.locator(".zones").all_inner_texts()
            times = [each.get_attribute("datetime") for each in visit.page.locator("time").all()]
            said.append((tables, times))
    assert said[0] == said[1]
    assert "20:30–22:30 (Wed)" in said[0][0][0]


# ---------------------------------------------------------------- nothing jumps

MOMENTS = {
    "as built": BUILT,
    "live": START + timedelta(minutes=10),
    "over": END + timedelta(minutes=10),
}
WATCH = """window.jumps = [];
new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries())
        jumps.push([value, ...sources.map(({ node }) => node?.className || node?.nodeName)]);
}).observe({ type: "layout-shift", buffered: true });"""


def late(route: Route) -> None:
    """Answer only when a browser that does not wait has long painted the page."""
    time.sleep(0.1)
    route.continue_()


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_moves_when_the_readers_time_appears(
    moment: str, width: int, chromium: Browser, march_home: str
) -> None:
    options = {"timezone_id": "Pacific/Marquesas", "locale": "en-US",
               "viewport": {"width": width, "height": 900}}  # fmt: skip
    with visiting(chromium, march_home, at=MOMENTS[moment], **options) as visit:
        visit.page.add_init_script(WATCH)
        visit.page.route("**/theme/site.*.js", late)
        for path in ("", "latest/", EVENTS, TWO_SITTINGS):
            visit.go(path)
            visit.page.wait_for_timeout(60)  # frames in which something could move
            assert "PM" in visit.page.locator(".hours:visible").first.inner_text()
            assert visit.page.evaluate("jumps") == [], path


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_little_moves_in_a_browser_that_paints_before_it_runs_the_script(
    width: int, chromium: Browser, march_home: str
) -> None:
    def eager(route: Route) -> None:
        page = route.fetch()
        route.fulfill(response=page, body=page.text().replace(' blocking="render"', ""))

    options = {"timezone_id": "Pacific/Marquesas", "locale": "en-US",
               "viewport": {"width": width, "height": 900}}  # fmt: skip
    with visiting(chromium, march_home, at=BUILT, **options) as visit:
        visit.page.add_init_script(WATCH)
        visit.page.route("**/", eager)
        visit.page.route("**/theme/site.*.js", late)
        for path in ("", "latest/", EVENTS):
            visit.go(path)
            visit.page.wait_for_timeout(60)
            assert sum(jump[0] for jump in visit.page.evaluate("jumps")) < 0.02, path


# ---------------------------------------------------------------- a slow phone

COUNT = """window.made = 0;
const Format = Intl.DateTimeFormat;
Intl.DateTimeFormat = (...options) => { made += 1; return new Format(...options); };"""


def test_a_format_is_made_once_however_many_times_a_page_writes_with_it(
    chromium: Browser, march_home: str
) -> None:
    with visiting(chromium, march_home, at=BUILT) as visit:
        visit.page.add_init_script(COUNT)
        visit.go("")
        assert visit.page.locator(".date-block").count() > 2
        assert 0 < visit.page.evaluate("made") < 12
        visit.page.clock.run_for(120_000)
        assert visit.page.evaluate("made") < 12
