"""Lists that grow: cut into sheets, each a page of its own that leads to the others."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from samples import NEW_YORK, a_chat, a_post, a_series, a_session
from sites import EPOCH_2026, Site, build

from chats import paths, sheets
from chats.aliases import alias_problems
from chats.model import Chat

NUMBER_OF_POSTS = 31


def chats_of(years: dict[int, int]) -> tuple[Chat, ...]:
    """Return so many chats in each year, a day apart."""
    return tuple(
        a_chat(id=f"{year}-{n}", slug=f"{year}-{n}", sessions=(a_session(start),))
        for year, number in sorted(years.items())
        for n, start in enumerate(
            datetime(year, 1, 1, 17, tzinfo=NEW_YORK) + timedelta(days=day) for day in range(number)
        )
    )


def years_of(series_years: dict[int, int]) -> list[list[int]]:
    series = a_series(chats=chats_of(series_years), at=datetime(2026, 12, 1, tzinfo=NEW_YORK))
    return [[year for year, _ in sheet.items] for sheet in sheets.of_archive(series)]


# ------------------------------------------------------------------ where a list is cut


def test_the_archive_is_cut_between_years() -> None:
    assert years_of({2020: 12, 2021: 12, 2022: 12, 2023: 12, 2024: 12, 2025: 12}) == [
        [2025, 2024, 2023, 2022, 2021],
        [2020],
    ]


def test_a_year_fuller_than_a_sheet_has_one_to_itself() -> None:
    assert years_of({2023: 3, 2024: 100, 2025: 3}) == [[2025], [2024], [2023]]
    assert years_of({2024: 52, 2025: 52}) == [[2025], [2024]]


def test_a_list_without_entries_has_one_empty_sheet() -> None:
    assert years_of({}) == [[]]
    assert [sheet.items for sheet in sheets.of("topics/x/", ())] == [()]


@pytest.mark.parametrize(
    ("number", "sizes"), [(1, [1]), (60, [60]), (61, [60, 1]), (120, [60] * 2)]
)
def test_no_sheet_is_left_empty(number: int, sizes: list[int]) -> None:
    cut = sheets.of("topics/x/", range(number))
    assert [len(sheet.items) for sheet in cut] == sizes
    assert [item for sheet in cut for item in sheet.items] == list(range(number))


def test_each_sheet_knows_its_neighbours_and_the_first_has_the_lists_own_address() -> None:
    first, second, third = sheets.of("topics/x/", range(130))
    assert (first.before, first.own_path, first.after) == ("", "topics/x/", "topics/x/page/2/")
    assert second.before == "topics/x/"
    assert (third.before, third.after) == ("topics/x/page/2/", "")


def test_an_old_address_may_not_be_that_of_a_sheet() -> None:
    for alias in ("chats/page/2/", "posts/page/12/"):
        chat = a_chat(aliases=(alias,))
        told = [problem.message for problem in alias_problems((chat,), {}, lambda *_: 0)]
        assert len(told) == 1
        assert "the site makes itself" in told[0]
    post = a_post(aliases=("posts/page-2/",))
    assert list(alias_problems((post,), {}, lambda *_: 0)) == []


# ------------------------------------------------------------------ a site with long lists


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site of eleven years of monthly chats under a path, and a year's posts."""
    content = tmp_path_factory.mktemp("content")
    for name in ("chats", "posts", "pages"):
        (content / name).mkdir()
    (content / "people.yaml").write_text("ann:\n  name: Ann\n")
    for year in range(2016, 2027):
        for month in range(1, 13):
            head = (f"title: Chat of {year}-{month}\ntopic: Number {month} of {year}\n"
                    f"date: {year}-{month:02d}-10\nannounced: {year}-{month:02d}-01\n"
                    "tags: [tools]\nhosts: [ann]\nsummary: Said.\n")  # fmt: skip
            (content / f"chats/{year}-{month:02d}-chat.md").write_text(f"---\n{head}---\n\nSaid.\n")
    for number in range(NUMBER_OF_POSTS):
        head = f"title: Post {number}\ndate: 2020-01-01T00:{number:02d}:00Z\nsummary: Said.\n"
        (content / f"posts/post-{number}.md").write_text(f"---\n{head}---\n\nSaid.\n")
    made = build(tmp_path_factory.mktemp("site"), epoch=EPOCH_2026, content=content,
                 url="https://host.example/repo", extra="SEARCH = CARDS = False")  # fmt: skip
    assert made.code == 0, made.said
    return made


def sheets_of(site: Site, path: str) -> list[str]:
    """Return the paths of a list's pages, found by following its links."""
    found = [path]
    while following := rel(site, found[-1], "next"):
        found.append(following)
    return found


def rel(site: Site, path: str, kind: str) -> str:
    """Return the path that the head names so, "" for none."""
    links = [link.get("href") or "" for link in site.page(path).iter("link")
             if link.get("rel") == kind]  # fmt: skip
    assert len(links) <= 1
    return links[0].removeprefix("/repo/") if links else ""


