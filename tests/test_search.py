"""Search: what it knows, the index, and the page in a real browser."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import html5lib
import pytest
from browsers import Visit, served, visiting
from playwright.sync_api import Browser, expect
from real_content import real_content
from samples import a_chat, a_post, a_series
from sites import EPOCH_2026, Site, build, copy_of_content

from chats import paths
from chats.model import Link, Page, Person, Question, Status
from search import engine
from search.documents import document
from search.engine import EngineFailed, index_files
from search.records import Record, Section, records

AMY = Person(id="amy", name="Amy Ward", handle="amyrsward", place="Oakland", role="Moderator")
JUNE = "chats/2010-06-local-community-organizing/"
NO_BODY = "<p>The body.</p>"


def record_of(url: str, **changes: object) -> Record:
    series = a_series(**changes)
    return next(r for r in records(series, (), lambda _: NO_BODY) if r.url == url)


# ------------------------------------------------------------------ what search knows


def test_a_chat_is_known_by_its_text_its_people_its_topics_and_its_year() -> None:
    chat = a_chat(hosts=(AMY,), tags=("tools",), summary="In short.", note="It <moved>.")
    record = record_of(f"/{JUNE}", chats=(chat,))
    assert (record.title, record.kind) == ("June chat: Local Community Organizing", "Chat")
    assert record.content == f"<p>In short.</p><p>It &lt;moved&gt;.</p>{NO_BODY}"
    assert record.day == "10 June 2010"
    assert record.people == ("Amy Ward",)
    assert record.topics == ("Community Organizing", "tools")


def test_each_question_is_known_by_its_anchor_on_the_page() -> None:
    questions = (Question(ask="Which tools?"), Question(ask="What now?", note="A note."))
    resources = (Link(title="A film", url="https://x.example", by="Bo"),)
    record = record_of(f"/{JUNE}", chats=(a_chat(questions=questions, resources=resources),))
    assert record.sections == (
        Section(anchor="resources", heading="To read and to watch", text="A film by Bo"),
        Section(anchor="q1", heading="Which tools?"),
        Section(anchor="q2", heading="What now?", text="A note."),
    )


def test_a_cancelled_chat_says_so() -> None:
    assert record_of(f"/{JUNE}", chats=(a_chat(status=Status.CANCELLED),)).kind == "Cancelled chat"


def test_a_post_a_topic_and_a_host_are_known_too() -> None:
    chats = (a_chat(hosts=(AMY,), tags=("Social tools",)),)
    recap = record_of("/posts/2010-06-wrap-up/", chats=chats, posts=(a_post(authors=(AMY,)),))
    assert (recap.kind, recap.day, recap.people) == ("Recap", "17 June 2010", ("Amy Ward",))
    topic = record_of("/topics/social-tools/", chats=chats)
    assert (topic.kind, topic.title, topic.content) == ("Topic", "Social tools", "<p>1 chat</p>")
    host = record_of("/hosts/amy/", chats=chats)
    assert (host.kind, host.title) == ("Host", "Amy Ward")
    assert "@amyrsward" in host.content


def test_pages_of_prose_are_known_and_the_order_is_that_of_the_addresses() -> None:
    page = Page(slug="about", source="content/pages/about.md", title="About", summary="Who?")
    found = records(a_series(posts=(a_post(),)), (page,), lambda _: NO_BODY)
    assert [r.url for r in found] == ["/about/", f"/{JUNE}", "/posts/2010-06-wrap-up/"]
    assert found[0].content == f"<p>Who?</p>{NO_BODY}"


def test_whatever_a_writer_typed_stays_text() -> None:
    odd = '"><script>&amp;\u2028\\'
    section = Section(anchor="q1", heading=odd, text=odd)
    record = Record(
        url="/x/", title=odd, kind="Chat", content="", people=(odd,), sections=(section,)
    )
    page = html5lib.parse(document(record), namespaceHTMLElements=False)
    meta = {e.get("data-pagefind-meta"): e.get("content") for e in page.iter("meta")}
    assert meta["title[content]"] == meta["people[content]"] == odd
    assert page.findtext(".//h2[@id='q1']") == page.findtext(".//p") == odd
    assert page.find(".//script") is None


# ------------------------------------------------------------------ the index

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def index_of_the_real_content() -> dict[str, bytes]:
    real = real_content(NOW)
    found = records(real.series, (), real.body_of)  # type: ignore[arg-type]
    return index_files([(r.url, document(r)) for r in found], "en")


def test_the_index_of_the_same_content_is_the_same_byte_for_byte() -> None:
    first = index_of_the_real_content()
    assert all(index_of_the_real_content() == first for _ in range(4))


def test_the_index_has_what_a_browser_loads_and_nothing_else() -> None:
    kinds = {path.partition("/")[0].rpartition(".")[0] or path.partition("/")[0]
             for path in index_of_the_real_content()}  # fmt: skip
    meta = next(kind for kind in kinds if kind.startswith("pagefind.en_"))
    assert kinds == {"pagefind", "pagefind-entry", "wasm.en", "fragment", "index", meta}


def test_a_language_without_word_stems_is_searched_all_the_same() -> None:
    page = "<html><body><p>சங்கம் உரையாடல்</p></body></html>"
    assert "wasm.unknown.pagefind" in index_files([("/x/", page)], "xx")


def test_a_large_series_is_indexed_too() -> None:
    texts = (" ".join(f"word{n}x{i}" for i in range(400)) for n in range(250))
    pages = [(f"/{n}/", f"<html><body>{text}</body></html>") for n, text in enumerate(texts)]
    files = index_files(pages, "en")
    assert sum(path.startswith("fragment/") for path in files) == 250


def test_an_engine_that_stops_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "get_executable", lambda: shutil.which("true"))
    with pytest.raises(EngineFailed, match=r"the search engine (does not run|stopped)"):
        index_files([], "en")


# ------------------------------------------------------------------ the site

ADDRESSES = {"root": "https://chats.example", "prefix": "https://host.example/repo"}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """Return the real site as of December 2026, at a root and under a prefix."""
    built = {
        place: build(tmp_path_factory.mktemp(place), url=url, epoch=EPOCH_2026, seed=str(seed))
        for seed, (place, url) in enumerate(ADDRESSES.items())
    }
    for site in built.values():
        assert site.code == 0, site.said
    return built


@pytest.fixture(scope="module", params=ADDRESSES)
def site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Site:
    return sites[request.param]


def policy(site: Site, path: str) -> str:
    metas = site.page(path).iter("meta")
    return next(
        m.get("content") or "" for m in metas if m.get("http-equiv") == "Content-Security-Policy"
    )


def test_only_the_search_page_may_run_webassembly(site: Site) -> None:
    assert "'wasm-unsafe-eval'" in policy(site, paths.SEARCH)
    assert "wasm" not in policy(site, "") + policy(site, JUNE) + policy(site, paths.ARCHIVE)


def test_every_page_says_where_the_search_is(site: Site) -> None:
    prefix = site.url.removeprefix("https://").partition("/")[2]
    for path in ("", JUNE, paths.ARCHIVE, paths.NOT_FOUND):
        (link,) = (e for e in site.page(path).iter("a") if e.get("rel") == "search")
        assert link.get("href") == f"{f'/{prefix}' if prefix else ''}/search/"


def test_the_index_is_the_same_wherever_the_site_stands(sites: dict[str, Site]) -> None:
    root, prefix = (
        {path: data for path, data in site.files().items() if path.startswith(paths.SEARCH_INDEX)}
        for site in sites.values()
    )
    assert root == prefix
    assert len(root) > 20


@pytest.mark.parametrize(
    ("setting", "says"),
    [("SEARCH = False", ""), ("sys.modules['pagefind_bin'] = None", "Pagefind does not run")],
    ids=["switched off", "no engine for this machine"],
)
def test_without_an_engine_the_page_offers_the_archive(
    tmp_path: Path, setting: str, says: str
) -> None:
    built = build(tmp_path, extra=setting)
    assert built.code == 0, built.said
    assert says in " ".join(built.said.split())
    assert ("Pagefind" in built.said) == bool(says)
    theirs = (paths.SEARCH_INDEX, "theme/search")
    assert not [path for path in built.files() if path.startswith(theirs)]
    assert 'href="/chats/"' in built.text(paths.SEARCH)
    assert "<form" not in built.text(paths.SEARCH)
    assert "wasm" not in policy(built, paths.SEARCH)


# ------------------------------------------------------------------ in the browser


@pytest.fixture(scope="module")
def home(site: Site) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture
def visit(chromium: Browser, home: str) -> Iterator[Visit]:
    """Return a reader's window; what the console complains of fails the test."""
    with visiting(chromium, home) as opened:
        yield opened
        assert opened.complaints == []


