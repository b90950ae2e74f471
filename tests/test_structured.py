"""What machines read of a page: JSON-LD (schema.org) and microformats."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import mf2py
import pytest
from platform_site import MOVED, PLATFORMS, RECAP, TWICE, coming, over, platform_site
from samples import JUNE, a_chat, a_post, a_series, a_session
from samples import PLATFORMS as KNOWN
from sites import EPOCH_2026, Site, build

from chats.model import Chat, Original, Person, Status, Venue
from chats.paths import Site as Address
from event_pages.structured import event_json_ld, post_json_ld

SITE = Address("https://host.example/repo")
PAGE = "https://host.example/repo/chats/2010-06-local-community-organizing/"
AMY = Person(id="amy", name="Amy Ward")
ROOM = "https://rooms.example/secret"


def event(**changes: Any) -> dict[str, Any]:
    return event_of(a_chat(**changes))


def event_of(chat: Chat) -> dict[str, Any]:
    return event_json_ld(chat, a_series(chats=(chat,)), SITE)


# ------------------------------------------------------------------ an event


def test_an_event_says_when_it_is_with_the_offset_of_that_day() -> None:
    found = event()
    assert (found["startDate"], found["endDate"]) == (
        "2010-06-10T17:00:00-04:00",
        "2010-06-10T19:00:00-04:00",
    )
    assert found["@id"] == f"{PAGE}#chat"
    assert found["url"] == PAGE


def test_the_hosts_have_pages_and_the_guests_none() -> None:
    guest = Person(id="bo", name="Bo")
    assert event(hosts=(AMY,), guests=(guest, AMY))["performer"] == [
        {"@type": "Person", "name": "Amy Ward", "url": "https://host.example/repo/hosts/amy/"},
        {"@type": "Person", "name": "Bo"},
    ]
    assert "performer" not in event()


@pytest.mark.parametrize(
    ("changes", "url"),
    [
        ({}, "https://x.com/search?q=%234Change&f=live"),
        ({"platform": KNOWN["mastodon"]}, "https://mastodon.social/tags/4Change"),
        ({"platform": KNOWN["slack"], "venue_url": ROOM}, PAGE),
        ({"platform": KNOWN["video"], "venue_url": ROOM}, PAGE),
        ({"venue_url": ROOM}, PAGE),
        ({"platform": KNOWN["tba"]}, PAGE),
        ({"moved_to": Venue(name="Discord", url=ROOM)}, PAGE),
        ({"platform": replace(KNOWN["slack"], join_url=ROOM, needs_venue_url=False)}, PAGE),
    ],
)
def test_a_room_is_never_named_and_a_hashtag_always(changes: dict[str, Any], url: str) -> None:
    found = event(**changes)
    assert found["location"]["@type"] == "VirtualLocation"
    assert found["location"]["url"] == url
    assert "secret" not in json.dumps(found)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "EventScheduled"),
        ({"status": Status.TENTATIVE}, "EventScheduled"),
        ({"status": Status.CANCELLED}, "EventCancelled"),
        ({"sessions": (a_session(moved_from=(JUNE - timedelta(7),)),)}, "EventRescheduled"),
    ],
)
def test_the_status_is_one_of_schema_org(changes: dict[str, Any], status: str) -> None:
    found = event(**changes)
    assert found["eventStatus"] == f"https://schema.org/{status}"
    assert ("previousStartDate" in found) == (status == "EventRescheduled")


def test_a_moved_chat_says_when_it_was_to_be_before() -> None:
    earlier = (JUNE - timedelta(14), JUNE - timedelta(7))
    found = event(sessions=(a_session(moved_from=earlier),))
    assert found["previousStartDate"] == "2010-06-03T17:00:00-04:00"


def test_a_chat_held_twice_is_one_event_with_an_event_for_each_session() -> None:
    sydney = datetime(2010, 6, 11, 9, tzinfo=ZoneInfo("Australia/Sydney"))
    found = event(sessions=(a_session(), a_session(sydney, key="apac", label="Asia–Pacific")))
    assert found["startDate"] == "2010-06-10T17:00:00-04:00"
    assert found["endDate"] == "2010-06-11T11:00:00+10:00"
    first, second = found["subEvent"]
    assert first["endDate"] == "2010-06-10T19:00:00-04:00"
    assert second["startDate"] == "2010-06-11T09:00:00+10:00"
    assert second["name"].endswith("(Asia–Pacific)")
    assert len({found["@id"], first["@id"], second["@id"]}) == 3


# ------------------------------------------------------------------ a post


def test_a_recap_is_about_its_chat_by_the_name_that_the_chats_page_gives_it() -> None:
    series = a_series(posts=(a_post(),))
    found = post_json_ld(series.posts[0], series, SITE)
    assert found["about"] == {"@id": event()["@id"]}
    assert "about" not in post_json_ld(a_post(chat="2010-07"), series, SITE)


def test_a_post_says_when_it_was_published_and_changed_and_never_that_it_changed_before() -> None:
    post = a_post(updated=datetime(2010, 6, 20, tzinfo=UTC))
    found = post_json_ld(post, a_series(), SITE)
    assert found["datePublished"] == "2010-06-17T13:03:54+00:00"
    assert found["dateModified"] == "2010-06-20T00:00:00+00:00"
    early = post_json_ld(a_post(updated=datetime(2010, 6, 1, tzinfo=UTC)), a_series(), SITE)
    assert early["dateModified"] == early["datePublished"]


def test_a_post_without_authors_is_the_series_own_unless_it_is_somebody_elses() -> None:
    original = Original(name="Her blog", url="https://blog.example/1")
    own = post_json_ld(a_post(), a_series(), SITE)
    repost = post_json_ld(a_post(original=original), a_series(), SITE)
    adapted = post_json_ld(a_post(original=replace(original, adapted=True)), a_series(), SITE)
    assert own["author"] == adapted["author"]
    assert own["author"]["name"] == "#4Change"
    assert "author" not in repost
    assert repost["isBasedOn"] == adapted["isBasedOn"] == "https://blog.example/1"
    assert "isBasedOn" not in own


def test_an_author_is_linked_when_there_is_a_page() -> None:
    post = a_post(authors=(AMY, Person(id="bo", name="Bo")))
    assert post_json_ld(post, a_series(), SITE, {AMY})["author"] == [
        {"@type": "Person", "name": "Amy Ward", "url": "https://host.example/repo/hosts/amy/"},
        {"@type": "Person", "name": "Bo"},
    ]


# ------------------------------------------------------------------ on the pages


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return platform_site(tmp_path_factory.mktemp("platforms"))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Site:
    built = build(
        tmp_path_factory.mktemp("real"), epoch=EPOCH_2026, url="https://host.example/repo"
    )
    assert built.code == 0, built.said
    return built


def json_ld(site: Site, path: str) -> list[dict[str, Any]]:
    """Return a page's structured data; each piece names its vocabulary."""
    found: list[dict[str, Any]] = []
    for script in site.page(path).iter("script"):
        if script.get("type") == "application/ld+json":
            data = json.loads(script.text or "")
            found += data if isinstance(data, list) else [data]
    assert all(piece["@context"] == "https://schema.org" for piece in found)
    return found


