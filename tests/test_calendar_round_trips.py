"""Every calendar is read back alike by readers that share no code with what wrote it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from calendar_readers import READERS, Reading, opened
from calendars import calendar_ics, invite_ics
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from real_content import real_content
from samples import JUNE, a_chat, a_series, a_session
from writers import chat_of

from calendar_invites.feeds import feeds
from calendar_invites.invites import calendar_files, invites_of
from calendar_invites.serialise import Head, calendar_bytes, entry_bytes
from chats.calendar_entries.events import Event, EventStatus, chat_events, placeholder_event
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

TEXTS = ("summary", "description", "location", "categories")
MISREAD = {
    "ruby-icalendar": dict.fromkeys(TEXTS, re.compile(r"\\[\\nN,;]")),
    "ical": {"categories": re.compile(",")},
}
"""What a reader gets wrong however it is written, by field: one undoes one kind of escape after
the other instead of going from left to right, the other takes an escaped comma for the end of
a category. All other readers must read it."""


class Witness:
    """A reader, and what it makes of calendars."""

    def __init__(self, name: str) -> None:
        self.read = opened(name)
        self.misread = MISREAD.get(name, {})

    def reads(self, data: bytes, events: list[Event]) -> None:
        """Assert that the reader finds these entries in the calendar, and no others."""
        found = {reading.uid: reading for reading in self.read(data)}
        written = {event.uid: expected(event) for event in events}
        assert len(self.read(data)) == len(events)
        assert found.keys() == written.keys()
        for uid, reading in found.items():
            assert self.legible(reading, written[uid]) == written[uid]

    def legible(self, reading: Reading, written: Reading) -> Reading:
        """Return the reading without what this reader is known to get wrong."""
        wrong = {
            name: getattr(written, name)
            for name, fault in self.misread.items()
            if any(map(fault.search, texts_of(written, name)))
        }
        return replace(reading, **{"categories": tuple(sorted(reading.categories)), **wrong})


def texts_of(reading: Reading, name: str) -> tuple[str, ...]:
    """Return the one text of a field, or the several."""
    value: str | tuple[str, ...] = getattr(reading, name)
    return (value,) if isinstance(value, str) else value


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
        categories=tuple(sorted(event.categories)),
    )


@pytest.fixture(scope="module", params=READERS)
def witness(request: pytest.FixtureRequest) -> Witness:
    return Witness(request.param)


# ---------------------------------------------------------------- any text, any instant

hasty = settings(max_examples=100, deadline=None)

PIECES = (
    "\\", "\\n", "\\N", "\\,", "\\;", "C:\\New", "\\\\", ";", ",", ":", '"', "'", "^n", "^'", "%0A",
    "\n", "\n ", "\n\n", "  ", "END:VEVENT", "\nEND:VEVENT\nBEGIN:VEVENT", "BEGIN:VALARM",
    "DTSTART:19700101T000000Z", "é", "e\u0301", "日本語", "🧑‍🤝‍🧑", "\u200f", "שלום", "a" * 70,
    "\\" * 37, "<b>&amp;", "]]>", "=0D=0A", "\ufe0f", "\U0010fffd",
)  # fmt: skip
"""What readers stumble over, to stand between characters that nobody thought of."""

shown_characters = st.characters(
    exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffe\uffff\u2028\u2029"
)
shown = st.lists(st.sampled_from(PIECES) | st.text(shown_characters, max_size=20), max_size=8).map(
    lambda parts: "".join(parts).strip()
)
"""Texts that a calendar can show as they are."""

whole_seconds = st.datetimes(
    datetime(1990, 1, 1), datetime(2060, 12, 31), timezones=st.just(UTC)
).map(lambda instant: instant.replace(microsecond=0))


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Any entry whatever, but for the shape of its UID and URL, which no writer types."""
    start = draw(whole_seconds)
    name = draw(
        st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,40}){0,3}(\.[a-z0-9]{1,9})?", fullmatch=True)
    )
    return Event(
        uid=f"{name}@chats.example.org",
        start=start,
        end=start + timedelta(minutes=draw(st.integers(1, 24 * 60))),
        stamp=draw(whole_seconds),
        created=draw(st.none() | whole_seconds),
        sequence=draw(st.integers(0, 30_000)),
        status=draw(st.sampled_from(EventStatus)),
        summary=draw(shown.filter(bool)),
        description=draw(shown),
        details="",
        location=draw(shown),
        url="https://chats.example.org/chats/x/",
        categories=tuple(draw(st.lists(shown.filter(bool), max_size=4))),
    )  # fmt: skip


@hasty
@given(event=events())
def test_any_text_at_any_instant_reads_as_it_was_written(witness: Witness, event: Event) -> None:
    witness.reads(calendar_bytes([entry_bytes(event)], HEAD), [event])


