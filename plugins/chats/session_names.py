"""What the sittings of a chat are called where one must be told from another."""

from chats.model import Chat


def session_names(chat: Chat) -> tuple[str, ...]:
    """Return each session's label, with its number where that alone names it no better.

    The only session of a chat has none.
    """
    if len(chat.sessions) == 1:
        return ("",)
    labels = [session.label for session in chat.sessions]
    return tuple(
        label
        if label and labels.count(label) == 1
        else chat.words.gettext("{label} session {number}", label=label, number=number).strip()
        for number, label in enumerate(labels, 1)
    )
