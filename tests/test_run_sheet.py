"""The run sheet: a host runs the two hours of June 2010 from it alone."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from browsers import Visit, served, visiting
from icalendar import Calendar
from PIL import Image
from playwright.sync_api import Browser, expect
from samples import PLATFORMS, a_chat, a_series
from sites import EPOCH_2026, Site, build
from test_post_lengths import HARD

from chats.hour.plan import has_run_sheet
from chats.model import Question, Venue
from chats.paths import Site as Address
from post_lengths.lengths import length_of
from run_sheets.sheet import run_sheet

COUNTED = """(field, [texts, counts]) => texts.map((text) => counts.map((each) => {
  Object.assign(field.dataset, { counts: each, limit: 1e5, begins: "", ends: "" });
  field.value = text;
  field.dispatchEvent(new Event("input"));
  return Number.parseInt(document.querySelector("#room-3 span").textContent.replace(",", ""));
}))"""
"""What is left of 100,000 for each text, however it is counted."""

JUNE = "chats/2010-06-local-community-organizing/"
SHEET = f"{JUNE}run-sheet/"
GUESTS = "chats/2010-08-guests/run-sheet/"
START = datetime(2010, 6, 10, 21, tzinfo=UTC)

_GUESTS = """---
title: A chat with guests
topic: "=2+5, and more"
date: 2010-08-12
announced: 2010-06-01
platform: mastodon
hosts: [tom]
guests: [bo]
questions:
  - ask: "What have you learned?"
    note: "+1 for a link to it."
    minutes: 30
  - "Why <b>bold</b> & “quoted”?"
---
"""
_PEOPLE = "tom: {name: Tom Dee, zone: Australia/Brisbane}\nbo: {name: Bo Cee, zone: Asia/Kolkata}\n"


@pytest.fixture(scope="module")
def june(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the real site as of 5 June 2010."""
    site = build(tmp_path_factory.mktemp("june"))
    assert site.code == 0, site.said
    return site


