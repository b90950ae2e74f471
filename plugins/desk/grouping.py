"""How well posts find their questions: labelled conversations, and what the rules make of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from chats.model import Chat, Person, Question, Session
from chats.platforms import shipped_platforms
from chats.transcripts.grouping import AFTER, placed
from chats.transcripts.merging import merged
from chats.transcripts.said import Told
from chats.words import Words

_DAY = date(2026, 6, 11)
RULES = ("asked", "mark", "reply", "address", "time", "echo", "greeting")
"""By what a post is put where it is; the last two are those that are folded away."""


@dataclass(frozen=True)
class Labelled:
    """A post of a labelled conversation: where a person puts it, and by what."""

    told: Told
    question: int
    rule: str


@dataclass
class Score:
    """Of one rule: posts that a person gave it, that it took, and that it put where they belong."""

    wanted: int = 0
    taken: int = 0
    right_of_wanted: int = 0
    right_of_taken: int = 0

    @property
    def precision(self) -> float:
        """Of the posts that the rule took, how many are where they belong."""
        return self.right_of_taken / self.taken if self.taken else 1.0

    @property
    def recall(self) -> float:
        """Of the posts that are the rule's, how many are where they belong."""
        return self.right_of_wanted / self.wanted if self.wanted else 1.0


@dataclass
class Measured:
    """What the rules made of labelled conversations; `wrong` are lines that tell each mistake."""

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    posts: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)


def grouping(folder: Path) -> bool:
    """Print precision and recall of each rule on the labelled conversations of a folder."""
    found = measured(sorted(folder.glob("*.txt")))
    print(f"{'rule':<10}{'posts':>7}{'precision':>11}{'recall':>8}")
    for rule in RULES:
        score = found.scores[rule]
        print(f"{rule:<10}{score.wanted:>7}{score.precision:>11.3f}{score.recall:>8.3f}")
    share = found.right / max(1, found.posts)
    print(f"{found.right} of {found.posts} posts are where they belong: {share:.1%}")
    for line in found.wrong:
        print(line)
    return True


def measured(files: Iterable[Path]) -> Measured:
    """Hold the rules against labelled conversations."""
    found = Measured()
    for file in files:
        chat, labelled = conversation_of(file.read_text("utf-8"))
        posts = merged((), [each.told for each in labelled]).posts
        places = {post.origin: place for place, post in enumerate(posts)}
        by_place = placed(posts, chat)
        for each in labelled:
            put = by_place.get(places[each.told.origin])
            took, question = ("echo", -1) if put is None else (put.rule, put.question)
            took = "greeting" if put and put.folded else took
            folded = each.rule in ("echo", "greeting")
            right = took == each.rule if folded else took != "echo" and question == each.question
            right = right and (folded or took != "greeting")
            _count(found, each.rule, took, right)
            if not right:
                put_where = f"{took} {question}, but {each.rule} {each.question}"
                told = f"{each.told.handle}: {each.told.text[:60]!r}"
                found.wrong.append(f"{file.name}: {told}: {put_where}")
    return found


def _count(found: Measured, wanted: str, took: str, right: bool) -> None:
    found.posts += 1
    found.right += right
    found.scores[wanted].wanted += 1
    found.scores[wanted].right_of_wanted += right
    found.scores[took].taken += 1
    found.scores[took].right_of_taken += right


def conversation_of(text: str) -> tuple[Chat, list[Labelled]]:
    """Return the chat of a labelled conversation, and its posts as an export would tell them.

    Above `---` stand host, start, questions and perhaps the language; below it a post a line: time,
    author, whom it answers by the platform (`^author` or `-`), the label, the text.
    """
    head, _, body = text.partition("---\n")
    fields = [line.partition(": ")[::2] for line in head.splitlines() if not line.startswith("#")]
    known = {key: value for key, value in fields if key != "Q"}
    labelled: list[Labelled] = []
    last: dict[str, str] = {}
    for number, line in enumerate(filter(None, body.splitlines())):
        clock, author, answered, label, said = line.split(" | ", 4)
        told = Told(at=_at(clock), handle=author, text=said, origin=f"labelled {number}",
                    reply=last.get(answered.removeprefix("^"), ""))  # fmt: skip
        last[author] = told.origin
        where, _, rule = label.rpartition(" ")
        labelled.append(Labelled(told, _question(where), rule))
    return _chat(known, [value for key, value in fields if key == "Q"]), labelled


def _question(where: str) -> int:
    return AFTER if where == "after" else int(where or 0)


def _at(clock: str) -> datetime:
    return datetime.fromisoformat(f"{_DAY}T{clock}").replace(tzinfo=UTC)


def _chat(known: Mapping[str, str], asks: list[str]) -> Chat:
    start = _at(known["start"]).astimezone(ZoneInfo("UTC"))
    host = Person(id="host", name="The host", handle=known["host"])
    return Chat(
        id="2026-06", slug="2026-06", source="", title="", topic="",
        sessions=(Session(start=start, duration=timedelta(hours=1)),),
        platform=shipped_platforms()["mastodon"], hashtag="", announced=start, updated=start,
        questions=tuple(Question(ask=ask) for ask in asks), hosts=(host,),
        words=Words(language=known.get("language", "en")),
    )  # fmt: skip