def pages_of(site: Site) -> list[str]:
    return [
        path.removesuffix("index.html") for path in site.files() if path.endswith("/index.html")
    ]


def test_each_kind_of_page_has_its_own_kind_of_data(real: Site) -> None:
    kinds = {path: [piece["@type"] for piece in json_ld(real, path)] for path in pages_of(real)}
    for path, found in kinds.items():
        expected = {
            "chats": ["Event", "BreadcrumbList"],
            "posts": ["BlogPosting", "BreadcrumbList"],
            "topics": ["BreadcrumbList"],
            "hosts": ["BreadcrumbList"],
        }.get(path.partition("/")[0], [])
        assert found == (expected if path.count("/") == 2 else [])
    assert sum("Event" in found for found in kinds.values()) == 11


def test_breadcrumbs_name_pages_of_the_site_and_what_the_reader_sees(real: Site) -> None:
    for path in pages_of(real):
        for piece in json_ld(real, path):
            if piece["@type"] != "BreadcrumbList":
                continue
            *way, here = piece["itemListElement"]
            assert [item["position"] for item in (*way, here)] == list(range(1, len(way) + 2))
            assert "item" not in here
            [nav] = [nav for nav in real.page(path).iter("nav")
                     if nav.get("aria-label") == "Breadcrumb"]  # fmt: skip
            seen = [(link.text, f"https://host.example{link.get('href')}")
                    for link in nav.iter("a")]  # fmt: skip
            assert [(item["name"], item["item"]) for item in way] == seen
            for item in way:
                where, _, anchor = item["item"].removeprefix(f"{real.url}/").partition("#")
                assert not anchor or real.page(where).find(f".//*[@id='{anchor}']") is not None


def test_what_a_post_is_about_is_found_on_the_site(real: Site) -> None:
    events = {
        piece["@id"]
        for path in pages_of(real)
        for piece in json_ld(real, path)
        if piece["@type"] == "Event"
    }
    about = [
        piece["about"]["@id"]
        for path in pages_of(real)
        for piece in json_ld(real, path)
        if "about" in piece
    ]
    assert len(about) == 6
    assert set(about) <= events


