"""Thunderbird subscribes over HTTP and shows what is published, through a chat's whole life."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from calendar_readers import Reading, opened
from calendar_subscriber import published
from real_content import real_content
from test_calendar_life import JULY, JUNE, editions
from thunderbird import Thunderbird

from calendar_invites.invites import calendar_files


@pytest.fixture
def thunderbird(tmp_path: Path) -> Iterator[Thunderbird]:
    with Thunderbird(tmp_path / "profile") as running:
        yield running


def in_order(readings: list[Reading]) -> list[Reading]:
    found = (replace(each, categories=tuple(sorted(each.categories))) for each in readings)
    return sorted(found, key=lambda each: each.uid)


def test_thunderbird_follows_every_step_of_a_chat(thunderbird: Thunderbird) -> None:
    with published() as page:
        for number, (step, page.data) in enumerate(editions()):
            if not number:
                thunderbird.subscribes(page.url)
            shown = in_order(thunderbird.shows())
            assert shown == in_order(opened("icalendar")(page.data)), step.name
            [july] = [each for each in shown if each.uid == JULY]
            assert (july.start, july.summary, july.status) == (
                f"{step.start.replace(' ', 'T')}:00Z", step.title, step.status,
            )  # fmt: skip
            assert JUNE in {each.uid for each in shown}


def test_thunderbird_shows_every_chat_of_the_real_site(thunderbird: Thunderbird) -> None:
    real = real_content(at=datetime(2010, 9, 1, tzinfo=UTC))
    for name, data in calendar_files(real.series, real.site).items():
        if name in ("calendar.ics", "calendar/reminders.ics"):
            with published() as page:
                page.data = data
                thunderbird.subscribes(page.url)
                assert in_order(thunderbird.shows()) == in_order(opened("icalendar")(data)), name