def index_requests(visit: Visit) -> list[str]:
    return [path for path in visit.requests if path.startswith(paths.SEARCH_INDEX)]


def test_typing_a_word_finds_the_chat_and_its_question(visit: Visit) -> None:
    visit.go(paths.SEARCH)
    page = visit.page
    page.get_by_role("searchbox").focus()
    page.keyboard.type("cause fatigue")
    expect(page.get_by_role("status")).to_have_text("5 results for “cause fatigue”")
    first = page.locator(".results > li").first
    expect(first.get_by_role("heading")).to_have_text(
        "#4Change February Twitter Chat Topic: Cause Fatigue"
    )
    expect(first).to_contain_text("11 February 2010")
    expect(first).to_contain_text("Todd Pitt, Tom Dawkins")
    expect(first.locator(".excerpt mark").first).to_have_text("cause")
    question = first.get_by_role("link", name="Q1")
    expect(first.locator("li").first).to_contain_text("What does cause fatigue mean to you?")
    question.click()
    page.wait_for_url("**/#q1")
    assert visit.path == "chats/2010-02-cause-fatigue/#q1"
    expect(page.locator("#q1")).to_be_in_viewport()


def test_nothing_of_the_index_is_loaded_before_a_word_is_typed(visit: Visit) -> None:
    visit.go()
    visit.go(paths.SEARCH)
    visit.page.get_by_role("searchbox").focus()
    visit.page.wait_for_timeout(300)
    assert index_requests(visit) == []
    visit.page.keyboard.type("t")
    expect(visit.page.get_by_role("status")).to_contain_text("results")
    assert index_requests(visit)[0] == "pagefind/pagefind.js"
    assert not [path for path in visit.requests if path.startswith("http")]


