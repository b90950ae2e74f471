"""When each question of a chat to come is asked, as its page says it."""

from dataclasses import dataclass
from datetime import UTC

from chats.hour.plan import Part, instant_of, plan_of
from chats.model import Chat
from chats.words import Words


@dataclass(frozen=True)
class QuestionTime:
    """A time for people, "17:43", and for question-clock.js: the instant in UTC.

    Of a chat of several sessions it is how long after the start of each: "PT43M".
    """

    clock: str
    machine: str


def question_times(chat: Chat, words: Words) -> tuple[QuestionTime | None, ...]:
    """Return the time of each question, None where sessions of different length have no one."""
    first, *others = chat.sessions
    if any(session.duration != first.duration for session in others):
        return (None,) * len(chat.questions)
    found = []
    for step in plan_of(first.duration, chat.questions):
        at = instant_of(step, first)
        if step.part is Part.QUESTION and not others:
            clock = words.dates.clock(at.astimezone(first.zone))
            found.append(QuestionTime(clock, f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"))
        elif step.part is Part.QUESTION:
            found.append(QuestionTime(f"+{step.minute}", f"PT{step.minute}M"))
    return tuple(found)
