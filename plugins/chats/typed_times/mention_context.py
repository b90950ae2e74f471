"""What the words around a typed time say of it: another day, another matter, the usual hour.

A guard that cries wolf is switched off. So a time is judged only when its own sentence
gives no sign that it tells of something else than the chat's start or end.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from enum import IntEnum

from chats.typed_times.named_days import day_after, day_before
from chats.typed_times.time_mentions import Mention


class Doubt(IntEnum):
    """How sure it is that a time is not the chat's.

    Of one that is LIKELY something else (a deadline, the hour of a question, the usual
    hour) only a wrong abbreviation is told, which shows when the clock reads as the
    chat's own. One that is SURELY something else is left alone.
    """

    NONE = 0
    LIKELY = 1
    SURELY = 2


_SENTENCE_END = re.compile(
    r"(?<![ap]\.m)(?<!\b[A-Z])[.!?…][\"'”’)\]]{0,3}\s{1,8}(?=[^a-z\s])|[;|]\s|\n\s{0,8}\n"
)
_CLAUSE_MARK = re.compile(r",(?!\sat\s)|[;()—–]|\s(?:and|but|so|that)\s")
_AROUND_BEFORE, _AROUND_AFTER = 120, 60
"""How many characters before and after a time are looked at."""

_SURELY = re.compile(
    r"\b(?:published|publishes|posted|appeared|tweeted|wrote|written|uploaded|updated|edited|sent|"
    r"went up|timestamp|announced (?:at|on)|would|no longer|used to|originally|formerly|previously|"
    r"moved from|was to|were to|had been|literally|mistake|mistakenly|wrongly|"
    r"last chat (?:began|started|was|ran)|(?:past|previous|earlier|other) chats?)\b",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(?:(?:every|each) (?:week|month|year|day)|(?:in|the) (?:winter|summer)|"
    r"(?:winter|summer) months|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days|"
    r"(?:first|second|third|fourth|last) \w{3,6}day(?! of (?-i:[A-Z])))\b",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"\b(?:usual|usually|normal|normally|ordinarily|generally|opens?|opened|ends?|ended|finish(?:es)?|close[sd]?|closing|"
    r"deadline|latest|Q\d{1,2}|question \w{1,5}|(?:first|second|third|last|final) question|"
    r"break|half-?time|half-?way|workshop|webinar|meet-?up|conference|call|interview|radio|"
    r"broadcast|rehearsal|warm-?up|pre-?chat|doors|party|train|flight|recap|transcript|wrap-?up|"
    r"reminder|poll|vote|voting|survey|nominations|comments|registration|sign-?ups?|submissions|"
    r"office|breakfast|lunch|dinner|bed|asleep|alarm|wakes?|woke|lives?|early|minutes|"
    r"moderators|sister|another|dropped|skipped)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:chat|conversation|hour|discussion)\s(?:itself\s)?"
    r"(?:was|began|begun|started|ran|took place)\b|"
    r"\bwe (?:met|began|started|gathered)\b",
    re.IGNORECASE,
)
"""What says of a chat that is over when it was held."""

_TO_COME = re.compile(
    r"\b(?:next|coming|following|upcoming|future|will|see you|join us|again|hope to)\b",
    re.IGNORECASE,
)
"""What a text written after the chat says of another one."""

_LEADING = {
    "not": Doubt.SURELY, "instead": Doubt.SURELY, "than": Doubt.SURELY, "unlike": Doubt.SURELY,
    "by": Doubt.LIKELY, "before": Doubt.LIKELY, "after": Doubt.LIKELY, "since": Doubt.LIKELY,
    "until": Doubt.LIKELY, "till": Doubt.LIKELY,
}  # fmt: skip
"""The word that leads to a time: "by 5 pm EST", "instead of 10 pm UK"."""

_FILLING = {"of", "at", "from", "the", "usual", "our", "its", "about", "around", "just", "shortly"}
_JOINING = {"and", "or", "is", "are", "i.e", "which", "that", "in", "the", "at", "for", "to",
            "mean", "means", "respectively"}  # fmt: skip
_WORD = re.compile(r"[A-Za-z][A-Za-z.]*(?<!\.)")
_HASHTAG = re.compile(r"#(\w+)")


def doubts(
    text: str, mentions: Sequence[Mention], days: Collection[date], hashtag: str
) -> Iterator[Doubt]:
    """Yield the doubt about each of a text's mentions, in order.

    `days` are those on which the chat is held, wherever one looks at the clock.
    Times that are only listed ("2 pm PST, 5 pm EST and 10 pm UK") share their doubts.
    """
    group: list[Doubt] = []
    for before, after, joined in _surroundings(text, mentions):
        if group and not joined:
            yield from [max(group)] * len(group)
            group = []
        group.append(_doubt(before, after, days, hashtag))
    yield from [max(group, default=Doubt.NONE)] * len(group)


def doubts_afterwards(
    text: str, mentions: Sequence[Mention], days: Collection[date], hashtag: str
) -> Iterator[Doubt]:
    """Yield the same for a text that was written after the chat, a recap for instance.

    It tells of much that happened at some hour, and of the chat to come. So its time is
    the chat's for sure only where the sentence says that the chat was held then.
    """
    last = Doubt.NONE
    around = _surroundings(text, mentions)
    about = doubts(text, mentions, days, hashtag)
    for doubt, (before, after, joined) in zip(about, around, strict=True):
        if _TO_COME.search(f"{before}\n{after}"):
            doubt = Doubt.SURELY
        elif not (joined or _HELD.search(before)):
            doubt = max(doubt, Doubt.LIKELY)
        last = max(last, doubt) if joined else doubt
        yield last


def _surroundings(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, str, bool]]:
    """Yield the words before and after each mention, and whether it continues a list of them.

    They end where the sentence does, and at the mentions before and after.
    """
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    last = 0
    for mention, following in zip(mentions, (*mentions[1:], None), strict=False):
        number = bisect_right(ends, mention.start)
        sentence = ends[number - 1] if number else 0
        begin = max(sentence, last, mention.start - _AROUND_BEFORE)
        end = min(ends[number] if number < len(ends) else len(text), mention.end + _AROUND_AFTER)
        if following:
            end = min(end, following.start)
        before = text[begin : mention.start]
        yield (
            before,
            text[mention.end : max(end, mention.end)],
            begin == last > 0 and _joins(before),
        )
        last = mention.end


def _joins(between: str) -> bool:
    """Return whether nothing but commas and "and" stands between two times."""
    return len(between) <= 40 and {word.lower() for word in _WORD.findall(between)} <= _JOINING


def _doubt(before: str, after: str, days: Collection[date], hashtag: str) -> Doubt:
    day = day_before(before) or day_after(after)
    if day and not day.is_one_of(days):
        return Doubt.SURELY
    lead = _LEADING.get(_word_before(before), Doubt.NONE)
    label = _clause(before)
    clause = f"{label.rpartition(':')[2]}\n{_CLAUSE_MARK.split(after, maxsplit=1)[0]}"
    if lead is Doubt.SURELY or _SURELY.search(clause) or _RULE.search(f"{before}\n{clause}"):
        return Doubt.SURELY
    elsewhere = {tag.casefold() for tag in _HASHTAG.findall(before)} - {hashtag.casefold()}
    if elsewhere or _LIKELY.search(f"{label}{clause}"):
        return Doubt.LIKELY
    return lead


def _clause(before: str) -> str:
    """Return the clause that leads to a time, with a label before a colon: "Deadline: "."""
    return _CLAUSE_MARK.split(before)[-1]


def _word_before(before: str) -> str:
    words = [word.lower() for word in _WORD.findall(before[-40:])]
    while words and words[-1] in _FILLING:
        words.pop()
    return words[-1] if words else ""
