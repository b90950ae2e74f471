"""What a page weighs before anybody has touched it: HTML, style and scripts, compressed."""

from pathlib import PurePosixPath

import brotli
import pytest
from march import EVENTS, PAGES, TWO_SITTINGS
from sites import Site

KB = 1024
EVENT_PAGES = (EVENTS, TWO_SITTINGS, PAGES["a chat that is over"], PAGES["a chat called off"])


def compressed(data: bytes) -> int:
    """Return the bytes that go over the wire: every browser takes Brotli (RFC 7932)."""
    return len(brotli.compress(data))


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


@pytest.mark.parametrize("path", ["", *EVENT_PAGES])
def test_home_and_the_page_of_a_chat_weigh_ten_kilobytes_at_most(path: str, in_march: Site) -> None:
    weights = parts_of(in_march, path)
    assert min(weights.values()) > 500, "something was not found"
    assert sum(weights.values()) <= 10 * KB, weights


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_more_than_four_kilobytes_of_scripts(name: str, in_march: Site) -> None:
    assert 500 < parts_of(in_march, PAGES[name])["js"] <= (6 if name == "search" else 4) * KB
