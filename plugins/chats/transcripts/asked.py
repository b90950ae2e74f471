"""When each question was asked: by the hosts' own posts, or else as it was planned."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain

from chats.hour.plan import Part, instant_of, plan_of
from chats.model import Chat, Session, hosts_of
from chats.transcripts.marks import Mark
from chats.transcripts.said import Said, account, accounts_of

_EARLY = timedelta(minutes=10)
"""Questions that are posted longer before the chat announce it, and do not ask yet."""

_ALIKE, _VERY_ALIKE = 0.5, 0.7
_WORD = re.compile(r"\w{4,}")


@dataclass(frozen=True)
class Asked:
    """The posts that ask, by their place, with the question's number; and since when each stands.

    `since` is in order of time.
    """

    posts: Mapping[int, int]
    since: tuple[tuple[datetime, int], ...]

    def at(self, number: int) -> datetime | None:
        """Return when a question was asked, None when nobody knows."""
        return next((at for at, asked in self.since if asked == number), None)

    def current(self, at: datetime) -> int:
        """Return the question that stood at a moment, 0 before the first."""
        return next((number for since, number in reversed(self.since) if since <= at), 0)


def asked_in(
    posts: Sequence[Said], marks: Sequence[Mark | None], repeats: Mapping[int, object], chat: Chat
) -> Asked:
    """Find the posts that ask the chat's questions."""
    hosts = {each for person in hosts_of(chat) for each in accounts_of(person.handle)}
    wanted = [_words(question.ask) for question in chat.questions]
    hosts |= _askers(posts, marks, repeats, len(wanted))
    found: dict[int, int] = {}
    for place, (post, mark) in enumerate(zip(posts, marks, strict=True)):
        if place in repeats:
            continue
        own = account(post.handle) in hosts
        if number := _asks(post, mark, wanted, host=own):
            found[place] = number
    return Asked(found, _since(posts, found, chat))


def _asks(post: Said, mark: Mark | None, wanted: Sequence[frozenset[str]], *, host: bool) -> int:
    """Return the number of the question that a post asks, 0 for none."""
    if mark and mark.kind == "q" and mark.first:
        alike = mark.number <= len(wanted) and _alike(wanted[mark.number - 1], post.text) >= _ALIKE
        return mark.number if alike or (host and mark.sure) else 0
    if mark or not host:
        return 0
    closest = max(((_alike(words, post.text), -number) for number, words in enumerate(wanted, 1)),
                  default=(0.0, 0))  # fmt: skip
    return -closest[1] if closest[0] >= _VERY_ALIKE and "?" in post.text else 0


def _askers(
    posts: Sequence[Said], marks: Sequence[Mark | None], repeats: Mapping[int, object], number: int
) -> set[str]:
    """Return who asked one numbered question after the other, as the series' own account does."""
    asked: defaultdict[str, set[int]] = defaultdict(set)
    for place, (post, mark) in enumerate(zip(posts, marks, strict=True)):
        begins = mark and mark.kind == "q" and mark.first and mark.sure
        if mark and begins and place not in repeats and "?" in post.text and not post.reply:
            asked[account(post.handle)].add(mark.number)
    enough = max(2, number // 2)
    return {author for author, numbers in asked.items() if len(numbers) >= enough}


def _since(
    posts: Sequence[Said], found: Mapping[int, int], chat: Chat
) -> tuple[tuple[datetime, int], ...]:
    """Return since when each question stood in each session: as it was asked first, or planned."""
    opened = [session.start.astimezone(UTC) - _EARLY for session in chat.sessions]
    asked: list[dict[int, datetime]] = [{} for _ in opened]
    for place, number in found.items():
        if session := sum(start <= posts[place].at for start in opened):
            asked[session - 1].setdefault(number, posts[place].at)
    stood = [[(at, number) for number, at in first.items()] or _planned(chat, session)
             for session, first in zip(chat.sessions, asked, strict=True)]  # fmt: skip
    return tuple(sorted(chain.from_iterable(stood)))


def _planned(chat: Chat, session: Session) -> list[tuple[datetime, int]]:
    """Return when each question's turn was to come in a session where no post asks one."""
    steps = plan_of(session.duration, chat.questions) if chat.questions else ()
    turns = [(instant_of(step, session), step.question) for step in steps
             if step.part is Part.QUESTION]  # fmt: skip
    return [(session.start.astimezone(UTC), 0), *turns] if turns else []


def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return frozenset(word[:6] for word in _WORD.findall(plain))


def _alike(wanted: frozenset[str], text: str) -> float:
    return len(wanted & _words(text)) / len(wanted) if wanted else 0.0
