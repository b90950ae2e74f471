"""Another zone than the device's, chosen in a real browser."""

import pytest
from browsers import Visit, visiting
from march import BUILT, EVENTS, TWO_SITTINGS
from playwright.sync_api import Browser, Locator, expect

HERE = "America/New_York"
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});"""


@pytest.fixture
def visit(chromium: Browser, march_home: str):
    """Return the window of a reader in New York; what the console complains of fails."""
    with visiting(chromium, march_home, at=BUILT, timezone_id=HERE) as opened:
        yield opened
        assert opened.complaints == []


def picker(visit: Visit) -> Locator:
    """Return the picker that shows; once it has the focus it offers all zones."""
    select = visit.page.get_by_label("Your clock").locator("visible=true")
    select.focus()
    return select


def block(visit: Visit) -> Locator:
    return visit.page.locator(".date-block:visible").first


def test_the_picker_offers_the_device_and_every_zone_by_name(visit: Visit) -> None:
    visit.go(EVENTS)
    names = picker(visit).locator("option").all_inner_texts()
    assert names[0] == "This device (America/New York)"
    assert {"Asia/Kolkata", "Australia/Lord Howe", "UTC"} <= set(names)
    assert len(names) > 400
    assert names[1:] == sorted(set(names[1:]))
    expect(picker(visit)).to_have_value("")


def test_another_zone_changes_every_date_block_and_is_remembered(visit: Visit) -> None:
    visit.go()
    expect(block(visit)).to_contain_text("17:00–19:00")
    picker(visit).select_option(label="Asia/Kolkata")
    blocks = visit.page.locator(".date-block").all_text_contents()
    assert len(blocks) > 3
    assert all("Kolkata time (UTC+5:30)" in text for text in blocks)
    assert not any("New York" in text for text in blocks)
    for path in ("", EVENTS, TWO_SITTINGS, "latest/"):
        visit.go(path)
        expect(block(visit)).to_contain_text("Kolkata time (UTC+5:30)")
        assert "New York" not in block(visit).inner_text()
        expect(block(visit).locator(".weekday")).to_have_text(
            "Thursday" if path == TWO_SITTINGS else "Friday"
        )


def test_back_to_the_device_forgets_the_choice(visit: Visit) -> None:
    visit.go(EVENTS)
    picker(visit).select_option("UTC")
    expect(block(visit)).to_contain_text("21:00–23:00")
    assert visit.page.evaluate("localStorage.length") == 1
    picker(visit).select_option("")
    expect(block(visit)).to_contain_text("17:00–19:00")
    assert visit.page.evaluate("localStorage.length") == 0
    visit.go(EVENTS)
    expect(block(visit)).to_contain_text("New York time (UTC−4)")
    expect(picker(visit)).to_have_value("")


@pytest.mark.parametrize("kept", ["Mars/Olympus_Mons", "", "<b>"])
def test_a_zone_that_the_browser_does_not_know_is_as_good_as_none(visit: Visit, kept: str) -> None:
    visit.page.add_init_script(f"localStorage.setItem('zone', {kept!r})")
    visit.go(EVENTS)
    expect(block(visit)).to_contain_text("New York time (UTC−4)")
    expect(picker(visit)).to_have_value("")


def test_where_nothing_may_be_stored_a_choice_is_good_for_this_page(visit: Visit) -> None:
    visit.page.add_init_script(FORBIDDEN)
    visit.go(EVENTS)
    picker(visit).select_option("Pacific/Apia")
    expect(block(visit)).to_contain_text("10:00–12:00")
    expect(block(visit)).to_contain_text("Apia time (UTC−11)")
    visit.go(EVENTS)
    expect(block(visit)).to_contain_text("New York time (UTC−4)")


def test_a_full_store_is_no_fault_either(visit: Visit) -> None:
    visit.page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
    )
    visit.go(EVENTS)
    picker(visit).select_option("UTC")
    expect(block(visit)).to_contain_text("21:00–23:00")


def test_the_zone_is_chosen_by_keyboard(visit: Visit) -> None:
    visit.go(EVENTS)
    picker(visit).focus()
    visit.page.keyboard.type("Pacific/Apia")
    expect(picker(visit)).to_have_value("Pacific/Apia")
    expect(block(visit)).to_contain_text("10:00–12:00")
