"""The real site, built whole: what is there, and that it says the same everywhere."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from golden_files import golden
from sites import CONTENT, EPOCH_2026, Site, build, copy_of_content, git

from chats.frontmatter import document_from

JUNE = "chats/2010-06-local-community-organizing/"
CHATS = sorted(file.stem for file in (CONTENT / "chats").glob("*.md"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site as of December 2026: every chat is over."""
    built = build(tmp_path_factory.mktemp("now"), epoch=EPOCH_2026)
    assert built.code == 0, built.said
    return built


@pytest.fixture(scope="module")
def in_june(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site as of 5 June 2010: the chat of June is announced."""
    built = build(tmp_path_factory.mktemp("june"))
    assert built.code == 0, built.said
    return built


def links_of(site: Site, path: str) -> Iterator[tuple[str, str]]:
    """Yield element and address of everything that a page refers to."""
    page = site.page(path)
    for name, attribute in (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src")):
        for element in page.iter(name):
            if address := element.get(attribute):
                yield name, address


def pages_of(site: Site) -> list[str]:
    return [path.removesuffix("index.html") for path in site.files() if path.endswith(".html")]


def test_every_chat_has_its_page_and_its_invite(site: Site) -> None:
    assert len(CHATS) == 11
    for slug in CHATS:
        assert (site.folder / f"chats/{slug}/index.html").is_file()
        assert (site.folder / f"chats/{slug}/invite.ics").is_file()


@pytest.mark.parametrize(
    "path",
    ["index.html", "chats/index.html", "topics/index.html", "hosts/index.html", "next/index.html",
     "latest/index.html", "posts/index.html", "how-to-participate/index.html", "about/index.html",
     "calendar/index.html", "calendar.ics", "feeds/index.html", "feed.xml", "atom.xml",
     "feed.json", "chats.json", "404.html", "sitemap.xml", "robots.txt",
     "hosts/amy-sample-ward/index.html"],
)  # fmt: skip
def test_the_site_has_everything_that_it_promises(site: Site, path: str) -> None:
    assert (site.folder / path).is_file()


def test_nothing_that_pelican_would_add_by_itself_is_there(site: Site) -> None:
    assert not [
        path for path in site.files() if re.match(r"(author|category|tag|archives|drafts)", path)
    ]


def test_june_2010_reads_21_utc_everywhere(in_june: Site) -> None:
    assert "DTSTART:20100610T210000Z" in in_june.text(f"{JUNE}invite.ics")
    assert "DTEND:20100610T230000Z" in in_june.text(f"{JUNE}invite.ics")
    assert "DTSTART:20100610T210000Z" in in_june.text("calendar.ics")
    page = in_june.text(JUNE)
    assert "20100610T210000Z%2F20100610T230000Z" in page.replace("/2010", "%2F2010")
    (event,) = (e for e in json_ld(in_june, JUNE) if e["@type"] == "Event")
    assert event["startDate"] == "2010-06-10T17:00:00-04:00"
    for start in ("2010-06-10T14:00:00-07:00", "2010-06-10T17:00:00-04:00",
                  "2010-06-10T22:00:00+01:00"):  # fmt: skip
        assert f'datetime="{start}"' in page
    words = in_june.words(JUNE)
    for clock, place in (("14:00", "Pacific"), ("17:00", "Eastern"), ("22:00", "UK")):
        assert clock in words
        assert place in words
    assert "14:00–16:00 Pacific" in in_june.text("feed.xml")
    assert "22:00" in in_june.text("feed.xml")


def json_ld(site: Site, path: str) -> list[dict]:  # type: ignore[type-arg]
    scripts = (s for s in site.page(path).iter("script") if s.get("type") == "application/ld+json")
    found = []
    for script in scripts:
        data = json.loads(script.text or "")
        found += data if isinstance(data, list) else [data]
    return found


def test_the_page_of_june_2010_is_the_golden_one(in_june: Site) -> None:
    page = re.sub(r"(site\.|\?v=)[0-9a-f]+", r"\1…", in_june.text(JUNE))
    golden("event_page.html", page.encode())


def test_18_march_2010_shows_21_00_in_the_uk(site: Site) -> None:
    page = site.text("chats/2010-03-social-media-and-events/")
    assert 'datetime="2010-03-18T21:00:00+00:00"' in page
    assert "21:00" in site.words("chats/2010-03-social-media-and-events/")
    assert 'datetime="2010-03-19T08:00:00+11:00"' in page


def test_the_nine_questions_of_june_have_their_anchors(in_june: Site) -> None:
    ids = [element.get("id") for element in in_june.page(JUNE).iter() if element.get("id")]
    assert [anchor for anchor in ids if re.fullmatch(r"q\d+", anchor or "")] == [
        f"q{number}" for number in range(1, 10)
    ]


def test_a_chat_and_its_recaps_link_each_other(site: Site) -> None:
    assert ("a", "/posts/2010-06-wrap-up/") in set(links_of(site, JUNE))
    assert ("a", f"/{JUNE}") in set(links_of(site, "posts/2010-06-wrap-up/"))


def test_before_a_chat_home_names_it_and_afterwards_the_date_that_the_rule_expects(
    in_june: Site, site: Site
) -> None:
    assert "Community Organizing" in in_june.words("")
    assert "10" in in_june.words("next/")
    assert "10 December 2026" in site.words("")
    assert "not announced" in site.words("")
    assert "Developing a core community" in site.words("latest/")


def test_what_came_later_is_not_on_the_site_of_an_earlier_day(in_june: Site) -> None:
    assert not (in_june.folder / "chats/2010-09-network-weavers-and-builders").exists()
    assert not (in_june.folder / "posts/2010-06-wrap-up").exists()


def test_every_page_is_one_landmark_with_one_title(site: Site) -> None:
    for path in pages_of(site):
        page = site.page(path)
        assert len(list(page.iter("main"))) == 1, path
        assert len(list(page.iter("h1"))) == 1, path
        assert page.find(".//title") is not None, path


@pytest.mark.parametrize("at", ["site", "in_june"])
def test_no_link_of_the_site_is_dead(at: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(at)
    ids = {path: {e.get("id") for e in site.page(path).iter()} for path in pages_of(site)}
    dead = []
    for path in ids:
        for _, address in links_of(site, path):
            parts = urlsplit(urljoin(f"{site.url}/{path}", address))
            if f"{parts.scheme}://{parts.netloc}" != site.url:
                continue
            target = unquote(parts.path).lstrip("/")
            file = f"{target}index.html" if not target or target.endswith("/") else target
            if not (site.folder / file).is_file() or (
                parts.fragment and target in ids and parts.fragment not in ids[target]
            ):
                dead.append((path, address))
    if at == "in_june":
        # Bodies tell the whole story: they may name what came later than the day shown.
        dead = [(path, address) for path, address in dead if not is_later(address)]
    assert not dead


def is_later(address: str) -> bool:
    return bool(re.match(r"/(posts|chats)/(2010-0[6-9]|2010-02|2009-08)", address))


def test_pages_ask_no_other_site_for_anything(site: Site) -> None:
    for path in pages_of(site):
        for element in site.page(path).iter():
            if element.tag in ("script", "img", "iframe", "source", "video", "audio", "object"):
                assert "//" not in (element.get("src") or element.get("data") or ""), path
            if element.tag == "link" and element.get("rel") in ("stylesheet", "icon", "preload"):
                assert "//" not in (element.get("href") or ""), path


def test_every_time_for_machines_has_its_offset(site: Site) -> None:
    for path in pages_of(site):
        for element in site.page(path).iter("time"):
            value = element.get("datetime") or ""
            assert re.fullmatch(
                r"\d{4}(-\d\d){0,2}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", value
            ), (path, value)


def test_under_a_path_every_link_carries_it(tmp_path: Path) -> None:
    site = build(tmp_path, url="https://host.example/repo", epoch=EPOCH_2026)
    assert site.code == 0, site.said
    for path in pages_of(site):
        for _, address in links_of(site, path):
            if address.startswith("/"):
                assert address.startswith("/repo/"), (path, address)
    assert "https://host.example/repo/chats/" in site.text("feed.xml")
    assert "Sitemap: https://host.example/repo/sitemap.xml" in site.text("robots.txt")


def test_two_builds_are_the_same_byte_for_byte_whatever_the_hash_seed(tmp_path: Path) -> None:
    first = build(tmp_path / "a", seed="1")
    second = build(tmp_path / "b", seed="4242", cwd=tmp_path)
    assert (first.code, second.code) == (0, 0), first.said + second.said
    assert first.files() == second.files()


def test_a_broken_post_stops_the_build_with_all_problems_and_leaves_the_site(
    tmp_path: Path,
) -> None:
    good = build(tmp_path)
    before = good.files()
    for name, line in (("2010-07-a", "date: 2010-02-30"), ("2010-08-b", "zone: EST")):
        (tmp_path / f"content/chats/{name}.md").write_text(
            f"---\ntitle: x\ntopic: y\n{line}\n---\n", "utf-8"
        )
    broken = build(tmp_path)
    assert broken.code == 1
    said = " ".join(broken.said.split())
    assert "content/chats/2010-07-a.md:4: date: 30 February does not exist" in said
    assert "content/chats/2010-08-b.md:4: zone: `EST` is not a place" in said
    assert "content/chats/2010-08-b.md:2: date: is missing" in said
    assert broken.files() == before


def test_a_removed_chat_leaves_nothing_behind(tmp_path: Path) -> None:
    build(tmp_path)
    chat = tmp_path / "content/chats/2010-07-draft.md"
    chat.write_text("---\ntitle: x\ntopic: y\ndate: 2010-07-08\nannounced: 2010-06-04\n---\n")
    with_it = build(tmp_path)
    assert (with_it.folder / "chats/2010-07-draft/invite.ics").is_file()
    chat.unlink()
    without = build(tmp_path)
    assert without.code == 0, without.said
    assert not (without.folder / "chats/2010-07-draft").exists()
    assert "2010-07" not in without.text("feed.xml")


def test_a_template_that_fails_leaves_the_last_good_site(tmp_path: Path) -> None:
    good = build(tmp_path)
    before = good.files()
    theme = tmp_path / "override"
    theme.mkdir()
    (theme / "topics.html").write_text("{{ nothing.of.the.kind }}")
    broken = build(tmp_path, extra=f"THEME_TEMPLATES_OVERRIDES = [{str(theme)!r}]\n")
    assert broken.code != 0
    assert {k: v for k, v in broken.files().items() if not k.startswith(".waiting/")} == before


def test_a_commit_by_a_clock_that_is_fast_is_told_as_no_later_than_the_site(
    tmp_path: Path,
) -> None:
    content = copy_of_content(tmp_path)
    chat = content / "chats/2009-07-revolutionary-social-media.md"
    chat.write_text(chat.read_text("utf-8") + "\nMore.\n", "utf-8")
    git(tmp_path, "commit", "-qam", "later", day="2031-01-01")
    site = build(tmp_path, content=content, epoch=EPOCH_2026)
    assert site.code == 0, site.said
    assert "<lastmod>2026-12-01</lastmod>" in site.text("sitemap.xml")
    for path in ("sitemap.xml", "chats.json", "feed.xml", "atom.xml", "feed.json"):
        assert "2031" not in site.text(path), path
    assert "20310101" not in site.text("calendar.ics")


def test_no_body_of_the_content_lost_a_link(site: Site) -> None:
    for slug in CHATS:
        body = document_from((CONTENT / f"chats/{slug}.md").read_bytes()).body
        addresses = {address for _, address in links_of(site, f"chats/{slug}/")}
        for link in re.findall(r"\]\((https?://[^)]+)\)", body):
            assert link in addresses, (slug, link)
        assert "{filename}" not in site.text(f"chats/{slug}/")
