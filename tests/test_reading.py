"""The pages in a real browser as different people read them: without JavaScript, by keyboard,
on paper; and what every page may ask of the reader's machine."""

import pytest
from browsers import Visit, visiting
from march import BUILT, EVENTS, PAGES, TOPIC, TWO_SITTINGS
from playwright.sync_api import Browser, expect


@pytest.fixture
def visit(chromium: Browser, march_home: str):
    """Return a reader's window at the moment of the build; it jumps to where it scrolls to."""
    with visiting(chromium, march_home, at=BUILT, reduced_motion="reduce") as opened:
        yield opened


# ---------------------------------------------------------------- every page


def test_no_page_complains_or_asks_anybody_else_or_for_something_missing(visit: Visit) -> None:
    answers = []
    visit.page.on("response", lambda answer: answers.append((answer.url, answer.status)))
    visit.page.on("requestfailed", lambda request: answers.append((request.url, request.failure)))
    left = "net::ERR_ABORTED"  # the icon, where the next page came first
    for name, path in PAGES.items():
        visit.go(path)
        assert visit.complaints == [], name
    assert len(answers) > len(PAGES)
    assert [(url, status) for url, status in answers if status not in (200, 304, left)] == []
    assert [request for request in visit.requests if ":" in request] == []


def test_home_and_a_chats_page_take_four_requests_at_most(
    chromium: Browser, march_home: str
) -> None:
    for path in ("", EVENTS):
        with visiting(chromium, march_home, at=BUILT) as visit:
            visit.go(path)
            visit.page.mouse.wheel(0, 20_000)
            visit.page.wait_for_load_state("networkidle")
            assert len(visit.requests) <= 4, visit.requests


# ---------------------------------------------------------------- without JavaScript


@pytest.fixture
def plain(chromium: Browser, march_home: str):
    """Return the window of a reader whose browser runs no script, in Kolkata."""
    options = {"java_script_enabled": False, "timezone_id": "Asia/Kolkata"}
    with visiting(chromium, march_home, **options) as opened:
        yield opened
        assert opened.complaints == []


@pytest.mark.parametrize("path", ["", "next/", EVENTS])
def test_without_javascript_the_announced_time_stands_there_with_its_zone(
    path: str, plain: Visit
) -> None:
    plain.go(path)
    block = plain.page.locator(".date-block:visible")
    expect(block).to_have_count(1)
    expect(block).to_contain_text("Thursday 18 March 2010")
    expect(block).to_contain_text("17:00–19:00")
    expect(block).to_contain_text("New York time (UTC−4)")
    expect(plain.page.get_by_role("heading", name=TOPIC)).to_be_visible()
    expect(plain.page.get_by_role("link", name="Open the hashtag on X").first).to_be_visible()
    expect(plain.page.get_by_role("cell", name="21:00–23:00")).to_be_visible()
    for words in ("Live now", "About to start", "What came of it", "This chat is over"):
        expect(plain.page.get_by_text(words).locator("visible=true")).to_have_count(0)


def test_without_javascript_latest_shows_the_last_chat_and_what_came_of_it(plain: Visit) -> None:
    plain.go("latest/")
    block = plain.page.locator(".date-block:visible")
    expect(block).to_have_count(1)
    expect(block).to_contain_text("11 February 2010")
    expect(block).to_contain_text("New York time (UTC−5)")
    expect(plain.page.locator(".outcome:visible").get_by_role("link").first).to_be_visible()


def test_without_javascript_no_page_has_a_control_that_does_nothing_or_an_empty_line(
    plain: Visit,
) -> None:
    for name, path in PAGES.items():
        plain.go(path)
        expect(plain.page.get_by_role("heading", level=1)).to_have_count(1)
        for dead in ("select", "button", "input", "[role=status]:not(:empty)", ".until"):
            expect(plain.page.locator(f"{dead}:visible")).to_have_count(0), name


