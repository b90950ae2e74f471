"""The pack for a chat's guests: the questions beforehand, and how much room an answer has."""

from dataclasses import dataclass

from chats.hour.deadlines import GUESTS
from chats.hour.plan import Part, instant_of, plan_of
from chats.local_times import LocalTime, local_time
from chats.model import Chat
from chats.places import platform_now
from chats.platforms import Platform, tagged
from chats.series import Series
from post_lengths.lengths import Length, length_of
from run_sheets.sheet import Clock, Due, clocks, countdown


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A question with the place for its answer.

    An answer `begins` with its number and `ends` with its tag; `length` is that of these.
    """

    number: int
    ask: str
    note: str
    times: tuple[tuple[Clock, ...], ...]
    tag: str
    begins: str
    ends: str
    length: Length

    @property
    def room(self) -> int | None:
        """What is left for the answer, None where there is no end."""
        return self.length.limit and self.length.limit - self.length.used


@dataclass(frozen=True, kw_only=True)
class GuestsPack:
    """Everything a guest wants to know before the chat."""

    chat: Chat
    platform: Platform
    slots: tuple[Slot, ...]
    times: tuple[LocalTime, ...]
    countdown: tuple[Due, ...]


def guests_pack(chat: Chat, series: Series) -> GuestsPack:
    """Return the pack; its times are the guests' own beside the series'."""
    return GuestsPack(
        chat=chat,
        platform=platform_now(chat, series.platforms),
        slots=_slots(chat, series),
        times=tuple(local_time(session, chat.words) for session in chat.sessions),
        countdown=countdown(chat, series, GUESTS, chat.guests),
    )


def _slots(chat: Chat, series: Series) -> tuple[Slot, ...]:
    platform = platform_now(chat, series.platforms)
    tag = f"#{chat.hashtag}" if tagged(platform) else ""
    found = []
    for number, question in enumerate(chat.questions, 1):
        begins, ends = f"A{number} ", f" {tag}" if tag else ""
        found.append(Slot(
            number=number,
            ask=question.ask,
            note=question.note,
            times=_times(chat, series, number),
            tag=tag,
            begins=begins,
            ends=ends,
            length=length_of(f"{begins}{ends}", platform),
        ))  # fmt: skip
    return tuple(found)


def _times(chat: Chat, series: Series, number: int) -> tuple[tuple[Clock, ...], ...]:
    """Return when a question is asked in each session, on the chat's clock and on others."""
    found = []
    for session in chat.sessions:
        step = next(step for step in plan_of(session.duration, chat.questions)
                    if step.part is Part.QUESTION and step.question == number)  # fmt: skip
        found.append(tuple(clocks(chat, session, series, chat.guests)(instant_of(step, session))))
    return tuple(found)
