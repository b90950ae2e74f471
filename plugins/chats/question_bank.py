"""Every question that was ever asked, by topic: on one page, and on more when it grows."""

from dataclasses import dataclass

from chats import paths, sheets
from chats.model import Chat
from chats.series import Series
from chats.sheets import Sheet

ON_ONE_PAGE = 200
"""Questions that the first page holds by itself, each counted on every topic of its chat."""

CHATS = 20
"""How many chats a sheet of one topic's questions holds."""


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The chats with questions on one topic, latest first; `name` is "" for those on none."""

    name: str
    chats: tuple[Chat, ...]

    @property
    def path(self) -> str:
        """Where its own page is, if it has one."""
        return paths.questions_on(self.name)

    @property
    def number_of_questions(self) -> int:
        """How many questions stand on it."""
        return sum(len(chat.questions) for chat in self.chats)

    @property
    def sheets(self) -> tuple[Sheet[Chat], ...]:
        """The sheets of its own page."""
        return sheets.of(self.path, self.chats, CHATS)


def shelves(series: Series) -> tuple[Shelf, ...]:
    """Return the topics with their questions, by name, what has no topic last."""
    found = [Shelf(name=topic.name, chats=_asked(topic.chats)) for topic in series.topics()]
    untold = tuple(chat for chat in reversed(series.chats) if not chat.tags)
    found.append(Shelf(name="", chats=_asked(untold)))
    return tuple(shelf for shelf in found if shelf.chats)


def own_pages(found: tuple[Shelf, ...]) -> tuple[Shelf, ...]:
    """Return the shelves that have pages of their own: all, or none while one page holds them."""
    few = sum(shelf.number_of_questions for shelf in found) <= ON_ONE_PAGE
    return () if few else found


def _asked(chats: tuple[Chat, ...]) -> tuple[Chat, ...]:
    return tuple(chat for chat in chats if chat.questions and not chat.cancelled)
