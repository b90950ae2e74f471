"""Lists that grow, cut into sheets: one page of the site each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from chats import paths
from chats.model import Chat, Post
from chats.series import Series

CHATS = 60
"""How many chats a sheet holds: five years of a monthly series."""

POSTS = 30
"""How many posts a sheet holds, each with its summary."""

Year = tuple[int, tuple[Chat, ...]]
"""A year with its chats, latest first."""

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Sheet(Generic[T]):
    """One sheet of the list at `path`: `number` counts from 1 to `last`."""

    path: str
    number: int
    last: int
    items: tuple[T, ...]

    @property
    def own_path(self) -> str:
        """Where this sheet is."""
        return paths.numbered(self.path, self.number)

    @property
    def before(self) -> str:
        """Where the sheet before it is, "" for the first."""
        return paths.numbered(self.path, self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        """Where the sheet after it is, "" for the last."""
        return paths.numbered(self.path, self.number + 1) if self.number < self.last else ""


def of(path: str, items: Sequence[T], size: int = CHATS) -> tuple[Sheet[T], ...]:
    """Return a list's sheets, at least one."""
    starts = range(0, len(items), size) or range(1)
    return numbered(path, [tuple(items[start : start + size]) for start in starts])


def of_archive(series: Series) -> tuple[Sheet[Year], ...]:
    """Return the sheets of the past chats, latest first: whole years, at least one each."""
    cut: list[list[Year]] = [[]]
    room = CHATS
    for year, group in groupby(series.past, key=lambda chat: chat.start.year):
        chats = tuple(group)
        if cut[-1] and len(chats) > room:
            cut.append([])
            room = CHATS
        cut[-1].append((year, chats))
        room -= len(chats)
    return numbered(paths.ARCHIVE, [tuple(years) for years in cut])


def of_posts(series: Series) -> tuple[Sheet[Post], ...]:
    """Return the sheets of the posts, newest first."""
    return of(paths.POSTS, series.posts[::-1], POSTS)


def numbered(path: str, cut: Sequence[tuple[T, ...]]) -> tuple[Sheet[T], ...]:
    """Return the sheets that hold these."""
    return tuple(
        Sheet(path=path, number=number, last=len(cut), items=items)
        for number, items in enumerate(cut, 1)
    )
