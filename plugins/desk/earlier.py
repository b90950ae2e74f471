"""What a new chat takes over from an earlier one, as it stands in that one's file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from chats import fields
from chats.file_text import text_from
from chats.frontmatter import Items, Scalar, Table, Value, document_from
from chats.model import Chat
from desk.blank import Sitting

KEPT = ("hosts", "guests", "summary", "tags", "questions", "platform", "hashtag", "venue_url",
        "zone", "time", "duration")  # fmt: skip
"""Fields that hold for a chat as it does for the next; what belongs to its day does not."""


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """An earlier chat: the lines of its fields, its text, its sittings and its topic."""

    chat: Chat | None = None
    kept: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    sessions: tuple[Sitting, ...] = ()

    def on(self, day: date) -> tuple[Sitting, ...]:
        """Return the sittings, moved so that the first one's day is this."""
        days = [fields.day(str(each["date"])[:10]) for each in self.sessions]
        shift = day - min(days, default=day)
        return tuple(_moved(each, shift) for each in self.sessions)


def earlier_chat(file: Path, chat: Chat) -> Earlier:
    """Return what the chat's file gives to another one."""
    data = file.read_bytes()
    document = document_from(data)
    lines = text_from(data).split("\n")[: document.body_line - 2]
    starts = sorted(document.head.lines.values())
    kept = {}
    for name in KEPT:
        if at := document.head.lines.get(name):
            following = next((start for start in starts if start > at), len(lines) + 1)
            kept[name] = "\n".join(_of_the_field(lines[at - 1 : following - 1]))
    sessions = document.head.values.get("sessions")
    tables = sessions.values if isinstance(sessions, Items) else ()
    return Earlier(
        chat=chat,
        kept=kept,
        body=document.body,
        sessions=tuple(_typed(each) for each in tables if isinstance(each, Table)),
    )


def _of_the_field(lines: list[str]) -> list[str]:
    """Return a field's lines without what stands below it: blanks, and comments on the next."""
    end = len(lines)
    while end > 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return lines[:end]


def _typed(session: Table) -> Sitting:
    """Return a sitting's fields as they are typed, but for what was moved."""
    return {name: _plain(value) for name, value in session.values.items() if name != "moved_from"}


def _plain(value: Value) -> str | tuple[str, ...]:
    if isinstance(value, Items):
        return tuple(item.text for item in value.values if isinstance(item, Scalar))
    return value.text if isinstance(value, Scalar) else ""


def _moved(session: Sitting, shift: timedelta) -> Sitting:
    typed = str(session["date"])
    return {**session, "date": f"{fields.day(typed[:10]) + shift}{typed[10:]}"}