@pytest.fixture(scope="module")
def august(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with one chat, whose host and guest live far away."""
    return one_chat(tmp_path_factory.mktemp("august"), _GUESTS)


def one_chat(folder: Path, text: str, settings: str = "") -> Site:
    """Return the site of one chat, as of 5 June 2010."""
    (folder / "content/chats").mkdir(parents=True)
    (folder / "content/people.yaml").write_text(_PEOPLE)
    (folder / "content/chats/2010-08-guests.md").write_text(text, "utf-8")
    site = build(folder, content=folder / "content", extra=f"SEARCH = False\n{settings}")
    assert site.code == 0, site.said
    return site


@pytest.fixture
def host(chromium: Browser, june: Site) -> Iterator[Visit]:
    """Return the window of a host on the sheet of June, ten to six in New York."""
    options = {"timezone_id": "America/New_York", "permissions": ["clipboard-read",
               "clipboard-write"]}  # fmt: skip
    at = START + timedelta(minutes=50)
    with served(june) as home, visiting(chromium, home, at=at, **options) as visit:
        visit.go(SHEET)
        yield visit
        assert visit.complaints == []


def rows(site: Site, sheet: str = SHEET) -> list[dict[str, str]]:
    """Return the table as a spreadsheet reads it."""
    text = (site.folder / sheet / "run-sheet.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


# ---------------------------------------------------------------- what a host has in hand


def test_the_table_has_every_post_at_its_minute_and_each_can_be_sent(june: Site) -> None:
    found = rows(june)
    assert [(row["time"], row["post"]) for row in found] == [
        ("17:00", "Welcome"), ("17:00", "Rules"), ("17:10", "Q1"), ("17:21", "Q2"),
        ("17:32", "Q3"), ("17:43", "Q4"), ("17:54", "Q5"), ("17:59", "Reminder"), ("18:05", "Q6"),
        ("18:16", "Q7"), ("18:27", "Q8"), ("18:38", "Q9"), ("18:50", "Last call"),
        ("19:00", "Thanks"), ("19:00", "Next chat"),
    ]  # fmt: skip
    for row in found:
        length = length_of(row["text"], PLATFORMS["twitter"])
        assert (int(row["length"]), int(row["limit"])) == (length.used, 280)
        assert not length.excess
        assert "#4change" in row["text"].lower()
        assert datetime.fromisoformat(row["utc"]) == START + timedelta(minutes=int(row["minute"]))


def test_text_table_and_page_hold_the_same_posts(june: Site) -> None:
    texts = [row["text"] for row in rows(june)]
    page = june.page(SHEET)
    said = [e for e in page.iter("p") if e.get("class") == "said"]
    assert ["".join(e.itertext()) for e in said][: len(texts)] == texts
    lines = [line.strip() for line in june.text(f"{SHEET}run-sheet.txt").splitlines()]
    assert [line for line in lines if line in texts] == texts


def test_the_text_tells_the_time_of_each_post_in_the_series_zones(june: Site) -> None:
    text = june.text(f"{SHEET}run-sheet.txt")
    assert "Thursday 10 June 2010, 17:00\u201319:00 New York time" in text
    assert ("17:43  +43 min  14:43 Pacific, 22:43 UK, 23:43 W. Europe, 07:43 (Fri) Sydney\n"
            "  Q4 [86 of 280 characters]\n"
            "    Q4 Which tools served you well for growing, organising, hosting or spreading? "
            "#4Change\n") in text  # fmt: skip
    assert "  Next chat, in reply to it [" in text


def test_the_hosts_own_zone_stands_beside_the_series(august: Site) -> None:
    text = august.text(f"{GUESTS}run-sheet.txt")
    assert "17:10  +10 min  07:10 (Fri) Brisbane (Tom Dee), 14:10 Pacific" in text
    guests = august.words(f"{GUESTS}guests/")
    assert "17:10 New York 02:40 (Fri) Kolkata (Bo Cee)" in guests


def test_a_note_follows_its_question_in_the_thread(august: Site) -> None:
    words = august.words(GUESTS)
    assert "More on Q1 In reply to it Q1: +1 for a link to it. #4Change" in words


def test_the_sheet_says_on_which_other_platforms_a_post_would_be_cut() -> None:
    chat = a_chat(platform=PLATFORMS["mastodon"],
                  questions=(Question(ask="Why? " * 60), Question(ask="How?")))  # fmt: skip
    sheet = run_sheet(chat, a_series(), Address("https://x.example"))
    posts = {post.what: post for step in sheet.sessions[0].steps for post in step.posts}
    assert (posts["Q1"].cut, posts["Q2"].cut) == ("Twitter/X and Bluesky", "")


def test_no_cell_is_a_formula_and_every_text_survives(august: Site) -> None:
    table = (august.folder / GUESTS / "run-sheet.csv").read_bytes()
    assert not re.search(rb'(?:^|,)"[=+\-@\t\r]', table, re.M)
    texts = {row["post"]: row["text"] for row in rows(august, GUESTS)}
    assert texts["Q2"] == "Q2 Why <b>bold</b> & “quoted”? #4Change"
    assert "Our topic: =2+5, and more." in texts["Welcome"]


# ---------------------------------------------------------------- where it is, and for how long


def test_nobody_comes_upon_it_who_does_not_look_for_it(june: Site) -> None:
    for page in (SHEET, f"{SHEET}guests/"):
        assert '<meta name="robots" content="noindex, nofollow">' in june.text(page)
    assert "run-sheet" not in june.text("sitemap.xml")
    for name, data in june.files().items():
        if b"run-sheet" in data and name.endswith((".html", ".xml", ".ics", ".json")):
            assert name.startswith(JUNE), name
    assert b"run-sheet" not in (june.folder / JUNE / "invite.ics").read_bytes()
    links = [e for e in june.page(JUNE).iter("a") if "run-sheet" in e.get("href", "")]
    assert [(e.get("href"), e.get("rel")) for e in links] == [(f"/{SHEET}", "nofollow")]


@pytest.mark.parametrize(
    ("after", "there"),
    [(timedelta(-5), True), (timedelta(), True), (timedelta(31) - timedelta(seconds=1), True),
     (timedelta(31), False)],
)  # fmt: skip
def test_a_chat_has_one_until_a_month_after_its_end(after: timedelta, there: bool) -> None:
    chat = a_chat()
    assert has_run_sheet(chat, a_series(at=chat.end + after)) == there


def test_the_page_of_a_chat_long_over_has_neither_sheet_nor_link(august: Site) -> None:
    later = build(
        august.folder.parent,
        epoch=EPOCH_2026,
        content=august.folder.parent / "content",
        extra=f"OUTPUT_PATH = {str(august.folder.parent / 'later')!r}\nSEARCH = False",
    )
    assert later.code == 0, later.said
    found = august.folder.parent / "later/chats/2010-08-guests"
    assert "run-sheet" not in (found / "index.html").read_text("utf-8")
    assert not (found / "run-sheet").exists()


def test_a_chat_that_is_called_off_has_none_but_tells_the_calendars(tmp_path: Path) -> None:
    site = one_chat(tmp_path, _GUESTS.replace("hosts:", "status: cancelled\nhosts:"))
    sheet = site.folder / GUESTS
    assert not (sheet / "index.html").exists()
    assert b"STATUS:CANCELLED" in (sheet / "host.ics").read_bytes()


# ---------------------------------------------------------------- calendars and cards


@pytest.mark.parametrize("name", ["host.ics", "guests.ics"])
def test_the_deadlines_are_a_private_calendar_that_blocks_no_time(name: str, june: Site) -> None:
    events = Calendar.from_ical((june.folder / SHEET / name).read_bytes()).events
    assert events
    for event in events:
        assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT")
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
        assert event["UID"].endswith("@4change.example")


def test_each_question_has_a_card_whose_words_say_what_it_shows(june: Site) -> None:
    asked = [row for row in rows(june) if re.fullmatch(r"Q\d", row["post"])]
    assert len(asked) == 9
    for number, row in enumerate(asked, 1):
        assert urlsplit(row["image"]).path == f"/{SHEET}q{number}.png"
        assert row["text"].removeprefix(f"Q{number} ").removesuffix(" #4Change") in row["image_alt"]
        with Image.open(june.folder / SHEET / f"q{number}.png") as picture:
            assert picture.size == (1200, 675)


def test_the_sheet_of_a_chat_that_moved_leads_its_host_there(tmp_path: Path) -> None:
    place = "{platform: CoverItLive, url: https://live.example/1}"
    moved = f"updated: 2010-06-02\nmoved_to: {place}\nhosts:"
    site = one_chat(tmp_path, _GUESTS.replace("hosts:", moved), "CARDS = False")
    assert "The chat has moved to CoverItLive" in site.words(GUESTS)
    text = site.text(f"{GUESTS}run-sheet.txt")
    assert "Place: CoverItLive https://live.example/1\n" in text
    assert {row["platform"] for row in rows(site, GUESTS)} == {"CoverItLive"}
    for page in (GUESTS, f"{GUESTS}guests/"):
        links = [e.get("href") for e in site.page(page).iter("a")]
        assert "https://live.example/1" in links
        assert "counted as Mastodon" not in site.words(page)
    for name in ("host.ics", "guests.ics"):
        events = Calendar.from_ical((site.folder / GUESTS / name).read_bytes()).events
        places = {str(event["LOCATION"]) for event in events}
        assert places == {"CoverItLive https://live.example/1"}


def test_on_a_known_platform_its_posts_are_counted_as_that_counts() -> None:
    for name, limit in (("Slack", 4000), ("Elsewhere", None)):
        chat = a_chat(moved_to=Venue(name=name, url="https://x.example"))
        sheet = run_sheet(chat, a_series(), Address("https://x.example"))
        assert (sheet.platform.name, sheet.platform.limit) == (name, limit)
        assert "Twitter/X" in {other.platform.name for other in
                               sheet.sessions[0].steps[0].posts[0].others}  # fmt: skip


def test_without_cards_a_sheet_does_without(tmp_path: Path) -> None:
    site = one_chat(tmp_path, _GUESTS, "CARDS = False")
    assert not list((site.folder / GUESTS).glob("*.png"))
    assert "Cards of the questions" not in site.words(GUESTS)
    assert {row["image"] for row in rows(site, GUESTS)} == {""}


# ---------------------------------------------------------------- in a browser


def test_a_click_copies_a_post_exactly(host: Visit, june: Site) -> None:
    texts = [row["text"] for row in rows(june)]
    buttons = host.page.locator(".ways").get_by_role("button", name="Copy", exact=True)
    expect(buttons).to_have_count(len(texts))
    for number in (0, 5, len(texts) - 1):
        buttons.nth(number).click()
        expect(host.page.get_by_role("button", name="Copied")).to_be_visible()
        assert host.page.evaluate("navigator.clipboard.readText()") == texts[number]
        host.page.clock.run_for(2500)
        expect(host.page.get_by_role("button", name="Copied")).to_have_count(0)


def test_links_open_each_platforms_own_page_with_the_whole_post(host: Visit) -> None:
    step = host.page.locator(".steps > li").filter(has_text="Q1 Which")
    step.get_by_text("On other platforms").click()
    opened = {}
    for name in ("Post on Twitter/X", "Bluesky", "LinkedIn", "Threads"):
        address = step.get_by_role("link", name=name).get_attribute("href") or ""
        opened[urlsplit(address).netloc] = parse_qs(urlsplit(address).query)["text"][0]
    assert set(opened) == {"x.com", "bsky.app", "www.linkedin.com", "www.threads.com"}
    post = "Q1 Which communities are you working with now, and on which social tools? #4Change"
    assert set(opened.values()) == {post}


def test_mastodon_opens_on_the_server_that_the_host_names(host: Visit) -> None:
    host.page.get_by_label("Your Mastodon server").fill("social.example")
    host.page.get_by_role("button", name="Use it").click()
    step = host.page.locator(".steps > li").filter(has_text="Q1 Which")
    step.get_by_text("On other platforms").click()
    address = step.get_by_role("link", name="Mastodon").get_attribute("href") or ""
    assert address.startswith("https://social.example/share?text=Q1%20Which")


def test_an_answer_is_counted_while_it_is_written_as_its_platform_counts(
    chromium: Browser, june: Site
) -> None:
    counts = {"x": 1, "mastodon": 2, "bluesky": 3, "threads": 4, "characters": 5, "utf-16": 6,
              "bytes": 7}  # fmt: skip
    with served(june) as home, visiting(chromium, home) as visit:
        visit.go(f"{SHEET}guests/")
        field, room = visit.page.get_by_label("A3"), visit.page.locator("#room-3 span")
        expect(room).to_have_text("268 left for your answer")
        field.fill("See https://example.com/a/very/long/address 👨‍👩‍👧‍👦")
        expect(room).to_have_text("238 left for your answer")
        field.fill("你" * 140)
        expect(room).to_have_text("12 too many")
        said = field.evaluate(COUNTED, [[row[0] for row in HARD.values()], list(counts)])
        for place, (name, row) in enumerate(HARD.items()):
            wanted = [row[column] for column in counts.values()]
            assert [100_000 - left for left in said[place]] == wanted, name
        assert visit.complaints == []


def test_on_paper_are_the_plan_and_the_posts_alone(host: Visit) -> None:
    host.page.emulate_media(media="print")
    expect(host.page.locator(".steps .said:visible")).to_have_count(15)
    expect(
        host.page.locator("#cards, .ways button, .ways a, .pills, details").locator("visible=true")
    ).to_have_count(0)


def test_the_step_whose_minute_it_is_stands_out(host: Visit) -> None:
    current = host.page.locator(".steps > li[aria-current=step]")
    expect(current).to_contain_text("17:43")
    host.page.clock.set_fixed_time(START + timedelta(minutes=54))
    host.page.clock.run_for(5000)
    expect(current).to_contain_text("17:54")
    host.page.clock.set_fixed_time(START + timedelta(hours=3, seconds=1))
    host.page.clock.run_for(5000)
    expect(current).to_have_count(0)


@pytest.mark.parametrize("page", ["", "guests/"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_wider_than_the_window(
    page: str, width: int, chromium: Browser, june: Site
) -> None:
    size = {"width": width, "height": 800}
    with served(june) as home, visiting(chromium, home, viewport=size) as visit:
        visit.go(f"{SHEET}{page}")
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_every_post_can_still_be_marked_and_sent(
    chromium: Browser, june: Site
) -> None:
    with served(june) as home, visiting(chromium, home, java_script_enabled=False) as visit:
        visit.go(SHEET)
        expect(visit.page.get_by_role("button", name="Copy")).to_have_count(0)
        expect(visit.page.get_by_role("link", name="Post on Twitter/X")).to_have_count(15)
