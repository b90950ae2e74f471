"""Questions that do not fit into a post on their chat's platform, nor into their chat's time."""

from collections.abc import Iterator

from chats.frontmatter import Document, Items
from chats.hour.plan import overrun
from chats.hour.wordings import Host
from chats.model import Chat
from chats.paths import Site
from chats.platforms import Platform
from chats.problems import Problem, counted
from chats.series import Series

_NO_SITE = Site("")
"""A question's post holds no address of the site."""


def posts_too_long(chat: Chat, document: Document, series: Series) -> Iterator[Problem]:
    """Yield a warning for each question of a chat to come that its host could not post."""
    if chat.cancelled or not chat.questions:
        return
    lines = _lines(document)
    for number, line in enumerate(lines, 1):
        if fault := _fault(chat, number, series):
            yield Problem(chat.source, line, "questions", fault, warning=True)
    if over := max(overrun(session.duration, chat.questions) for session in chat.sessions):
        message = (
            f"their `minutes` leave too little time for the rest, by {counted(over, 'minute')}; "
            "the run sheet shortens them all"
        )
        yield Problem(chat.source, lines[0], "questions", message, warning=True)


def _surely_fits(text: str, platform: Platform) -> bool:
    """Tell whether a text fits however it is counted: no character is more than its bytes.

    An address may be, for on some platforms it counts 23.
    """
    return platform.limit is None or len(text.encode()) + 23 * text.count(".") <= platform.limit


def _lines(document: Document) -> list[int]:
    value = document.head.values["questions"]
    return [item.line for item in value.values] if isinstance(value, Items) else [value.line]


def _fault(chat: Chat, number: int, series: Series) -> str:
    host = Host(chat, chat.sessions[0], series, _NO_SITE, chat.platform)
    if any(_surely_fits(text, chat.platform) for text in host.question(number).wordings):
        return ""
    # Imported here: what counts takes longer to load than most builds of one edit.
    from post_lengths.lengths import length_of

    lengths = [length_of(text, chat.platform) for text in host.question(number).wordings]
    if not all(length.excess for length in lengths):
        return ""
    best = min(lengths, key=lambda length: length.excess)
    short = chat.questions[number - 1].short
    cure = "shorten its `short` words" if short else "give it `short` words: {ask: …, short: …}"
    return (
        f"Q{number} is too long for a post on {chat.platform.name} by "
        f"{counted(best.excess, best.unit[:-1])}, with its number and its hashtag "
        f"({best.used:,} of {best.limit:,}); {cure}"
    )
