"""What a calendar knows an entry by: its name for ever, and the number of its revision."""

from chats.model import Chat, Session, Status

EXPECTED, EXPECTED_OFF_THE_RULE, EXPECTED_AT_MOST = 0, 1, 9
"""The numbers of a date that the rule expects, of one that an exception moved, and of one
that has been changed time and again."""

_RANK = {Status.TENTATIVE: 10, Status.ANNOUNCED: 11, Status.CANCELLED: 12}
_STEP = 3


def uid(domain: str, chat_id: str, key: str = "") -> str:
    """Return the name of an entry for ever: nothing in it that an edit of the chat changes.

    An id holds no full stop, so that no session's name is another chat's.
    """
    return f"{chat_id}{f'.{key}' if key else ''}@{domain}"


def chat_and_key(name: str) -> tuple[str, str]:
    """Return the chat's id and the session's key of which a UID is made."""
    chat_id, _, key = name.partition("@")[0].partition(".")
    return chat_id, key


def sequence(chat: Chat, session: Session) -> int:
    """Return SEQUENCE (RFC 5545 §3.8.7.4): a rank, plus a step for each move and `revision`.

    An entry only ever climbs: expected, expected on another day, tentative, announced,
    cancelled. A step is larger than any way back between two states of a chat, so that a
    cancelled chat which is held after all on another day, or which is restored with
    `revision: 1`, gets a number that no calendar has seen.
    """
    return _RANK[chat.status] + _STEP * (chat.revision + len(session.moved_from))
