"""An Arabic series in a real browser: every page runs from right to left, and so does its clock."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest
from browsers import Visit, served, visiting
from playwright.sync_api import Browser, Locator
from sites import EPOCH_JUNE, ROOT, build

from chats.words import Words
from languages.catalogues import catalogues_of

SERIES = {
    "name": "دردشة التغيير", "tagline": "حوار شهري", "description": "حوار مفتوح.",
    "hashtag": "تغيير", "domain": "x.example", "platform": "mastodon", "zone": "Asia/Beirut",
    "time": "19:00", "duration": "2h", "rule": "second Thursday",
    "zones": {"لندن": "Europe/London"}, "language": "ar",
}  # fmt: skip
_CHAT = """\
---
title: تنظيم المجتمعات المحلية
topic: تنظيم المجتمعات المحلية
date: 2010-06-10
announced: 2010-06-01
summary: كيف يلتقي الناس.
hosts: [mona]
questions: ["كيف نبدأ مجتمعًا محليًّا؟", "من ينقصنا؟"]
---

نتحدث هذه المرة عن *المجتمعات*.
"""
_IN_ENGLISH = """\
---
title: Community organizing
topic: Community organizing
questions: ["How do we begin?", "Who is missing?"]
---

We talk about *communities*.
"""
CHAT, IN_ENGLISH = "chats/2010-06-communities/", "chats/2010-06-communities/en/"
PAGES = ("", CHAT, IN_ENGLISH, "chats/", "how-to-participate/", "calendar/", "feeds/", "search/")
AT = datetime(2010, 6, 5, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("arabic")
    content = folder / "content"
    for name in ("chats", "posts", "pages"):
        (content / name).mkdir(parents=True)
    (content / "people.yaml").write_text("mona: {name: منى حداد}\n", "utf-8")
    write(content / "chats/2010-06-communities.md", _CHAT)
    write(content / "chats/2010-06-communities.en.md", _IN_ENGLISH)
    own = "---\nlang: en\ndate: 2010-07-08\nannounced: 2010-06-01\n"
    write(content / "chats/2010-07-english.md", _IN_ENGLISH.replace("---\n", own, 1))
    site = build(folder, content=content, epoch=EPOCH_JUNE,
                 extra=f"SERIES = {SERIES!r}\nCARDS = False\n")  # fmt: skip
    assert site.code == 0, site.said
    with served(site) as address:
        yield address


def write(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")


@pytest.fixture
def visit(chromium: Browser, home: str) -> Iterator[Visit]:
    """Return the window of a reader in Beirut whose device speaks Arabic."""
    with visiting(chromium, home, at=AT, timezone_id="Asia/Beirut", locale="ar") as opened:
        yield opened
        assert opened.complaints == []


def test_the_text_of_a_feed_runs_from_right_to_left_too(home: str) -> None:
    with urlopen(f"{home}feed.json") as answer:
        items = json.load(answer)["items"]
    began = {item["title"]: item["content_html"].partition("\n")[0] for item in items}
    assert began["تنظيم المجتمعات المحلية"] == '<div dir="rtl">'
    assert began["Community organizing"].startswith("<p>")


def middle(found: Locator) -> float:
    """Return where the middle of something is, in CSS pixels from the left."""
    box = found.first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2


def test_pages_begin_at_the_right(visit: Visit) -> None:
    visit.go(CHAT)
    page = visit.page
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert middle(page.locator(".site-name")) > middle(page.get_by_role("link", name="بحث"))
    question = page.locator(".questions [id]").first
    assert middle(question.locator(".number")) > middle(question.locator("p"))
    assert middle(page.locator(".date-block")) > middle(page.locator("h1"))


def test_the_same_page_in_english_begins_at_the_left(visit: Visit) -> None:
    visit.go(IN_ENGLISH)
    page = visit.page
    assert page.locator("html").get_attribute("dir") is None
    assert middle(page.locator(".site-name")) < middle(page.get_by_role("link", name="Search"))
    question = page.locator(".questions [id]").first
    assert middle(question.locator(".number")) < middle(question.locator("p"))
    assert page.get_by_role("link", name="العربية").get_attribute("dir") == "rtl"


def test_english_among_arabic_keeps_its_direction(visit: Visit) -> None:
    visit.go("chats/")
    link = visit.page.get_by_role("link", name="Community organizing")
    assert link.evaluate("element => getComputedStyle(element).direction") == "ltr"


def test_the_reader_s_clock_speaks_arabic_with_the_digits_of_the_page(visit: Visit) -> None:
    visit.go(CHAT)
    block = visit.page.locator(".date-block").inner_text()
    said = "الخميس 10 يونيو 2010 7 م–9 م بتوقيت Beirut (UTC+3) خلال 5 أيام"
    assert " ".join(block.split()) == said


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_scrolls_sideways(width: int, chromium: Browser, home: str) -> None:
    with visiting(chromium, home, at=AT, viewport={"width": width, "height": 900}) as visit:
        for path in PAGES:
            visit.go(path)
            over = "document.documentElement.scrollWidth - innerWidth"
            assert visit.page.evaluate(over) <= 0, path


@pytest.mark.parametrize(("language", "direction"), [
    ("ar", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("fa-IR", "rtl"), ("de", "ltr"), ("arn", "ltr"),
])  # fmt: skip
def test_a_language_is_known_by_the_way_it_is_written(language: str, direction: str) -> None:
    assert Words(language=language).direction == direction
    assert catalogues_of(ROOT / "theme").words(language).direction == direction
