"""What a card says, in words, and the same for those who hear it instead (alt text)."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from chats.local_times import LocalTime, local_time
from chats.model import Chat, Session, hosts_of
from chats.series import Series
from chats.words import ENDS, Words, gettext_noop

WIDTH, HEIGHT = 1200, 630
"""A card in pixels: what the networks show whole (Open Graph, 1.91 to 1)."""

QUESTION_HEIGHT = 675
"""The height of a question's card, which is posted as a picture: those are shown 16 to 9."""

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When a session takes place: "17:00–19:00", and whose clock that is, a line each."""

    span: str
    clocks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChatContents:
    """What a chat's card shows; `status` holds "Cancelled", "To be confirmed", "New time"."""

    series: str
    topic: str
    weekday: str
    day: str
    month: str
    hours: tuple[Hours, ...]
    hosts: tuple[str, ...]
    status: tuple[str, ...]
    cancelled: bool
    tentative: bool


@dataclass(frozen=True, kw_only=True)
class SiteContents:
    """What the card of the site itself shows."""

    series: str
    tagline: str


@dataclass(frozen=True, kw_only=True)
class QuestionContents:
    """What the card of a question shows: "Q3", what is asked, the series, the day."""

    series: str
    number: str
    ask: str
    foot: str


def chat_contents(chat: Chat, series: Series) -> ChatContents:
    """Return what a chat's card shows; it tells nothing that another day would change."""
    first = local_time(chat.sessions[0], chat.words)
    single = len(chat.sessions) == 1
    return ChatContents(
        series=series.name,
        topic=chat.topic,
        weekday=first.weekday_name,
        day=str(first.start.day),
        month=first.month_of_year,
        hours=tuple(_hours(session, first, chat.words, single=single) for session in chat.sessions),
        hosts=tuple(person.name for person in hosts_of(chat)),
        status=_status(chat),
        cancelled=chat.cancelled,
        tentative=chat.tentative,
    )


def question_contents(chat: Chat, number: int, series: Series) -> QuestionContents:
    """Return what the card of a question shows; `number` counts from 1."""
    tag = "" if series.name.casefold() == f"#{chat.hashtag}".casefold() else f" #{chat.hashtag}"
    return QuestionContents(
        series=series.name,
        number=f"Q{number}",
        ask=chat.questions[number - 1].ask,
        foot=f"{chat.topic}{tag}, {local_time(chat.sessions[0], chat.words).day}",
    )


def question_alt(contents: QuestionContents) -> str:
    """Return what a question's card shows, in sentences."""
    ask = contents.ask if contents.ask.endswith(tuple(ENDS)) else f"{contents.ask}."
    return f"{contents.series}, {contents.number}: {ask} {contents.foot}."


def site_contents(series: Series) -> SiteContents:
    """Return what the site's card shows."""
    return SiteContents(series=series.name, tagline=series.tagline)


def chat_alt(chat: Chat) -> str:
    """Return what a chat's card shows, in sentences."""
    words = chat.words
    and_then = words.pgettext("before the last name", " and ")
    when = and_then.join(_moment(session, words) for session in chat.sessions)
    if hosts := words.listed(tuple(person.name for person in hosts_of(chat))):
        when = words.gettext("{when}, with {people}", when=when, people=hosts)
    sentences = (words.gettext("Chat: {topic}", topic=chat.topic), *_status(chat), when)
    return " ".join(f"{sentence}." for sentence in sentences)


def site_alt(series: Series) -> str:
    """Return what the site's card shows, in sentences."""
    return " ".join(f"{text.rstrip('.')}." for text in (series.name, series.tagline) if text)


def _status(chat: Chat) -> tuple[str, ...]:
    say = chat.words.gettext
    if chat.cancelled:
        return (say("Cancelled"),)
    said = (
        (gettext_noop("To be confirmed"), chat.tentative),
        (gettext_noop("New time"), chat.moved),
    )
    return tuple(say(word) for word, holds in said if holds)


def _hours(session: Session, first: LocalTime, words: Words, *, single: bool) -> Hours:
    own = local_time(session, words)
    span = f"{own.clock}\u2013{own.end_clock}"
    if single:
        known = () if own.zone == "UTC" else (_utc_span(local_time(session, words, zone=_UTC)),)
        return Hours(span=span, clocks=(own.clock_name, *known))
    day = "" if own.day == first.day else f" ({own.weekday})"
    offset = "" if own.offset == own.label else f" ({own.offset})"
    return Hours(span=f"{span}{day}", clocks=(f"{own.clock_name}{offset}",))


def _utc_span(utc: LocalTime) -> str:
    return f"{utc.clock}\u2013{utc.end_clock} UTC{_other_weekday(utc)}"


def _other_weekday(time: LocalTime) -> str:
    return f" ({time.weekday})" if time.other_day else ""


def _moment(session: Session, words: Words) -> str:
    own, utc = local_time(session, words), local_time(session, words, zone=_UTC)
    return own.moment if own.zone == "UTC" else f"{own.moment} ({_in_utc(utc)})"


def _in_utc(utc: LocalTime) -> str:
    if not utc.other_day:
        return f"{utc.clock} UTC"
    return utc.words.gettext("{clock} UTC on {weekday}", clock=utc.clock, weekday=utc.weekday_name)
