"""The formats of the feeds, read back by programs that did not write them."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from golden_files import golden
from real_content import SITE, real_content
from samples import JUNE, a_chat, a_post, a_series, a_session

from chats.model import Chat, Original, Person, Post, Question, Status, Venue
from chats.series import Series
from feeds.atom import atom
from feeds.chats_json import CHAT_KEYS, chats_json
from feeds.items import Item, items_of
from feeds.jsonfeed import json_feed
from feeds.rss import rss

ATOM = "{http://www.w3.org/2005/Atom}"
EVENT = "{http://purl.org/rss/1.0/modules/event/}"
AT = datetime(2026, 12, 1, tzinfo=UTC)
HOSTILE = (
    "]]> <script>alert(1)</script> & &amp; \"q\" 'a' \\n \u2028\u2029\x00\x0b\x1f\ufffe\ud800 😀"
)
KEPT = "]]> <script>alert(1)</script> & &amp; \"q\" 'a' \\n 😀"
"""What of HOSTILE a title can hold: the separators are spaces, the forbidden is gone."""

AMY = Person(id="amy", name="Amy")


def body(_entry: Chat | Post) -> str:
    return "<p>Body</p>"


def items(series: Series) -> tuple[Item, ...]:
    return items_of(series, SITE, body)


def read_rss(series: Series) -> ElementTree.Element:
    channel = ElementTree.fromstring(rss(series, SITE, items(series))).find("channel")
    assert channel is not None
    return channel


def read_atom(series: Series) -> ElementTree.Element:
    return ElementTree.fromstring(atom(series, SITE, items(series)))


def read_json(series: Series) -> Any:
    return json.loads(json_feed(series, SITE, items(series)))


def a_full_series(**changes: Any) -> Series:
    """Return a moved chat with host and tags and its recap, as of a time after both."""
    session = a_session(moved_from=(JUNE - timedelta(days=7),))
    chat = a_chat(
        sessions=(session,),
        hosts=(AMY,),
        tags=("events", "R & D"),
        original=Original(name="Old", url="https://old.example/?a=1&b=2"),
    )
    values: dict[str, Any] = {"chats": (chat,), "posts": (a_post(),), "at": AT}
    return a_series(**values | changes)


# ---------------------------------------------------------------- the real feeds


def test_the_real_content_gives_the_feed_that_is_kept() -> None:
    real = real_content(AT)
    found = items_of(real.series, real.site, real.body_of)
    golden("feed.xml", rss(real.series, real.site, found))


def test_every_format_of_the_real_content_holds_the_same_items_in_the_same_order() -> None:
    real = real_content(AT)
    series, found = real.series, items_of(real.series, real.site, real.body_of)
    by_rss = feedparser.parse(rss(series, SITE, found))
    by_atom = feedparser.parse(atom(series, SITE, found))
    by_json = json.loads(json_feed(series, SITE, found))
    assert not by_rss.bozo
    assert not by_atom.bozo
    wanted = [(item.guid, item.url, item.title) for item in found]
    assert len(wanted) >= len(series.chats) + len(series.posts)
    assert [(e.id, e.link, e.title) for e in by_rss.entries] == wanted
    assert [(e.id, e.link, e.title) for e in by_atom.entries] == wanted
    assert [(e["id"], e["url"], e["title"]) for e in by_json["items"]] == wanted


def test_june_2010_begins_at_21_utc_in_every_format() -> None:
    series = real_content(AT).series
    june = [chat for chat in series.chats if chat.id == "2010-06"]
    series = replace(series, chats=tuple(june), posts=())
    starts = [
        *(e.text for e in read_rss(series).iter(f"{EVENT}startdate")),
        *(e.text for e in read_atom(series).iter(f"{EVENT}startdate")),
        *(e["_chat"]["start"] for e in read_json(series)["items"]),
        *(chat["start"] for chat in json.loads(chats_json(series, SITE))["chats"]),
    ]
    assert len(starts) >= 4
    for start in starts:
        moment = datetime.fromisoformat(str(start))
        assert moment == datetime(2010, 6, 10, 21, tzinfo=UTC)
        assert str(start).endswith("-04:00")


def test_feeds_are_the_same_bytes_whatever_the_seed_of_the_hashes() -> None:
    program = (
        "from test_feeds_formats import *\n"
        "real = real_content(AT)\n"
        "found = items_of(real.series, real.site, real.body_of)\n"
        "for write in (rss, atom, json_feed):\n"
        "    sys.stdout.buffer.write(write(real.series, SITE, found))\n"
        "sys.stdout.buffer.write(chats_json(real.series, SITE))\n"
    )
    tests = Path(__file__).parent
    path = os.pathsep.join(map(str, (tests, tests.parent / "plugins", tests.parent)))
    built = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(built) == 1
    assert len(built.pop()) > 10_000


# ---------------------------------------------------------------- RSS


def test_rss_says_where_it_lives_what_it_is_and_when_it_last_changed() -> None:
    channel = read_rss(a_full_series())
    (own,) = channel.findall(f"{ATOM}link")
    assert own.attrib == {
        "href": "https://4change.example/feed.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }
    assert channel.findtext("link") == "https://4change.example/"
    assert channel.findtext("language") == "en"
    assert channel.findtext("description") == "A monthly talk about social media for social change."
    assert channel.findtext("lastBuildDate") == "Thu, 17 Jun 2010 13:03:54 +0000"


def test_rss_dates_are_those_of_rfc_822_with_a_zone() -> None:
    dates = [str(item.findtext("pubDate")) for item in read_rss(a_full_series()).iter("item")]
    assert len(dates) == 3
    for date in dates:
        assert re.fullmatch(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000", date)
    assert parsedate_to_datetime(dates[-1]) == a_chat().announced


def test_rss_items_have_a_guid_of_their_own_authors_categories_and_full_content() -> None:
    item = read_rss(a_full_series()).findall("item")[-1]
    guid = item.find("guid")
    assert guid is not None
    assert guid.attrib == {"isPermaLink": "false"}
    assert guid.text == "tag:chats.example.org,2026:chat/2010-06"
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Amy"
    assert [category.text for category in item.findall("category")] == ["events", "R & D"]
    content = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
    assert "<p>Body</p>" in str(content)


# ---------------------------------------------------------------- Atom


def test_atom_has_a_name_for_ever_an_author_and_the_links_of_a_feed() -> None:
    feed = read_atom(a_full_series())
    assert feed.findtext(f"{ATOM}id") == "tag:chats.example.org,2026:feed"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "#4Change"
    assert feed.findtext(f"{ATOM}updated") == "2010-06-17T13:03:54+00:00"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://4change.example/atom.xml",
        "alternate": "https://4change.example/",
    }


def test_an_atom_entry_has_one_page_and_names_its_calendar_entry_and_original_as_such() -> None:
    entry = read_atom(a_full_series()).findall(f"{ATOM}entry")[-1]
    page = "https://4change.example/chats/2010-06-local-community-organizing/"
    links = [(link.get("rel", "alternate"), link.get("href")) for link in entry.iter(f"{ATOM}link")]
    assert links == [
        ("alternate", page),
        ("related", f"{page}invite.ics"),
        ("via", "https://old.example/?a=1&b=2"),
    ]
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == ["events", "R & D"]
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"


# ---------------------------------------------------------------- JSON


def test_the_json_feed_is_of_version_1_1_and_keeps_to_its_keys() -> None:
    feed = read_json(a_full_series())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://4change.example/feed.json"
    assert feed["home_page_url"] == "https://4change.example/"
    known = {"id", "url", "title", "summary", "content_html", "image", "date_published",
             "date_modified", "authors", "tags", "_chat"}  # fmt: skip
    for item in feed["items"]:
        assert set(item) <= known
        assert "" not in item.values()
    assert feed["items"][-1]["authors"] == [
        {"name": "Amy", "url": "https://4change.example/hosts/amy/"}
    ]
    assert feed["items"][-1]["tags"] == ["events", "R & D"]


def test_the_json_feed_tells_a_chats_time_and_state_to_programs() -> None:
    chat = a_chat(status=Status.CANCELLED, image="images/june.png")
    item = read_json(a_series(chats=(chat,), at=AT))["items"][-1]
    assert item["image"] == "https://4change.example/images/june.png"
    assert item["_chat"] == {
        "about": "https://4change.example/feeds/",
        "id": "2010-06",
        "start": "2010-06-10T17:00:00-04:00",
        "end": "2010-06-10T19:00:00-04:00",
        "zone": "America/New_York",
        "status": "cancelled",
        "invite": "https://4change.example/chats/2010-06-local-community-organizing/invite.ics",
    }


def test_a_recap_carries_no_time_of_a_chat() -> None:
    series = a_series(chats=(), posts=(a_post(),), at=AT)
    assert "_chat" not in read_json(series)["items"][0]
    assert not list(read_rss(series).iter(f"{EVENT}startdate"))


def test_a_cancelled_chat_is_no_event_for_readers_that_fill_calendars() -> None:
    series = a_series(chats=(a_chat(status=Status.CANCELLED),), at=AT)
    assert len(list(read_rss(series).iter("item"))) == 2
    assert not list(read_rss(series).iter(f"{EVENT}startdate"))
    assert not list(read_atom(series).iter(f"{EVENT}startdate"))


def test_chats_json_has_every_documented_key_in_each_chat_and_no_other() -> None:
    real = json.loads(chats_json(real_content(AT).series, SITE))
    assert len(real["chats"]) == 11
    for chat in real["chats"]:
        assert list(chat) == list(CHAT_KEYS)


def test_chats_json_gives_a_chat_with_what_came_of_it() -> None:
    series = a_full_series()
    moved = replace(
        series.chats[0],
        moved_to=Venue(name="IRC"),
        questions=(Question(ask="Why?"), Question(ask="How?")),
        transcript="files/june.txt",
        recording="https://video.example/1",
    )
    (chat,) = json.loads(chats_json(replace(series, chats=(moved,)), SITE))["chats"]
    page = "https://4change.example/posts/2010-06-wrap-up/"
    assert chat["posts"] == [{"kind": "recap", "title": "Wrap-up: Community Building", "url": page}]
    assert chat["sessions"][0]["moved_from"] == ["2010-06-03T17:00:00-04:00"]
    assert chat["moved_to"] == {"name": "IRC", "url": ""}
    assert chat["questions"] == ["Why?", "How?"]
    assert chat["transcript"] == "https://4change.example/files/june.txt"
    assert chat["recording"] == "https://video.example/1"
    assert chat["source"] == {"name": "Old", "url": "https://old.example/?a=1&b=2"}


# ---------------------------------------------------------------- odd input


def test_an_empty_series_has_valid_feeds_dated_by_the_build() -> None:
    series = a_series(chats=(), posts=(), description="", tagline="", at=AT)
    for write in (rss, atom):
        parsed = feedparser.parse(write(series, SITE, ()))
        assert not parsed.bozo
        assert parsed.entries == []
        assert parsed.feed.title == "#4Change"
        assert parsed.feed.updated_parsed[:6] == (2026, 12, 1, 0, 0, 0)
    assert read_rss(series).findtext("description") == "The chats of #4Change"
    assert read_json(series)["items"] == []
    assert json.loads(chats_json(series, SITE))["chats"] == []


def a_hostile_series() -> Series:
    person = Person(id="amy", name=HOSTILE)
    chat = a_chat(
        title=HOSTILE,
        topic=HOSTILE,
        summary=HOSTILE,
        note=HOSTILE,
        tags=(HOSTILE,),
        hosts=(person,),
        questions=(Question(ask=HOSTILE, note=HOSTILE),),
        original=Original(name=HOSTILE, url="https://old.example/?a=1&b=2"),
        moved_to=Venue(name=HOSTILE),
    )
    post = a_post(title=HOSTILE, summary=HOSTILE, authors=(person,))
    return a_series(name=HOSTILE, description=HOSTILE, chats=(chat,), posts=(post,), at=AT)


@pytest.mark.parametrize("write", [rss, atom])
def test_hostile_text_comes_back_as_the_text_it_is(write: Callable[..., bytes]) -> None:
    series = a_hostile_series()
    found = items_of(series, SITE, lambda _: f"<p>{HOSTILE.replace('<script>', '')}</p>")
    data = write(series, SITE, found)
    root = ElementTree.fromstring(data)
    titles = [e.text for e in root.iter() if e.tag in ("title", f"{ATOM}title")]
    assert titles == [KEPT, KEPT, f"Moved to {KEPT}: {KEPT}", KEPT]
    shown_as_html = [e.text or "" for e in root.findall("channel/item/description")]
    shown_as_html += [e.text or "" for e in root.iter() if e.tag.endswith(("encoded", "content"))]
    assert len(shown_as_html) == (6 if write is rss else 3)
    assert not [html for html in shown_as_html if "<script" in html]
    assert not feedparser.parse(data).bozo


def test_hostile_text_comes_back_from_json_as_the_text_it_is() -> None:
    series = a_hostile_series()
    feed = read_json(series)
    assert feed["title"] == KEPT
    assert [item["title"] for item in feed["items"]] == [
        KEPT, f"Moved to {KEPT}: {KEPT}", KEPT
    ]  # fmt: skip
    (chat,) = json.loads(chats_json(series, SITE))["chats"]
    assert chat["title"] == HOSTILE.replace("\ud800", "").replace("\ufffe", "")
