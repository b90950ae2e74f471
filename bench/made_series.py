"""A made-up series of any length, as a project of its own: the same text for the same number."""

import random
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

LAST_DAY = date(2026, 12, 10)
"""The day of the last chat; the site is built as of ten days before."""

BUILT_AT = 1796126400  # 1 December 2026, 12:00 UTC
HOSTS, TOPICS, QUESTIONS = 40, 30, 9
TRANSCRIPT_EVERY, TRANSCRIPT_POSTS = 25, 200
_PARTS = ("theme", "plugins", "pelicanconf.py", "publishconf.py", "tasks.py")
_WORDS = """
community question answer local network share story practice tool people listen change
reader thread host evening campaign funding trust volunteer open learn measure platform
moderate archive translate neighbour organise video library school health climate data
""".split()  # noqa: SIM905 - a list of them would fill a page


@dataclass(frozen=True)
class MadeChat:
    """A chat as every tool of the comparison gets it: head fields and a body of Markdown."""

    name: str
    title: str
    topic: str
    day: date
    hosts: tuple[str, ...]
    tags: tuple[str, ...]
    questions: tuple[str, ...]
    body: str
    transcript: str
    """What was said, as Markdown; "" for most chats."""


def made_chats(number: int) -> Iterator[MadeChat]:
    """Yield that many chats, oldest first, weekly or, when they are many, closer together."""
    rng = random.Random(number)  # noqa: S311 - made-up text
    step = max(1, min(7, 9000 // max(1, number)))
    for index in range(number):
        day = LAST_DAY - timedelta(days=step * (number - 1 - index))
        topic = " ".join(rng.sample(_WORDS, 3)).capitalize()
        yield MadeChat(
            name=f"{day}-{topic.lower().replace(' ', '-')}",
            title=f"{day:%B} chat: {topic}",
            topic=topic,
            day=day,
            hosts=tuple(sorted({f"host-{rng.randrange(HOSTS)}" for _ in range(2)})),
            tags=tuple(sorted({f"topic {rng.randrange(TOPICS)}" for _ in range(3)})),
            questions=tuple(_sentence(rng, 12).rstrip(".") + "?" for _ in range(QUESTIONS)),
            body=_body(rng),
            transcript=_said(day) if index % TRANSCRIPT_EVERY == TRANSCRIPT_EVERY - 1 else "",
        )


def with_transcripts(chats: Iterable[MadeChat]) -> Iterator[MadeChat]:
    """Yield chats and, as posts of their own, what was said in some: so other tools get it."""
    for chat in chats:
        yield chat
        if chat.transcript:
            title = f"Transcript of {chat.day}"
            yield replace(chat, name=f"{chat.name}-transcript", title=title, body=chat.transcript,
                          tags=(), questions=(), transcript="")  # fmt: skip


def write_project(source: Path, root: Path, number: int) -> Path:
    """Write a project with that many chats and the source's code; return its settings' file.

    Neither cards nor the index of the search are made: they are measured apart.
    """
    for part in _PARTS:
        if (source / part).is_dir():
            shutil.copytree(source / part, root / part, ignore=shutil.ignore_patterns("*.pyc.*"))
        else:
            shutil.copy(source / part, root / part)
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write("\nSEARCH = CARDS = False\n")
        settings.write('SERIES |= {"rule": "every 1 weeks from 2003-01-02", "exceptions": {}}\n')
    content = root / "content"
    for folder in ("chats", "posts", "pages"):
        (content / folder).mkdir(parents=True)
    (root / "output").mkdir()
    people = (f"host-{n}:\n  name: Host {n}\n" for n in range(HOSTS))
    (content / "people.yaml").write_text("".join(people), "utf-8")
    guide = "---\ntitle: How to participate\n---\n\nRead along, then answer.\n"
    (content / "pages/how-to-participate.md").write_text(guide, "utf-8")
    for chat in made_chats(number):
        (content / f"chats/{chat.name}.md").write_text(_chat_file(chat), "utf-8")
        if chat.transcript:
            (content / f"posts/{chat.name}-transcript.md").write_text(_transcript(chat), "utf-8")
    return root / "pelicanconf.py"


def made_transcript(chat: MadeChat, posts: int) -> str:
    """Return a file of content/transcripts/ with so many made-up posts on a chat.

    Of ten posts six answer with a mark, two answer somebody, one repeats and one is by time.
    """
    rng = random.Random(f"{chat.name} {posts}")  # noqa: S311 - made-up text
    start = datetime.combine(chat.day, time(21), UTC)
    step = timedelta(hours=2) / posts
    said: list[tuple[str, str]] = []
    blocks = []
    for n in range(posts):
        who, fields = f"p{rng.randrange(2000)}", f"id: m{n}\nlink: https://x.example/{n}\n"
        text = f"A{n * QUESTIONS // posts + 1}: {_sentence(rng, 14)}"
        if n % 10 in (3, 6):
            fields, text = f"{fields}reply: m{n - 1}\n", f"@{said[-1][0]} {text[4:]}"
        elif n % 10 == 5:
            text = "RT @{}: {}".format(*said[-1])
        elif n % 10 == 8:
            text = f"{text[4:]} https://example.org/{rng.randrange(500)}"
        said.append((who, text))
        blocks.append(f"[{start + n * step:%Y-%m-%d %H:%M:%S}] @{who}\n{fields}| {text}\n")
    return "\n".join(blocks)


def _chat_file(chat: MadeChat) -> str:
    questions = "".join(f'  - "{question}"\n' for question in chat.questions)
    return (
        f'---\ntitle: "{chat.title}"\ntopic: "{chat.topic}"\ndate: {chat.day}\n'
        f"announced: {chat.day - timedelta(days=12)}\nupdated: {chat.day - timedelta(days=11)}\n"
        f"hosts: [{', '.join(chat.hosts)}]\ntags: [{', '.join(chat.tags)}]\n"
        f"questions:\n{questions}---\n\n{chat.body}"
    )


def _said(day: date) -> str:
    rng = random.Random(f"{day}")  # noqa: S311 - made-up text
    return "".join(f"- **@host{rng.randrange(HOSTS)}** A{n % QUESTIONS + 1} {_sentence(rng, 14)}\n"
                   for n in range(TRANSCRIPT_POSTS))  # fmt: skip


def _transcript(chat: MadeChat) -> str:
    day = min(chat.day + timedelta(days=1), LAST_DAY - timedelta(days=12))
    return (
        f'---\ntitle: "Transcript of {chat.day}"\ndate: {day}\nkind: transcript\n'
        f"chat: {chat.day}\n---\n\n{chat.transcript}"
    )


def _body(rng: random.Random) -> str:
    paragraphs = ["".join(_sentence(rng, 15) + " " for _ in range(5)).strip() for _ in range(3)]
    points = "".join(f"- {_sentence(rng, 8)}\n" for _ in range(4))
    address = f"https://example.org/{rng.randrange(10**6)}"
    link = f"See [{_sentence(rng, 4)}]({address}) and *{rng.choice(_WORDS)}*."
    parts = (paragraphs[0], "## Why now", paragraphs[1], points, link, paragraphs[2])
    return "\n\n".join(parts) + "\n"


def _sentence(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(_WORDS, k=words)).capitalize() + "."
