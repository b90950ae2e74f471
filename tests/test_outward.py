"""Links to sites that are gone lead to a copy in the Internet Archive; their names stay."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from sites import EPOCH_2026, Site, build, copy_of_content

from chats.outward import outward

GONE = {"old.example.org": date(2011, 1, 2)}
COPY = "https://web.archive.org/web/20110102/"

_CHAT = """---
title: Once
topic: Once
date: 2010-06-10
announced: 2010-06-01
hosts: [ann]
source: {name: The old blog, url: http://old.example.org/1}
resources: [{title: Slides, url: "http://old.example.org/2"}, {title: More, url: "https://x.example"}]
transcript: http://old.example.org/3
---

Told [here](http://Old.example.org/4#a) and [there](http://new.example.org/5).
"""


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("http://old.example.org/a?b=c", f"{COPY}http://old.example.org/a?b=c"),
        ("https://OLD.example.org", f"{COPY}https://OLD.example.org"),
        ("http://old.example.org:8080/", f"{COPY}http://old.example.org:8080/"),
        ("http://www.old.example.org/", "http://www.old.example.org/"),
        ("/chats/", "/chats/"),
        ("mailto:ann@old.example.org", "mailto:ann@old.example.org"),
        ("http://[", "http://["),
    ],
)
def test_a_host_that_is_gone_is_read_in_the_archive(address: str, leads: str) -> None:
    assert outward(address, GONE) == leads


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("gone")
    (folder / "content/chats").mkdir(parents=True)
    (folder / "content/chats/2010-06-once.md").write_text(_CHAT)
    people = 'ann: {name: Ann, links: [{title: Her site, url: "http://old.example.org"}]}\n'
    (folder / "content/people.yaml").write_text(people)
    extra = (
        'SEARCH = CARDS = False\nSERIES = SERIES | {"archived": {"Old.example.org": "2011-01-02"}}'
    )
    made = build(folder, content=folder / "content", extra=extra, epoch=EPOCH_2026)
    assert made.code == 0, made.said
    return made


def links(site: Site, path: str) -> dict[str, str]:
    return {"".join(e.itertext()): e.get("href") or "" for e in site.page(path).iter("a")}


def test_every_link_of_a_page_to_such_a_host_leads_to_the_copy(site: Site) -> None:
    found = links(site, "chats/2010-06-once/")
    wanted = {
        "The old blog": "http://old.example.org/1",
        "Slides": "http://old.example.org/2",
        "What was said": "http://old.example.org/3",
        "here": "http://Old.example.org/4#a",
    }
    assert {name: found[name] for name in wanted} == {
        name: f"{COPY}{address}" for name, address in wanted.items()
    }
    assert found["More"] == "https://x.example"
    assert found["there"] == "http://new.example.org/5"
    assert site.words("chats/2010-06-once/").count("(archived copy)") == 2
    assert links(site, "hosts/ann/")["Her site"] == f"{COPY}http://old.example.org"
    assert f'{COPY}http://old.example.org/1"' in site.text("feed.xml").replace("&quot;", '"')


def test_as_the_name_of_the_original_the_address_stays_what_it_was(site: Site) -> None:
    page = site.page("chats/2010-06-once/")
    [canonical] = [e.get("href") for e in page.iter("link") if e.get("rel") == "canonical"]
    assert canonical == "http://old.example.org/1"
    [chat] = json.loads(site.text("chats.json"))["chats"]
    assert chat["source"]["url"] == "http://old.example.org/1"


def test_the_first_site_links_to_nothing_in_the_clear(tmp_path: Path) -> None:
    extra = "SEARCH = CARDS = False"
    made = build(tmp_path, content=copy_of_content(tmp_path), extra=extra, epoch=EPOCH_2026)
    for path in made.files():
        if path.endswith(".html"):
            assert not re.findall(r'<a [^>]*href="http:[^"]*"', made.text(path)), path
