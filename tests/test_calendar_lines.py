"""Calendars are written as every reader reads them alike: each rule has a reader that needs it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from calendar_lines import entries_of, entry_of, head_of, text_of, unfolded
from calendar_readers import READERS, Reader, opened
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_invites.content_lines import LINE_OCTETS, folded
from calendar_invites.serialise import Head, entry_bytes
from calendar_invites.serialise import calendar_bytes as calendar_of
from chats.calendar_entries.events import Event, EventStatus

HEAD = Head(
    name="Ours",
    description="",
    url="https://chats.example.org/calendar/",
    source="https://chats.example.org/calendar.ics",
    modified=None,
)


def calendar_bytes(events: Iterable[Event], head: Head | None = None) -> bytes:
    """Return a calendar of these entries."""
    return calendar_of(map(entry_bytes, events), head)


def an_event(**changes: Any) -> Event:
    """Return an entry of an evening in June with whatever is changed."""
    start = datetime(2010, 6, 10, 21, tzinfo=UTC)
    values: dict[str, Any] = {
        "uid": "2010-06@chats.example.org",
        "start": start,
        "end": start + timedelta(hours=2),
        "stamp": datetime(2010, 6, 3, tzinfo=UTC),
        "created": None,
        "sequence": 3,
        "status": EventStatus.CONFIRMED,
        "summary": "June",
        "description": "",
        "details": "",
        "location": "",
        "url": "https://chats.example.org/chats/june/",
    }
    return Event(**values | changes)


@pytest.fixture(scope="module", params=READERS)
def reader(request: pytest.FixtureRequest) -> Reader:
    return opened(request.param)


# ---------------------------------------------------------------- escapes


@pytest.mark.parametrize("text", [r"C:\New", r"C:\Network\next", "\\", r"a\, b\; c", "a;b,c:d"])
def test_a_backslash_stays_what_it_is(text: str) -> None:
    entry = entry_of(calendar_bytes([an_event(summary=text, description=text, location=text)]))
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        assert text_of(entry[name]) == text


def test_every_reader_finds_the_folder_new_on_drive_c(reader: Reader) -> None:
    path = r"C:\New"
    [found] = reader(calendar_bytes([an_event(summary=path, location=path, categories=(path,))]))
    assert (found.summary, found.location, found.categories) == (path, path, (path,))


def test_categories_with_odd_characters_stand_in_lists_of_their_own() -> None:
    event = an_event(categories=("a\\", "networks", "b;:", "tools", "c,d"))
    [lines] = entries_of(calendar_bytes([event]))
    assert [line for line in lines if line.startswith("CATEGORIES")] == [
        "CATEGORIES:networks,tools", r"CATEGORIES:a\\", r"CATEGORIES:b\;:", r"CATEGORIES:c\,d",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["ical.js", "libical"])
def test_thunderbird_and_evolution_tell_such_categories_apart(name: str) -> None:
    categories = ("a\\", "b;:", "c")
    [found] = opened(name)(calendar_bytes([an_event(categories=categories)]))
    assert sorted(found.categories) == sorted(categories)


def test_a_calendars_name_may_hold_commas_and_its_description_lines() -> None:
    head = Head(name="a, b", description="c\nd", url=HEAD.url, source=HEAD.source, modified=None)
    lines = head_of(calendar_bytes([an_event()], head))
    assert {r"NAME:a\, b", r"X-WR-CALNAME:a\, b", r"DESCRIPTION:c\nd"} <= set(lines)


# ---------------------------------------------------------------- characters


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\x0bb", "ab"),
        ("a\x1b[1mb", "a[1mb"),
        ("a\x00b\x7fc\x9fd", "abcd"),
        ("a\tb", "a b"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u2028b\u2029c\x85d", "a\nb\nc\nd"),
        ("\ufeffa\ufffe\uffff", "a"),
        ("a\ud800b", "ab"),
        (" \n a \n", "a"),
    ],
    ids=["VT", "ESC", "NUL, DEL and C1", "tab", "CR", "line ends of Unicode", "BOM",
         "half a character", "blank edges"],
)  # fmt: skip
def test_a_character_that_no_calendar_shows_is_left_out(typed: str, shown: str) -> None:
    assert text_of(entry_of(calendar_bytes([an_event(summary=typed)]))["SUMMARY"]) == shown


def test_home_assistant_takes_a_calendar_whose_text_held_control_characters() -> None:
    [found] = opened("ical")(calendar_bytes([an_event(summary="a\x0b\x1bb")]))
    assert found.summary == "ab"


def test_a_text_without_anything_to_show_is_no_property() -> None:
    entry = entry_of(
        calendar_bytes([an_event(description=" \n", location="\x00", categories=("",))])
    )
    assert not {"DESCRIPTION", "LOCATION", "CATEGORIES"} & entry.keys()
    assert not [line for line in head_of(calendar_bytes([], HEAD)) if line.startswith("DESC")]


def test_no_text_can_add_a_property_or_end_an_entry() -> None:
    text = "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:evil\n DTSTART:19700101T000000Z"
    event = an_event(summary=text, description=text, location=text, categories=(text,))
    head = Head(name=text, description=text, url=HEAD.url, source=HEAD.source, modified=None)
    lines = unfolded(calendar_bytes([event], head))
    assert [line for line in lines if line.startswith(("BEGIN:", "END:", "UID:"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:2010-06@chats.example.org", "END:VEVENT",
        "END:VCALENDAR",
    ]  # fmt: skip


# ---------------------------------------------------------------- typed properties


def test_the_refresh_interval_and_the_source_say_their_type() -> None:
    lines = head_of(calendar_bytes([an_event()], HEAD))
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in lines
    assert "SOURCE;VALUE=URI:https://chats.example.org/calendar.ics" in lines
    assert "X-PUBLISHED-TTL:PT12H" in lines


def test_neither_chance_nor_the_clock_gets_into_a_calendar() -> None:
    lines = unfolded(calendar_bytes([an_event()], HEAD))
    assert [line for line in lines if line.startswith("UID")] == ["UID:2010-06@chats.example.org"]
    assert [line for line in lines if line.startswith("DTSTAMP")] == ["DTSTAMP:20100603T000000Z"]


def test_the_status_is_in_capitals() -> None:
    for status in EventStatus:
        assert entry_of(calendar_bytes([an_event(status=status)]))["STATUS"] == status.value.upper()


# ---------------------------------------------------------------- folding

UNITS = r"(?:\\.|[^\\])*"
"""A line's characters, an escape counting as one."""


