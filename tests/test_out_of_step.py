"""The weeks in which clocks are out of step: what is said, and when nothing is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import a_chat, a_series, a_session

from chats.calendar_entries.events import chat_events, placeholder_event
from chats.out_of_step import A_FEW_WEEKS, out_of_step, shift_of
from chats.paths import Site
from chats.schedule import Placeholder
from chats.series import Zone
from chats.words import ENGLISH
from event_pages.chat_view import chat_view
from event_pages.listings import expected

NEW_YORK, LONDON = "America/New_York", "Europe/London"


def said(when: str, own: str, past: bool = False, **zones: str) -> tuple[str, ...]:
    """Return what is said of a chat at a wall clock's hour in its own zone."""
    start = datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(own))
    there = [
        Zone(label=label.replace("_", " "), zone=ZoneInfo(key)) for label, key in zones.items()
    ]
    return out_of_step(a_session(start), there, ENGLISH, past=past)


EUROPE = {"Eastern": NEW_YORK, "UK": LONDON, "W._Europe": "Europe/Berlin"}


def test_between_the_american_and_the_european_change_it_is_an_hour_earlier() -> None:
    assert said("2010-03-18 17:00", NEW_YORK, **EUROPE) == (
        "An hour earlier than usual in the UK and W. Europe: "
        "the clocks there have not changed yet.",
    )


def test_in_autumn_europe_changes_first() -> None:
    assert said("2010-11-04 14:00", "America/Los_Angeles", **EUROPE) == (
        "An hour earlier than usual in the UK and W. Europe: "
        "the clocks there have changed already.",
    )


def test_seen_from_london_it_is_an_hour_later_in_america() -> None:
    assert said("2026-03-24 18:00", LONDON, Eastern=NEW_YORK, Pacific="America/Los_Angeles") == (
        "An hour later than usual in New York and Los Angeles: "
        "the clocks there have changed already.",
    )


def test_of_a_chat_that_is_over_it_is_told_in_the_past() -> None:
    (sentence,) = said("2010-03-18 17:00", NEW_YORK, past=True, UK=LONDON)
    assert sentence.endswith("the clocks there had not changed yet.")


@pytest.mark.parametrize("day", ["2010-01-14", "2010-03-13", "2010-03-28", "2010-06-10",
                                 "2010-10-30", "2010-11-07", "2010-12-09"])  # fmt: skip
def test_outside_those_weeks_nothing_is_said(day: str) -> None:
    assert said(f"{day} 17:00", NEW_YORK, **EUROPE) == ()


@pytest.mark.parametrize("day", ["2010-03-14", "2010-03-27", "2010-10-31", "2010-11-06"])
def test_the_first_and_the_last_of_those_days_count(day: str) -> None:
    assert len(said(f"{day} 17:00", NEW_YORK, **EUROPE)) == 1


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("own", ["UTC", NEW_YORK, "Africa/Lagos"])
def test_of_a_place_that_never_changes_its_clocks_nothing_is_said(own: str, month: int) -> None:
    assert said(f"2010-{month:02}-18 17:00", own, India="Asia/Kolkata", Lagos="Africa/Lagos") == ()


def test_the_other_half_of_the_world_is_compared_with_the_weeks_before() -> None:
    """From New York, Sydney is 16 hours off in January, 15 in March and 14 in June."""
    sydney = {"Sydney": "Australia/Sydney"}
    assert said("2010-03-18 17:00", NEW_YORK, **sydney) == (
        "An hour earlier than before in Sydney: the clocks in New York have changed.",
    )
    assert said("2010-10-14 17:00", NEW_YORK, **sydney) == (
        "An hour later than before in Sydney: the clocks there have changed.",
    )
    assert said("2010-01-14 17:00", NEW_YORK, **sydney) == ()
    assert said("2010-06-10 17:00", NEW_YORK, **sydney) == ()


def test_lord_howe_changes_by_half_an_hour() -> None:
    island = {"Lord_Howe": "Australia/Lord_Howe"}
    assert said("2010-10-14 17:00", NEW_YORK, **island) == (
        "Half an hour later than before in Lord Howe: the clocks there have changed.",
    )
    assert said("2010-06-10 17:00", NEW_YORK, **island) == ()
    assert said("2010-01-14 20:00", "Australia/Sydney", **island) == ()


def test_morocco_sets_its_clocks_back_for_ramadan() -> None:
    (sentence,) = said("2025-03-10 17:00", "Africa/Lagos", Morocco="Africa/Casablanca")
    assert sentence == (
        "An hour earlier than usual in Morocco: the clocks there have changed for a few weeks."
    )
    (sentence,) = said("2025-03-10 17:00", "Africa/Casablanca", Nigeria="Africa/Lagos")
    assert sentence == (
        "An hour later than usual in Nigeria: "
        "the clocks in Casablanca have changed for a few weeks."
    )
    assert said("2025-05-08 17:00", "Africa/Lagos", Morocco="Africa/Casablanca") == ()


