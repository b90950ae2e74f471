"""Joining a chat: each platform's own way in, one's own server, one's calendar, the end."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from browsers import Visit, served, visiting
from platform_site import MOVED, PLATFORMS, ROOM, ROOMS, TWICE, coming, over, platform_site
from playwright.sync_api import Browser, expect
from samples import PLATFORMS as KNOWN
from samples import a_chat, a_series, a_session
from sites import Site

from calendar_invites.add_links import add_links
from chats.paths import Site as Address
from chats.platforms import Platform, platform_from, way_in
from chats.words import ENGLISH
from participation_guide.guide import guide_for

ON_MASTODON = coming("mastodon")
BEFORE = datetime(2010, 6, 11, 20, tzinfo=UTC)
AFTER = datetime(2010, 6, 11, 23, tzinfo=UTC)
"""An hour before the chat on Mastodon, and when it is over."""


# ------------------------------------------------------------------ the addresses


def test_an_answer_on_ones_own_server_leaves_the_server_open() -> None:
    guide = guide_for(KNOWN["mastodon"], ENGLISH, hashtag="été&{server}")
    assert guide.join_url == "https://mastodon.social/tags/%C3%A9t%C3%A9%26%7Bserver%7D"
    assert guide.server_join_url.startswith("https://{server}/tags/%C3%A9t%C3%A9%26%7Bserver%7D")
    start, _, text = guide.server_answer_url(2).partition("?")
    assert start == "https://{server}/share"
    assert parse_qs(text) == {"text": ["A2 #été&{server} "]}
    assert guide.answer_url(2) == guide.compose_url == ""


def test_where_there_is_one_server_for_all_nothing_is_left_open() -> None:
    for key in set(KNOWN) - {"mastodon"}:
        guide = guide_for(KNOWN[key], ENGLISH, hashtag="x", venue_url="https://rooms.example/1")
        assert guide.server_join_url == guide.server_compose_url == guide.server_answer_url(1) == ""


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            {"server_join_url": "https://one.example/{hashtag}"},
            "`server_join_url` wants an address",
        ),
        ({"server_join_url": 5}, "`server_join_url` wants an address that begins with https://{se"),
        ({"server_join_url": "https://{server}/{text}"}, "`server_join_url` may hold {hashtag}"),
        ({"server_join_url": "https://{server}/{server}"}, "`server_join_url` may hold {hashtag}"),
        ({"server_compose_url": "https://{server}/share"}, "`server_compose_url` `https://"),
    ],
)
def test_a_mistaken_address_on_ones_own_server_is_told(
    data: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=r"server_") as told:
        platform_from("own", {"name": "Own", **data})
    assert str(told.value).startswith(message)


def test_a_platform_of_ones_own_may_have_servers_and_give_them_up() -> None:
    own = platform_from("own", {"name": "Own", "server_join_url": "https://{server}/c/{hashtag}"})
    assert own.server_join_url == "https://{server}/c/{hashtag}"
    changed = platform_from("mastodon", {"server_compose_url": ""}, KNOWN["mastodon"])
    assert changed.server_compose_url == ""


@pytest.mark.parametrize(
    ("platform", "room", "url"),
    [
        (KNOWN["mastodon"], "", "https://mastodon.social/tags/x"),
        (KNOWN["mastodon"], "https://r.example/1", "https://r.example/1"),
        (KNOWN["slack"], "https://r.example/1", "https://r.example/1"),
        (KNOWN["slack"], "", ""),
        (KNOWN["tba"], "", ""),
        (
            Platform(id="z", name="Z", join_url="{venue_url}/topic/{hashtag}"),
            "https://r.example/1",
            "https://r.example/1/topic/x",
        ),
    ],
)
def test_the_way_in_is_the_room_that_was_given_or_the_platforms_own(
    platform: Platform, room: str, url: str
) -> None:
    assert way_in(platform, hashtag="x", venue_url=room) == url


def test_sessions_with_one_label_are_told_apart_by_their_numbers() -> None:
    sessions = tuple(a_session(key=f"s{n}", label=label) for n, label in
                     enumerate(["", "Encore", "Late", "Encore"]))  # fmt: skip
    chat = a_chat(sessions=sessions)
    found = add_links(chat, a_series(chats=(chat,)), Address("https://x.example"))
    assert [each.name for each in found] == ["session 1", "Encore session 2", "Late",
                                             "Encore session 4"]  # fmt: skip
    assert [each.name for each in add_links(a_chat(), a_series(), Address(""))] == [""]


# ------------------------------------------------------------------ the pages


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return platform_site(tmp_path_factory.mktemp("platforms"), "https://host.example/repo")


def links(site: Site, path: str, kind: str = "") -> dict[str, str]:
    """Return name → address of a page's links of a class; fails when two have one name."""
    found: dict[str, str] = {}
    for link in site.page(path).iter("a"):
        if not kind or kind in (link.get("class") or "").split():
            name = " ".join("".join(link.itertext()).split())
            assert name not in found
            found[name] = link.get("href") or ""
    return found


