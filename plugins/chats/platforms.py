"""What a platform is: how one joins, reads and writes there, as data.

The shipped ones stand in platforms.toml; a series adds its own, or changes a
shipped one, in its settings (SERIES["platforms"]).
"""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib import resources
from typing import Any
from urllib.parse import quote

from chats import fields
from chats.value import Value
from chats.words import gettext_noop

NOT_STATED = "tba"
"""The id of the platform of a chat whose venue nobody knows: not yet, or no longer."""


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A tool that helps on a platform: what it is called, what it does, where it is."""

    name: str
    use: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Platform(Value):
    """A place where chats are held.

    Texts and addresses may hold {hashtag} and {venue_url} (see `worded`, `filled`);
    `compose_url` holds {text}, the message it opens with, and perhaps {hashtag}. Where
    everybody writes on a server of their own, `server_join_url` and `server_compose_url`
    lead there; {server} in them is left to the reader's browser, which alone knows it.
    `limit` counts characters of a message, None where there is no practical one.
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
    values = {name: _value(str(name), value) for name, value in data.items()}
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


# ---------------------------------------------------------------- placeholders

SERVER = "{server}"
"""What stands in an address for the reader's own server."""

_PLACEHOLDER = re.compile(r"\{(hashtag|venue_url|text)\}")


def filled(template: str, *, hashtag: str = "", venue_url: str = "", text: str = "") -> str:
    """Fill an address template, each part percent-encoded (RFC 3986 §2.1) as UTF-8.

    The venue's own address stays as it is where the template begins with it.
    A {server} is left as it is. Returns "" when the template wants a hashtag or a venue
    and there is none.
    """
    values = {"hashtag": hashtag, "venue_url": venue_url, "text": text}
    if _wants_more(template, values):
        return ""

    def part(match: re.Match[str]) -> str:
        as_it_is = match[1] == "venue_url" and match.start() == 0
        return values[match[1]] if as_it_is else quote(values[match[1]], safe="")

    return _PLACEHOLDER.sub(part, template)


def way_in(platform: Platform, *, hashtag: str, venue_url: str = "") -> str:
    """Return the address at which a chat is joined, "" where there is none.

    A room's address that was given counts, whether or not the platform asks for one.
    """
    if venue_url and "{venue_url}" not in platform.join_url:
        return venue_url
    return filled(platform.join_url, hashtag=hashtag, venue_url=venue_url)


def worded(sentence: str, *, hashtag: str = "", venue_url: str = "") -> str:
    """Fill a sentence, the parts as people read them; "" when one of them is not known."""
    values = {"hashtag": hashtag, "venue_url": venue_url, "text": ""}
    if _wants_more(sentence, values):
        return ""
    return _PLACEHOLDER.sub(lambda match: values[match[1]], sentence)


def _wants_more(template: str, values: Mapping[str, str]) -> bool:
    wanted = set(_PLACEHOLDER.findall(template)) - {"text"}
    return any(not values[name] for name in wanted)


# ---------------------------------------------------------------- values of a platform's keys


def _value(name: str, value: Any) -> Any:
    if name not in _PARSERS:
        near = get_close_matches(name, _PARSERS, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(_PARSERS)}"
        raise ValueError(f"`{name}` is not a platform's key; {hint}")
    try:
        return _PARSERS[name](value)
    except ValueError as error:
        raise ValueError(f"`{name}` {error}") from None


def _words(value: Any, allowed: Collection[str] = ("hashtag", "venue_url")) -> str:
    if not isinstance(value, str):
        raise ValueError(f"wants text, not {value!r}")
    rest = _PLACEHOLDER.sub(lambda match: "" if match[1] in allowed else "{", value)
    if "{" in rest or "}" in rest:
        known = " and ".join(f"{{{name}}}" for name in allowed) or "no placeholder"
        raise ValueError(f"may hold {known}, and no other braces: `{value}`")
    return fields.text(value)


def _name(value: Any) -> str:
    return _words(value, allowed=())


def _address(value: Any, allowed: Collection[str] = ("hashtag", "venue_url")) -> str:
    template = _words(value, allowed)
    if template:
        sample = filled(template, hashtag="tag", venue_url="https://example.org/room", text="text")
        try:
            fields.web_address(sample)
        except ValueError:
            raise ValueError(f"`{template}` is not a web address; write https://…") from None
    return template


def _compose_address(value: Any) -> str:
    template = _address(value, ("hashtag", "text"))
    if template and "{text}" not in template:
        raise ValueError(f"`{template}` has no {{text}}, where the message goes")
    return template


def _server_address(value: Any) -> str:
    return _on_a_server(value, _address)


def _server_compose_address(value: Any) -> str:
    return _on_a_server(value, _compose_address)


def _on_a_server(value: Any, parser: Callable[[Any], str]) -> str:
    if value == "":
        return ""
    start = f"https://{SERVER}/"
    if not (isinstance(value, str) and value.startswith(start)):
        raise ValueError(f"wants an address that begins with {start}, not {value!r}")
    sample = "https://server.example/"
    return start + parser(sample + value.removeprefix(start)).removeprefix(sample)


def _limit(value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
        return value
    raise ValueError(f"wants a number of characters, not {value!r}")


def _yes_or_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"wants True or False, not {value!r}")


def _sentences(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"wants a list of sentences, not {value!r}")
    found = tuple(_words(sentence) for sentence in value)
    if not all(found):
        raise ValueError("holds an empty sentence; delete it")
    return found


def _tools(value: Any) -> tuple[Tool, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"wants a list of {{name, use, url}}, not {value!r}")
    return tuple(_tool(item) for item in value)


def _tool(item: Any) -> Tool:
    parsers = {"name": _name, "use": _words, "url": _address}
    if not isinstance(item, Mapping) or not set(item) <= set(parsers):
        raise ValueError(f"wants each tool as {{name, use, url}}, not {item!r}")
    values = {name: parsers[name](value) for name, value in item.items()}
    if not (values.get("name") and values.get("use")):
        raise ValueError(f"wants `name` and `use` in each tool: {item!r}")
    return Tool(**values)


_PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "name": _name,
    "action": _name,
    "account": _words,
    "join_url": _address,
    "compose_url": _compose_address,
    "server_join_url": _server_address,
    "server_compose_url": _server_compose_address,
    "limit": _limit,
    "needs_venue_url": _yes_or_no,
    **dict.fromkeys(("follow", "take_part", "short", "etiquette", "checklist"), _sentences),
    "tools": _tools,
}