def test_an_address_with_words_shows_what_they_find_and_typing_changes_it(visit: Visit) -> None:
    visit.go("search/?q=climate")
    expect(visit.page.get_by_role("searchbox")).to_have_value("climate")
    expect(visit.page.get_by_role("status")).to_have_text("2 results for “climate”")
    visit.page.get_by_role("searchbox").fill("education 2009")
    expect(visit.page.locator(".results h2").first).to_contain_text("Education")
    assert visit.path == "search/?q=education%202009"
    visit.page.get_by_role("searchbox").fill("")
    expect(visit.page.locator(".results > li")).to_have_count(0)
    expect(visit.page.get_by_role("status")).to_have_text("")
    assert visit.path == "search/"


def test_a_host_is_found_by_name_and_what_does_not_exist_is_not(visit: Visit) -> None:
    visit.go("search/?q=amy")
    first = visit.page.locator(".results > li").first
    expect(first.get_by_role("link", name="Amy Sample Ward")).to_be_visible()
    expect(first).to_contain_text("Host")
    visit.page.get_by_role("searchbox").fill("zyzzyva")
    expect(visit.page.get_by_role("status")).to_contain_text("Nothing found for “zyzzyva”")
    expect(visit.page.locator(".results > li")).to_have_count(0)


def test_everything_works_by_keyboard(visit: Visit) -> None:
    visit.go(paths.SEARCH)
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("climate")
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("status")).to_have_text("2 results for “climate”")
    visit.page.keyboard.press("Tab")
    expect(visit.page.get_by_role("button", name="Search")).to_be_focused()
    visit.page.keyboard.press("Tab")
    expect(visit.page.locator(".results a").first).to_be_focused()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/chats/2009-10-climate-change/")
    visit.page.go_back()
    expect(visit.page.get_by_role("status")).to_have_text("2 results for “climate”")


