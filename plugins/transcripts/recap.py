"""A conversation → the draft of its recap: by question, the posts that met with the most echo."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

import yaml

from chats.model import Chat
from chats.problems import counted
from chats.transcripts.grouping import AFTER, BEFORE
from transcripts.conversation import ADDRESS, Conversation, Group, Thread, followed, name_of

QUOTED = 5
"""Posts that a question's part of the draft quotes at most."""

_HINT = (
    "<!-- What was it about, and what do you take from it? The quotations below met with the "
    "most echo: keep what matters, and say the rest in your own words. -->"
)
_IN_A_LINK = "%:/?#@!$&'*+,;=~"
"""Of an address's signs those that end no link of Markdown's; brackets would."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#!|~])|^([-+>]|\d+[.)])", re.M)


class _Voice(NamedTuple):
    """A post's weight: how often it was repeated and liked, and how many answered it."""

    weight: int
    thread: Thread


def recap_text(found: Conversation, chat: Chat, names: dict[str, str], day: date) -> str:
    """Return a post for content/posts/, a draft that a person finishes."""
    title = yaml.dump(f"Recap: {chat.topic}", default_style='"', allow_unicode=True, width=10**6)
    head = ["---", f"title: {title.rstrip()}", f"date: {day}", "kind: recap", f"chat: {chat.id}",
            "status: draft   # delete this line when it is finished",
            "summary:        # one sentence, for lists and search results", "---", ""]  # fmt: skip
    people = counted(len(found.people), "person")
    lead = [f"{people} wrote {counted(found.number, 'post')}.", "", _HINT, ""]
    asked = [group for group in found.groups if BEFORE < group.number < AFTER] or found.groups
    groups = [line for group in asked for line in _group(group, names)]
    return "\n".join((*head, *lead, *groups, *_links(found, chat)))


def _group(group: Group, names: dict[str, str]) -> Iterator[str]:
    yield f"## {f'Q{group.number}. ' if group.number else ''}{_plain(group.ask) or 'What was said'}"
    yield ""
    for voice in _loudest(group.threads):
        first = voice.thread.posts[0]
        post, answers = first.post, len(voice.thread.posts) - 1
        yield "\n".join(f"> {line}".rstrip() for line in _plain(post.text).split("\n"))
        yield ">"
        who = _plain(name_of(post, names))
        who = f"[{who}]({quote(post.link, _IN_A_LINK)})" if post.link else who
        yield f"> — {who}{_met_with(first.echoes, answers)}"
        yield ""
    yield "<!-- What did the answers have in common? Where did they part? -->"
    yield ""


def _met_with(echoes: int, answers: int) -> str:
    repeated = "repeated once" if echoes == 1 else f"repeated {echoes} times" if echoes else ""
    told = [each for each in (repeated, counted(answers, "answer") if answers else "") if each]
    return f" ({', '.join(told)})" if told else ""


def _loudest(threads: Sequence[Thread]) -> list[_Voice]:
    """Return the posts with the most echo, in the order in which they were said."""
    voices = [
        _Voice(3 * first.echoes + first.post.likes + len(thread.posts) - 1, thread)
        for thread in threads
        if not (first := thread.posts[0]).folded and first.rule != "asked"
    ]
    heard = [voice for voice in voices if voice.weight] or voices
    loudest = sorted(heard, key=lambda voice: -voice.weight)[:QUOTED]
    return sorted(loudest, key=lambda voice: voice.thread.posts[0].place)


def _links(found: Conversation, chat: Chat) -> Iterator[str]:
    """Yield what was shared, as the field `resources` of the chat takes it."""
    if not found.links:
        return
    yield f"<!-- What was shared, the most often first. For the head of {chat.source}:"
    yield "resources:"
    for link in found.links:
        title = link.url.partition("://")[2].rstrip("/")
        yield f'  - {{title: "{title}", url: "{link.url}"}}   # {counted(link.people, "person")}'
    yield "-->"
    yield ""


def _plain(text: str) -> str:
    """Return words as Markdown that shows them as they are, addresses as links."""
    parts, end = [], 0
    for match in ADDRESS.finditer(text):
        if address := followed(match.group()):
            parts += [_escaped(text[end : match.start()]), f"<{address}>"]
            end = match.start() + len(address)
    return "".join((*parts, _escaped(text[end:])))


def _escaped(text: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return _MARKDOWN.sub(lambda found: f"\\{found[1]}" if found[1] else _not_first(found[2]), safe)


def _not_first(sign: str) -> str:
    """Return what would begin a list or a quotation so that it does not."""
    return f"{sign[:-1]}\\{sign[-1]}"
