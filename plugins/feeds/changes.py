"""What happened to a chat after it was announced, as news of its own.

Feed readers do not show an item again when it was edited, so a chat that moved or
was called off needs another one.
"""

from dataclasses import dataclass
from datetime import datetime

from chats.model import Chat
from chats.paths import slug_of


@dataclass(frozen=True, kw_only=True)
class Change:
    """One piece of news. `key` is the last part of its guid, `anchor` its place on the page."""

    key: str
    anchor: str
    word: str


def changes_of(chat: Chat) -> tuple[Change, ...]:
    """Return the news of a chat: its cancellation, or else its last move and its new venue.

    One whose `revision` was raised takes place: so a cancelled chat is restored. Whatever
    happens once more has another key, and so is shown again.
    """
    words = chat.words
    turns = chat.revision + sum(len(session.moved_from) for session in chat.sessions)
    if chat.cancelled:
        key = f"cancelled-{turns}" if turns else "cancelled"
        return (Change(key=key, anchor="cancelled", word=words.gettext("Cancelled")),)
    found = []
    if chat.revision:
        word = words.gettext("Takes place")
        if chat.tentative:
            word = words.gettext("To be confirmed")
        found.append(Change(key=f"revision-{chat.revision}", anchor="status", word=word))
    if moves := sum(len(session.moved_from) for session in chat.sessions):
        found.append(Change(key=f"moved-{moves}", anchor="moved", word=words.gettext("Moved")))
    if venue := chat.moved_to:
        key = f"moved-to-{slug_of(venue.name) or 'another-place'}"
        word = words.gettext("Moved to {place}", place=venue.name)
        found.append(Change(key=key, anchor="moved-to", word=word))
    return tuple(found)


def changed_at(chat: Chat) -> datetime:
    """Return when a change was made known: the last edit, at most the chat's end.

    A later edit of the file (a recap linked, a typo mended) is no news of a move.
    """
    return max(chat.announced, min(chat.updated, chat.end))
