"""A transcript's posts → what its pages tell: by question, who took part, what was shared."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from chats.addresses import web_address
from chats.model import Chat
from chats.transcripts.grouping import AFTER, BEFORE, Placed, placed
from chats.transcripts.said import NOBODY, Said, account, author_key, standing

ADDRESS = re.compile(r"https?://[^\s<>\"“”]+")
_AT_ITS_END = ".,;:!?'’…)]}*_"
MOST_LINKS = 100
"""Links that are listed, the most shared first."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A post with what answers it, in order of time."""

    posts: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs to one question: `number` is BEFORE, a number or AFTER."""

    number: int
    ask: str
    threads: tuple[Thread, ...]
    posts: int

    @property
    def anchor(self) -> str:
        """Its heading's id on the page: "q3", "before", "after"."""
        return {BEFORE: "before", AFTER: "after"}.get(self.number, f"q{self.number}")


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part, with the number of their posts, repetitions among them."""

    handle: str
    name: str
    posts: int


@dataclass(frozen=True, slots=True)
class Shared:
    """An address that was shared, by how many people."""

    url: str
    people: int


@dataclass(frozen=True)
class Conversation:
    """A whole conversation; `number` counts its posts, repetitions among them."""

    groups: tuple[Group, ...]
    people: tuple[Participant, ...]
    links: tuple[Shared, ...]
    number: int
    repetitions: int


def conversation(posts: Iterable[Said], chat: Chat, names: Mapping[str, str]) -> Conversation:
    """Return the conversation of a chat; `names` has the names of handles that are known."""
    said = standing(posts)
    shown = placed(said, chat)
    asks = {number: question.ask for number, question in enumerate(chat.questions, 1)}
    return Conversation(
        groups=tuple(_groups(shown.values(), asks)),
        people=tuple(_people(said, names)),
        links=tuple(_links(said)),
        number=len(said),
        repetitions=len(said) - len(shown),
    )


def _groups(shown: Iterable[Placed], asks: Mapping[int, str]) -> Iterable[Group]:
    order = sorted(shown, key=lambda each: (each.question, each.thread))
    for number, group in groupby(order, key=lambda each: each.question):
        threads = [
            Thread(tuple(posts)) for _, posts in groupby(group, key=lambda each: each.thread)
        ]
        # What asks stands first, whoever was quicker to answer.
        threads.sort(key=lambda thread: thread.posts[0].rule != "asked")
        yield Group(number, asks.get(number, ""), tuple(threads),
                    sum(len(thread.posts) for thread in threads))  # fmt: skip


def _people(posts: Sequence[Said], names: Mapping[str, str]) -> list[Participant]:
    number: Counter[str] = Counter()
    first: dict[str, Said] = {}
    for post in posts:
        if post.handle != NOBODY:
            key = post.handle.casefold()
            number[key] += 1
            if not first.setdefault(key, post).name:
                first[key] = post
    people = [Participant(post.handle, name_of(post, names), number[key])
              for key, post in first.items()]  # fmt: skip
    return sorted(people, key=lambda each: (-each.posts, each.name.casefold(), each.handle))


def name_of(post: Said, names: Mapping[str, str]) -> str:
    """Return the name under which somebody is shown: people.yaml's, the export's, the handle."""
    return names.get(account(post.handle)) or post.name or post.handle


def addresses_in(text: str) -> list[str]:
    """Return the web addresses of a text that may be followed, each once."""
    found = []
    for match in ADDRESS.finditer(text):
        if address := followed(match.group()):
            found.append(address)
    return list(dict.fromkeys(found))


def followed(typed: str) -> str:
    """Return an address without the signs that end the sentence around it, "" for a bad one."""
    address = typed.rstrip(_AT_ITS_END)
    if address.count("(") > address.count(")") and typed[len(address) :].startswith(")"):
        address += ")"
    try:
        return web_address(address)
    except ValueError:
        return ""


def _links(posts: Sequence[Said]) -> list[Shared]:
    """Return what was shared, by the number of people who did; repetitions count too."""
    people: dict[str, set[str]] = {}
    for post in posts:
        if "://" in post.text:
            for url in addresses_in(post.text):
                people.setdefault(url, set()).add(author_key(post.handle))
    found = [Shared(url, len(who)) for url, who in people.items()]
    return sorted(found, key=lambda each: -each.people)[:MOST_LINKS]
