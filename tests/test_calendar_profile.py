"""What stands in a calendar, property by property."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from calendar_lines import entries_of, entry_of, head_of, text_of, unfolded
from calendars import calendar_ics, invite_ics
from golden_files import golden
from real_content import real_content
from samples import JUNE, NEW_YORK, PLATFORMS, a_chat, a_series, a_session

from calendar_invites.invites import calendar_files, invites_of
from chats.model import Question, Status, Venue
from chats.paths import Site
from chats.schedule import Placeholder

SITE = Site("https://chats.example.org/blog")
JULY = Placeholder(
    id="2010-07", start=datetime(2010, 7, 8, 17, tzinfo=NEW_YORK), duration=timedelta(hours=2)
)


def invite(**changes: Any) -> dict[str, str]:
    """Return the properties of the invite of the June chat with whatever is changed."""
    chat = a_chat(**changes)
    return entry_of(invite_ics(chat, a_series(chats=(chat,)), SITE))


def description(**changes: Any) -> str:
    """Return the description of the same, as people read it."""
    return text_of(invite(**changes)["DESCRIPTION"])


def placeholder(**changes: Any) -> dict[str, str]:
    """Return the properties of an expected date's entry."""
    return entry_of(calendar_ics(a_series(chats=(), placeholders=(JULY,), **changes), SITE))


# ---------------------------------------------------------------- the whole


def test_the_invite_of_june_2010_is_the_one_that_is_kept() -> None:
    real = real_content(at=datetime(2010, 9, 1, tzinfo=UTC))
    [june] = [chat for chat in real.series.chats if chat.id == "2010-06"]
    golden("invite.ics", invite_ics(june, real.series, real.site))


def test_a_calendar_is_the_same_each_time_it_is_made() -> None:
    real = real_content(at=datetime(2010, 9, 1, tzinfo=UTC))
    again = real_content(at=datetime(2010, 9, 1, tzinfo=UTC))
    assert calendar_files(real.series, real.site) == calendar_files(again.series, again.site)


def test_an_invite_has_one_entry_and_no_name_of_a_calendar() -> None:
    chat = a_chat()
    data = invite_ics(chat, a_series(), SITE)
    assert head_of(data) == [
        "VERSION:2.0", "PRODID:-//chatseries//chatseries//EN", "CALSCALE:GREGORIAN",
    ]  # fmt: skip
    assert len(entries_of(data)) == 1


def test_a_feed_says_what_it_is_where_it_comes_from_and_how_often_to_look() -> None:
    series = a_series(name="Ours, and; yours", description="One.\nTwo.", color="teal")
    assert sorted(head_of(calendar_ics(series, SITE))) == sorted([
        "VERSION:2.0",
        "PRODID:-//chatseries//chatseries//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Ours\\, and\\; yours",
        "X-WR-CALNAME:Ours\\, and\\; yours",
        "DESCRIPTION:One.\\nTwo.\\nEvery chat\\, past and to come.",
        "X-WR-CALDESC:One.\\nTwo.\\nEvery chat\\, past and to come.",
        "URL:https://chats.example.org/blog/calendar/",
        "SOURCE;VALUE=URI:https://chats.example.org/blog/calendar.ics",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "LAST-MODIFIED:20100603T104400Z",
        "COLOR:teal",
    ])  # fmt: skip


def test_a_feed_was_modified_when_its_newest_chat_was() -> None:
    newer = a_chat(id="2010-07", slug="2010-07-next", updated=datetime(2010, 7, 1, 8, tzinfo=UTC))
    data = calendar_ics(a_series(chats=(a_chat(), newer)), SITE)
    assert "LAST-MODIFIED:20100701T080000Z" in head_of(data)


