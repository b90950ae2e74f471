"""The site in March 2010, as its readers meet it: a chat to come, one called off before it,
and one of two sittings after it."""

from datetime import UTC, datetime
from pathlib import Path

from sites import Site, build, copy_of_content

EPOCH = 1268654400  # 15 March 2010, 12:00 UTC
BUILT = datetime(2010, 3, 15, 12, tzinfo=UTC)
START = datetime(2010, 3, 18, 21, tzinfo=UTC)
END = datetime(2010, 3, 18, 23, tzinfo=UTC)

EVENTS = "chats/2010-03-social-media-and-events/"
CALLED_OFF = "chats/2010-03-languages/"
TWO_SITTINGS = "chats/2010-05-around-the-clock/"
TOPIC = "How Social Media Can Enhance Events"
FOLLOWING = "Around the Clock"
BEFORE = "Cause Fatigue"

PAGES = {
    "home": "",
    "next": "next/",
    "latest": "latest/",
    "a chat to come": EVENTS,
    "a chat called off": CALLED_OFF,
    "a chat of two sittings": TWO_SITTINGS,
    "run sheet": f"{EVENTS}run-sheet/",
    "guests' pack": f"{EVENTS}run-sheet/guests/",
    "a chat that is over": "chats/2010-02-cause-fatigue/",
    "archive": "chats/",
    "topics": "topics/",
    "topic": "topics/events/",
    "hosts": "hosts/",
    "host": "hosts/tom-dawkins/",
    "posts": "posts/",
    "post": "posts/2010-02-recap/",
    "guide": "how-to-participate/",
    "about": "about/",
    "subscribe": "calendar/",
    "feeds": "feeds/",
    "search": "search/",
    "not found": "404.html",
}
"""A page of each type, by what it is."""

_CALLED_OFF = """---
id: 2010-03-languages
title: "#4Change in other languages"
topic: Other Languages
date: 2010-03-16
status: cancelled
note: The host is ill.
announced: 2010-03-11T09:00:00Z
updated: 2010-03-15T09:00:00Z
---
"""
_TWO_SITTINGS = """---
title: "#4Change around the clock"
topic: Around the Clock
sessions:
  - {date: 2010-05-13 09:00, zone: Asia/Kolkata, label: East}
  - {date: 2010-05-13 17:00, label: West}
announced: 2010-03-12T09:00:00Z
updated: 2010-03-12T09:00:00Z
questions:
  - Who could never come so far?
---
"""


def march(folder: Path) -> Site:
    """Build the real content with March's chat announced a week ahead, and two more chats."""
    content = copy_of_content(folder)
    events = content / "chats/2010-03-social-media-and-events.md"
    text, day = events.read_text("utf-8"), "date: 2010-03-18\n"
    assert day in text
    events.write_text(text.replace(day, f"{day}announced: 2010-03-11T09:00:00Z\n"), "utf-8")
    (content / "chats/2010-03-languages.md").write_text(_CALLED_OFF, "utf-8")
    (content / "chats/2010-05-around-the-clock.md").write_text(_TWO_SITTINGS, "utf-8")
    built = build(folder, content=content, epoch=EPOCH)
    assert built.code == 0, built.said
    return built