def test_without_javascript_the_links_of_a_page_lead_on(plain: Visit) -> None:
    for path in ("", EVENTS, "latest/"):
        plain.go(path)
        for name in ("Next chat", "All chats", "Latest chat"):
            plain.go(path)
            plain.page.get_by_role("link", name=name, exact=True).first.click()
            expect(plain.page.get_by_role("heading", level=1)).to_be_visible()
    plain.go()
    plain.page.get_by_role("link", name=TOPIC).first.click()
    assert plain.path == EVENTS
    plain.page.get_by_role("link", name="Add to your calendar").click()
    assert plain.path == f"{EVENTS}#add-to-calendar"
    expect(plain.page.get_by_role("link", name="Calendar file")).to_be_in_viewport()


# ---------------------------------------------------------------- by keyboard

STOPS = """() => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility())
    .length"""
FOCUS = """() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    const { top, bottom, left, right, width, height } =
        document.activeElement.getBoundingClientRect();
    const place = document.activeElement;
    place.stops = (place.stops || 0) + 1;
    return {
        what: place.outerHTML.slice(0, 120),
        first: place.stops === 1,
        ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
        seen: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
              && width > 1 && height > 1,
    };
}"""


@pytest.mark.parametrize("name", PAGES)
def test_every_control_is_reached_by_tab_and_shows_that_it_has_the_focus(
    name: str, visit: Visit
) -> None:
    page = visit.page
    visit.go(PAGES[name])
    page.locator(".skip").focus()
    for _ in range(page.evaluate(STOPS)):
        stop = page.evaluate(FOCUS)
        assert stop["first"], f"came back to {stop['what']}"
        assert stop["ring"], f"no ring: {stop['what']}"
        assert stop["seen"], f"out of sight: {stop['what']}"
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body")


def test_the_first_stop_of_every_page_is_a_way_past_the_navigation(visit: Visit) -> None:
    page = visit.page
    for name, path in PAGES.items():
        visit.go(path)
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the content")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused(), name
        page.keyboard.press("Tab")
        inside = page.evaluate("!!document.activeElement.closest('main, footer')")
        assert inside, name


def test_details_open_and_close_by_keyboard(visit: Visit) -> None:
    visit.go(EVENTS)
    details = visit.page.locator("details.take-part")
    expect(details).to_have_attribute("open", "")
    details.locator("summary").focus()
    visit.page.keyboard.press("Enter")
    expect(details.get_by_role("list")).not_to_be_visible()
    visit.page.keyboard.press("Space")
    expect(details.get_by_role("list")).to_be_visible()


# ---------------------------------------------------------------- on paper

INKS = """() => {
    const inks = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const { parentElement: element, data } = texts.currentNode;
        if (!data.trim() || !element.checkVisibility()) continue;
        let ground = element;
        const colour = () => getComputedStyle(ground).backgroundColor;
        const clear = () => colour() === "rgba(0, 0, 0, 0)";
        while (ground.parentElement && clear()) ground = ground.parentElement;
        inks.add(`${getComputedStyle(element).color} on ${colour()}`);
    }
    return [...inks].sort();
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["home", "a chat to come", "a chat that is over", "archive"])
def test_paper_is_black_on_white_without_navigation(
    name: str, scheme: str, chromium: Browser, march_home: str
) -> None:
    with visiting(chromium, march_home, at=BUILT, color_scheme=scheme) as visit:
        visit.page.emulate_media(media="print")
        visit.go(PAGES[name])
        white = ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
        black = ("rgb(0, 0, 0)", "rgb(34, 34, 34)")
        for ink in visit.page.evaluate(INKS):
            text, _, ground = ink.partition(" on ")
            assert text in black, ink
            assert ground in white, ink
        for gone in ("nav", ".skip", "select", "button", "input", "footer", ".actions"):
            expect(visit.page.locator(f"{gone}:visible")).to_have_count(0)
        for heading in visit.page.locator("h2").all():
            assert heading.evaluate("(h) => getComputedStyle(h).position") != "sticky"


def test_on_paper_a_chat_has_its_time_its_table_and_all_its_questions(visit: Visit) -> None:
    visit.page.emulate_media(media="print")
    visit.go(EVENTS)
    expect(visit.page.locator(".date-block")).to_contain_text("18 March 2010")
    expect(visit.page.locator(".zones")).to_be_visible()
    expect(visit.page.locator(".questions [id]:visible")).to_have_count(7)
    visit.go(TWO_SITTINGS)
    expect(visit.page.locator(".zones")).to_have_count(2)