def test_nothing_stands_in_a_calendar_that_some_client_refuses_or_ignores() -> None:
    real = real_content(at=datetime(2010, 9, 1, tzinfo=UTC))
    allowed_in_entries = {
        "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "CREATED", "DTSTART", "DTEND", "STATUS",
        "TRANSP", "CLASS", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "CATEGORIES",
    }  # fmt: skip
    for path, data in calendar_files(real.series, real.site).items():
        assert not {"METHOD", "UID", "X-WR-TIMEZONE", "BEGIN"} & names(head_of(data)), path
        if path != "calendar/reminders.ics":
            for entry in entries_of(data):
                assert names(entry) <= allowed_in_entries


def names(lines: list[str]) -> set[str]:
    return {line.partition(":")[0].partition(";")[0] for line in lines}


# ---------------------------------------------------------------- an announced chat


def test_the_time_is_written_in_utc() -> None:
    entry = invite()
    assert (entry["DTSTART"], entry["DTEND"]) == ("20100610T210000Z", "20100610T230000Z")


def test_the_uid_holds_neither_title_nor_date_nor_address() -> None:
    moved = a_session(JUNE + timedelta(days=7))
    one, other = invite(), invite(title="New", topic="New", slug="new", sessions=(moved,))
    assert one["UID"] == other["UID"] == "2010-06@chats.example.org"


def test_a_chat_is_confirmed_busy_and_public() -> None:
    entry = invite()
    assert (entry["STATUS"], entry["TRANSP"], entry["CLASS"]) == ("CONFIRMED", "OPAQUE", "PUBLIC")


def test_the_stamps_are_those_of_the_chat() -> None:
    entry = invite(updated=datetime(2010, 6, 11, 9, tzinfo=ZoneInfo("Europe/Berlin")))
    assert entry["DTSTAMP"] == entry["LAST-MODIFIED"] == "20100611T070000Z"
    assert entry["CREATED"] == "20100603T104400Z"


def test_the_title_is_the_series_and_the_topic() -> None:
    assert invite()["SUMMARY"] == "#4Change: Community Organizing"


def test_the_page_of_the_chat_is_in_the_url_and_for_google_in_the_description() -> None:
    page = "https://chats.example.org/blog/chats/2010-06-local-community-organizing/"
    assert invite()["URL"] == page
    assert page in description()


def test_topics_are_written_as_their_addresses() -> None:
    entry = invite(tags=("Community organising", "Café & tools"))
    assert entry["CATEGORIES"] == "community-organising,cafe-tools"
    assert "CATEGORIES" not in invite()


@pytest.mark.parametrize(
    ("changes", "location"),
    [
        ({}, "#4Change on Twitter/X"),
        ({"platform": PLATFORMS["slack"], "venue_url": "https://x.example.org/c/1"},
         "Slack https://x.example.org/c/1"),
        ({"platform": PLATFORMS["tba"]}, "Venue not stated"),
        ({"moved_to": Venue(name="CoverItLive")}, "CoverItLive (moved from #4Change on Twitter/X)"),
        ({"moved_to": Venue(name="Slack", url="https://x.example.org/")},
         "Slack https://x.example.org/ (moved from #4Change on Twitter/X)"),
    ],
    ids=["a hashtag", "a channel", "not stated", "a fallback venue", "a fallback with an address"],
)  # fmt: skip
def test_the_location_is_where_the_chat_really_takes_place(
    changes: dict[str, Any], location: str
) -> None:
    assert text_of(invite(**changes)["LOCATION"]) == location


def test_the_description_says_how_to_join_when_and_what_is_asked() -> None:
    questions = (Question(ask="Who are you?"), Question(ask="Why, then?", minutes=5))
    assert description(questions=questions) == (
        "Open the hashtag on X: https://x.com/search?q=%234Change&f=live\n"
        "All about this chat: "
        "https://chats.example.org/blog/chats/2010-06-local-community-organizing/\n\n"
        "Thursday 10 June 2010\n"
        "Eastern: 17:00–19:00 EDT\n"
        "UK: 22:00–00:00 (Fri) BST\n\n"
        "Q1. Who are you?\n"
        "Q2. Why, then?"
    )


