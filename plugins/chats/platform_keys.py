"""The keys of a platform's data → their values, or what is wrong with one."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from chats import fields
from chats.fillings import PLACEHOLDER, SERVER, filled

COUNTS = ("characters", "utf-16", "bytes", "x", "mastodon", "bluesky", "threads")
"""Ways to count a message: by code points, by units of UTF-16 or UTF-8, or as that platform."""


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A tool that helps on a platform: what it is called, what it does, where it is."""

    name: str
    use: str
    url: str = ""


def value_of(name: str, value: Any) -> Any:
    """Return the value of a key; raises ValueError that says what is wrong with either."""
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
    rest = PLACEHOLDER.sub(lambda match: "" if match[1] in allowed else "{", value)
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


def _counts(value: Any) -> str:
    if value in COUNTS:
        return str(value)
    raise ValueError(f"wants one of {', '.join(COUNTS)}, not {value!r}")


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
    "counts": _counts,
    "rule": _address,
    "reply": _name,
    "needs_venue_url": _yes_or_no,
    **dict.fromkeys(("follow", "take_part", "short", "etiquette", "checklist"), _sentences),
    "tools": _tools,
}

PLATFORM_KEYS: Mapping[str, str] = {
    "name": "what it is called; required of a platform that is new",
    "action": "what the button to join says; `Join` by default",
    "account": "what one needs to take part, as a sentence of the guide",
    "join_url": "where one joins; may hold {hashtag} and {venue_url}",
    "compose_url": "where a message is written: {text} in it is the message, {hashtag} the hashtag",
    "server_join_url": "the same as `join_url` on the reader's own server: `https://{server}/…`",
    "server_compose_url": "the same as `compose_url` there, with {text}",
    "limit": "the longest message, a number; without it there is none",
    "counts": f"how that is counted: {', '.join(f'`{each}`' for each in COUNTS)}",
    "rule": "the address at which the platform says so",
    "reply": "what a message is called that follows another of one's own",
    "needs_venue_url": "`True` when each chat has the address of a channel or room, `venue_url`",
    "follow": "list of sentences of the guide: how one reads along",
    "take_part": "list of sentences of the guide: how one speaks",
    "short": "list of sentences for the chat's page: the same in short",
    "etiquette": "list of sentences of the guide: what is usual there",
    "checklist": "list of sentences of the run sheet: what the host looks after before the hour",
    "tools": "list of {name, use, url}: what helps to follow",
}
"""Each key with what it holds; texts and addresses may hold {hashtag} and {venue_url}."""
