"""Every type of page before axe, in both schemes and three widths, and with large text."""

import json
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from browsers import Visit, visiting
from march import BUILT, END, EVENTS, PAGES, START
from playwright.sync_api import Browser, expect
from waiting import missing

AXE = Path(__file__).parent / "clients/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = f"""async () => {{
    const {{ violations }} = await axe.run(document, {{
        runOnly: {json.dumps(RULES)}, resultTypes: ["violations"],
    }});
    return violations.map(({{ id, nodes }}) => [id, ...nodes.map(({{ html }}) => html)]);
}}"""


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe's own script."""
    if not AXE.is_file():
        missing("axe (`npm ci` in tests/clients)")
    return AXE.read_text("utf-8")


def violations(visit: Visit, axe: str) -> list[object]:
    """Return what axe finds wrong with the page, each rule with its elements."""
    if not visit.page.evaluate("'axe' in window"):
        visit.page.evaluate(axe)
    return visit.page.evaluate(RUN)


def overflow(visit: Visit) -> int:
    """Return by how many CSS pixels the page is wider than the window."""
    return visit.page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    name: str, axe: str, chromium: Browser, march_home: str
) -> None:
    with visiting(chromium, march_home, at=BUILT) as visit:
        visit.go(PAGES[name])
        for scheme, width in product(("light", "dark"), (320, 768, 1280)):
            visit.page.emulate_media(color_scheme=scheme)
            visit.page.set_viewport_size({"width": width, "height": 900})
            assert violations(visit, axe) == [], (scheme, width)
            assert overflow(visit) <= 0, (scheme, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_of_a_chat(
    scheme: str, axe: str, chromium: Browser, march_home: str
) -> None:
    moments = (START - timedelta(minutes=10), START, END, END + timedelta(days=3000))
    with visiting(chromium, march_home, at=BUILT, color_scheme=scheme) as visit:
        for at in moments:
            visit.page.clock.set_fixed_time(at)
            for path in ("", EVENTS, "latest/"):
                visit.go(path)
                assert violations(visit, axe) == [], (path, at)


def test_axe_finds_nothing_in_what_a_search_has_found(
    axe: str, chromium: Browser, march_home: str
) -> None:
    with visiting(chromium, march_home, at=BUILT, viewport={"width": 320, "height": 900}) as visit:
        visit.go("search/?q=events")
        expect(visit.page.locator(".results > li").first).to_be_visible()
        assert violations(visit, axe) == []
        assert overflow(visit) <= 0


def test_text_of_twice_the_size_still_fits(chromium: Browser, march_home: str) -> None:
    """WCAG 2.2, 1.4.4: at 200 % nothing is lost, on a phone as on a desk."""
    with visiting(chromium, march_home, at=BUILT) as visit:
        settings = visit.page.context.new_cdp_session(visit.page)
        settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
        for name, path in PAGES.items():
            visit.go(path)
            assert (
                visit.page.locator("body").evaluate("(b) => getComputedStyle(b).fontSize") == "34px"
            )
            for width in (320, 430, 1280):
                visit.page.set_viewport_size({"width": width, "height": 900})
                assert overflow(visit) <= 0, (name, width)