def test_a_chat_announced_in_a_zone_of_its_own_shows_that_one_too() -> None:
    start = datetime(2010, 6, 10, 9, tzinfo=ZoneInfo("Asia/Kolkata"))
    assert (
        "Thursday 10 June 2010\nKolkata: 09:00–11:00 IST\nEastern: 23:30 (Wed)–01:30 (Thu) EDT\n"
    ) in description(sessions=(a_session(start),))


@pytest.mark.parametrize(
    ("changes", "joining"),
    [
        ({"platform": PLATFORMS["slack"], "venue_url": "https://x.example.org/c/1"},
         "Open the channel in Slack: https://x.example.org/c/1\n"),
        ({"venue_url": "https://x.example.org/room"},
         "Open Twitter/X: https://x.example.org/room\n"),
        ({"platform": PLATFORMS["tba"]}, "No venue is stated for this chat.\n"),
        ({"platform": replace(PLATFORMS["twitter"], name="Usenet", join_url="")},
         "Join #4Change on Usenet\n"),
    ],
    ids=["in a channel", "in a room", "nobody knows where", "without an address"],
)  # fmt: skip
def test_the_way_in_is_that_of_the_platform(changes: dict[str, Any], joining: str) -> None:
    assert description(**changes).startswith(joining)


# ---------------------------------------------------------------- what has changed