def test_no_room_of_any_platform_is_told_to_search_engines(site: Site) -> None:
    for platform in PLATFORMS:
        for path in (coming(platform), over(platform)):
            [found, _] = json_ld(site, path)
            assert "slack.example" not in json.dumps(found)
            assert found["location"]["url"].startswith("https://")
            assert found["location"]["name"]


def test_nothing_that_a_writer_types_ends_the_script(tmp_path: Any) -> None:
    content = tmp_path / "content"
    for name in ("chats", "posts", "pages"):
        (content / name).mkdir(parents=True)
    title = "</script><script>alert(1)</script> & 'that' \u2028"
    head = {"title": title, "topic": title, "date": "2010-06-10", "announced": "2010-06-01",
            "summary": title, "tags": [title]}  # fmt: skip
    (content / "chats/2010-06-x.md").write_text(f"---\n{json.dumps(head)}\n---\n\nx\n")
    made = build(tmp_path / "made", content=content, extra="SEARCH = False")
    assert made.code == 0, made.said
    [found, way] = json_ld(made, "chats/2010-06-x/")
    assert found["name"] == way["itemListElement"][-1]["name"] == title.strip()
    scripts = [s for s in made.page("chats/2010-06-x/").iter("script") if not s.get("src")]
    assert len(scripts) == 1


# ------------------------------------------------------------------ microformats


def items(site: Site, path: str, kind: str) -> list[dict[str, Any]]:
    """Return a page's outermost items of a kind, read by mf2py."""
    parsed = mf2py.parse(doc=site.text(path), url=f"{site.url}/{path}")
    return [item for item in parsed["items"] if kind in item["type"]]


def test_an_event_page_is_a_whole_h_event(site: Site) -> None:
    found = items(site, coming("mastodon"), "h-event")[0]["properties"]
    assert found["name"] == ["A chat on mastodon, coming"]
    assert found["url"] == [f"https://4change.example/{coming('mastodon')}"]
    assert found["start"] == ["2010-06-11T17:00:00-0400"]
    assert found["end"] == ["2010-06-11T19:00:00-0400"]
    assert found["location"] == ["#4Change on Mastodon"]
    assert found["category"] == ["tools", "mastodon"]
    assert found["content"][0]["html"] == "<p>A body that <em>says</em> a little.</p>"
    [host] = found["organizer"]
    assert host["type"] == ["h-card"]
    assert host["properties"] == {
        "name": ["Ann Bee"],
        "url": ["https://4change.example/hosts/ann/"],
    }


def test_a_moved_chat_is_where_it_moved_to_and_one_held_twice_begins_with_its_first(
    site: Site,
) -> None:
    assert items(site, MOVED, "h-event")[0]["properties"]["location"] == ["Discord"]
    assert items(site, TWICE, "h-event")[0]["properties"]["start"] == ["2010-06-24T09:00:00+1000"]


def test_a_post_is_a_whole_h_entry(site: Site) -> None:
    [entry] = items(site, RECAP, "h-entry")
    found = entry["properties"]
    assert found["name"] == ["What was said on Slack"]
    assert found["url"] == [f"https://4change.example/{RECAP}"]
    assert found["published"] == ["2010-05-20T00:00:00+0000"]
    assert [card["properties"]["name"] for card in found["author"]] == [["Ann Bee"], ["Bo Cee"]]
    assert found["category"] == ["tools"]
    assert found["content"][0]["value"] == "It was said."
    assert "repost-of" not in found


def test_a_host_is_an_h_card_under_an_address_of_its_own(real: Site) -> None:
    [card] = items(real, "hosts/amy-sample-ward/", "h-card")
    found = card["properties"]
    assert found["name"] == ["Amy Sample Ward"]
    assert found["uid"] == ["https://host.example/repo/hosts/amy-sample-ward/"]
    assert found["url"][:2] == [*found["uid"], "https://amysampleward.org"]
    assert found["note"]
    assert "start" not in found


@pytest.mark.parametrize(
    ("path", "name", "kind"),
    [
        ("", "A monthly chat on social media for social change", "h-event"),
        ("", "A monthly chat on social media for social change", "h-entry"),
        ("chats/", "All chats", "h-event"),
        ("posts/", "Posts", "h-entry"),
        ("topics/tools/", "Tools", "h-event"),
    ],
)
def test_a_list_is_an_h_feed_with_a_name_and_nothing_of_its_entries_is_its_own(
    site: Site, path: str, name: str, kind: str
) -> None:
    [feed] = items(site, path, "h-feed")
    assert feed["properties"] == {"name": [name]}
    entries = [child for child in feed["children"] if kind in child["type"]]
    assert entries
    for entry in entries:
        assert entry["properties"]["name"][0]
        assert entry["properties"]["url"][0].startswith("https://4change.example/")
        assert entry["properties"]["start" if kind == "h-event" else "published"]
