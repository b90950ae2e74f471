"""What a platform is: how one joins, reads and writes there, as data.

The shipped ones stand in platforms.toml; a series adds its own, or changes a
shipped one, in its settings (SERIES["platforms"]).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from chats.fillings import filled
from chats.platform_keys import Tool, value_of
from chats.value import Value
from chats.words import gettext_noop

NOT_STATED = "tba"
"""The id of the platform of a chat whose venue nobody knows: not yet, or no longer."""


@dataclass(frozen=True, kw_only=True)
class Platform(Value):
    """A place where chats are held.

    Texts and addresses may hold {hashtag} and {venue_url} (see chats.fillings);
    `compose_url` holds {text}, the message it opens with, and perhaps {hashtag}. Where
    everybody writes on a server of their own, `server_join_url` and `server_compose_url`
    lead there; {server} in them is left to the reader's browser, which alone knows it.
    `limit` is the longest message, None where there is no practical one; `counts` names how
    it is counted (`COUNTS`), and `rule` is the address at which the platform says so.
    `reply` are the words for a message that follows another of one's own.
    """

    id: str
    name: str
    action: str = gettext_noop("Join")
    account: str = ""
    join_url: str = ""
    compose_url: str = ""
    server_join_url: str = ""
    server_compose_url: str = ""
    limit: int | None = None
    counts: str = "characters"
    rule: str = ""
    reply: str = ""
    needs_venue_url: bool = False
    follow: tuple[str, ...] = ()
    take_part: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    etiquette: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    tools: tuple[Tool, ...] = ()


def shipped_platforms() -> dict[str, Platform]:
    """Return the platforms that come with the software, by id."""
    data = resources.files("chats").joinpath("platforms.toml").read_text("utf-8")
    return {key: platform_from(key, values) for key, values in tomllib.loads(data).items()}


def platform_from(key: str, data: Mapping[str, Any], base: Platform | None = None) -> Platform:
    """Make a platform of its data, on top of `base` when it changes a known one.

    Raises ValueError naming the key that is unknown or has a value of the wrong kind.
    """
    values = {name: value_of(str(name), value) for name, value in data.items()}
    if not (base or "name" in values):
        raise ValueError("`name` is missing; write what the platform is called")
    platform = replace(base, **values) if base else Platform(id=key, **values)
    for name in ("name", "action"):
        if not getattr(platform, name):
            raise ValueError(f"`{name}` is empty; write words, or leave it out")
    if platform.needs_venue_url and "{venue_url}" not in platform.join_url:
        raise ValueError(
            "`needs_venue_url` asks each chat for an address that nothing leads to; "
            'write `join_url` with it: "{venue_url}"'
        )
    return platform


def tagged(platform: Platform) -> bool:
    """Return whether messages are found by the hashtag in them, and not by their room."""
    return "{hashtag}" in platform.join_url


def way_in(platform: Platform, *, hashtag: str, venue_url: str = "") -> str:
    """Return the address at which a chat is joined, "" where there is none.

    A room's address that was given counts, whether or not the platform asks for one.
    """
    if venue_url and "{venue_url}" not in platform.join_url:
        return venue_url
    return filled(platform.join_url, hashtag=hashtag, venue_url=venue_url)