def test_a_cancelled_chat_stays_and_says_so_to_everybody() -> None:
    entry = invite(status=Status.CANCELLED, note="The host is ill.")
    assert (entry["STATUS"], entry["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert entry["SUMMARY"] == "CANCELLED: #4Change: Community Organizing"
    text = text_of(entry["DESCRIPTION"])
    assert text.startswith("This chat is cancelled.\nThe host is ill.\n\nAll about this chat: ")
    assert "x.com" not in text


def test_a_tentative_chat_is_to_be_confirmed_and_leaves_the_time_free() -> None:
    entry = invite(status=Status.TENTATIVE)
    assert (entry["STATUS"], entry["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
    assert entry["SUMMARY"] == "TBC: #4Change: Community Organizing"
    assert "To be confirmed: the date may still change." in text_of(entry["DESCRIPTION"])


def test_a_moved_chat_says_when_it_was() -> None:
    moved = a_session(JUNE, moved_from=(JUNE - timedelta(days=7), JUNE - timedelta(hours=3)))
    assert description(sessions=(moved,), note="Clash of dates.").startswith(
        "The time has changed. It was Thursday 3 June 2010, 17:00 (America/New_York), then "
        "Thursday 10 June 2010, 14:00 (America/New_York).\nClash of dates.\n\n"
    )


def test_a_chat_with_a_fallback_venue_says_where_it_went() -> None:
    assert description(moved_to=Venue(name="CoverItLive")).startswith(
        "The chat moved to CoverItLive.\n"
    )
    assert description(moved_to=Venue(name="Slack", url="https://x.example.org/")).startswith(
        "The chat moved to Slack: https://x.example.org/\n"
    )


def sequence(**changes: Any) -> int:
    return int(invite(**changes)["SEQUENCE"])


def test_the_sequence_rises_with_every_step_that_a_chat_takes() -> None:
    moved = (a_session(moved_from=(JUNE - timedelta(days=7),)),)
    steps = [
        int(placeholder()["SEQUENCE"]),
        int(placeholder(exceptions={"2010-07": date(2010, 7, 8)})["SEQUENCE"]),
        sequence(status=Status.TENTATIVE),
        sequence(),
        sequence(status=Status.CANCELLED),
        sequence(revision=1),
        sequence(revision=1, status=Status.CANCELLED),
        sequence(revision=1, sessions=moved),
    ]
    assert steps == sorted(set(steps))
    assert steps[0] == 0


def test_a_cancelled_chat_that_is_held_on_another_day_has_a_higher_sequence() -> None:
    moved = (a_session(moved_from=(JUNE - timedelta(days=7),)),)
    assert sequence(sessions=moved, status=Status.TENTATIVE) > sequence(status=Status.CANCELLED)


# ---------------------------------------------------------------- sessions


TWICE = (
    a_session(key="apac", label="Asia–Pacific",
              start=datetime(2010, 6, 10, 9, tzinfo=ZoneInfo("Australia/Sydney"))),
    a_session(JUNE),
)  # fmt: skip


def test_each_session_is_an_entry_with_a_uid_and_a_title_of_its_own() -> None:
    entries = entries_of(calendar_ics(a_series(chats=(a_chat(sessions=TWICE),)), SITE))
    assert [entry for lines in entries for entry in lines if entry.startswith(("UID", "SUMM"))] == [
        "SUMMARY:#4Change: Community Organizing (Asia–Pacific)",
        "UID:2010-06.apac@chats.example.org",
        "SUMMARY:#4Change: Community Organizing (New York)",
        "UID:2010-06@chats.example.org",
    ]


def test_each_session_has_an_invite_of_its_own() -> None:
    chat = a_chat(slug="june", sessions=TWICE)
    files = calendar_files(a_series(chats=(chat,)), SITE)
    assert entry_of(files["chats/june/invite-apac.ics"])["DTSTART"] == "20100609T230000Z"
    assert entry_of(files["chats/june/invite.ics"])["DTSTART"] == "20100610T210000Z"


def test_a_chat_whose_sessions_all_have_keys_has_its_first_at_its_own_path() -> None:
    chat = a_chat(slug="june", sessions=(TWICE[0], a_session(JUNE, key="us")))
    assert {path: session.key for path, session in invites_of(chat).items()} == {
        "chats/june/invite.ics": "apac",
        "chats/june/invite-apac.ics": "apac",
        "chats/june/invite-us.ics": "us",
    }


# ---------------------------------------------------------------- expected dates


def test_an_expected_date_is_tentative_free_and_has_the_uid_of_the_chat_to_come() -> None:
    entry = placeholder()
    assert entry["UID"] == "2010-07@chats.example.org"
    assert (entry["STATUS"], entry["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
    assert (entry["DTSTART"], entry["DTEND"]) == ("20100708T210000Z", "20100708T230000Z")
    assert entry["SUMMARY"] == "TBC: #4Change: topic to be announced"
    assert "CREATED" not in entry
    assert text_of(entry["DESCRIPTION"]) == (
        "Expected, but not announced yet: the time may still change.\n"
        "The topic will be announced at https://chats.example.org/blog/\n\n"
        "Thursday 8 July 2010\nEastern: 17:00–19:00 EDT\nUK: 22:00–00:00 (Fri) BST"
    )


def test_the_stamp_of_an_expected_date_moves_with_it_and_is_older_than_any_announcement() -> None:
    entry = placeholder()
    assert entry["DTSTAMP"] == entry["LAST-MODIFIED"] == "19830220T210000Z"
    later = replace(JULY, start=JULY.start + timedelta(days=7))
    moved = entry_of(calendar_ics(a_series(chats=(), placeholders=(later,)), SITE))
    assert moved["DTSTAMP"] == "19830227T210000Z"
    # Twenty-four dates of a yearly rule are the farthest that a series expects.
    assert timedelta(days=10_000) > 24 * timedelta(days=365.25)


def test_chats_and_expected_dates_stand_in_order_of_time() -> None:
    august = a_chat(
        id="2010-08",
        slug="2010-08-later",
        sessions=(a_session(datetime(2010, 8, 12, 17, tzinfo=NEW_YORK)),),
    )
    data = calendar_ics(a_series(chats=(a_chat(), august), placeholders=(JULY,)), SITE)
    assert [line for line in unfolded(data) if line.startswith("UID:")] == [
        "UID:2010-06@chats.example.org",
        "UID:2010-07@chats.example.org",
        "UID:2010-08@chats.example.org",
    ]
