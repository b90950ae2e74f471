"""When each question of a chat to come is asked, as its page says it."""

from dataclasses import dataclass
from datetime import UTC

from chats.hour.plan import Part, instant_of, plan_of
from chats.model import Chat, Session
from chats.words import Words


@dataclass(frozen=True)
class QuestionTime:
    """A time for people, "17:43", and for question-clock.js: the instant in UTC."""

    clock: str
    machine: str


def question_times(chat: Chat, words: Words) -> tuple[tuple[QuestionTime, ...], ...]:
    """Return the times of each question, one for each session."""
    return tuple(zip(*(_times(session, chat, words) for session in chat.sessions), strict=True))


def _times(session: Session, chat: Chat, words: Words) -> tuple[QuestionTime, ...]:
    steps = plan_of(session.duration, chat.questions)
    asked = (instant_of(step, session) for step in steps if step.part is Part.QUESTION)
    return tuple(
        QuestionTime(words.dates.clock(at.astimezone(session.zone)),
                     f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}")
        for at in asked
    )  # fmt: skip