def parts_of(line: str) -> list[bytes]:
    """Return the physical lines of a content line, without line ends and folding blanks."""
    data = folded(line)
    assert data.endswith(b"\r\n")
    first, *others = data[:-2].split(b"\r\n")
    assert all(other.startswith(b" ") for other in others)
    assert all(len(part) <= LINE_OCTETS for part in (first, *others))
    return [first, *(other[1:] for other in others)]


@settings(max_examples=300, deadline=None)
@given(
    text=st.lists(
        st.sampled_from(["\\", "\\\\", "\n", ",", "é", "日", "🧑‍🤝‍🧑", "a" * 60, "\\" * 80])
        | st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30),
        max_size=12,
    ).map("".join)
)
def test_a_fold_is_never_inside_a_character_or_an_escape(text: str) -> None:
    escaped = re.sub(r"([\\;,])", r"\\\1", text).replace("\n", r"\n")
    parts = [part.decode() for part in parts_of(f"SUMMARY:{escaped}")]
    assert "".join(parts) == f"SUMMARY:{escaped}"
    assert all(re.fullmatch(UNITS, part, re.S) for part in parts)


@pytest.mark.parametrize("before", range(60, 80))
def test_an_escaped_backslash_is_folded_before_or_after_but_not_between(before: int) -> None:
    line = f"{'x' * before}\\\\yyy"
    parts = [part.decode() for part in parts_of(line)]
    assert "".join(parts) == line
    assert not any(part.endswith("\\") and not part.endswith("\\\\") for part in parts)


def test_a_line_of_75_octets_stays_whole_and_one_more_is_folded() -> None:
    assert parts_of("x" * 75) == [b"x" * 75]
    assert parts_of("x" * 76) == [b"x" * 75, b"x"]
    assert parts_of("x" * 74 + "é") == [b"x" * 74, "é".encode()]
    assert parts_of("x" * 150) == [b"x" * 75, b"x" * 74, b"x"]


def test_a_megabyte_of_text_is_folded_at_once() -> None:
    assert b"".join(parts_of("é" * 500_000)) == ("é" * 500_000).encode()
