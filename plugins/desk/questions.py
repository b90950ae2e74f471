"""The question bank on the command line."""

from pathlib import Path

from chats import paths
from chats.model import Chat
from content_folder.site import read_site
from desk.settings import settings_from
from desk.telling import say, succeeded


def questions(settings_file: Path, words: str, *, debug: bool = False) -> bool:
    """Print every question that holds these words, or whose chat is about them, latest first.

    Returns whether there is any.
    """
    found: list[str] = []

    def work() -> None:
        series = read_site(settings_from(settings_file)).series
        wanted = _folded(words).split()
        for chat in reversed(series.chats):
            found.extend(_lines(chat, wanted))
        print("".join(f"{line}\n" for line in found), end="")
        if not found:
            say(f"no question holds `{words}`")

    return succeeded(work, "nothing was written", debug=debug) and bool(found)


def _lines(chat: Chat, wanted: list[str]) -> list[str]:
    about = " ".join((chat.title, chat.topic, *chat.tags))
    asked = ((number, question.ask) for number, question in enumerate(chat.questions, 1))
    return [f"{chat.id} Q{number}  {ask}  ({chat.topic})" for number, ask in asked
            if all(word in _folded(f"{ask} {about}") for word in wanted)]  # fmt: skip


def _folded(text: str) -> str:
    return paths.slug_of(text).replace("-", " ")
