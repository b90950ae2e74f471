"""The rule of a series: the days on which a chat is expected."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chats.schedule import Placeholder, placeholders, rule_from, slot_id

NEW_YORK = ZoneInfo("America/New_York")
AT = datetime(2010, 2, 20, tzinfo=UTC)


def days(rule: str, after: str, number: int = 4) -> list[str]:
    return [str(day) for day in islice(rule_from(rule).days(date.fromisoformat(after)), number)]


def expected(
    rule: str = "second Thursday",
    at: datetime = AT,
    taken: dict[str, date] | None = None,
    exceptions: dict[str, date | None] | None = None,
    number: int = 3,
    until: date | None = None,
    wall: time = time(17),
) -> tuple[Placeholder, ...]:
    return placeholders(
        rule_from(rule), exceptions or {}, at=at, wall=wall, zone=NEW_YORK,
        duration=timedelta(hours=2), taken=taken or {}, number=number, until=until,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "after", "dates"),
    [
        ("second Thursday", "2009-12-11", ["2010-01-14", "2010-02-11", "2010-03-11", "2010-04-08"]),
        ("Second Thursdays of each month", "2010-06-10", ["2010-06-10", "2010-07-08"]),
        ("last Friday", "2010-01-30", ["2010-02-26", "2010-03-26", "2010-04-30"]),
        ("last Tuesday of Feb, May, Aug, Nov", "2026-02-25",
         ["2026-05-26", "2026-08-25", "2026-11-24", "2027-02-23"]),
        ("first and third Monday", "2026-01-06", ["2026-01-19", "2026-02-02", "2026-02-16"]),
        ("every 2 weeks from 2026-01-08", "2026-01-09", ["2026-01-22", "2026-02-05"]),
        ("every week from 2026-12-28", "2020-01-01", ["2026-12-28", "2027-01-04"]),
        ("fourth Thursday of November", "2026-01-01", ["2026-11-26", "2027-11-25"]),
    ],
)  # fmt: skip
def test_a_rule_is_written_as_people_say_it(rule: str, after: str, dates: list[str]) -> None:
    assert days(rule, after, len(dates)) == dates


@pytest.mark.parametrize(
    "text",
    ["", "Thursday", "second", "fifth Friday", "second Thorsday", "every 0 weeks from 2026-01-08",
     "every 2 weeks", "every 2 weeks from 2026-02-30", "last Tuesday of Ma", "14th", "daily"],
)  # fmt: skip
def test_what_is_no_rule_is_refused_and_shows_how_rules_are_written(text: str) -> None:
    with pytest.raises(ValueError, match=r"write for instance|not a day of the calendar"):
        rule_from(text)


@given(
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.sampled_from(
        [
            "second Thursday",
            "last Friday",
            "first and third Monday",
            "every 3 weeks from 2000-01-03",
        ]
    ),
)
def test_days_are_in_order_and_none_lies_before_the_first_wanted(after: date, rule: str) -> None:
    found = list(islice(rule_from(rule).days(after), 6))
    assert found == sorted(set(found))
    assert found[0] >= after


def test_a_chat_is_named_by_its_month_or_by_its_day_where_a_month_has_two() -> None:
    assert slot_id(rule_from("second Thursday"), date(2010, 6, 10)) == "2010-06"
    assert slot_id(rule_from("every 2 weeks from 2026-01-08"), date(2026, 1, 8)) == "2026-01-08"


def test_the_next_dates_keep_their_wall_clock_when_the_clocks_change() -> None:
    starts = [slot.start.astimezone(UTC).isoformat() for slot in expected()]
    assert starts == ["2010-03-11T22:00:00+00:00", "2010-04-08T21:00:00+00:00",
                      "2010-05-13T21:00:00+00:00"]  # fmt: skip


def test_an_announced_chat_takes_its_month_wherever_it_falls() -> None:
    slots = expected(taken={"2010-03": date(2010, 7, 1)})
    assert [slot.id for slot in slots] == ["2010-04", "2010-05", "2010-06"]


def test_a_chat_of_another_name_takes_the_place_of_the_slot_of_its_day() -> None:
    special = {"2010-03-special": date(2010, 3, 11), "2010-04-sister": date(2010, 4, 15)}
    assert [slot.id for slot in expected(taken=special)] == ["2010-04", "2010-05", "2010-06"]


def test_a_chat_that_a_weekly_series_puts_off_by_a_day_is_not_expected_twice() -> None:
    slots = expected("every week from 2010-03-01", taken={"2010-03-09": date(2010, 3, 9)})
    assert [slot.id for slot in slots] == ["2010-03-01", "2010-03-15", "2010-03-22"]


def test_an_exception_moves_a_date_or_leaves_it_out() -> None:
    slots = expected(exceptions={"2010-03": date(2010, 3, 18), "2010-04": None})
    assert [(slot.id, str(slot.start.date())) for slot in slots] == [
        ("2010-03", "2010-03-18"), ("2010-05", "2010-05-13"), ("2010-06", "2010-06-10"),
    ]  # fmt: skip


def test_a_date_is_expected_until_its_chat_would_be_over() -> None:
    during = datetime(2010, 3, 11, 23, 59, tzinfo=UTC)
    assert expected(at=during)[0].id == "2010-03"
    assert expected(at=during + timedelta(minutes=1))[0].id == "2010-04"


def test_a_date_that_was_put_off_into_the_next_month_is_still_expected() -> None:
    slots = expected(at=datetime(2010, 4, 1, tzinfo=UTC), exceptions={"2010-03": date(2010, 4, 2)})
    assert slots[0].id == "2010-03"


def test_nothing_is_expected_after_the_end_of_the_series() -> None:
    assert [slot.id for slot in expected(until=date(2010, 4, 30))] == ["2010-03", "2010-04"]


def test_an_expected_hour_that_the_clocks_skip_is_shown_as_the_clocks_will() -> None:
    (slot,) = expected("second Sunday", at=datetime(2010, 3, 1, tzinfo=UTC), number=1,
                       wall=time(2, 30))  # fmt: skip
    assert slot.start.isoformat() == "2010-03-14T03:30:00-04:00"
