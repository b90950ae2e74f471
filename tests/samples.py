"""Builders of small chats and series, for tests that need one and care about a field or two."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from chats.model import Chat, Post, Session
from chats.platforms import shipped_platforms
from chats.series import Series, Zone

NEW_YORK = ZoneInfo("America/New_York")
PLATFORMS = shipped_platforms()
JUNE = datetime(2010, 6, 10, 17, tzinfo=NEW_YORK)


def a_session(start: datetime = JUNE, **changes: Any) -> Session:
    """Return a sitting of two hours, 17:00 in New York on 10 June 2010 unless told."""
    return Session(**{"start": start, "duration": timedelta(hours=2), **changes})


def a_chat(**changes: Any) -> Chat:
    """Return the June chat of 2010 with whatever is changed."""
    values: dict[str, Any] = {
        "id": "2010-06",
        "slug": "2010-06-local-community-organizing",
        "source": "content/chats/2010-06-local-community-organizing.md",
        "title": "June chat: Local Community Organizing",
        "topic": "Community Organizing",
        "sessions": (a_session(),),
        "platform": PLATFORMS["twitter"],
        "hashtag": "4Change",
        "announced": datetime(2010, 6, 3, 10, 44, tzinfo=UTC),
        "updated": datetime(2010, 6, 3, 10, 44, tzinfo=UTC),
    }
    return Chat(**values | changes)


def a_post(**changes: Any) -> Post:
    """Return the recap of the June chat, published a week after it."""
    published = datetime(2010, 6, 17, 13, 3, 54, tzinfo=UTC)
    values: dict[str, Any] = {
        "slug": "2010-06-wrap-up",
        "source": "content/posts/2010-06-wrap-up.md",
        "title": "Wrap-up: Community Building",
        "published": published,
        "updated": published,
        "kind": "recap",
        "chat": "2010-06",
    }
    return Post(**values | changes)


def a_series(**changes: Any) -> Series:
    """Return a series on Twitter with the June chat of 2010, as of 5 June 2010."""
    values: dict[str, Any] = {
        "name": "#4Change",
        "tagline": "A monthly chat",
        "description": "A monthly talk about social media for social change.",
        "hashtag": "4Change",
        "domain": "chats.example.org",
        "zone": NEW_YORK,
        "duration": timedelta(hours=2),
        "zones": (
            Zone(label="Eastern", zone=NEW_YORK),
            Zone(label="UK", zone=ZoneInfo("Europe/London")),
        ),
        "platform": PLATFORMS["twitter"],
        "platforms": PLATFORMS,
        "at": datetime(2010, 6, 5, tzinfo=UTC),
        "chats": (a_chat(),),
    }
    return Series(**values | changes)