FIRST_BUTTONS = {
    "twitter": ("Open the hashtag on X", "https://x.com/search?q=%234Change&f=live"),
    "mastodon": ("Open the hashtag on Mastodon", "https://mastodon.social/tags/4Change"),
    "bluesky": ("Open the hashtag on Bluesky", "https://bsky.app/hashtag/4Change"),
    "slack": ("Open the channel in Slack", ROOMS["slack"]),
    "discord": ("Open the channel on Discord", ROOMS["discord"]),
    "irc": ("Open the channel in the browser", ROOMS["irc"]),
    "video": ("Enter the room", ROOMS["video"]),
}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_chat_to_come_has_its_platforms_own_button_and_steps(site: Site, platform: str) -> None:
    wanted = dict([FIRST_BUTTONS[platform]]) if platform in FIRST_BUTTONS else {}
    assert links(site, coming(platform), "join") == wanted
    words = site.words(coming(platform))
    guide = guide_for(
        KNOWN[platform], ENGLISH, hashtag="4Change", venue_url=ROOMS.get(platform, "")
    )
    for step in (guide.account, *guide.short):
        assert step in words
    parts = {part.get("class"): part.attrib for part in site.page(coming(platform)).iter("details")}
    assert "open" in parts["take-part"]
    assert "open" in parts["calendars"]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_chat_that_is_over_asks_nobody_in_and_leads_to_the_next_ones(
    site: Site, platform: str
) -> None:
    page, main = site.page(over(platform)), site.text(over(platform)).split("<main")[1]
    assert links(site, over(platform), "join") == links(site, over(platform), "answer") == {}
    assert page.find(".//form") is page.find(".//details") is None
    assert not [time for time in page.iter("li") if "hidden" in time.attrib]
    assert "When is the next one? Subscribe , and the next ones come" in site.words(over(platform))
    for gone in ("Add to your calendar", "How to take part", ROOMS.get(platform, "nowhere")):
        assert gone not in main


@pytest.mark.parametrize("platform", ["twitter", "bluesky"])
def test_an_answer_begins_with_its_number_and_holds_the_hashtag(site: Site, platform: str) -> None:
    found = links(site, coming(platform), "answer")
    assert list(found) == ["Answer with A1…", "Answer with A2…"]
    texts = [parse_qs(urlsplit(url).query)["text"] for url in found.values()]
    assert texts == [["A1 #4Change "], ["A2 #4Change "]]


@pytest.mark.parametrize("platform", ["slack", "discord", "irc", "video", "tba"])
def test_where_no_message_can_be_begun_there_is_no_link_for_it(site: Site, platform: str) -> None:
    assert links(site, coming(platform), "answer") == {}
    assert "Begin a post" not in site.words(coming(platform))


def test_a_chat_that_moved_leads_to_where_it_moved_to(site: Site) -> None:
    assert links(site, MOVED, "join") == {"Open Discord": "https://discord.example/invite"}
    assert links(site, MOVED, "p-location") == {"Discord": "https://discord.example/invite"}
    assert links(site, MOVED, "answer") == {}
    assert site.page(MOVED).find(".//form") is None


def test_a_room_that_was_given_is_the_way_in_and_messages_go_to_the_hashtag(site: Site) -> None:
    assert links(site, ROOM, "join") == {"Open Mastodon": "https://audio.example/1"}
    assert "Place Mastodon" in site.words(ROOM)
    assert list(links(site, ROOM, "answer")) == ["Answer with A1…"]


def test_each_way_into_a_calendar_has_a_name_of_its_own_on_a_page_with_several_sessions(
    site: Site,
) -> None:
    [part] = [p for p in site.page(TWICE).iter("details") if p.get("id") == "add-to-calendar"]
    names = ["".join(link.itertext()) for link in part.iter("a")]
    assert len(names) == len(set(names)) == 4 * 4 + 1
    assert "Google Calendar: Asia–Pacific" in names
    assert "Calendar file (.ics): Encore session 4" in names


