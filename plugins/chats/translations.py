"""A chat in another language: a file beside its own, `2010-06-giving.fr.md`, with words alone.

When it is and where, who hosts it and whether it takes place stand in the original, so that
no translation can tell another time. It has a page and an invite of its own, with the same
entry in calendars; lists, feeds and the series' calendars have the original.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from chats import fields
from chats.chat_fields import CHAT_FIELDS
from chats.field_reader import Fields
from chats.frontmatter import Table
from chats.model import Chat, Link, Question
from chats.problems import Problem
from chats.questions import questions_of
from chats.series import Series
from chats.shared_fields import resources_of
from chats.words import Words

TRANSLATION_FIELDS: Mapping[str, str] = {
    "title": "required; the chat's name",
    "topic": "required; what it is about, in a few words",
    "questions": "list of texts, or of {ask, note}: all of the original's, in its order",
    "summary": "one sentence for lists and search results",
    "image_alt": "what the picture shows",
    "note": "why it was cancelled or moved, in a sentence",
    "resources": "list of {title, url, by}: conversations and presentations",
}
"""Each field of a translation's head with what it holds."""

_ORIGINALS = {
    name: "stands in the original, for every language; delete it"
    for name in CHAT_FIELDS
    if name not in TRANSLATION_FIELDS
} | {"lang": "is in the file's name, before `.md`; delete it"}

_NAME = re.compile(r"(.+)\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)")


@dataclass(frozen=True, kw_only=True)
class Translation:
    """What a chat says in another language, that of its `words`."""

    source: str
    words: Words
    title: str
    topic: str
    updated: datetime
    summary: str = ""
    image_alt: str = ""
    note: str = ""
    questions: tuple[Question, ...] = ()
    resources: tuple[Link, ...] = ()


def original_and_language(stem: str) -> tuple[str, str]:
    """Return the name of the original's file and the language: "2010-06-giving", "pt-BR".

    Both are empty for the name of a chat's own file.
    """
    match = _NAME.fullmatch(stem)
    if not match:
        return "", ""
    main, *parts = match[2].split("-")
    written = (part.upper() if len(part) == 2 else part.title() for part in parts)
    return match[1], "-".join((main, *written))


def translation_from(
    path: str,
    head: Table,
    original: Chat,
    series: Series,
    problems: list[Problem],
    changed: datetime | None = None,
) -> Translation | None:
    """Make the Translation of a head; None, with its problems added, when it has any.

    `changed` is when the file was last committed, None where nobody knows.
    """
    before = len(problems)
    read = Fields(path, head, TRANSLATION_FIELDS, problems, hints=_ORIGINALS)
    _, language = original_and_language(path.rpartition("/")[2].removesuffix(".md"))
    words = series.words_in(language)
    if words.language == original.words.language:
        problems.append(Problem(path, 0, "", f"is in the language of {original.source}; rename it "
                                "or give that one its `lang`"))  # fmt: skip
    made = Translation(
        source=path,
        words=words,
        title=read.required("title", fields.titled, "Chat de juin") or "",
        topic=read.required("topic", fields.titled, "S’organiser") or "",
        updated=max(original.updated, changed or datetime.min.replace(tzinfo=UTC)),
        summary=read.one("summary", fields.text) or "",
        image_alt=read.one("image_alt", fields.text) or "",
        note=read.one("note", fields.text) or "",
        questions=_questions(read, original),
        resources=resources_of(read),
    )
    faults = any(not problem.warning for problem in problems[before:])
    return None if faults else made


def editions(chat: Chat) -> tuple[Chat, ...]:
    """Return the chat as it is told in each of its languages, the original first."""
    return (chat, *(_edition(chat, each) for each in chat.translations))


def edition_in(chat: Chat, words: Words) -> Chat:
    """Return the chat as it is told in these words, or as it was written where it is not."""
    return next((each for each in editions(chat)[1:] if each.words == words), chat)


def _edition(chat: Chat, told: Translation) -> Chat:
    language = told.words.language.lower()
    return replace(
        chat,
        slug=f"{chat.slug}/{language}",  # its page lies within the original's
        source=told.source,
        title=told.title,
        topic=told.topic,
        words=told.words,
        updated=told.updated,
        summary=told.summary,
        image_alt=told.image_alt or chat.image_alt,
        note=told.note if chat.note else "",
        questions=told.questions or chat.questions,
        resources=told.resources or chat.resources,
        aliases=tuple(f"{alias}{language}/" for alias in chat.aliases if alias.endswith("/")),
        translations=(),
    )


def _questions(read: Fields, original: Chat) -> tuple[Question, ...]:
    """Return the questions, each with the time that the original gives it."""
    asked = questions_of(read)
    if asked and len(asked) != len(original.questions) and read.sound("questions"):
        read.fault("questions", f"are {len(asked)}, and the original's are "
                   f"{len(original.questions)}; translate each, in its order")  # fmt: skip
    pairs = zip(asked, original.questions, strict=False)
    return tuple(replace(question, minutes=of.minutes) for question, of in pairs)
