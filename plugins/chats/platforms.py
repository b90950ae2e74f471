"""What a platform is: how one joins, reads and writes there, as data.

The shipped ones stand in platforms.toml; a series adds its own, or changes a
shipped one, in its settings (SERIES["platforms"]).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from importlib import resources
from typing import Any
from urllib.parse import quote


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A tool that helps on a platform: what it is called, what it does, where it is."""

    name: str
    use: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Platform:
    """A place where chats are held.

    Texts and addresses may hold {hashtag}, {venue_url} and {text}; see `filled`.
    `limit` counts characters of a message, None where there is no practical one.
    """

    id: str
    name: str
    action: str = "Join"
    account: str = ""
    join_url: str = ""
    compose_url: str = ""
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
    text = resources.files("chats").joinpath("platforms.toml").read_text("utf-8")
    return {key: platform_from(key, data) for key, data in tomllib.loads(text).items()}


def platform_from(key: str, data: Mapping[str, Any], base: Platform | None = None) -> Platform:
    """Make a platform of its data, on top of `base` when it changes a known one.

    Raises ValueError naming the key that is unknown or has a value of the wrong kind.
    """
    known = {field.name: field for field in fields(Platform)}
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name == "id" or name not in known:
            raise ValueError(f"`{name}` is not a platform's key; there are {', '.join(known)}")
        values[name] = _value(name, value, str(known[name].type))
    if base is not None:
        return replace(base, **values)
    if not values.get("name"):
        raise ValueError("`name` is missing; write how the platform is called")
    return Platform(id=key, **values)


def _value(name: str, value: Any, kind: str) -> Any:
    if name == "tools":
        if not isinstance(value, list) or not all(isinstance(tool, dict) for tool in value):
            raise ValueError("`tools` is a list of {name, use, url}")
        try:
            return tuple(Tool(**tool) for tool in value)
        except TypeError:
            raise ValueError("each of `tools` has `name`, `use` and perhaps `url`") from None
    if kind.startswith("tuple"):
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            raise ValueError(f"`{name}` is a list of sentences")
        return tuple(value)
    wanted = {"str": str, "bool": bool}.get(kind, int)
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise ValueError(f"`{name}` is {'a number' if wanted is int else 'text'}: {value!r}")
    return value


def filled(template: str, *, hashtag: str = "", venue_url: str = "", text: str = "") -> str:
    """Fill an address template, each part percent-encoded but for the venue's own address."""
    if template == "{venue_url}":
        return venue_url
    return template.format(
        hashtag=quote(hashtag, safe=""), venue_url=venue_url, text=quote(text, safe="")
    )
