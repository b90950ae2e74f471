"""One made-up conversation as five platforms would export it, by their formats' documentation."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

START = datetime(2010, 6, 10, 21, tzinfo=UTC)
"""17:00 in New York, when the June chat begins."""


@dataclass(frozen=True)
class Line:
    """Who said what, so many seconds after the start; `to` is the line that it answers."""

    seconds: int
    who: str
    text: str
    to: int = -1

    @property
    def at(self) -> datetime:
        return START + timedelta(seconds=self.seconds)


CHOIR = "A1: a tenants' group & a choir. Photos: https://choir.example/p?a=1&b=2 #4Change"
CONVERSATION = (
    Line(-95, "bo", "Hi all, Bo from Malmö here #4Change"),
    Line(180, "tomjd", "Q1: Which communities are you working with now? #4Change"),
    Line(200, "ann", CHOIR),
    Line(221, "cy", "@ann how large is the choir? #4Change", to=2),
    Line(260, "ann", "@cy forty voices, <three> basses #4Change", to=3),
    Line(300, "dee", "mostly parents of the school, by standing at the gate #4Change"),
    Line(320, "bo", f"RT @ann: {CHOIR}"),
    Line(900, "tomjd", "Q2: Why use tools built for the whole world? #4Change"),
    Line(931, "dee", "A2 because my mother is there already 😀 #4Change"),
    Line(960, "cy", "a1, late: street vendors. We print on A4 paper #4Change"),
    Line(961, "bo", "@dee so is mine! #4Change", to=8),
    Line(7000, "tomjd", "Thank you all, what a chat! #4Change"),
)  # fmt: skip


def mastodon() -> str:
    """Return a timeline of statuses: newest first, as the API has them."""
    statuses = [
        {
            "id": str(100 + number),
            "uri": f"https://social.example/users/{line.who}/statuses/{100 + number}",
            "url": f"https://social.example/@{line.who}/{100 + number}",
            "created_at": line.at.isoformat().replace("+00:00", ".000Z"),
            "visibility": "public",
            "in_reply_to_id": str(100 + line.to) if line.to >= 0 else None,
            "reblog": None,
            "spoiler_text": "",
            "content": _html(line.text),
            "account": {"username": line.who, "acct": line.who, "display_name": line.who},
            "reblogs_count": 0,
            "favourites_count": 0,
            "media_attachments": [],
        }
        for number, line in enumerate(CONVERSATION)
    ]
    return json.dumps(statuses[::-1])


def _html(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    words = [_linked(word) for word in escaped.split(" ")]
    return f"<p>{' '.join(words)}</p>"


def _linked(word: str) -> str:
    if word.startswith("https://"):
        rest = word.removeprefix("https://")
        return (
            f'<a href="{word}" rel="nofollow noopener" target="_blank">'
            f'<span class="invisible">https://</span><span class="ellipsis">{rest[:9]}</span>'
            f'<span class="invisible">{rest[9:]}</span></a>'
        )
    if word.startswith("#"):
        tag = word[1:]
        return (
            f'<a href="https://social.example/tags/{tag}" class="mention hashtag" rel="tag">'
            f"#<span>{tag}</span></a>"
        )
    if word.startswith("@"):
        name = word[1:].rstrip(":")
        return (
            f'<span class="h-card"><a href="https://social.example/@{name}" class="u-url mention">'
            f"@<span>{name}</span></a></span>{word[1 + len(name) :]}"
        )
    return word


def slack(folder: Path) -> Path:
    """Write an export's folder: people, channels, and a file a day for each."""
    names = sorted({line.who for line in CONVERSATION})
    ids = {name: f"U{number:08}" for number, name in enumerate(names)}
    users = [
        {"id": ids[name], "name": name, "profile": {"display_name": "", "real_name": name}}
        for name in names
    ]
    (folder / "4change").mkdir(parents=True)
    (folder / "users.json").write_text(json.dumps(users))
    (folder / "channels.json").write_text(json.dumps([{"id": "C1", "name": "4change"}]))
    (folder / "dms.json").write_text(json.dumps([{"id": "D024BE91L"}]))
    days: dict[str, list[dict[str, Any]]] = {}
    for number, line in enumerate(CONVERSATION):
        text = line.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        words = [
            f"<{word}>" if word.startswith("https:")
            else f"<@{ids[word[1:].rstrip(':')]}>{':' * word.endswith(':')}"
            if word.startswith("@") else word
            for word in text.split(" ")
        ]  # fmt: skip
        message: dict[str, Any] = {
            "type": "message",
            "user": ids[line.who],
            "text": " ".join(words),
            "ts": _ts(number),
        }
        if line.to >= 0:
            message["thread_ts"] = _ts(_root(line.to))
        days.setdefault(f"{line.at:%Y-%m-%d}", []).append(message)
    days["2010-06-10"].insert(0, {"type": "message", "subtype": "channel_join", "user": ids["bo"],
                                  "ts": "1276203000.000100", "text": "has joined"})  # fmt: skip
    for day, messages in days.items():
        (folder / f"4change/{day}.json").write_text(json.dumps(messages))
    return folder


