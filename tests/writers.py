"""Files as writers type them, and what the domain says of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from chats.chat_file import FileTimes, chat_from
from chats.frontmatter import document_from
from chats.model import Chat, Person
from chats.platforms import shipped_platforms
from chats.problems import Problem
from chats.series import Series
from chats.settings.reading import series_from

AT = datetime(2010, 6, 5, 12, tzinfo=UTC)
"""The instant of these files: five days before the chat of June 2010."""

PATH = "content/chats/2010-06-organizing.md"

SETTINGS: Mapping[str, Any] = {
    "name": "#4Change",
    "hashtag": "4Change",
    "domain": "4change.example",
    "platform": "twitter",
    "zone": "America/New_York",
    "time": "17:00",
    "duration": "2h",
    "rule": "second Thursday",
    "zones": {"Pacific": "America/Los_Angeles", "UK": "Europe/London"},
}

PEOPLE = {
    "amy-sample-ward": Person(id="amy-sample-ward", name="Amy Sample Ward"),
    "tom-dawkins": Person(id="tom-dawkins", name="Tom Dawkins"),
}


def settings_problems(settings: object) -> list[str]:
    """Return what is said of a SERIES that has mistakes."""
    problems: list[Problem] = []
    series_from(settings, shipped_platforms(), AT, problems)
    return [str(problem) for problem in sorted(problems)]


def series_of(**changes: Any) -> Series:
    """Return a series of these settings, with two people and no chat yet."""
    problems: list[Problem] = []
    series = series_from({**SETTINGS, **changes}, shipped_platforms(), AT, problems)
    assert problems == []
    return replace(series, people=PEOPLE)


def head(*lines: str, **fields: str | None) -> str:
    """Return a chat's file: its required fields, changed by name, then further lines."""
    given = {"title": "June chat", "topic": "Organizing", "date": "2010-06-10",
             "announced": "2010-06-03", **fields}  # fmt: skip
    typed = [f"{name}: {value}" for name, value in given.items() if value is not None]
    return "\n".join(("---", *typed, *lines, "---", "", "A body.", ""))


def read(
    text: str,
    path: str = PATH,
    series: Series | None = None,
    times: FileTimes | None = None,
) -> tuple[Chat | None, list[str]]:
    """Return the chat of a file's text, and its problems as a writer reads them."""
    problems: list[Problem] = []
    document = document_from(text.encode())
    chat = chat_from(path, document.head, series or series_of(), problems, times)
    return chat, [str(problem) for problem in sorted(problems)]


def chat_of(*lines: str, path: str = PATH, series: Series | None = None, **fields: str) -> Chat:
    """Return the chat of a head that is in order."""
    chat, problems = read(head(*lines, **fields), path, series)
    assert chat is not None, problems
    return chat
