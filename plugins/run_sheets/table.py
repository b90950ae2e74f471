"""The run sheet as a table (CSV, RFC 4180): for tools that post at a given time."""

import csv
from collections.abc import Callable, Iterator
from datetime import UTC
from io import StringIO
from typing import Any

from chats.hour.plan import Part
from chats.model import Chat
from run_sheets.sheet import Sheet

_COLUMNS = ("date", "time", "zone", "utc", "minute", "post", "follows", "platform", "text",
            "length", "limit", "image", "image_alt")  # fmt: skip

_FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
"""How a cell begins which spreadsheets take for a formula (OWASP, CSV Injection)."""


CardOf = Callable[[Chat, int], Any]
"""Takes a chat and a question's number; gives its card (`url`, `alt`), None without cards."""


def sheet_csv(sheet: Sheet, card_of: CardOf) -> bytes:
    """Return a row for each post, with the address of a question's card.

    The byte order mark is for Excel, which reads the file in another alphabet without; the
    tools that post know it from there.
    """
    text = StringIO()
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    table.writerow(_COLUMNS)
    for row in _rows(sheet, card_of):
        table.writerow([_no_formula(str(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _rows(sheet: Sheet, card_of: CardOf) -> Iterator[tuple[object, ...]]:
    for session in sheet.sessions:
        zone = session.session.zone
        for step in session.steps:
            here = step.at.astimezone(zone)
            when = (f"{here:%Y-%m-%d}", f"{here:%H:%M}", zone.key,
                    f"{step.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", step.step.minute)  # fmt: skip
            asked = step.step.part is Part.QUESTION
            card = card_of(sheet.chat, step.step.question) if asked else None
            for post in step.posts:
                image = (card.url, card.alt) if card and not post.follows else ("", "")
                yield (*when, post.what, "yes" if post.follows else "", post.own.platform.name,
                       post.own.text, post.own.length.used, post.own.length.limit or "",
                       *image)  # fmt: skip


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