def as_shown(text: str) -> str:
    """Return what is left of a text with characters that no calendar can show."""
    lines = re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    kept = (c for c in lines if c == "\n" or (c.isprintable() or ord(c) >= 0xA0))
    return "".join(
        c for c in kept if c not in "\ufeff\ufffe\uffff" and not 0xD800 <= ord(c) < 0xE000
    ).strip()


@hasty
@given(text=st.text(st.characters(), max_size=120), event=events())
def test_no_character_whatever_breaks_a_calendar(witness: Witness, text: str, event: Event) -> None:
    assume(as_shown(text))
    hostile = replace(event, summary=text, description=text, location=text, categories=(text,))
    clean = as_shown(text)
    tame = replace(event, summary=clean, description=clean, location=clean, categories=(clean,))
    witness.reads(calendar_bytes([entry_bytes(hostile)], HEAD), [tame])


@hasty
@given(
    zone=st.sampled_from(sorted(available_timezones() - {"localtime"})),
    wall=st.datetimes(datetime(1990, 1, 1), datetime(2060, 12, 31)),
    fold=st.integers(0, 1),
    minutes=st.integers(1, 24 * 60),
)
def test_a_wall_clock_anywhere_reads_as_one_instant(
    witness: Witness, zone: str, wall: datetime, fold: int, minutes: int
) -> None:
    start = wall.replace(second=0, microsecond=0, tzinfo=ZoneInfo(zone), fold=fold)
    offset = start.utcoffset()
    assert offset is not None
    first = start.replace(tzinfo=None) - offset
    assume(first.replace(tzinfo=UTC).astimezone(start.tzinfo).replace(tzinfo=None)
           == start.replace(tzinfo=None))  # fmt: skip
    chat = a_chat(sessions=(a_session(start, duration=timedelta(minutes=minutes)),))
    [found] = witness.read(invite_ics(chat, a_series(chats=(chat,)), SITE))
    assert found.start == f"{first:%Y-%m-%dT%H:%M:%SZ}"
    assert found.end == f"{first + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}"


# ---------------------------------------------------------------- what really happened


@pytest.mark.parametrize(
    ("date", "more", "start", "end"),
    [
        ("2010-06-10 17:00", {}, "2010-06-10T21:00:00Z", "2010-06-10T23:00:00Z"),
        ("2009-12-10 17:00", {}, "2009-12-10T22:00:00Z", "2009-12-11T00:00:00Z"),
        ("2010-03-18 17:00", {}, "2010-03-18T21:00:00Z", "2010-03-18T23:00:00Z"),
        ("2010-11-04 14:00", {"zone": "America/Los_Angeles"},
         "2010-11-04T21:00:00Z", "2010-11-04T23:00:00Z"),
        # Two hours by the clock on the wall would be three: the clocks go back meanwhile.
        ("2010-11-07 00:30", {"zone": "America/Los_Angeles"},
         "2010-11-07T07:30:00Z", "2010-11-07T09:30:00Z"),
        ("2010-11-07 01:30", {"zone": "America/Los_Angeles", "fold": "second"},
         "2010-11-07T09:30:00Z", "2010-11-07T11:30:00Z"),
    ],
    ids=["summer", "winter, over midnight", "between the clock changes of spring",
         "between those of autumn", "over a clock change", "the second of two hours alike"],
)  # fmt: skip
def test_the_instants_that_matter_read_right(
    witness: Witness, date: str, more: dict[str, str], start: str, end: str
) -> None:
    chat = chat_of(date=date, announced="2009-06-03", **more)
    [found] = witness.read(invite_ics(chat, a_series(chats=(chat,)), SITE))
    assert (found.start, found.end) == (start, end)


def test_every_calendar_of_the_real_site_reads_as_its_chats_are(witness: Witness) -> None:
    real = real_content(at=datetime(2010, 9, 1, tzinfo=UTC))
    series, site = real.series, real.site
    files = calendar_files(series, site)
    assert len(series.chats) > 9
    for chat in series.chats:
        for path, session in invites_of(chat).items():
            [event] = [e for e in chat_events(chat, series, site) if e.start == session.start]
            witness.reads(files[path], [event])
    for feed in feeds(series):
        entries = [event for chat in feed.chats for event in chat_events(chat, series, site)]
        entries += [placeholder_event(slot, series, site) for slot in feed.placeholders]
        witness.reads(files[feed.path], entries)


def test_hundreds_of_chats_in_one_feed_are_all_read(witness: Witness) -> None:
    chats = tuple(
        a_chat(
            id=f"chat-{number}",
            topic=PIECES[number % len(PIECES)] + "x",
            note=PIECES[number % 7] * 40 + "\nx",
            sessions=(a_session(JUNE + timedelta(days=number)),),
        )
        for number in range(300)
    )
    series = a_series(chats=chats)
    entries = [event for chat in chats for event in chat_events(chat, series, SITE)]
    witness.reads(calendar_ics(series, SITE), entries)
