"""Which calendars there are, what each holds, and the ways to subscribe or to add one chat."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from calendar_lines import entries_of, head_of, unfolded
from samples import JUNE, NEW_YORK, a_chat, a_series, a_session

from calendar_invites.add_links import add_links
from calendar_invites.feeds import feeds
from calendar_invites.invites import calendar_files
from calendar_invites.subscribe import FeedLinks, subscribe_page
from chats.model import Chat, Person, Status
from chats.paths import Site
from chats.schedule import Placeholder
from chats.series import Series

SITE = Site("https://chats.example.org/blog")
AMY = Person(id="amy", name="Amy Sample Ward")
TOM = Person(id="tom", name="Tom Dawkins")
JULY = Placeholder(
    id="2010-07", start=datetime(2010, 7, 8, 17, tzinfo=NEW_YORK), duration=timedelta(hours=2)
)


def a_monthly_chat(month: int, **changes: Any) -> Chat:
    """Return a chat on the tenth of a month of 2010."""
    start = datetime(2010, month, 10, 17, tzinfo=NEW_YORK)
    name = f"2010-{month:02}"
    return a_chat(**{"id": name, "slug": name, "sessions": (a_session(start),), **changes})


def uids(series: Series, path: str) -> list[str]:
    """Return what a calendar holds, by the first parts of the UIDs."""
    lines = unfolded(calendar_files(series, SITE)[path])
    return [line[4:].partition("@")[0] for line in lines if line.startswith("UID:")]


# ---------------------------------------------------------------- what each feed holds


def test_the_main_feed_holds_every_chat_past_and_future_cancelled_and_expected() -> None:
    chats = (a_monthly_chat(1), a_monthly_chat(5, status=Status.CANCELLED), a_monthly_chat(6))
    series = a_series(chats=chats, placeholders=(JULY,))
    assert uids(series, "calendar.ics") == ["2010-01", "2010-05", "2010-06", "2010-07"]


def test_the_feed_of_upcoming_chats_looks_a_month_back() -> None:
    chats = tuple(a_monthly_chat(month) for month in (3, 4, 5, 6))
    series = a_series(chats=chats, placeholders=(JULY,), at=datetime(2010, 6, 1, tzinfo=UTC))
    assert uids(series, "calendar/upcoming.ics") == ["2010-05", "2010-06", "2010-07"]


def test_the_feed_of_upcoming_chats_is_never_empty_once_there_was_a_chat() -> None:
    series = a_series(
        chats=(a_monthly_chat(1), a_monthly_chat(2)), at=datetime(2020, 1, 1, tzinfo=UTC)
    )
    assert uids(series, "calendar/upcoming.ics") == ["2010-02"]


def test_a_feed_does_not_grow_older_when_its_newest_chat_leaves_it() -> None:
    old = a_monthly_chat(1, updated=datetime(2010, 4, 1, tzinfo=UTC))
    series = a_series(chats=(old, a_monthly_chat(3, updated=datetime(2010, 3, 1, tzinfo=UTC))),
                      at=datetime(2010, 3, 20, tzinfo=UTC))  # fmt: skip
    assert uids(series, "calendar/upcoming.ics") == ["2010-03"]
    head = head_of(calendar_files(series, SITE)["calendar/upcoming.ics"])
    assert "LAST-MODIFIED:20100401T000000Z" in head


def test_topics_and_hosts_with_more_than_one_chat_have_calendars_of_their_own() -> None:
    chats = (
        a_monthly_chat(3, tags=("Tools", "events"), hosts=(AMY,)),
        a_monthly_chat(4, tags=("tools",), sessions=(a_session(JUNE, hosts=(AMY,)),)),
        a_monthly_chat(5, tags=("networks",), hosts=(TOM,)),
    )
    series = a_series(chats=chats)
    assert [feed.path for feed in feeds(series)] == [
        "calendar.ics",
        "calendar/upcoming.ics",
        "calendar/reminders.ics",
        "topics/tools/calendar.ics",
        "hosts/amy/calendar.ics",
    ]
    assert uids(series, "topics/tools/calendar.ics") == ["2010-03", "2010-04"]
    assert uids(series, "hosts/amy/calendar.ics") == ["2010-03", "2010-04"]
    files = calendar_files(series, SITE)
    assert "NAME:#4Change with Amy Sample Ward" in head_of(files["hosts/amy/calendar.ics"])
    assert (
        "URL:https://chats.example.org/blog/topics/tools/"
        in head_of(files["topics/tools/calendar.ics"])
    )  # fmt: skip


def test_an_entry_is_the_same_in_every_feed() -> None:
    chats = (a_monthly_chat(3, tags=("tools",)), a_monthly_chat(6, tags=("tools",)))
    files = calendar_files(a_series(chats=chats), SITE)
    [invite] = entries_of(files["chats/2010-03/invite.ics"])
    for path in ("calendar.ics", "topics/tools/calendar.ics", "calendar/reminders.ics"):
        assert invite in entries_of(files[path])


def test_a_series_without_any_chat_has_a_calendar_all_the_same() -> None:
    files = calendar_files(a_series(chats=()), SITE)
    assert unfolded(files["calendar.ics"])[-1] == "END:VCALENDAR"
    assert entries_of(files["calendar.ics"]) == []


def test_a_chat_whose_address_changed_has_its_invite_at_the_old_one_too() -> None:
    chat = a_monthly_chat(6, aliases=("chats/organising/",))
    files = calendar_files(a_series(chats=(chat,)), SITE)
    assert files["chats/organising/invite.ics"] == files["chats/2010-06/invite.ics"]


# ---------------------------------------------------------------- reminders


def test_the_feed_with_reminders_rings_a_day_and_a_quarter_of_an_hour_before() -> None:
    data = calendar_files(a_series(), SITE)["calendar/reminders.ics"]
    [lines] = entries_of(data)
    assert lines[lines.index("BEGIN:VALARM") :] == [
        "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:#4Change: Community Organizing",
        "TRIGGER:-P1D", "END:VALARM",
        "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:#4Change: Community Organizing",
        "TRIGGER:-PT15M", "END:VALARM",
    ]  # fmt: skip


def test_nothing_rings_for_what_is_over_uncertain_or_called_off() -> None:
    chats = (
        a_monthly_chat(5),
        a_monthly_chat(7, status=Status.TENTATIVE),
        a_monthly_chat(8, status=Status.CANCELLED),
    )
    series = a_series(chats=chats, placeholders=(replace(JULY, id="2010-09"),))
    assert b"VALARM" not in calendar_files(series, SITE)["calendar/reminders.ics"]


def test_no_other_calendar_rings() -> None:
    series = a_series(chats=(a_monthly_chat(6, tags=("a",)), a_monthly_chat(7, tags=("a",))))
    ringing = [path for path, data in calendar_files(series, SITE).items() if b"VALARM" in data]
    assert ringing == ["calendar/reminders.ics"]


# ---------------------------------------------------------------- the subscribe page


def links_of(series: Series, path: str) -> FeedLinks:
    [links] = [links for links in subscribe_page(series, SITE).feeds if links.path == path]
    return links


def test_every_feed_is_on_the_subscribe_page_the_main_one_first() -> None:
    chats = (
        a_monthly_chat(3, tags=("a",), hosts=(AMY,)),
        a_monthly_chat(4, tags=("a",), hosts=(AMY,)),
    )
    series = a_series(chats=chats)
    page = subscribe_page(series, SITE)
    files = calendar_files(series, SITE)
    assert {links.path for links in page.feeds} == {path for path in files if "invite" not in path}
    assert [(links.title, links.kind) for links in page.feeds] == [
        ("All chats", "series"),
        ("Upcoming chats", "series"),
        ("All chats, with reminders", "series"),
        ("a", "topic"),
        ("Amy Sample Ward", "host"),
    ]


def test_a_feed_can_be_subscribed_to_in_five_ways() -> None:
    links = links_of(a_series(), "calendar.ics")
    assert links.url == "https://chats.example.org/blog/calendar.ics"
    assert links.webcal == "webcal://chats.example.org/blog/calendar.ics"
    assert query(links.google) == {"cid": links.webcal}
    assert query(links.outlook) == query(links.office) == {"url": links.url, "name": "#4Change"}
    assert links.google.startswith("https://calendar.google.com/calendar/r?")
    assert links.outlook.startswith("https://outlook.live.com/calendar/0/addfromweb?")
    assert links.office.startswith("https://outlook.office.com/calendar/0/addfromweb?")


def test_the_page_speaks_of_expected_dates_only_where_there_are_any() -> None:
    assert links_of(a_series(), "calendar.ics").holds == "Every chat, past and to come."
    assert links_of(a_series(placeholders=(JULY,)), "calendar.ics").holds == (
        "Every chat, past and to come, and the next dates to be confirmed."
    )


def test_the_page_says_how_often_each_calendar_looks() -> None:
    clients = [client for client, _ in subscribe_page(a_series(), SITE).refresh]
    assert clients[0] == "Google Calendar"
    assert len(clients) == len(set(clients)) > 4


def query(url: str) -> dict[str, str]:
    """Return the parts of an address' query; a plus sign stays one, as Outlook has it."""
    parts = parse_qs(urlsplit(url).query.replace("+", "%2B"), strict_parsing=True)
    return {name: value for name, [value] in parts.items()}