def test_each_way_to_subscribe_has_a_name_of_its_own(site: Site) -> None:
    names = list(links(site, "calendar/"))
    assert "Google Calendar: All chats" in names
    assert "Google Calendar: tools" in names


def test_every_calendar_is_listed_with_the_feeds(site: Site) -> None:
    found = set(links(site, "feeds/").values())
    calendars = {path for path in site.files() if path.endswith(".ics")}
    made = {path for path in calendars if "invite" not in path and "run-sheet" not in path}
    assert {"calendar.ics", "topics/tools/calendar.ics", "hosts/ann/calendar.ics"} <= made
    assert {f"{site.url}/{path}" for path in made} <= found


def test_a_topics_page_names_its_calendar_where_it_has_one(site: Site) -> None:
    def calendars(path: str) -> list[str]:
        return [link.get("href") or "" for link in site.page(path).iter("link")
                if link.get("type") == "text/calendar"]  # fmt: skip

    assert "/repo/topics/tools/calendar.ics" in calendars("topics/tools/")
    assert "/repo/hosts/ann/calendar.ics" in calendars("hosts/ann/")
    assert "Subscribe to this topic alone" in site.words("topics/tools/")


def test_a_missing_page_leads_to_the_archive_the_search_and_the_next_chat(site: Site) -> None:
    found = {link.get("href") for link in site.page("404.html").iter("a")}
    for path in ("chats/", "topics/", "hosts/", "posts/", "search/", coming("twitter")):
        assert f"/repo/{path}" in found


# ------------------------------------------------------------------ in the browser


@pytest.fixture(scope="module")
def home(site: Site) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture
def visit(chromium: Browser, home: str) -> Iterator[Visit]:
    """Return a reader's window an hour before the chat on Mastodon, on that chat's page."""
    with visiting(chromium, home, at=BEFORE) as opened:
        opened.go(ON_MASTODON)
        yield opened
        assert opened.complaints == []


def shown(visit: Visit, kind: str) -> list[str]:
    """Return the addresses of the links of a class that can be seen, once nothing is loading."""
    visit.page.wait_for_load_state("networkidle")
    return addresses(visit, kind)


def addresses(visit: Visit, kind: str) -> list[str]:
    found = visit.page.locator(f"a.{kind}:visible")
    return [link.get_attribute("href") or "" for link in found.all()]


def name_server(visit: Visit, typed: str) -> None:
    """Type a server's name, and wait until the page has taken or refused it."""
    field = visit.page.get_by_label("Your Mastodon server")
    field.fill(typed)
    visit.page.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-invalid", re.compile("true|false"))


def test_without_javascript_the_hashtag_leads_to_a_public_server(
    chromium: Browser, home: str
) -> None:
    with visiting(chromium, home, java_script_enabled=False) as visit:
        visit.go(ON_MASTODON)
        assert shown(visit, "join") == ["https://mastodon.social/tags/4Change"]
        assert shown(visit, "answer") == []
        expect(visit.page.get_by_label("Your Mastodon server")).to_be_hidden()
        expect(visit.page.get_by_text("Begin a post")).to_be_hidden()
        expect(visit.page.get_by_text("on your own server").first).to_be_visible()


def test_the_readers_server_is_asked_for_where_it_is_wanted_and_links_then_lead_there(
    visit: Visit,
) -> None:
    visit.page.get_by_role("link", name="Answer with A1…").click()
    expect(visit.page.get_by_label("Your Mastodon server")).to_be_focused()
    visit.page.keyboard.type("social.example")
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("status")).to_have_text("The links lead to social.example now.")
    assert shown(visit, "join") == ["https://social.example/tags/4Change"]
    assert shown(visit, "answer") == [
        f"https://social.example/share?text=A{number}%20%234Change%20" for number in (1, 2)
    ]
    say = visit.page.get_by_role("link", name="Begin a post with #4Change")
    expect(say).to_have_attribute("href", "https://social.example/share?text=%234Change%20")
    assert visit.path == f"{ON_MASTODON}#own-mastodon"


