"""A transcript's posts → the questions that they belong to.

A person's word comes first (`question: 3` in the file), then the post's own mark ("A3."), then
what it answers, and last the question that stood when it was said. So a late answer with a mark
finds its question, and what is said to somebody stays with what they said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chats.model import Chat
from chats.transcripts.asked import Asked, asked_in
from chats.transcripts.echoes import Echoes, echoes_among
from chats.transcripts.greetings import is_greeting
from chats.transcripts.marks import Mark, mark_of
from chats.transcripts.said import Said, author_key

BEFORE, AFTER = 0, 1000
"""The places of what was said before the first question, and of what was said when all was over."""

_NAMED = {"before": BEFORE, "after": AFTER}

_ANY = 40
"""The highest number of a mark where the chat's file has no questions."""
_STILL_SPOKEN_TO = timedelta(minutes=10)
_CLOSING = timedelta(minutes=15)
_SLOW_CLOCK = timedelta(minutes=1)
_BARE_LATE = 2
"""How many questions ago "3)" may still be an answer, and no list of somebody's own."""

_SPOKEN_TO = re.compile(r"\s*(?:\.?@(?P<at>[\w.-]+)|(?P<nick>[\w\[\]\\^{}|`-]{2,30})[:,](?=\s))")


@dataclass(frozen=True, slots=True)
class Placed:
    """A post where it belongs: `question` is BEFORE, a number or AFTER; `rule` says by what.

    `place` is its own among all posts, `thread` that of the post with which its thread begins,
    `to` that of the one it answers, -1 for none; `echoes` counts who repeated it. A `folded`
    one is a greeting.
    """

    post: Said
    place: int
    question: int
    rule: str
    thread: int
    to: int = -1
    echoes: int = 0
    folded: bool = False


def placed(posts: Sequence[Said], chat: Chat) -> dict[int, Placed]:
    """Return the posts that are shown by their place in `posts`, in order of time.

    What only repeats another post is not among them. The rules are hand, asked, mark, reply,
    address and time.
    """
    return _Grouping(posts, chat).placed


class _Grouping:
    def __init__(self, posts: Sequence[Said], chat: Chat) -> None:
        self._posts, self._chat = posts, chat
        most = len(chat.questions) or _ANY
        language = chat.words.language
        self._marks = [mark_of(post.text, most, language) for post in posts]
        self._echoes: Echoes = echoes_among(posts)
        echoed = self._echoes.repeats | self._echoes.answers
        self._asked: Asked = asked_in(posts, self._marks, echoed, chat)
        self._ids = {post.id: place for place, post in enumerate(posts)}
        self._last: dict[str, int] = {}
        self.placed: dict[int, Placed] = {}
        for place, post in enumerate(posts):
            if place not in self._echoes.repeats:
                self._place(place, post)

    def _place(self, place: int, post: Said) -> None:
        to, native = self._answered(place, post)
        question, rule = self._question(place, post, to, native=native)
        parent = self.placed.get(to)
        # What answers a question begins a thread: all would be one otherwise.
        goes_on = parent and parent.question == question and parent.rule != "asked"
        thread = parent.thread if parent and goes_on else place
        self.placed[place] = Placed(
            post, place, question, rule, thread, to if parent else -1,
            max(post.echoes, self._echoes.counts.get(place, 0)),
            folded=rule in ("time", "address") and is_greeting(post.text),
        )  # fmt: skip
        self._last[author_key(post.handle)] = place

    def _answered(self, place: int, post: Said) -> tuple[int, bool]:
        """Return the place of what a post answers, -1 for none; whether its platform says so."""
        spoken = self._spoken_to(post)
        if post.reply:
            return self._within_thread(self._ids.get(post.reply, -1), spoken), True
        if place in self._echoes.answers:
            return self._echoes.answers[place], True
        return spoken, False

    def _spoken_to(self, post: Said) -> int:
        """Return the place of the last post of whom it speaks to, -1 when that is long ago."""
        spoken = _SPOKEN_TO.match(post.text)
        to = self._last.get(author_key(spoken["at"] or spoken["nick"]), -1) if spoken else -1
        recent = to >= 0 and post.at - self._posts[to].at <= _STILL_SPOKEN_TO
        return to if recent else -1

    def _within_thread(self, to: int, spoken: int) -> int:
        """Return what a reply answers: on platforms with flat threads, whom it speaks to there."""
        known, named = self.placed.get(to), self.placed.get(spoken)
        if known is None:
            return -1
        within = named and (named.thread == known.thread or self.placed[named.thread].to == to)
        return spoken if within else to

    def _question(self, place: int, post: Said, to: int, *, native: bool) -> tuple[int, str]:
        if post.question:
            by_name = _NAMED.get(post.question)
            return int(post.question) if by_name is None else by_name, "hand"
        if place in self._asked.posts:
            return self._asked.posts[place], "asked"
        mark = self._marks[place]
        if mark and self._holds(mark, post.at):
            return mark.number, "mark"
        if to in self.placed:
            return self.placed[to].question, "reply" if native else "address"
        return self._by_time(post.at), "time"

    def _holds(self, mark: Mark, at: datetime) -> bool:
        """Return whether a mark means a question, by what had been asked when it was written."""
        since, now = self._asked.at(mark.number), self._asked.current(at)
        begun = since is not None and since <= at + _SLOW_CLOCK
        if mark.kind == "":
            return begun and 0 <= now - mark.number <= _BARE_LATE
        return begun or (mark.sure and (mark.kind == "a" or mark.first))

    def _by_time(self, at: datetime) -> int:
        if at > self._chat.end + _CLOSING and self._asked.since:
            return AFTER
        return self._asked.current(at)
