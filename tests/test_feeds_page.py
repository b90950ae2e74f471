"""Pelican's side of the feeds: which files are written, and the page that lists them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from pelican.settings import read_settings
from samples import a_chat, a_post, a_series

from bodies import Body
from chats import paths
from chats.excerpts import Excerpts
from chats.paths import Site
from chats.words import ENGLISH
from content_folder.reading import Content
from feeds import FeedsGenerator
from feeds.feeds_page import feeds, note
from languages.templates import speaks
from output_files import OutputFiles
from pages import Pages

TEMPLATE = """{{ page_path }}
{% for feed in feeds %}{{ feed.title }} | {{ feed.format }} | {{ feed.url }} | {{ feed.use }}
{% endfor %}
{{ feeds_note }}
{% for key, meaning in chat_keys.items() %}{{ key }}: {{ meaning }}
{% endfor %}"""


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return the folder to which the generator wrote the feeds of a small series."""
    templates = tmp_path / "theme" / "templates"
    templates.mkdir(parents=True)
    (templates / "feeds.html").write_text(TEMPLATE)
    settings = read_settings(
        override={"THEME": str(tmp_path / "theme"), "CACHE_PATH": str(tmp_path / "cache")}
    )
    series = a_series(posts=(a_post(),), at=datetime(2010, 12, 1, tzinfo=UTC))
    texts = {entry.source: entry.slug for entry in (*series.chats, *series.posts)}
    content = Content(series, texts, dict.fromkeys(texts, 1), {}, (), [], digests=texts)
    context = {
        "series": series,
        "excerpts": Excerpts(series),
        "site": Site("https://host.example/repo"),
        "body_of": lambda entry: Body(content, entry.source),
    }
    folder = tmp_path / "output"
    generator = FeedsGenerator(
        context,
        settings,
        path=str(tmp_path),
        theme=settings["THEME"],
        output_path=str(folder),
    )
    speaks(generator.env, ENGLISH)
    context["told_pages"] = Pages(generator.env, context, ())
    writer = OutputFiles(str(folder), settings)
    generator.generate_output(writer)
    writer.finish()
    return folder


def test_every_feed_is_written_where_its_own_address_says(output: Path) -> None:
    for path in (paths.RSS, paths.ATOM):
        parsed = feedparser.parse((output / path).read_bytes())
        assert len(parsed.entries) == 2
        own = [link.href for link in parsed.feed.links if link.rel == "self"]
        assert own == [f"https://host.example/repo/{path}"]
    feed = json.loads((output / paths.JSON_FEED).read_bytes())
    assert feed["feed_url"] == f"https://host.example/repo/{paths.JSON_FEED}"
    chats = json.loads((output / paths.CHATS_JSON).read_bytes())["chats"]
    assert [chat["id"] for chat in chats] == ["2010-06"]


def test_the_page_lists_each_feed_that_is_written_and_says_what_a_browser_makes_of_it(
    output: Path,
) -> None:
    page = (output / paths.FEEDS / "index.html").read_text("utf-8")
    assert page.startswith("feeds/\n#4Change | RSS 2.0 | https://host.example/repo/feed.xml | ")
    assert "moved_to: the fallback venue" in page
    assert note(ENGLISH) in page
    addresses = [line.split(" | ")[2] for line in page.splitlines() if " | " in line]
    written = {file.name for file in output.iterdir() if file.is_file()} - {".site-files"}
    assert {address.removeprefix("https://host.example/repo/") for address in addresses} == written


def test_each_feed_says_what_it_is_for() -> None:
    site = Site("https://chats.example.org")
    for title, kind, url, use in feeds(a_series(chats=(a_chat(),)), site):
        assert "#4Change" in title
        assert kind.startswith(("RSS", "Atom", "JSON"))
        assert url.startswith("https://chats.example.org/")
        assert use.endswith(".")