# ---------------------------------------------------------------- adding one chat


def test_a_chat_can_be_added_on_the_web_with_its_time_place_and_way_in() -> None:
    series = a_series()
    [links] = add_links(series.chats[0], series, SITE)
    page = "https://chats.example.org/blog/chats/2010-06-local-community-organizing/"
    details = f"All about this chat: {page}"
    assert links.google.startswith("https://calendar.google.com/calendar/render?")
    assert query(links.google) == {
        "action": "TEMPLATE",
        "text": "#4Change: Community Organizing",
        "dates": "20100610T210000Z/20100610T230000Z",
        "details": details,
        "location": "#4Change on Twitter/X",
    }
    assert links.outlook.startswith("https://outlook.live.com/calendar/0/deeplink/compose?")
    assert links.office.startswith("https://outlook.office.com/calendar/0/deeplink/compose?")
    assert query(links.outlook) == query(links.office) == {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": "#4Change: Community Organizing",
        "startdt": "2010-06-10T21:00:00Z",
        "enddt": "2010-06-10T23:00:00Z",
        "body": details,
        "location": "#4Change on Twitter/X",
    }  # fmt: skip
    assert links.ics == "/blog/chats/2010-06-local-community-organizing/invite.ics"


@pytest.mark.parametrize("topic", ["a&b=c#d?e", "a + b % c", "“日本語” \\ </script>", "a;b,c"])
def test_any_topic_gets_through_a_link_unchanged(topic: str) -> None:
    chat = a_chat(topic=topic)
    [links] = add_links(chat, a_series(chats=(chat,)), SITE)
    assert query(links.google)["text"] == query(links.office)["subject"] == f"#4Change: {topic}"
    assert links.google.isascii()
    assert not set(' "<>\\') & set(links.google + links.outlook)


def test_each_session_is_added_by_links_of_its_own() -> None:
    morning = a_session(datetime(2010, 6, 10, 9, tzinfo=ZoneInfo("Australia/Sydney")),
                        key="apac", label="Asia–Pacific")  # fmt: skip
    chat = a_chat(slug="june", sessions=(morning, a_session(JUNE)))
    series = a_series(chats=(chat,))
    links = add_links(chat, series, SITE)
    assert [(each.key, each.name, each.ics) for each in links] == [
        ("apac", "Asia–Pacific", "/blog/chats/june/invite-apac.ics"),
        ("", "session 2", "/blog/chats/june/invite.ics"),
    ]
    assert {each.ics.removeprefix("/blog/") for each in links} <= calendar_files(
        series, SITE
    ).keys()
    assert query(links[0].google)["dates"] == "20100609T230000Z/20100610T010000Z"
