"""What the question bank shows: shelves of chats, each with its questions and their anchors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chats import paths
from chats.local_times import local_time
from chats.model import Chat
from chats.paths import Site
from chats.question_bank import Shelf, own_pages, shelves
from chats.series import Series
from chats.sheets import Sheet

Shown = Mapping[str, object]

Said = tuple[tuple[str, str, str], ...]
"""Where transcripts have answers: a chat's id, the question's anchor, the page that has it."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question: its number in the chat, its words, and where its answers are."""

    number: int
    ask: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A chat with its questions."""

    topic: str
    month: str
    url: str
    language: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, kw_only=True)
class ShelfView:
    """A topic: its own page if it has one, its number of questions, the chats that it shows."""

    name: str
    anchor: str
    url: str
    number_of_questions: int
    chats: tuple[Asking, ...]


def of_bank(series: Series, site: Site, said: Said) -> Shown:
    """Return every topic; with its questions, unless they have pages of their own."""
    found = shelves(series)
    apart = bool(own_pages(found))
    return {"shelves": tuple(_shelf(shelf, series, site, said, apart=apart) for shelf in found)}


def of_shelf(series: Series, site: Site, said: Said, name: str, number: int, last: int) -> Shown:
    """Return a sheet of a topic's questions; the series is the excerpt of its chats, in order."""
    path = paths.questions_on(name)
    sheet = Sheet(path=path, number=number, last=last, items=series.chats)
    return {"topic": name, "sheet": sheet, "chats": _chats(series.chats, series, site, said)}


def _shelf(shelf: Shelf, series: Series, site: Site, said: Said, *, apart: bool) -> ShelfView:
    anchor = f"on-{paths.slug_of(shelf.name) or '_'}"
    return ShelfView(
        name=shelf.name,
        anchor=anchor,
        url=site.link(shelf.path) if apart else f"#{anchor}",
        number_of_questions=shelf.number_of_questions,
        chats=() if apart else _chats(shelf.chats, series, site, said),
    )


def _chats(chats: Iterable[Chat], series: Series, site: Site, said: Said) -> tuple[Asking, ...]:
    pages = {(key, anchor): path for key, anchor, path in said}

    def asked(chat: Chat, number: int, ask: str) -> Asked:
        anchor = f"q{number}"
        path = pages.get((chat.id, anchor), chat.path)
        return Asked(number=number, ask=ask, url=site.link(f"{path}#{anchor}"))

    return tuple(
        Asking(
            topic=chat.topic,
            month=local_time(chat.sessions[0], series.words).month_of_year,
            url=site.link(chat.path),
            language=chat.words.language if chat.words != series.words else "",
            questions=tuple(asked(chat, number, question.ask)
                            for number, question in enumerate(chat.questions, 1)),
        )
        for chat in chats
    )  # fmt: skip
