"""What was known of a chat at an instant, as far as its file tells it."""

from dataclasses import replace
from datetime import datetime

from chats.model import Chat


def as_known(chat: Chat, at: datetime) -> Chat:
    """Return the chat without what was written only when it had begun.

    A file tells when it changed last, not what then. Of one that changed after the chat's
    start, the fallback venue with its note, the recording and the transcript were not
    there before. Its time and its status are always as they are now: a site that shows
    an old one of these, for a clock that is slow, would do harm.
    """
    if not at < chat.start <= chat.updated:
        return chat
    of_the_venue = chat.moved_to and not (chat.cancelled or chat.tentative or chat.moved)
    note = "" if of_the_venue else chat.note
    return replace(chat, moved_to=None, note=note, recording="", transcript="")
