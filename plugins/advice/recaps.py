"""Chats that are over and of which nothing is told yet."""

from collections.abc import Iterator
from datetime import timedelta

from advice.written import Written
from chats.model import Chat
from chats.problems import Problem
from chats.series import Series

PATIENCE = timedelta(weeks=2)
FORGOTTEN = timedelta(weeks=26)
"""After half a year nobody writes a recap any more, and an archive is not to be nagged."""

_TELLS = {"recap", "transcript", "reflection"}


def missing_recaps(written: Written) -> Iterator[Problem]:
    """Yield a warning for each chat without recap, transcript or recording after two weeks."""
    series = written.content.series
    if any("/chats/" not in source for source in written.faulty):
        return  # it may be told in what could not be read
    for chat in series.past:
        over = series.at - chat.end
        if PATIENCE < over < FORGOTTEN and not chat.cancelled and not _told(chat, series):
            yield Problem(chat.source, 0, "", f"over for {over.days} days, and nobody has told "
                          "what was said; write content/posts/… with `kind: recap` and "
                          f"`chat: {chat.id}`", warning=True)  # fmt: skip


def _told(chat: Chat, series: Series) -> bool:
    posts = any(post.kind in _TELLS for post in series.recaps(chat))
    return posts or bool(chat.transcript or chat.recording)
