"""A chat's sittings, and the dates that the rule expects → calendar entries as values."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from chats import entries, paths
from chats.calendar_entries import wording
from chats.calendar_entries.revisions import Revision, digest_of
from chats.model import Chat, Session, Status
from chats.paths import Site
from chats.places import place_now, place_of, usual_place
from chats.schedule import Placeholder
from chats.series import Series
from chats.words import Words


class EventStatus(StrEnum):
    """How sure an entry is; the values are those of STATUS (RFC 5545 §3.8.1.11)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


_STATUS = {
    Status.ANNOUNCED: EventStatus.CONFIRMED,
    Status.TENTATIVE: EventStatus.TENTATIVE,
    Status.CANCELLED: EventStatus.CANCELLED,
}

_BEFORE_ANYTHING = timedelta(days=10_000)

_ANY_ADDRESS = Site("")
"""The site's own address does not count as content: one commit is shown at several."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One calendar entry; its instants are in UTC.

    `stamp` is both DTSTAMP and LAST-MODIFIED; `created` is None for what nobody has
    announced. `details` is the short form of `description`, for addresses that carry it.
    A `private` one is nobody else's business, and takes no time.
    """

    uid: str
    start: datetime
    end: datetime
    stamp: datetime
    created: datetime | None
    sequence: int
    status: EventStatus
    summary: str
    description: str
    details: str
    location: str
    url: str
    categories: tuple[str, ...] = ()
    private: bool = False

    @property
    def free(self) -> bool:
        """Whether the time stays free in a calendar: nobody is sure to be there."""
        return self.private or self.status is not EventStatus.CONFIRMED

    @property
    def digest(self) -> str:
        """What tells this content from another.

        The stamp follows from it; `created` never changes; `details` says nothing else.
        """
        return digest_of((
            self.uid, self.start, self.end, self.sequence, self.status, self.summary,
            self.description, self.location, self.url, *self.categories,
        ))  # fmt: skip


def chat_events(chat: Chat, series: Series, site: Site) -> tuple[Event, ...]:
    """Return an entry for each session of the chat, in order."""
    return tuple(session_event(chat, session, series, site) for session in chat.sessions)


def session_event(chat: Chat, session: Session, series: Series, site: Site) -> Event:
    """Return the entry of one session, stamped with its last change."""
    event = event_of(chat, session, series, site)
    if event.uid not in series.revisions:
        return event
    return _at(event, _revision_of(chat, session, series))


def event_of(chat: Chat, session: Session, series: Series, site: Site) -> Event:
    """Return what the entry of one session says; its stamp is the last change of the file."""
    return series.once(
        ("entry", chat.slug, session.key, site.url),
        lambda: _event_of(chat, session, series, site),
    )


def _event_of(chat: Chat, session: Session, series: Series, site: Site) -> Event:
    status = _STATUS[chat.status]
    return Event(
        uid=entries.uid(series.domain, chat.id, session.key),
        start=session.start.astimezone(UTC),
        end=session.end,
        stamp=chat.updated.astimezone(UTC),
        created=chat.announced.astimezone(UTC),
        sequence=entries.sequence(chat, session),
        status=status,
        summary=summary_of(status, _title(chat, session, series), chat.words),
        description=wording.description(chat, session, series, site),
        details=wording.details(chat, site),
        location=_location(chat),
        url=site.absolute(paths.chat(chat.slug)),
        categories=tuple(paths.slug_of(tag) for tag in chat.tags),
    )


def placeholder_event(slot: Placeholder, series: Series, site: Site) -> Event:
    """Return the entry of a date that the rule expects; the announced chat takes its UID over.

    Its number rises with each change of what it says (the rule, an exception, the hour),
    as far as there is room below an announced chat's.
    """
    return _at(_expected(slot, series, site), _revision_of_expected(slot, series))


def revisions_of(series: Series) -> dict[str, Revision]:
    """Return every entry as it is published now, by UID."""
    found = {entries.uid(series.domain, chat.id, session.key): _revision_of(chat, session, series)
             for chat in series.chats for session in chat.sessions}  # fmt: skip
    return found | {entries.uid(series.domain, slot.id): _revision_of_expected(slot, series)
                    for slot in series.placeholders}  # fmt: skip


def _revision_of(chat: Chat, session: Session, series: Series) -> Revision:
    return series.once(
        ("revision", chat.slug, session.key),
        lambda: _revision(_event_of(chat, session, series, _ANY_ADDRESS), series),
    )


def _revision_of_expected(slot: Placeholder, series: Series) -> Revision:
    return series.once(
        ("revision", slot.id), lambda: _revision(_expected(slot, series, _ANY_ADDRESS), series)
    )


def _revision(event: Event, series: Series) -> Revision:
    """Return the number and the stamp that follow from what was published last."""
    digest, known = event.digest, series.revisions.get(event.uid)
    number, stamp = event.sequence, event.stamp
    if known:
        stamp = known.stamp_of(digest, stamp)
    if known and event.created is None:
        raised = min(known.sequence + (digest != known.digest), entries.EXPECTED_AT_MOST)
        number = max(number, raised, known.sequence)
    return Revision(sequence=number, stamp=stamp, digest=digest)


def _at(event: Event, revision: Revision) -> Event:
    return replace(event, sequence=revision.sequence, stamp=revision.stamp)


def _expected(slot: Placeholder, series: Series, site: Site) -> Event:
    """Return what the entry says when it stands in no lock.

    Its stamp is neither a clock's nor a constant. It lies 10,000 days before the slot,
    thus before the announcement of any chat that takes the slot over (24 expected dates
    of a yearly rule reach 8,766 days), so that the announcement is the later of the two
    for whoever compares stamps (RFC 5546 §2.1.5). And it moves when the slot moves:
    Evolution keeps the old entry when SEQUENCE and the stamps stay as they were.
    """
    start = slot.start.astimezone(UTC)
    unknown = series.words.gettext("{series}: topic to be announced", series=series.name)
    off_the_rule = series.exceptions.get(slot.id) is not None
    return Event(
        uid=entries.uid(series.domain, slot.id),
        start=start,
        end=slot.end,
        stamp=start - _BEFORE_ANYTHING,
        created=None,
        sequence=entries.EXPECTED_OFF_THE_RULE if off_the_rule else entries.EXPECTED,
        status=EventStatus.TENTATIVE,
        summary=summary_of(EventStatus.TENTATIVE, unknown, series.words),
        description=wording.expected_description(slot, series, site),
        details=wording.expected_details(series, site),
        location=usual_place(series).whole,
        url=site.absolute(paths.HOME),
    )


def summary_of(status: EventStatus, title: str, words: Words) -> str:
    """Return what an entry is called.

    Google shows tentative entries as busy and hides cancelled ones, so the status alone
    does not reach everybody; words do.
    """
    if status is EventStatus.CANCELLED:
        return words.gettext("CANCELLED: {title}", title=title)
    return words.gettext("TBC: {title}", title=title) if status is EventStatus.TENTATIVE else title


def _title(chat: Chat, session: Session, series: Series) -> str:
    title = chat.words.gettext("{series}: {topic}", series=series.name, topic=chat.topic)
    if len(chat.sessions) == 1:
        return title
    return f"{title} ({session.label or chat.words.dates.place(session.zone)})"


def _location(chat: Chat) -> str:
    usual = place_of(chat, chat.words).whole
    if not chat.moved_to:
        return usual
    now = place_now(chat, chat.words).whole
    return chat.words.gettext("{place} (moved from {usual})", place=now, usual=usual)