def chats_on(site: Site, path: str) -> list[str]:
    found = re.findall(r'p-name u-url" href="/repo/chats/([^/"]+)/"', site.text(path))
    assert len(found) == len(set(found))
    return found


LISTS = ("chats/", "topics/tools/", "hosts/ann/")


@pytest.mark.parametrize("path", LISTS)
def test_the_sheets_together_hold_every_chat_once_the_latest_first(site: Site, path: str) -> None:
    pages = sheets_of(site, path)
    assert pages == [path, f"{path}page/2/", f"{path}page/3/"]
    past = [slug for page in pages for slug in chats_on(site, page) if slug < "2026-12"]
    months = [f"{year}-{month:02d}-chat" for year in range(2016, 2027) for month in range(1, 13)]
    assert past == months[:-1][::-1]


def test_the_posts_are_cut_too(site: Site) -> None:
    first, second = sheets_of(site, "posts/")
    assert second == "posts/page/2/"
    assert len(list(site.page(first).iter("h2"))) == sheets.POSTS
    assert "Post 0" in site.words(second)


@pytest.mark.parametrize("path", [*LISTS, "posts/"])
def test_each_sheet_is_its_own_page_with_a_title_of_its_own(site: Site, path: str) -> None:
    pages = sheets_of(site, path)
    titles = [site.page(page).findtext(".//title") or "" for page in pages]
    assert titles == [titles[0], *(
        titles[0].replace(" · ", f", page {n} · ") for n in range(2, len(pages) + 1)
    )]  # fmt: skip
    for page in pages:
        assert rel(site, page, "canonical") == f"https://host.example/repo/{page}"
    described = [
        meta.get("content")
        for page in pages
        for meta in site.page(page).iter("meta")
        if meta.get("name") == "description"
    ]
    assert len(set(described)) == len(pages)


@pytest.mark.parametrize("path", [*LISTS, "posts/"])
def test_a_reader_finds_the_way_on_and_back(site: Site, path: str) -> None:
    pages = sheets_of(site, path)
    for number, page in enumerate(pages):
        [pager] = [nav for nav in site.page(page).iter("nav") if nav.get("aria-label") == "Pages"]
        ways = {link.text: (link.get("rel"), link.get("href")) for link in pager.iter("a")}
        newer = {"Newer": ("prev", f"/repo/{pages[number - 1]}")} if number else {}
        older = {"Older": ("next", f"/repo/{pages[number + 1]}")} if page != pages[-1] else {}
        assert ways == newer | older
        assert rel(site, page, "prev") == (pages[number - 1] if number else "")


def test_every_year_is_reached_from_every_sheet_of_the_archive(site: Site) -> None:
    for page in sheets_of(site, "chats/"):
        [years] = [nav for nav in site.page(page).iter("nav") if nav.get("aria-label") == "Years"]
        links = {link.text: link.get("href") or "" for link in years.iter("a")}
        assert list(links) == [str(year) for year in range(2026, 2015, -1)]
        for year, link in links.items():
            where, _, anchor = link.removeprefix("/repo/").partition("#")
            assert anchor == f"y{year}"
            assert site.page(where).find(f".//h2[@id='{anchor}']") is not None


def test_what_is_to_come_stands_on_the_first_sheet_alone(site: Site) -> None:
    first, second, third = (site.words(page) for page in sheets_of(site, "chats/"))
    assert "To come" in first
    assert "To come" not in second + third


def test_a_chats_breadcrumb_leads_to_its_year_on_whatever_sheet_that_is(site: Site) -> None:
    for slug, where in (("2026-03-chat", "chats/#y2026"), ("2016-03-chat", "chats/page/3/#y2016")):
        [nav] = [nav for nav in site.page(f"chats/{slug}/").iter("nav")
                 if nav.get("aria-label") == "Breadcrumb"]  # fmt: skip
        assert [link.get("href") for link in nav.iter("a")] == ["/repo/chats/", f"/repo/{where}"]


def test_the_sitemap_holds_every_sheet_once(site: Site) -> None:
    root = ET.fromstring(site.text(paths.SITEMAP))
    listed = [loc.text or "" for loc in root.iter() if loc.tag.endswith("}loc")]
    assert len(listed) == len(set(listed))
    for path in (*LISTS, "posts/"):
        for page in sheets_of(site, path):
            assert f"https://host.example/repo/{page}" in listed


def test_a_short_list_has_no_pager(site: Site) -> None:
    assert "pager" not in site.text("topics/") + site.text("hosts/") + site.text("")


def test_no_page_is_a_sheet_of_nothing(site: Site) -> None:
    made = [Path(path).parent.as_posix() for path in site.files() if "/page/" in path]
    assert sorted(made) == sorted(
        page.rstrip("/") for path in (*LISTS, "posts/") for page in sheets_of(site, path)[1:]
    )
