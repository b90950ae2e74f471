"""A preview of the past shows no place and no recording that came later."""

from datetime import UTC, datetime, timedelta
from typing import Any

from samples import JUNE, a_chat, a_session

from chats.as_known import as_known
from chats.model import Chat, Status, Venue

BEFORE, AFTER = JUNE - timedelta(days=3), JUNE + timedelta(days=1)
VENUE = Venue(name="CoverItLive", url="https://live.example/")


def known(at: datetime, updated: datetime = AFTER, **changes: Any) -> tuple[Any, ...]:
    """Return what is shown of a chat that moved to another place and was recorded."""
    values: dict[str, Any] = {"moved_to": VENUE, "note": "It failed.", "updated": updated,
                              "recording": "files/a.mp3", "transcript": "files/b.pdf"}  # fmt: skip
    chat: Chat = as_known(a_chat(**values | changes), at)
    return chat.moved_to, chat.note, chat.recording, chat.transcript


WHOLE = (VENUE, "It failed.", "files/a.mp3", "files/b.pdf")


def test_what_a_chat_brought_about_is_not_known_before_it() -> None:
    assert known(BEFORE) == (None, "", "", "")
    assert known(JUNE) == known(AFTER) == WHOLE


def test_a_new_place_that_is_told_beforehand_is_shown_beforehand() -> None:
    assert known(BEFORE, updated=BEFORE) == WHOLE
    # Though the clock of the machine that builds be slow.
    assert known(BEFORE - timedelta(hours=1), updated=BEFORE) == WHOLE


def test_a_cancellation_and_a_move_keep_their_reason() -> None:
    assert known(BEFORE, status=Status.CANCELLED)[1] == "It failed."
    moved = a_session(JUNE, moved_from=(datetime(2010, 6, 3, 17, tzinfo=UTC),))
    assert known(BEFORE, sessions=(moved,))[1] == "It failed."
