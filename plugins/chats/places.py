"""Where a chat takes place, as pages, feeds and calendars all say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from chats.fillings import filled
from chats.model import Chat
from chats.platforms import NOT_STATED, Platform, way_in
from chats.series import Series
from chats.words import Words


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in words ("#4Change on X (Twitter)"), and its address, "" where there is none.

    `action` are the words for whoever goes there: "Open the channel in Slack". A `public`
    place is found by its hashtag; the address of a room may let in whoever has it.
    """

    title: str
    url: str
    action: str
    public: bool

    @property
    def whole(self) -> str:
        """The place for one who cannot follow a link: a room with its address."""
        return self.title if self.public else f"{self.title} {self.url}".strip()


def place_of(chat: Chat, words: Words) -> Place:
    """Return where the chat is held; where it moved to is not asked."""
    return _place(chat.platform, chat.hashtag, chat.venue_url, words)


def place_now(chat: Chat, words: Words) -> Place:
    """Return where the chat is held in the end: at its fallback venue, where it moved there."""
    if not (venue := chat.moved_to):
        return place_of(chat, words)
    action = words.gettext("Open {place}", place=venue.name)
    return Place(title=venue.name, url=venue.url, action=action, public=False)


def platform_now(chat: Chat, known: Mapping[str, Platform]) -> Platform:
    """Return the platform of the same; one that nobody described takes any text."""
    if not (venue := chat.moved_to):
        return chat.platform
    named = (platform for platform in known.values() if platform.name == venue.name)
    return next(named, Platform(id=NOT_STATED, name=venue.name))


def usual_place(series: Series) -> Place:
    """Return where the series' chats are held."""
    return _place(series.platform, series.hashtag, series.venue_url, series.words)


@lru_cache(maxsize=256)  # most chats of a series are held in one place
def _place(platform: Platform, hashtag: str, venue_url: str, words: Words) -> Place:
    url = way_in(platform, hashtag=hashtag, venue_url=venue_url)
    usual = filled(platform.join_url, hashtag=hashtag, venue_url=venue_url)
    tagged = not url and platform.id != NOT_STATED
    public = "{hashtag}" in platform.join_url and not venue_url
    title = words.gettext(platform.name)
    if public or tagged:
        title = words.gettext("#{hashtag} on {platform}", hashtag=hashtag, platform=title)
    led = url == usual != ""
    action = words.gettext(platform.action) if led else words.gettext("Open {place}", place=title)
    return Place(title=title, url=url, action=action, public=public)
