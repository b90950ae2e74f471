"""A small site with a chat on every platform that is shipped: one to come, one that is over."""

from pathlib import Path

from sites import EPOCH_JUNE, Site, build

ROOMS = {
    "slack": "https://4change.slack.example/archives/C0123",
    "discord": "https://discord.example/channels/1/2",
    "irc": "https://web.irc.example/#4change",
    "video": "https://meet.example/4change",
}
PLATFORMS = ("twitter", "mastodon", "bluesky", *ROOMS, "tba")

_CHAT = """\
---
id: {when}-{platform}
title: A chat on {platform}, {when}
topic: Talking on {platform}
date: 2010-{month}-{day:02d}
platform: {platform}
announced: 2010-04-01
summary: How it is to talk on {platform} {when}.
hosts: [ann]
guests: [bo]
tags: [tools, {platform}]
questions: ["What brings you here?", "What would you change?"]
{more}---

A body that *says* a little.
"""

_TWICE = """\
---
title: A chat for two halves of the world
topic: Both halves
announced: 2010-04-01
platform: mastodon
sessions:
  - {date: 2010-06-24, time: "17:00"}
  - {date: 2010-06-24, time: "09:00", zone: Australia/Sydney, label: Asia–Pacific, id: apac}
  - {date: 2010-06-25, time: "09:00", zone: Australia/Sydney, label: Encore, id: e}
  - {date: 2010-06-26, time: "09:00", zone: Australia/Sydney, label: Encore, id: f}
questions: ["Why twice?"]
---

Held twice, and once again.
"""

_MOVED = """\
---
title: A chat that moved away
topic: Moving
date: 2010-08-12
announced: 2010-04-01
platform: mastodon
moved_to: {platform: discord, url: https://discord.example/invite}
questions: ["Why?"]
---

It moved.
"""

_ROOM = """\
---
title: A chat in a room of its own
topic: Talking aloud
date: 2010-08-26
id: room
announced: 2010-04-01
platform: mastodon
venue_url: https://audio.example/1
questions: ["Do you hear me?"]
---

Aloud.
"""

_RECAP = """\
---
title: What was said on Slack
date: 2010-05-20
updated: 2010-05-21
chat: over-slack
kind: recap
summary: In short.
tags: [tools, never used]
authors: [ann, bo]
source: {name: Her blog, url: https://blog.example/1, adapted: yes}
---

It was *said*.
"""


def coming(platform: str) -> str:
    """Return the page of the chat to come on a platform."""
    return f"chats/2010-06-{platform}/"


def over(platform: str) -> str:
    """Return the page of the chat that is over."""
    return f"chats/2010-05-{platform}/"


TWICE, MOVED, ROOM = "chats/2010-07-twice/", "chats/2010-08-moved/", "chats/2010-08-room/"
RECAP = "posts/2010-05-recap/"


def platform_site(folder: Path, url: str = "https://4change.example") -> Site:
    """Build the site as of 5 June 2010; the chats begin on the 10th of June at 17:00 New York."""
    content = folder / "content"
    for name in ("chats", "posts", "pages"):
        (content / name).mkdir(parents=True)
    (content / "people.yaml").write_text("ann: {name: Ann Bee}\nbo: {name: Bo Cee}\n")
    for number, platform in enumerate(PLATFORMS):
        room = f"venue_url: {ROOMS[platform]}\n" if platform in ROOMS else ""
        for when, month, day in (("coming", "06", 10 + number), ("over", "05", 1 + number)):
            text = _CHAT.format(platform=platform, when=when, month=month, day=day, more=room)
            (content / f"chats/2010-{month}-{platform}.md").write_text(text)
    (content / "chats/2010-07-twice.md").write_text(_TWICE, "utf-8")
    (content / "chats/2010-08-moved.md").write_text(_MOVED)
    (content / "chats/2010-08-room.md").write_text(_ROOM)
    (content / "posts/2010-05-recap.md").write_text(_RECAP)
    made = build(folder, epoch=EPOCH_JUNE, content=content, url=url, extra="SEARCH = False")
    assert made.code == 0, made.said
    return made
