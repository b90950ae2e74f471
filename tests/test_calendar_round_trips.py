"""Every calendar that comes out is read back alike by readers that share no code with it."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from calendar_readers import READERS, Reader, Reading, opened
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_invites.events import Event, EventStatus
from calendar_invites.serialise import Head, calendar_bytes
from chats.paths import Site

SITE = Site("https://chats.example.org")
HEAD = Head(
    name="A, b; c",
    description="One\nTwo",
    url="https://chats.example.org/calendar/",
    source="https://chats.example.org/calendar.ics",
    modified=datetime(2010, 6, 3, tzinfo=UTC),
    color="teal",
)

hasty = settings(max_examples=100, deadline=None)

# What readers stumble over, between characters that nobody thought of.
PIECES = (
    "\\", "\\n", "\\N", "\\,", "\\;", "C:\\New", "\\\\", ";", ",", ":", '"', "'", "^n", "^'", "%0A",
    "\n", "\n ", "\n\n", "  ", "END:VEVENT", "\nEND:VEVENT\nBEGIN:VEVENT", "BEGIN:VALARM",
    "DTSTART:19700101T000000Z", "é", "e\u0301", "日本語", "🧑‍🤝‍🧑", "\u200f", "שלום", "a" * 70, "\\" * 37,
    "<b>&amp;", "]]>", "=0D=0A", "\ufe0f", "\U0010fffd",
)  # fmt: skip
LINE_ENDS_TO_SOME = "\u2028\u2029"
characters = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffe\uffff\u2028\u2029")  # fmt: skip
shown = st.lists(st.sampled_from(PIECES) | st.text(characters, max_size=20), max_size=8).map(
    lambda parts: "".join(parts).strip()
)
"""Texts that a calendar can show as they are."""

instants = st.datetimes(datetime(1990, 1, 1), datetime(2060, 12, 31), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(microsecond=0)
)
events = st.builds(
    Event,
    uid=st.from_regex(r"[a-z0-9]{1,12}(-[a-z0-9]{1,30}){0,4}(\.[a-z0-9]{1,9})?", fullmatch=True).map(
        lambda name: f"{name}@chats.example.org"
    ),
    start=instants,
    end=instants,
    stamp=instants,
    created=st.none() | instants,
    sequence=st.integers(0, 30_000),
    status=st.sampled_from(EventStatus),
    summary=shown.filter(bool),
    description=shown,
    details=st.just(""),
    location=shown,
    url=st.just("https://chats.example.org/chats/x/"),
    categories=st.lists(shown.filter(bool), max_size=4).map(tuple),
).flatmap(lambda event: st.builds(
    dataclasses.replace,
    st.just(event),
    end=st.timedeltas(timedelta(minutes=1), timedelta(days=1)).map(
        lambda length: event.start + timedelta(seconds=int(length.total_seconds()))),
))  # fmt: skip


@pytest.fixture(scope="module", params=READERS)
def reader(request: pytest.FixtureRequest) -> Reader:
    return opened(request.param)


def expected(event: Event) -> Reading:
    """Return what a faithful reader makes of an event."""
    return Reading(
        uid=event.uid,
        start=f"{event.start:%Y-%m-%dT%H:%M:%SZ}",
        end=f"{event.end:%Y-%m-%dT%H:%M:%SZ}",
        stamp=f"{event.stamp:%Y-%m-%dT%H:%M:%SZ}",
        summary=event.summary,
        description=event.description,
        location=event.location,
        status=str(event.status),
        sequence=event.sequence,
        categories=event.categories,
    )


@hasty
@given(event=events)
def test_any_text_at_any_instant_reads_as_it_was_written(reader: Reader, event: Event) -> None:
    assert reader(calendar_bytes([event], HEAD)) == [expected(event)]