def test_when_both_have_changed_both_are_named() -> None:
    (sentence,) = said("2025-03-13 17:00", "Africa/Casablanca", Eastern=NEW_YORK)
    assert sentence == (
        "Two hours later than before in New York: the clocks there and in Casablanca have changed."
    )


def test_a_season_of_months_is_not_out_of_step() -> None:
    assert said("2009-07-09 17:00", NEW_YORK, India="Asia/Kolkata", Phoenix="America/Phoenix") == ()


def test_a_zone_that_changed_for_good_is_not_out_of_step() -> None:
    """Russia ended its changes in 2011; the new difference lasts."""
    assert said("2011-12-08 17:00", LONDON, Moscow="Europe/Moscow") == ()


ZONES = st.sampled_from(
    [
        "UTC",
        NEW_YORK,
        LONDON,
        "Europe/Berlin",
        "Australia/Sydney",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Kolkata",
        "Africa/Cairo",
        "America/Santiago",
        "Asia/Gaza",
        "Antarctica/Troll",
    ]
).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2199, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)


@given(MOMENTS, ZONES, ZONES)
def test_what_is_out_of_step_holds_for_a_few_weeks_only(
    at: datetime, own: ZoneInfo, other: ZoneInfo
) -> None:
    def difference(moment: datetime) -> timedelta:
        here, there = (moment.astimezone(zone).utcoffset() for zone in (own, other))
        assert here is not None
        assert there is not None
        return there - here

    shift = shift_of(at, own, other)
    if shift is None:
        return
    days = [at + timedelta(days=number) for number in range(-60, 61)]
    assert any(difference(day) != difference(at) for day in days)
    known = {difference(at + timedelta(days=number)) for number in range(-400, 0)}
    assert difference(at) - shift.later in known
    later, earlier = shift_of(at, other, own), shift
    assert later is not None
    assert (later.later, later.usual) == (-earlier.later, earlier.usual)


def test_a_few_weeks_are_six_and_the_hours_between_two_changes() -> None:
    assert timedelta(days=43) == A_FEW_WEEKS
    assert len(said("2010-11-04 14:00", "America/Los_Angeles", NZ="Pacific/Auckland")) == 1


# ---------------------------------------------------------------- where it is shown

SITE = Site("https://chats.example.org")
IN_MARCH = a_session(datetime(2010, 3, 18, 17, tzinfo=ZoneInfo(NEW_YORK)))


def test_the_event_page_says_it_of_each_session() -> None:
    chat = a_chat(sessions=(IN_MARCH,))
    series = a_series(chats=(chat,), at=datetime(2010, 3, 10, tzinfo=UTC))
    (session,) = chat_view(chat, series, SITE, ENGLISH).sessions
    assert session.out_of_step == (
        "An hour earlier than usual in the UK: the clocks there have not changed yet.",
    )


def test_the_event_page_of_a_chat_that_is_over_says_it_in_the_past() -> None:
    chat = a_chat(sessions=(IN_MARCH,))
    (session,) = chat_view(chat, a_series(chats=(chat,)), SITE, ENGLISH).sessions
    assert session.out_of_step[0].endswith("the clocks there had not changed yet.")


def test_a_calendar_entry_says_it_after_the_times_whenever_it_is_made() -> None:
    chat = a_chat(sessions=(IN_MARCH,))
    for at in (datetime(2010, 3, 10, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)):
        (event,) = chat_events(chat, a_series(chats=(chat,), at=at), SITE)
        assert event.description.endswith(
            "Eastern: 17:00–19:00 EDT\nUK: 21:00–23:00 GMT\n"
            "An hour earlier than usual in the UK: the clocks there have not changed yet."
        )


def test_the_entry_of_an_expected_date_says_it_too() -> None:
    slot = Placeholder(id="2010-03", start=IN_MARCH.start, duration=timedelta(hours=2))
    event = placeholder_event(slot, a_series(), SITE)
    assert "An hour earlier than usual in the UK" in event.description


def test_expected_dates_say_it_too() -> None:
    slots = tuple(
        Placeholder(id=f"{start:%Y-%m}", start=start, duration=timedelta(hours=2))
        for start in (IN_MARCH.start, a_session().start)
    )
    march, june = expected(a_series(placeholders=slots))
    assert march.out_of_step == (
        "An hour earlier than usual in the UK: the clocks there have not changed yet.",
    )
    assert june.out_of_step == ()
