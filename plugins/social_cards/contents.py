"""What a card says, in words, and the same for those who hear it instead (alt text)."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from chats.local_times import LocalTime, local_time
from chats.model import Chat, Session, hosts_of
from chats.series import Series

WIDTH, HEIGHT = 1200, 630
"""A card in pixels: what the networks show whole (Open Graph, 1.91 to 1)."""

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


def chat_contents(chat: Chat, series: Series) -> ChatContents:
    """Return what a chat's card shows; it tells nothing that another day would change."""
    first = local_time(chat.sessions[0])
    weekday, day, month = first.day.split(" ", 2)
    single = len(chat.sessions) == 1
    return ChatContents(
        series=series.name,
        topic=chat.topic,
        weekday=weekday,
        day=day,
        month=month,
        hours=tuple(_hours(session, first, single=single) for session in chat.sessions),
        hosts=tuple(person.name for person in hosts_of(chat)),
        status=_status(chat),
        cancelled=chat.cancelled,
        tentative=chat.tentative,
    )


def site_contents(series: Series) -> SiteContents:
    """Return what the site's card shows."""
    return SiteContents(series=series.name, tagline=series.tagline)


def chat_alt(chat: Chat) -> str:
    """Return what a chat's card shows, in sentences."""
    when = " and ".join(_moment(session) for session in chat.sessions)
    hosts = joined(tuple(person.name for person in hosts_of(chat)))
    sentences = (
        f"Chat: {chat.topic}",
        *_status(chat),
        f"{when}{f', with {hosts}' if hosts else ''}",
    )
    return " ".join(f"{sentence}." for sentence in sentences)


def site_alt(series: Series) -> str:
    """Return what the site's card shows, in sentences."""
    return " ".join(f"{text.rstrip('.')}." for text in (series.name, series.tagline) if text)


def joined(names: tuple[str, ...]) -> str:
    """Return names as a list in words: "Ann, Bob and Cem"."""
    *most, last = names or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def _status(chat: Chat) -> tuple[str, ...]:
    if chat.cancelled:
        return ("Cancelled",)
    words = (("To be confirmed", chat.tentative), ("New time", chat.moved))
    return tuple(word for word, holds in words if holds)


def _hours(session: Session, first: LocalTime, *, single: bool) -> Hours:
    own = local_time(session)
    span = f"{own.clock}\u2013{own.end_clock}"
    if single:
        known = () if own.zone == "UTC" else (_utc_span(local_time(session, zone=_UTC)),)
        return Hours(span=span, clocks=(_clock_of(own), *known))
    day = "" if own.day == first.day else f" ({own.weekday})"
    offset = "" if own.offset == own.label else f" ({own.offset})"
    return Hours(span=f"{span}{day}", clocks=(f"{_clock_of(own)}{offset}",))


def _utc_span(utc: LocalTime) -> str:
    return f"{utc.clock}\u2013{utc.end_clock} UTC{_other_weekday(utc)}"


def _other_weekday(time: LocalTime) -> str:
    return f" ({time.weekday})" if time.other_day else ""


def _clock_of(time: LocalTime) -> str:
    return time.label if time.label == "UTC" else f"{time.label} time"


def _moment(session: Session) -> str:
    own, utc = local_time(session), local_time(session, zone=_UTC)
    known = "" if own.zone == "UTC" else f" ({utc.clock} UTC{_on_day(utc)})"
    return f"{own.day}, {own.clock} {_clock_of(own)}{known}"


def _on_day(time: LocalTime) -> str:
    return f" on {time.day.split(' ')[0]}" if time.other_day else ""