def test_more_results_come_on_demand_and_are_reached_at_once(visit: Visit) -> None:
    visit.go("search/?q=chat")
    results = visit.page.locator(".results > li")
    expect(results).to_have_count(8)
    visit.page.get_by_role("button", name="More results").click()
    expect(results).to_have_count(16)
    expect(results.nth(8).get_by_role("link").first).to_be_focused()
    titles = visit.page.locator(".results h2").all_inner_texts()
    assert len(set(titles)) == 16


def test_without_javascript_the_page_leads_to_the_archive(chromium: Browser, home: str) -> None:
    with visiting(chromium, home, java_script_enabled=False) as visit:
        visit.go("search/?q=climate")
        expect(visit.page.get_by_role("searchbox")).to_have_count(0)
        expect(visit.page.locator("noscript p")).to_be_visible()
        visit.page.get_by_role("link", name="all chats", exact=True).click()
        assert visit.path == "chats/"


def test_an_index_that_cannot_be_loaded_is_told(chromium: Browser, home: str) -> None:
    with visiting(chromium, home) as visit:
        visit.page.route("**/pagefind.js", lambda route: route.abort())
        visit.go("search/?q=climate")
        expect(visit.page.get_by_role("status")).to_contain_text("could not be loaded")


def test_the_slash_leads_to_the_search_from_every_page_unless_it_is_switched_off(
    visit: Visit,
) -> None:
    visit.go(JUNE)
    visit.page.keyboard.press("/")
    visit.page.wait_for_url("**/search/#q")
    expect(visit.page.get_by_role("searchbox")).to_be_focused()
    visit.page.keyboard.type("a/b")
    expect(visit.page.get_by_role("searchbox")).to_have_value("a/b")
    visit.page.locator("main a").last.focus()
    visit.page.keyboard.press("/")
    expect(visit.page.get_by_role("searchbox")).to_be_focused()
    visit.page.get_by_role("checkbox").uncheck()
    visit.go(JUNE)
    visit.page.keyboard.press("/")
    visit.page.wait_for_timeout(300)
    assert visit.path == JUNE
    visit.go(paths.SEARCH)
    expect(visit.page.get_by_role("checkbox")).not_to_be_checked()


def test_markup_in_a_question_is_shown_as_it_was_typed(chromium: Browser, tmp_path: Path) -> None:
    content = copy_of_content(tmp_path)
    question = "Is <img src=x onerror=alert(1)> & </li> a zebrafish?"
    (content / "chats/2010-07-odd.md").write_text(
        "---\ntitle: '<b>Odd</b> & zebrafish'\ntopic: Odd\ndate: 2010-07-08\n"
        f"announced: 2010-06-04\nquestions:\n  - '{question}'\n---\n",
        "utf-8",
    )
    built = build(tmp_path, content=content)
    assert built.code == 0, built.said
    with served(built) as home, visiting(chromium, home) as visit:
        visit.go("search/?q=zebrafish")
        result = visit.page.locator(".results > li")
        expect(result).to_have_count(1)
        expect(result.get_by_role("heading")).to_have_text("<b>Odd</b> & zebrafish")
        expect(result.locator("li")).to_have_text(f"Q1 {question}")
        assert visit.complaints == []
