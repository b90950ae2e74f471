"""Questions and notes that do not fit into a post, nor into their chat's time."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chats.frontmatter import Document, Items, Table, Value
from chats.hour.plan import Part, Step, overrun
from chats.hour.wordings import Host, Post
from chats.model import Chat
from chats.paths import Site
from chats.platforms import Platform, tagged
from chats.problems import Problem, counted
from chats.series import Series

if TYPE_CHECKING:
    from post_lengths.lengths import Length

_NO_SITE = Site("")
"""A question's post holds no address of the site."""


def posts_too_long(chat: Chat, document: Document, series: Series) -> Iterator[Problem]:
    """Yield a warning for each question of a chat to come that its host could not post."""
    if chat.cancelled or not chat.questions:
        return
    items = _items(document)
    hosts = [Host(chat, chat.sessions[0], series, _NO_SITE, each)
             for each in _platforms(chat, series)]  # fmt: skip
    for number, item in enumerate(items, 1):
        for line, fault in _faults(chat, number, item, hosts):
            yield Problem(chat.source, line, "questions", fault, warning=True)
    if over := max(overrun(session.duration, chat.questions) for session in chat.sessions):
        message = (
            f"their `minutes` leave too little time for the rest, by {counted(over, 'minute')}; "
            "the run sheet shortens them all"
        )
        yield Problem(chat.source, items[0].line, "questions", message, warning=True)


def _platforms(chat: Chat, series: Series) -> list[Platform]:
    """Return where the chat's questions are to fit: its own platform first, and the series'.

    A hashtag is followed on several, and the sheet sends there; a room stands by itself.
    """
    along = series.platforms.values() if tagged(chat.platform) else ()
    wanted = (chat.platform, series.platform, *(each for each in along if tagged(each)))
    return list({each.id: each for each in wanted}.values())


def _items(document: Document) -> tuple[Value, ...]:
    value = document.head.values["questions"]
    return value.values if isinstance(value, Items) else (value,)


def _faults(chat: Chat, number: int, item: Value, hosts: list[Host]) -> Iterator[tuple[int, str]]:
    """Yield the line and the fault of a question's post, and of that with its note."""
    step = Step(minute=0, part=Part.QUESTION, question=number)
    asked, *notes = zip(*(host.posts(step) for host in hosts), strict=True)
    if told := _too_long(asked, hosts):
        short = chat.questions[number - 1].short
        cure = "shorten its `short` words" if short else "give it `short` words: {ask: …, short: …}"
        yield item.line, f"Q{number} is {told}; {cure}"
    for note in notes:
        if told := _too_long(note, hosts):
            line = item.lines["note"] if isinstance(item, Table) else item.line
            yield line, f"the `note` of Q{number} is {told}; shorten it"


def _too_long(posts: tuple[Post, ...], hosts: list[Host]) -> str:
    """Return on which platforms a post is too long, and by how much, "" when it fits on all."""
    told = []
    for post, host in zip(posts, hosts, strict=True):
        if found := _length_too_long(post, host.platform):
            by = counted(found.excess, found.unit[:-1])
            told.append(f"on {host.platform.name} by {by} ({found.used:,} of {found.limit:,})")
    return f"too long for a post {', '.join(told)}, as the run sheet posts it" if told else ""


def _length_too_long(post: Post, platform: Platform) -> "Length | None":
    """Return the length of a post's shortest words, None when any of them fit."""
    if any(_surely_fits(text, platform) for text in post.wordings):
        return None
    # Imported here: what counts takes longer to load than most builds of one edit.
    from post_lengths.lengths import length_of

    lengths = [length_of(text, platform) for text in post.wordings]
    best = min(lengths, key=lambda length: length.excess)
    return best if best.excess else None


def _surely_fits(text: str, platform: Platform) -> bool:
    """Tell whether a text fits however it is counted: no character is more than its bytes.

    An address may be, for on some platforms it counts 23.
    """
    return platform.limit is None or len(text.encode()) + 23 * text.count(".") <= platform.limit
