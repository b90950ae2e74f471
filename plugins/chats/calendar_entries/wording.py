"""What a calendar entry says, as plain text: HTML is shown as such by most calendars."""

from collections.abc import Iterable
from datetime import datetime

from chats import paths
from chats.local_times import LocalTime, local_time, local_times
from chats.model import Chat, Session, Venue
from chats.out_of_step import out_of_step
from chats.paths import Site
from chats.places import place_of
from chats.platforms import NOT_STATED
from chats.schedule import Placeholder
from chats.series import Series
from chats.words import Words


def description(chat: Chat, session: Session, series: Series, site: Site) -> str:
    """Return what has changed, how to join, when it is in every zone, and the questions."""
    return _paragraphs(
        _news(chat, session),
        _way_in(chat, site),
        _times(session, series, chat.words),
        (f"Q{number}. {question.ask}" for number, question in enumerate(chat.questions, 1)),
    )


def details(chat: Chat, site: Site) -> str:
    """Return the short form for addresses, which stand three times on a page: where to read on."""
    return _page_line(chat, site)


def expected_description(slot: Placeholder, series: Series, site: Site) -> str:
    """Return what there is to say of a chat that nobody has announced."""
    session = Session(start=slot.start, duration=slot.duration)
    return _paragraphs((expected_details(series, site),), _times(session, series, series.words))


def expected_details(series: Series, site: Site) -> str:
    """Return the short form of the same."""
    words, home = series.words, site.absolute(paths.HOME)
    return "\n".join((
        words.gettext("Expected, but not announced yet: the time may still change."),
        words.gettext("The topic will be announced at {url}", url=home),
    ))  # fmt: skip


def _paragraphs(*blocks: Iterable[str]) -> str:
    texts = ("\n".join(block) for block in blocks)
    return "\n\n".join(text for text in texts if text)


def _news(chat: Chat, session: Session) -> Iterable[str]:
    words = chat.words
    if chat.cancelled:
        yield words.gettext("This chat is cancelled.")
    if chat.tentative:
        yield words.gettext("To be confirmed: the date may still change.")
    if session.moved_from:
        then = words.gettext(", then ")
        earlier = then.join(_earlier(start, words) for start in session.moved_from)
        yield words.gettext("The time has changed. It was {earlier}.", earlier=earlier)
    if chat.moved_to:
        yield _fallback(chat.moved_to, words)
    if chat.note:
        yield chat.note


def _fallback(venue: Venue, words: Words) -> str:
    if venue.url:
        return words.gettext("The chat moved to {place}: {url}", place=venue.name, url=venue.url)
    return words.gettext("The chat moved to {place}.", place=venue.name)


def _earlier(start: datetime, words: Words) -> str:
    zone = getattr(start.tzinfo, "key", "UTC")
    return f"{words.dates.long_day(start)}, {words.dates.clock(start)} ({zone})"


def _way_in(chat: Chat, site: Site) -> Iterable[str]:
    if not chat.cancelled:
        yield _joining(chat)
    yield _page_line(chat, site)


def _page_line(chat: Chat, site: Site) -> str:
    page = site.absolute(paths.chat(chat.slug))
    return chat.words.gettext("All about this chat: {url}", url=page)


def _joining(chat: Chat) -> str:
    words = chat.words
    place = place_of(chat, words)
    if place.url:
        return words.gettext("{action}: {url}", action=place.action, url=place.url)
    if chat.platform.id == NOT_STATED:
        return words.gettext("No venue is stated for this chat.")
    return words.gettext("Join {place}", place=place.title)


def _times(session: Session, series: Series, words: Words) -> Iterable[str]:
    yield words.dates.long_day(session.start)
    if session.zone.key not in {zone.zone.key for zone in series.zones}:
        yield _line(local_time(session, words))
    for time in local_times(session, series.zones, words):
        yield _line(time)
    # The tense never turns: an entry's text may change only when the chat does.
    yield from out_of_step(session, series.zones, words)


def _line(time: LocalTime) -> str:
    hours = f"{time.span} {time.abbreviation or time.offset}"
    return time.words.gettext("{place}: {hours}", place=time.label, hours=hours)