def test_the_server_is_remembered_on_every_page_until_its_name_is_taken_away(
    visit: Visit,
) -> None:
    name_server(visit, "social.example")
    for path in ("", "next/", TWICE, "how-to-participate/"):
        visit.go(path)
        own = visit.page.locator("a[data-own]")
        addresses = [link.get_attribute("href") or "" for link in own.all()]
        assert addresses
        assert all(address.startswith("https://social.example/") for address in addresses)
    visit.go(ON_MASTODON)
    expect(visit.page.get_by_label("Your Mastodon server")).to_have_value("social.example")
    name_server(visit, " ")
    assert shown(visit, "join") == ["https://mastodon.social/tags/4Change"]
    assert shown(visit, "answer") == ["#own-mastodon"] * 2
    visit.go(ON_MASTODON)
    expect(visit.page.get_by_label("Your Mastodon server")).to_have_value("")


@pytest.mark.parametrize(
    "typed",
    ["social.example", " Social.Example ", "https://social.example/@ann", "@ann@social.example",
     "ann@social.example", "http://social.example/home?x=1#y", "social.example/"],
)  # fmt: skip
def test_a_server_is_understood_however_people_write_it(visit: Visit, typed: str) -> None:
    name_server(visit, typed)
    assert addresses(visit, "join") == ["https://social.example/tags/4Change"]


@pytest.mark.parametrize(
    "typed",
    ["social", "localhost", "127.0.0.1", "[::1]", "javascript:alert(1)", "a b.example", "a..b",
     "https://", "x.example\\@y", "<b>.example", "social.example:http"],
)  # fmt: skip
def test_what_is_no_servers_name_is_told_and_the_earlier_one_stays(
    visit: Visit, typed: str
) -> None:
    name_server(visit, "social.example")
    name_server(visit, typed)
    expect(visit.page.get_by_role("status")).to_have_text("This is not the name of a server.")
    field = visit.page.get_by_label("Your Mastodon server")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert addresses(visit, "join") == ["https://social.example/tags/4Change"]
    name_server(visit, "other.example")
    expect(field).to_have_attribute("aria-invalid", "false")


def test_a_name_in_other_letters_becomes_the_one_that_addresses_have(visit: Visit) -> None:
    name_server(visit, "münchen.example")
    assert addresses(visit, "join") == ["https://xn--mnchen-3ya.example/tags/4Change"]


def test_what_something_else_has_stored_is_not_taken_for_a_server(visit: Visit) -> None:
    visit.page.evaluate("localStorage.setItem('server', '\"><script>')")
    visit.go(ON_MASTODON)
    assert shown(visit, "join") == ["https://mastodon.social/tags/4Change"]


def test_a_room_that_was_given_is_not_replaced_by_a_server(visit: Visit) -> None:
    name_server(visit, "social.example")
    for path in (MOVED, ROOM, coming("slack"), coming("bluesky")):
        visit.go(path)
        assert not [url for url in shown(visit, "join") if "social.example" in url]


def test_the_form_sends_nothing(visit: Visit) -> None:
    name_server(visit, "social.example")
    visit.page.get_by_role("button", name="Use it").click()
    expect(visit.page.get_by_role("status")).to_contain_text("social.example")
    assert visit.path == ON_MASTODON
    assert visit.requests.count(ON_MASTODON) == 1
    assert not [path for path in visit.requests if "social" in path]


def test_after_the_end_the_way_in_gives_way_to_what_remains(visit: Visit) -> None:
    page = visit.page
    way_in = [page.locator("a.join"), page.locator("a.answer").first,
              page.get_by_role("heading", name="How to take part"), page.get_by_role("textbox"),
              page.get_by_role("heading", name="Add to your calendar"),
              page.get_by_role("link", name="Google Calendar"),
              page.get_by_role("link", name="To come")]  # fmt: skip
    remains = [page.get_by_role("heading", name="What came of it"),
               page.get_by_role("link", name="When is the next one?"),
               page.locator(".beside").get_by_role("link", name="Subscribe", exact=True),
               page.get_by_role("link", name="2010", exact=True)]  # fmt: skip
    for over_now in (False, True):
        if over_now:
            page.clock.pause_at(AFTER)
            page.clock.run_for(61_000)
        for part in way_in:
            expect(part).to_be_visible(visible=not over_now)
        for part in remains:
            expect(part).to_be_visible(visible=over_now)
    page.get_by_role("link", name="2010", exact=True).click()
    assert visit.path == "chats/#y2010"
