"""A chat's life: expected, announced, corrected, moved, called off, restored; and what a
subscriber's calendar makes of each step.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from calendar_readers import READERS, Reading, opened
from calendar_subscriber import Khal, Subscriber, published
from calendars import calendar_ics
from writers import head, read, series_of

from chats.chat_file import FileTimes
from chats.model import Chat
from chats.paths import Site
from chats.schedule import placeholders
from chats.series import Series

SITE = Site("https://4change.example")
JUNE, JULY, AUGUST = (f"2010-{month}@4change.example" for month in ("06", "07", "08"))


@dataclass(frozen=True, kw_only=True)
class Step:
    """What the writer did to the July chat, and how calendars have to show it then."""

    name: str
    fields: dict[str, str]
    start: str
    title: str
    status: str = "CONFIRMED"
    only_words: bool = False


LIFE = (
    Step(name="expected", fields={},
         start="2010-07-08 21:00", title="TBC: #4Change: topic to be announced",
         status="TENTATIVE"),
    Step(name="announced, to be confirmed",
         fields={"topic": "Netwroks", "date": "2010-07-08", "status": "tentative"},
         start="2010-07-08 21:00", title="TBC: #4Change: Netwroks", status="TENTATIVE"),
    Step(name="confirmed", fields={"topic": "Netwroks", "date": "2010-07-08"},
         start="2010-07-08 21:00", title="#4Change: Netwroks"),
    Step(name="corrected", fields={"topic": "Networks", "date": "2010-07-08"},
         start="2010-07-08 21:00", title="#4Change: Networks", only_words=True),
    Step(name="moved by an hour",
         fields={"topic": "Networks", "date": "2010-07-08 18:00", "moved_from": "2010-07-08 17:00"},
         start="2010-07-08 22:00", title="#4Change: Networks"),
    Step(name="moved by a week",
         fields={"topic": "Networks", "date": "2010-07-15 18:00",
                 "moved_from": "[2010-07-08 17:00, 2010-07-08 18:00]"},
         start="2010-07-15 22:00", title="#4Change: Networks"),
    Step(name="moved into another month",
         fields={"topic": "Networks", "date": "2010-08-05 17:00",
                 "moved_from": "[2010-07-08 17:00, 2010-07-08 18:00, 2010-07-15 18:00]"},
         start="2010-08-05 21:00", title="#4Change: Networks"),
    Step(name="called off",
         fields={"topic": "Networks", "date": "2010-08-05 17:00", "status": "cancelled",
                 "moved_from": "[2010-07-08 17:00, 2010-07-08 18:00, 2010-07-15 18:00]"},
         start="2010-08-05 21:00", title="CANCELLED: #4Change: Networks", status="CANCELLED"),
    Step(name="restored",
         fields={"topic": "Networks", "date": "2010-08-05 17:00", "revision": "1",
                 "moved_from": "[2010-07-08 17:00, 2010-07-08 18:00, 2010-07-15 18:00]"},
         start="2010-08-05 21:00", title="#4Change: Networks"),
    Step(name="called off again",
         fields={"topic": "Networks", "date": "2010-08-05 17:00", "revision": "1",
                 "status": "cancelled",
                 "moved_from": "[2010-07-08 17:00, 2010-07-08 18:00, 2010-07-15 18:00]"},
         start="2010-08-05 21:00", title="CANCELLED: #4Change: Networks", status="CANCELLED"),
    Step(name="held on another day after all",
         fields={"topic": "Networks", "date": "2010-08-19 17:00", "revision": "1",
                 "moved_from": "[2010-07-08 17:00, 2010-07-08 18:00, 2010-07-15 18:00, "
                               "2010-08-05 17:00]"},
         start="2010-08-19 21:00", title="#4Change: Networks"),
)  # fmt: skip

FIRST = datetime(2010, 6, 20, 9, tzinfo=UTC)


def editions() -> Iterator[tuple[Step, bytes]]:
    """Yield the feed after each step; the file is committed a day after the one before."""
    june = a_chat("06", {"topic": "Organizing", "date": "2010-06-10"}, FIRST, FIRST)
    for day, step in enumerate(LIFE):
        now = FIRST + timedelta(days=day)
        july = [a_chat("07", step.fields, FIRST + timedelta(days=1), now)] if step.fields else []
        yield step, calendar_ics(a_series((june, *july), now), SITE)


def a_chat(month: str, fields: dict[str, str], first: datetime, last: datetime) -> Chat:
    text = head(**{"announced": None, **fields})
    chat, problems = read(text, f"content/chats/2010-{month}-chat.md", series_of(),
                          FileTimes(first=first, last=last))  # fmt: skip
    assert chat, problems
    return chat


def a_series(chats: tuple[Chat, ...], at: datetime) -> Series:
    series = replace(series_of(), chats=chats, at=at)
    expected = placeholders(
        series.rule, series.exceptions, at=at, wall=series.usual_time, zone=series.zone,
        duration=series.duration, taken={chat.id: chat.start.date() for chat in chats}, number=2,
    )  # fmt: skip
    return replace(series, placeholders=expected)


def july_of(readings: list[Reading]) -> Reading:
    [july] = [reading for reading in readings if reading.uid == JULY]
    return july


@pytest.mark.parametrize("name", READERS)
def test_an_entry_keeps_its_name_and_its_revisions_only_rise(name: str) -> None:
    before: tuple[Step, Reading] | None = None
    for step, data in editions():
        july = july_of(opened(name)(data))
        assert july.start == f"{step.start.replace(' ', 'T')}:00Z", step.name
        assert (july.summary, july.status) == (step.title, step.status), step.name
        if before:
            was = before[1]
            assert str(july.stamp) > str(was.stamp), step.name
            assert july.sequence >= was.sequence, step.name
            if (july.start, july.end, july.status) != (was.start, was.end, was.status):
                assert july.sequence > was.sequence, step.name
            else:
                assert step.only_words or july.sequence > was.sequence, step.name
        before = step, july


def test_what_nobody_touched_stays_as_it_was_stamps_and_all() -> None:
    entries = [
        next(reading for reading in opened("icalendar")(data) if reading.uid == JUNE)
        for _, data in editions()
    ]
    assert len(entries) == len(LIFE)
    assert all(entry == entries[0] for entry in entries)


def test_nothing_is_doubled_and_nothing_vanishes() -> None:
    seen: set[str] = set()
    for step, data in editions():
        uids = [reading.uid for reading in opened("vobject")(data)]
        assert len(uids) == len(set(uids)), step.name
        assert seen <= set(uids), step.name
        seen |= {JUNE, JULY, AUGUST}


def entry(reading: Reading) -> tuple[str, ...]:
    """Return what matters of an entry, but for its name: vdirsyncer gives entries its own."""
    return (str(reading.start), str(reading.end), reading.status, reading.summary,
            reading.description, reading.location)  # fmt: skip


def as_listed(step: Step) -> tuple[str, str, str]:
    """Return how a calendar lists the July chat."""
    end = datetime.fromisoformat(step.start) + timedelta(hours=2)
    return step.start, f"{end:%Y-%m-%d %H:%M}", step.title


def test_a_subscribers_calendar_follows_every_step(tmp_path: Path) -> None:
    with published() as page:
        subscriber = Subscriber(tmp_path, page.url)
        for step, page.data in editions():
            subscriber.sync()
            fetched = [found for file in subscriber.stored() for found in opened("vobject")(file)]
            written = opened("icalendar")(page.data)
            assert sorted(map(entry, fetched)) == sorted(map(entry, written)), step.name
            rows = [row[1:] for row in subscriber.shown("2010-06-01")]
            assert len(rows) == len(written), step.name
            assert as_listed(step) in rows, step.name


def test_the_file_opened_anew_after_every_step_replaces_what_was_there(tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    for step, data in editions():
        khal.opens(data)
        rows = {row[0]: row[1:] for row in khal.shown("2010-06-01")}
        assert len(khal.stored()) == len(rows), step.name
        assert rows[JULY] == as_listed(step), step.name
    assert rows[JUNE] == ("2010-06-10 21:00", "2010-06-10 23:00", "#4Change: Organizing")


def test_a_line_end_that_only_unicode_knows_gets_through_vdirsyncer(tmp_path: Path) -> None:
    chat = a_chat("06", {"topic": "Organizing", "date": "2010-06-10"}, FIRST, FIRST)
    odd = replace(chat, note="one\u2028UID:two\x85three")
    with published() as page:
        page.data = calendar_ics(a_series((odd,), FIRST), SITE)
        subscriber = Subscriber(tmp_path, page.url)
        subscriber.sync()
        [first, *_] = sorted(
            (found for file in subscriber.stored() for found in opened("vobject")(file)),
            key=lambda found: str(found.start),
        )
    assert first.description.startswith("one\nUID:two\nthree\n")
