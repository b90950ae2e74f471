"""What a newcomer is told about a platform, every sentence and address filled in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from chats.fillings import filled, worded
from chats.model import Chat
from chats.platform_keys import Tool
from chats.platforms import NOT_STATED, Platform
from chats.series import Series
from chats.words import Words


@dataclass(frozen=True, kw_only=True)
class Guide:
    """How one joins, reads and writes on a platform under a hashtag.

    What is not known of the platform is empty. `compose_url` opens a message that
    holds the hashtag. Addresses named `server_…` hold {server}, where the reader's own
    is put in. `limit` is the most characters a message takes, "" for many.
    """

    platform: Platform
    hashtag: str
    name: str
    action: str
    account: str
    join_url: str
    compose_url: str
    server_join_url: str
    server_compose_url: str
    limit: str
    follow: tuple[str, ...]
    take_part: tuple[str, ...]
    short: tuple[str, ...]
    etiquette: tuple[str, ...]
    checklist: tuple[str, ...]
    tools: tuple[Tool, ...]

    def answer_url(self, number: int) -> str:
        """Return an address that opens an answer to a question, "" where there is none."""
        return _compose(self.platform.compose_url, self.hashtag, self._answer(number))

    def server_answer_url(self, number: int) -> str:
        """Return the same on the reader's own server, which is left open as {server}."""
        return _compose(self.platform.server_compose_url, self.hashtag, self._answer(number))

    def _answer(self, number: int) -> str:
        return f"A{number} #{self.hashtag} "


@dataclass(frozen=True, kw_only=True)
class SeriesGuide:
    """The guide of a series: its platform in full, and others it has used, by name."""

    main: Guide
    others: tuple[Guide, ...] = ()


@lru_cache(maxsize=64)  # most chats of a series share one
def guide_for(platform: Platform, words: Words, *, hashtag: str, venue_url: str = "") -> Guide:
    """Return the platform's guide for a hashtag and the address of a channel or room."""

    def said(sentence: str) -> str:
        return worded(words.gettext(sentence), hashtag=hashtag, venue_url=venue_url)

    def address(template: str) -> str:
        return filled(template, hashtag=hashtag, venue_url=venue_url)

    def sentences(templates: Iterable[str]) -> tuple[str, ...]:
        return tuple(sentence for template in templates if (sentence := said(template)))

    return Guide(
        platform=platform,
        hashtag=hashtag,
        name=words.gettext(platform.name),
        action=words.gettext(platform.action),
        account=said(platform.account),
        join_url=address(platform.join_url),
        compose_url=_compose(platform.compose_url, hashtag, f"#{hashtag} "),
        server_join_url=address(platform.server_join_url),
        server_compose_url=_compose(platform.server_compose_url, hashtag, f"#{hashtag} "),
        limit=words.dates.number(platform.limit) if platform.limit else "",
        follow=sentences(platform.follow),
        take_part=sentences(platform.take_part),
        short=sentences(platform.short),
        etiquette=sentences(platform.etiquette),
        checklist=sentences(platform.checklist),
        tools=tuple(
            replace(tool, name=words.gettext(tool.name), use=said(tool.use), url=address(tool.url))
            for tool in platform.tools
        ),
    )  # fmt: skip


def guide_for_chat(chat: Chat, words: Words) -> Guide:
    """Return the guide of a chat's own platform."""
    return guide_for(chat.platform, words, hashtag=chat.hashtag, venue_url=chat.venue_url)


def series_guide(series: Series, named: Iterable[str] = ()) -> SeriesGuide:
    """Return the guide of a series; `named` are further platforms' ids, those of its settings.

    The others get no room's address: each chat has its own, on its page.
    """
    used = {chat.platform.id: chat.platform for chat in series.chats}
    used |= {key: series.platforms[key] for key in named if key in series.platforms}
    others = [used[key] for key in used if key not in (series.platform.id, NOT_STATED)]
    others.sort(key=lambda platform: (platform.name.casefold(), platform.id))
    return SeriesGuide(
        main=guide_for(
            series.platform, series.words, hashtag=series.hashtag, venue_url=series.venue_url
        ),
        others=tuple(
            guide_for(platform, series.words, hashtag=series.hashtag) for platform in others
        ),
    )


def _compose(template: str, hashtag: str, text: str) -> str:
    return filled(template, hashtag=hashtag, text=text)
