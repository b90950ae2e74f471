"""The plan of a chat: minute → what, from the welcome to the thanks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import accumulate

from chats.instants import LOOKING_BACK
from chats.model import Chat, Question, Session
from chats.series import Series

_EDGE_AT_MOST = 10
"""Minutes that the opening takes, and the closing, of a chat of two hours and more."""


class Part(StrEnum):
    """What a step of the plan is."""

    WELCOME = "welcome"
    QUESTION = "question"
    REMINDER = "reminder"
    LAST_CALL = "last call"
    THANKS = "thanks"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: whole minutes after the start, and the question that is asked or open then.

    `question` counts from 1; 0 stands for none.
    """

    minute: int
    part: Part
    question: int = 0


def plan_of(length: timedelta, questions: Sequence[Question]) -> tuple[Step, ...]:
    """Return the steps of a chat of this length, in order of time.

    The questions share what the opening and the closing leave: evenly, but for those with
    `minutes` of their own.
    """
    minutes = length // timedelta(minutes=1)
    edge = edge_of(minutes)
    starts = _starts(minutes - 2 * edge, edge, questions)
    steps = [
        Step(minute=0, part=Part.WELCOME),
        *(Step(minute=start, part=Part.QUESTION, question=number)
          for number, start in enumerate(starts[:-1], 1)),
        _reminder(minutes / 2, starts),
        Step(minute=minutes - edge, part=Part.LAST_CALL),
        Step(minute=minutes, part=Part.THANKS),
    ]  # fmt: skip
    return tuple(sorted(steps, key=lambda step: step.minute))


def edge_of(minutes: int) -> int:
    """Return how many minutes the opening takes, and the closing: a twelfth each."""
    return min(_EDGE_AT_MOST, minutes // 12)


def _starts(room: int, first: int, questions: Sequence[Question]) -> list[int]:
    """Return the minute of each question, and the one at which the last of them is over."""
    given = sum(question.minutes or 0 for question in questions)
    free = sum(question.minutes is None for question in questions)
    share = max((room - given) / free, 1) if free else 0
    lengths = [question.minutes or share for question in questions]
    squeeze = min(1, room / sum(lengths)) if lengths else 1
    return [int(minute) for minute in accumulate((each * squeeze for each in lengths),
                                                 initial=first)]  # fmt: skip


def _reminder(half: float, starts: Sequence[int]) -> Step:
    """Return the reminder: in the middle of the question that is open at half-time."""
    number = sum(start <= half for start in starts[:-1])
    if not number:
        return Step(minute=int(half), part=Part.REMINDER)
    middle = (starts[number - 1] + starts[number]) // 2
    return Step(minute=middle, part=Part.REMINDER, question=number)


def overrun(length: timedelta, questions: Sequence[Question]) -> int:
    """Return by how many minutes the questions' own `minutes` are too many, 0 when they fit."""
    minutes = length // timedelta(minutes=1)
    given = sum(question.minutes or 1 for question in questions)
    own = any(question.minutes for question in questions)
    return max(0, given - (minutes - 2 * edge_of(minutes))) if own else 0


def instant_of(step: Step, session: Session) -> datetime:
    """Return when a step of a session is due, in UTC."""
    return session.start.astimezone(UTC) + timedelta(minutes=step.minute)


def has_run_sheet(chat: Chat, series: Series) -> bool:
    """Tell whether a chat's run sheet is made: to its end, and for its month afterwards."""
    return not chat.cancelled and chat.end + LOOKING_BACK > series.at
