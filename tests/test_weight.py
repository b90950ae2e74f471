"""What a page weighs before anybody has touched it: HTML, style and scripts, compressed."""

import gzip
import re
from pathlib import Path, PurePosixPath

import pytest
from march import PAGES
from platform_site import PLATFORMS, ROOMS
from sites import EPOCH_2026, Site, build, copy_of_content

KB = 1024


def compressed(data: bytes) -> int:
    """Return the bytes that go over the wire, as the plainest of hosts sends them."""
    return len(gzip.compress(data, 9))


def parts_of(site: Site, path: str) -> dict[str, int]:
    """Return the compressed bytes of a page and of all that it loads, by kind."""
    weights = {"html": compressed(site.text(path).encode()), "css": 0, "js": 0}
    page = site.page(path)
    loaded = [e.get("href") for e in page.iter("link") if e.get("rel") == "stylesheet"]
    loaded += [e.get("src") for e in page.iter("script") if e.get("src")]
    for address in loaded:
        assert address
        assert address.startswith("/theme/")
        data = (site.folder / address.lstrip("/")).read_bytes()
        weights[PurePosixPath(address).suffix[1:]] += compressed(data)
    return weights


def assert_light(site: Site) -> None:
    """Weigh the home page and every page of a chat."""
    chats = [
        str(file.parent.relative_to(site.folder)) for file in site.folder.glob("chats/*/index.html")
    ]
    assert len(chats) >= 9
    for path in ("", *(f"{chat}/" for chat in chats)):
        weights = parts_of(site, path)
        assert min(weights.values()) > 500, "something was not found"
        assert sum(weights.values()) <= 10 * KB, (path, weights)


def test_home_and_every_page_of_a_chat_weigh_ten_kilobytes_at_most(in_march: Site) -> None:
    assert_light(in_march)


def test_so_they_do_when_every_chat_is_over(tmp_path: Path) -> None:
    assert_light(build(tmp_path, epoch=EPOCH_2026))


def on_every_platform(tmp_path: Path, language: str = "en") -> Site:
    """Build the site with a chat to come, of nine questions, on every platform."""
    content = copy_of_content(tmp_path)
    chats = content / "chats"
    june = (chats / "2010-06-local-community-organizing.md").read_text("utf-8")
    asked = re.search(r"questions:\n(  - .*\n){9}", june)
    after = r"^(moved_to|source):\n(?:  .*\n)+|^(?:note|transcript|announced|updated): .*\n"
    june = re.sub(after, "", june, flags=re.M)
    for platform in PLATFORMS:
        more = f"id: on-{platform}\nannounced: 2010-06-03\nplatform: {platform}\n"
        more += f"venue_url: {ROOMS[platform]}\n" if platform in ROOMS else ""
        (chats / f"2010-06-on-{platform}.md").write_text(june.replace("---\n", f"---\n{more}", 1))
    more = f'SEARCH = False\nSERIES = {{**SERIES, "language": {language!r}}}'
    site = build(tmp_path, content=content, extra=more)
    assert asked
    assert site.code == 0, site.said
    return site


def test_so_does_a_chat_to_come_with_nine_questions_on_every_platform(tmp_path: Path) -> None:
    site = on_every_platform(tmp_path)
    for platform in PLATFORMS:
        weights = parts_of(site, f"chats/2010-06-on-{platform}/")
        assert sum(weights.values()) <= 10 * KB, (platform, weights)


@pytest.mark.parametrize("language", ["de", "fr", "es", "pt"])
def test_other_languages_take_half_a_kilobyte_more_at_most(language: str, tmp_path: Path) -> None:
    site = on_every_platform(tmp_path, language)
    assert site.page("chats/2010-06-on-mastodon/").get("lang") == language
    for platform in PLATFORMS:
        weights = parts_of(site, f"chats/2010-06-on-{platform}/")
        assert sum(weights.values()) <= 10.5 * KB, (platform, weights)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_more_than_four_kilobytes_of_scripts(name: str, in_march: Site) -> None:
    assert 200 < parts_of(in_march, PAGES[name])["js"] <= (6 if name == "search" else 4) * KB
