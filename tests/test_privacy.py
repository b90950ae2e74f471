"""What /privacy/ promises is true in a browser, and each page's policy lets nothing else be."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsers import Visit, visiting
from march import BUILT, EVENTS, PAGES
from sites import ROOT, Site, build, copy_of_content

from chats.web_policy import HEADERS, page_policy
from privacy.kept import KEPT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ALL = {**PAGES, "privacy": "privacy/"}


def kept_by(visit: Visit) -> dict[str, str]:
    kept: dict[str, str] = json.loads(visit.page.evaluate("JSON.stringify(localStorage)"))
    return kept


def test_no_page_sets_a_cookie_or_asks_another_site_or_keeps_anything_unasked(
    chromium: "Browser", march_home: str
) -> None:
    with visiting(chromium, march_home, at=BUILT) as visit:
        for path in ALL.values():
            visit.go(path)
        assert visit.page.context.cookies() == []
        assert kept_by(visit) == {}
        assert len(visit.requests) > len(ALL)
        assert not [path for path in visit.requests if path.startswith(("http", "//", "ws"))]
        assert visit.complaints == []


def test_what_a_reader_chooses_is_kept_under_the_names_that_the_page_tells(
    chromium: "Browser", march_home: str
) -> None:
    with visiting(chromium, march_home, at=BUILT) as visit:
        visit.go(EVENTS)
        select = visit.page.locator(".zone-picker select").first
        select.focus()
        select.select_option("Asia/Tokyo")
        visit.go("search/?q=social")
        visit.page.locator(".results li").first.wait_for()
        visit.page.locator(".slash input").uncheck()
        assert set(kept_by(visit)) == set(KEPT) - {"server"}  # this series has no such platform
        assert visit.page.context.cookies() == []
        assert not [path for path in visit.requests if path.startswith(("http", "//", "ws"))]
        visit.go("privacy/")
        told = visit.page.locator("dl code").all_inner_texts()
        assert told == list(KEPT)


def test_the_scripts_know_no_other_name_and_no_other_place_to_keep_things() -> None:
    scripts = "".join(file.read_text("utf-8") for file in (ROOT / "theme/static").rglob("*.js"))
    used = re.findall(r'(?:remember(?:ed)?|[gs]etItem)\("([^"]+)"', scripts)
    assert set(used) == set(KEPT)
    assert not re.search(
        r"document\.cookie|sessionStorage|indexedDB|caches\.|serviceWorker|sendBeacon|innerHTML|"
        r"outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|XMLHttp|fetch\(",
        scripts,
    )


def test_every_page_carries_the_policy_and_holds_nothing_inline(in_march: Site) -> None:
    pages = [path for path in in_march.files() if path.endswith(".html")]
    assert len(pages) > 30
    for path in pages:
        page = in_march.page(path)
        (policy,) = (m.get("content") or "" for m in page.iter("meta")
                     if m.get("http-equiv") == "Content-Security-Policy")  # fmt: skip
        assert policy == page_policy(searches=path == "search/index.html")
        for element in page.iter():
            assert element.tag != "style"
            assert not [name for name in element.attrib if name == "style" or name[:2] == "on"]
            if element.tag == "script" and element.get("type") != "application/ld+json":
                assert not (element.text or "").strip()
                assert (element.get("src") or "").startswith("/theme/")


def test_no_policy_lets_anything_run_that_is_written_into_a_page() -> None:
    for policy in (page_policy(), page_policy(searches=True), HEADERS["Content-Security-Policy"]):
        assert policy.startswith("default-src 'none'; ")
        for hole in ("unsafe-inline", "'unsafe-eval'", "http:", "https:", "data:", "*"):
            assert hole not in policy
    assert "frame-ancestors 'none'" in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("own", [True, False])
def test_a_series_adds_its_own_words_to_the_page(tmp_path: Path, own: bool) -> None:
    content = copy_of_content(tmp_path)
    if own:
        text = "---\ntitle: Your data\n---\n\nOur host keeps logs for a week.\n"
        (content / "pages/privacy.md").write_text(text)
    site = build(tmp_path, content=content, extra="SEARCH = False")
    assert site.code == 0, site.said
    words = site.words("privacy/")
    assert words.startswith("Your data" if own else "Privacy")
    assert ("Our host keeps logs for a week." in words) is own
    assert "no cookies" in words
    links = [a.get("href") for a in site.page("").iter("a")]
    assert links.count("/privacy/") == 1