def _root(number: int) -> int:
    """Return the line with which a thread begins: Slack knows no other."""
    while CONVERSATION[number].to >= 0:
        number = CONVERSATION[number].to
    return number


def _ts(number: int) -> str:
    return f"{CONVERSATION[number].at.timestamp():.0f}.{number:06}"


def discord() -> str:
    """Return a channel as DiscordChatExporter writes it."""
    messages = [
        {
            "id": str(900 + number),
            "type": "Reply" if line.to >= 0 else "Default",
            "timestamp": line.at.isoformat().replace("+00:00", ".123+00:00"),
            "timestampEdited": None,
            "isPinned": False,
            "content": line.text,
            "author": {"id": f"7{line.who}", "name": line.who, "discriminator": "0000",
                       "nickname": line.who, "isBot": False},
            "attachments": [], "embeds": [], "stickers": [], "reactions": [], "mentions": [],
            **({"reference": {"messageId": str(900 + line.to), "channelId": "5", "guildId": "4"}}
               if line.to >= 0 else {}),
        }
        for number, line in enumerate(CONVERSATION)
    ]  # fmt: skip
    messages.append({"id": "999", "type": "GuildMemberJoin", "content": "Joined.",
                     "timestamp": START.isoformat(), "author": {"name": "new"}})  # fmt: skip
    return json.dumps({
        "guild": {"id": "4", "name": "4Change", "iconUrl": ""},
        "channel": {"id": "5", "type": "GuildTextChat", "category": "Text", "name": "4change"},
        "dateRange": {"after": None, "before": None},
        "messages": messages,
        "messageCount": len(messages),
    })  # fmt: skip


def irc() -> str:
    """Return a log as ZNC keeps one, in UTC."""
    lines = ["[20:55:00] *** Joins: bo (~bo@host.example)"]
    lines += [f"[{line.at:%H:%M:%S}] <{line.who}> {line.text}" for line in CONVERSATION]
    return "\n".join((*lines, "[23:59:00] *** Quits: bo (~bo@host.example) (bye)", ""))


def table() -> str:
    """Return a table with named columns."""
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(("id", "created_at", "author", "text", "in_reply_to"))
    for number, line in enumerate(CONVERSATION):
        answered = "" if line.to < 0 else line.to
        rows.writerow((number, line.at.isoformat(), line.who, line.text, answered))
    return file.getvalue()


def written(folder: Path) -> dict[str, Path]:
    """Write all five; returns each platform's file or folder."""
    texts = {"mastodon": ("timeline.json", mastodon()), "discord": ("4change.json", discord()),
             "irc": ("#4change_20100610.log", irc()), "csv": ("posts.csv", table())}  # fmt: skip
    found = {"slack": slack(folder / "slack")}
    for platform, (name, text) in texts.items():
        found[platform] = folder / name
        found[platform].write_text(text, "utf-8")
    return found
