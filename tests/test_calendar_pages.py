"""The calendars within a whole site: written, listed, and linked from the chats' pages."""

import re
from pathlib import Path

import pytest
from calendar_lines import entries_of
from sites import EPOCH_JUNE, Site, build

TWICE = """\
---
title: A chat for two halves of the world
topic: Both halves
summary: Held twice.
announced: 2010-06-01
sessions:
  - {date: 2010-06-24, time: "17:00"}
  - {date: 2010-06-24, time: "09:00", zone: Australia/Sydney, label: Asia–Pacific, id: apac}
---

Held twice.
"""
PAGE = "chats/2010-06-twice/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    content = tmp_path_factory.mktemp("content")
    for name in ("chats", "posts", "pages"):
        (content / name).mkdir()
    (content / "chats/2010-06-twice.md").write_text(TWICE, "utf-8")
    made = build(tmp_path_factory.mktemp("site"), epoch=EPOCH_JUNE, content=content,
                 url="https://4change.example/blog")  # fmt: skip
    assert made.code == 0, made.said
    return made


def links(site: Site, path: str) -> list[str]:
    return [str(link.get("href")) for link in site.page(path).iter("a")]


def calendars(site: Site) -> set[str]:
    return {str(file.relative_to(site.folder)) for file in Path(site.folder).rglob("*.ics")}


def test_every_feed_that_is_written_can_be_subscribed_to_on_the_page(site: Site) -> None:
    feeds = {path for path in calendars(site) if not re.search("invite|run-sheet", path)}
    found = links(site, "calendar/")
    assert feeds == {"calendar.ics", "calendar/upcoming.ics", "calendar/reminders.ics"}
    assert feeds == {path.removeprefix("/blog/") for path in found if path.endswith(".ics")
                     and path.startswith("/blog/")}  # fmt: skip
    for path in feeds:
        assert f"webcal://4change.example/blog/{path}" in found


def test_each_session_can_be_added_from_the_chats_page(site: Site) -> None:
    found = links(site, PAGE)
    for name, start in (
        ("invite-apac.ics", "20100623T230000Z"),
        ("invite.ics", "20100624T210000Z"),
    ):
        assert f"/blog/{PAGE}{name}" in found
        [entry] = entries_of((site.folder / PAGE / name).read_bytes())
        assert f"DTSTART:{start}" in entry
        assert any(link.startswith("https://calendar.google.com") and start in link
                   for link in found)  # fmt: skip


def test_the_rules_next_dates_stand_in_the_calendar(site: Site) -> None:
    entries = entries_of((site.folder / "calendar.ics").read_bytes())
    assert [line for entry in entries for line in entry if line.startswith("UID")][2:] == [
        f"UID:2010-{month}@4change.example" for month in ("07", "08", "09")
    ]
