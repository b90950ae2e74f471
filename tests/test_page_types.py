"""Each type of page loads its own parts of the theme: none that it needs is left out."""

import re

import pytest
from browsers import served, visiting
from march import PAGES
from platform_site import coming, platform_site
from playwright.sync_api import Browser, expect
from sites import Site

CLASS = re.compile(r"\.([a-z][a-z-]*)")
DATA = re.compile(r"(?:\[data-|dataset\.)([a-z]+)")


@pytest.fixture(scope="module")
def on_mastodon(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with chats on every platform, some with readers' own servers among them."""
    return platform_site(tmp_path_factory.mktemp("platforms"))


def loaded(site: Site, path: str, ending: str) -> str:
    """Return the text of the theme's file of one kind that a page loads, and may import."""
    name = re.search(rf'"/(theme/site\.[\da-f]+\.{ending})"', site.text(path))
    assert name
    text = site.text(name[1])
    imported = (site.text(f"theme/{each}") for each in re.findall(r'import\("./([^"]+)"\)', text))
    return "\n".join((text, *imported))


def all_files(site: Site, ending: str) -> str:
    """Return the text of every such file."""
    return "\n".join(file.read_text("utf-8") for file in site.folder.glob(f"theme/site.*.{ending}"))


def classes(site: Site, path: str) -> set[str]:
    """Return the classes that a page's elements have."""
    return {name for e in site.page(path).iter() for name in e.get("class", "").split()}


def data(site: Site, path: str) -> set[str]:
    """Return the names of the data that a page holds for scripts."""
    found = (key for e in site.page(path).iter() for key in e.attrib)
    return {key.removeprefix("data-") for key in found if key.startswith("data-")}


@pytest.mark.parametrize("name", sorted(set(PAGES) - {"search"}))
def test_a_page_has_the_rules_of_each_class_in_it_and_the_scripts_of_its_data(
    name: str, in_march: Site
) -> None:
    assert_complete(in_march, PAGES[name])


@pytest.mark.parametrize("path", ["", "how-to-participate/", coming("mastodon"), coming("twitter")])
def test_so_has_one_where_readers_have_servers_of_their_own(path: str, on_mastodon: Site) -> None:
    assert_complete(on_mastodon, path)


def assert_complete(site: Site, path: str) -> None:
    """Hold what the page names against what any page's files know of it."""
    for words, ending, of in ((CLASS, "css", classes), (DATA, "js", data)):
        wanted = of(site, path) & set(words.findall(all_files(site, ending)))
        assert wanted <= set(words.findall(loaded(site, path, ending))), ending


def test_the_script_of_ones_own_server_comes_when_one_is_named_and_not_before(
    chromium: Browser, on_mastodon: Site
) -> None:
    with served(on_mastodon) as home, visiting(chromium, home) as visit:
        for requests in (3, 4):
            visit.requests.clear()
            visit.go(coming("mastodon"))
            visit.page.wait_for_load_state("networkidle")
            assert len([path for path in visit.requests if "icon" not in path]) == requests
            visit.page.evaluate("localStorage.setItem('server', 'social.example')")
        expect(visit.page.locator(".join")).to_have_attribute("href", re.compile("^https://social"))
        assert visit.complaints == []
