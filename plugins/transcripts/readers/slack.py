"""Slack: an export (folder or ZIP) with a file a day, one of its day files, or an API's answer.

slack.com/help/articles/220556107; only what channels.json lists is public.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from chats.transcripts.said import Told
from transcripts.readers.elements import (
    Reading,
    Source,
    dig,
    listed,
    moment,
    needed,
    number,
    post,
    words,
)

_LISTS = {"users.json", "org_users.json", "channels.json", "groups.json", "dms.json", "mpims.json"}
_OTHERS = {"integration_logs.json", "canvases.json", "content_flags.json", "lists.json"}
_SAID = {"", "thread_broadcast", "me_message", "file_share", "bot_message"}
_SPECIAL = re.compile(r"<([^<>\n|]+)(?:\|([^<>\n]*))?>")


def read(sources: Sequence[Source], reading: Reading) -> Iterator[Told]:
    """Read the messages of one public channel."""
    lists: dict[str, list[Any]] = {}
    days: list[Source] = []
    for source in sources:
        name = PurePosixPath(source.name).name
        if name in _LISTS:
            value = reading.json(source)
            lists[name] = value if isinstance(value, list) else []
        elif name.endswith(".json") and name not in _OTHERS:
            days.append(source)
    if not days:
        reading.fault(sources[0], "holds no day of a channel; give the whole export, or its days")
        return
    people = _people([*lists.get("users.json", ()), *lists.get("org_users.json", ())])
    for source in _of_one_channel(days, lists, reading):
        value = reading.json(source)
        if value is None:
            continue
        messages = value if isinstance(value, list) else listed(value, "messages")
        if not messages and not isinstance(value, list):
            reading.fault(source, "holds no messages of Slack's")
        yield from reading.each(source, messages, lambda each: _message(each, people))


def _people(users: Sequence[Any]) -> dict[str, tuple[str, str]]:
    """Return id → (handle, name)."""
    return {
        words(user, "id"): (
            words(user, "name"),
            words(user, "profile", "display_name") or words(user, "profile", "real_name")
            or words(user, "real_name"),
        )
        for user in users
    }  # fmt: skip


def _of_one_channel(
    days: Sequence[Source], lists: Mapping[str, list[Any]], reading: Reading
) -> list[Source]:
    """Return the files of the channel that is wanted; other conversations are refused."""
    closed = {words(each, key) for name in ("groups.json", "dms.json", "mpims.json")
              for each in lists.get(name, ()) for key in ("id", "name")} - {""}  # fmt: skip
    folders = {PurePosixPath(day.name).parent.name for day in days}
    known = {words(each, "name") for each in lists.get("channels.json", ())}
    public = folders & known if known else folders - closed
    public = {each for each in public if not re.fullmatch(r"D[A-Z0-9]{8,}|mpdm-.*", each)}
    wanted = reading.channel.removeprefix("#")
    if not public or wanted in closed:
        reading.fault(days[0], "is of no public channel; direct and private ones are not read")
        return []
    if wanted and wanted not in public:
        reading.fault(days[0], f"there is no public channel `{wanted}`, but {_some(public)}")
        return []
    if not wanted and len(public) > 1:
        reading.fault(days[0], f"holds several channels; say which: --channel, of {_some(public)}")
        return []
    if not known and not reading.is_public(days[0]):
        return []
    chosen = {wanted} if wanted else public
    return [day for day in days if PurePosixPath(day.name).parent.name in chosen]


def _some(names: set[str]) -> str:
    shown = sorted(names)[:8]
    return ", ".join(shown) + (" …" if len(names) > len(shown) else "")


def _message(message: Any, people: Mapping[str, tuple[str, str]]) -> Told | None:
    if words(message, "type") not in ("message", "") or dig(message, "hidden"):
        return None
    if words(message, "subtype") not in _SAID:
        return None  # somebody came or went, a topic was set
    user = words(message, "user") or words(message, "bot_id")
    handle, name = people.get(user, ("", ""))
    profile = dig(message, "user_profile")
    handle = (
        handle or words(profile, "name") or words(message, "username") or needed(message, "user")
    )
    name = name or words(profile, "display_name") or words(profile, "real_name")
    ts, thread = needed(message, "ts"), words(message, "thread_ts")
    files = [f"[file: {words(each, 'title') or words(each, 'name')}]"
             for each in listed(message, "files") if words(each, "name")]  # fmt: skip
    text = _SPECIAL.sub(lambda found: _special(found, people), words(message, "text"))
    return post(
        at=moment(ts),
        handle=handle,
        name=name,
        text="\n".join((unescape(text), *files)),
        origin=f"slack {ts}",
        reply=f"slack {thread}" if thread and thread != ts else "",
        likes=sum(number(each, "count") for each in listed(message, "reactions")),
    )


def _special(found: re.Match[str], people: Mapping[str, tuple[str, str]]) -> str:
    """Return what Slack showed for <@U1>, <#C1|general>, <!here> or <https://…|words>."""
    value, label = found[1], found[2] or ""
    if value.startswith("@"):
        return f"@{label or people.get(value[1:], (value[1:], ''))[0]}"
    if value.startswith("#"):
        return f"#{label or value[1:]}"
    if value.startswith("!"):
        return f"@{(label or value[1:].partition('^')[0]).removeprefix('@')}"
    address = value.removeprefix("mailto:")
    return address if not label or label in address else f"{label} ({address})"
