"""What has moved: the old addresses of everything that is public."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chats import paths
from chats.model import Chat, Page, Post
from chats.series import Series
from chats.translations import editions


@dataclass(frozen=True, kw_only=True)
class Moved:
    """An old address, with the title and the path of what is found elsewhere now."""

    path: str
    title: str
    leads_to: str


def moved(series: Series, pages: Iterable[Page]) -> Iterator[Moved]:
    """Yield each old address once; `aliases` have been checked against all other addresses."""
    told = (edition for chat in series.chats for edition in editions(chat))
    entries: tuple[Chat | Post | Page, ...] = (*told, *series.posts, *pages)
    for entry in entries:
        for alias in entry.aliases:
            yield Moved(path=alias, title=entry.title, leads_to=entry.path)
    for chat in series.chats:
        if chat.transcript == paths.transcript(chat.slug):
            for slug in chat.slugs[1:]:
                old = paths.transcript(slug)
                yield Moved(path=old, title=chat.title, leads_to=chat.transcript)
