"""Parts of a series: what one page may know of it, and nothing else.

A page that sees an excerpt stays as it is for as long as that does. An excerpt has no
people but those of its chats and posts, and no expected dates.
"""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property

from chats.calendar_entries.revisions import Revision
from chats.instants import since, since_of_all
from chats.model import Chat, Post
from chats.series import Series

_NEVER = datetime.fromtimestamp(0, UTC)
"""The instant of an excerpt that holds nothing: none of it ever changes by itself."""

_TOGETHER = 50
"""To ask about so many at once takes as long as about three alone."""


class Excerpts:
    """Cuts excerpts out of a series.

    Their instant is the last at which something of them changed by itself, so that time
    alone makes no other excerpt. Where that is shown as such it is the series' own.
    """

    def __init__(self, series: Series) -> None:
        self.series = series
        self._empty = replace(series, chats=(), posts=(), people={}, revisions={}, placeholders=())
        self._since: dict[int, datetime] = {}

    def of(
        self,
        chats: tuple[Chat, ...],
        posts: tuple[Post, ...] = (),
        revisions: Mapping[str, Revision] | None = None,
    ) -> Series:
        """Return the series as far as these chats and posts tell it."""
        entries: tuple[Chat | Post, ...] = (*chats, *posts)
        known = self._since
        at = max([known.get(id(entry)) or self._since_of(entry) for entry in entries],
                 default=_NEVER)  # fmt: skip
        part = copy(self._empty)  # for each page: `replace` takes ten times as long
        vars(part).update(chats=chats, posts=posts, revisions=revisions or {}, at=at)
        return part

    def together(self) -> Iterator[tuple[Chat, ...]]:
        """Yield the chats, oldest first, as many at a time as one asks about at once."""
        chats = self.series.chats
        for start in range(0, len(chats), _TOGETHER):
            yield chats[start : start + _TOGETHER]

    @cached_property
    def whole(self) -> Series:
        """The whole series, with what is expected: that moves on by days."""
        return replace(self.series, at=since_of_all(self.series, self._since_of))

    def _since_of(self, entry: Chat | Post) -> datetime:
        if (known := self._since.get(id(entry))) is None:
            known = self._since[id(entry)] = since(entry, self.series.at)
        return known
