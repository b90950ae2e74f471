"""What a calendar entry says, as plain text: HTML is shown as such by most calendars."""

from collections.abc import Iterable
from datetime import datetime

from chats import paths
from chats.local_times import LocalTime, local_time, local_times, long_day
from chats.model import Chat, Session
from chats.out_of_step import out_of_step
from chats.paths import Site
from chats.places import place_of
from chats.platforms import NOT_STATED
from chats.schedule import Placeholder
from chats.series import Series


def description(chat: Chat, session: Session, series: Series, site: Site) -> str:
    """Return what has changed, how to join, when it is in every zone, and the questions."""
    return _paragraphs(
        _news(chat, session),
        _way_in(chat, site),
        _times(session, series),
        (f"Q{number}. {question.ask}" for number, question in enumerate(chat.questions, 1)),
    )


def details(chat: Chat, site: Site) -> str:
    """Return the short form for addresses, which stand three times on a page: where to read on."""
    return _page_line(chat, site)


def expected_description(slot: Placeholder, series: Series, site: Site) -> str:
    """Return what there is to say of a chat that nobody has announced."""
    session = Session(start=slot.start, duration=slot.duration)
    return _paragraphs((expected_details(site),), _times(session, series))


def expected_details(site: Site) -> str:
    """Return the short form of the same."""
    return (
        "Expected, but not announced yet: the time may still change.\n"
        f"The topic will be announced at {site.absolute(paths.HOME)}"
    )


def _paragraphs(*blocks: Iterable[str]) -> str:
    texts = ("\n".join(block) for block in blocks)
    return "\n\n".join(text for text in texts if text)


def _news(chat: Chat, session: Session) -> Iterable[str]:
    if chat.cancelled:
        yield "This chat is cancelled."
    if chat.tentative:
        yield "To be confirmed: the date may still change."
    if session.moved_from:
        earlier = ", then ".join(_earlier(start) for start in session.moved_from)
        yield f"The time has changed. It was {earlier}."
    if chat.moved_to:
        where = f": {chat.moved_to.url}" if chat.moved_to.url else "."
        yield f"The chat moved to {chat.moved_to.name}{where}"
    if chat.note:
        yield chat.note


def _earlier(start: datetime) -> str:
    zone = getattr(start.tzinfo, "key", "UTC")
    return f"{long_day(start)}, {start:%H:%M} ({zone})"


def _way_in(chat: Chat, site: Site) -> Iterable[str]:
    if not chat.cancelled:
        yield _joining(chat)
    yield _page_line(chat, site)


def _page_line(chat: Chat, site: Site) -> str:
    return f"All about this chat: {site.absolute(paths.chat(chat.slug))}"


def _joining(chat: Chat) -> str:
    place = place_of(chat)
    if place.url:
        return f"{place.action}: {place.url}"
    if chat.platform.id == NOT_STATED:
        return "No venue is stated for this chat."
    return f"Join {place.title}"


def _times(session: Session, series: Series) -> Iterable[str]:
    yield local_time(session).day
    if session.zone.key not in {zone.zone.key for zone in series.zones}:
        yield _line(local_time(session))
    for time in local_times(session, series.zones):
        yield _line(time)
    # The tense never turns: an entry's text may change only when the chat does.
    yield from out_of_step(session, series.zones)


def _line(time: LocalTime) -> str:
    return f"{time.label}: {time.span} {time.abbreviation or time.offset}"
