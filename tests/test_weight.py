"""What a page weighs before anybody has touched it: HTML, style and scripts, compressed."""

import gzip
from pathlib import Path, PurePosixPath

import pytest
from march import PAGES
from sites import EPOCH_2026, Site, build

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


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_more_than_four_kilobytes_of_scripts(name: str, in_march: Site) -> None:
    assert 500 < parts_of(in_march, PAGES[name])["js"] <= (6 if name == "search" else 4) * KB
