"""A series → a record of everything that subscribers and readers may know of it."""

from collections.abc import Iterable, Iterator
from datetime import UTC

from chats import entries, paths
from chats.aliases import Entry
from chats.calendar_entries.events import revisions_of
from chats.identity.records import (
    AliasRecord,
    CalendarRecord,
    FileRecord,
    HostRecord,
    PageRecord,
    Period,
    PostRecord,
    Record,
    SessionRecord,
    StampRecord,
    TopicRecord,
    key_of,
)
from chats.model import Chat, Page
from chats.series import Series
from chats.translations import editions


def published(
    series: Series, pages: Iterable[Page] = (), files: Iterable[str] = ()
) -> tuple[Record, ...]:
    """Return a record for everything that the site shows at the series' instant, in order.

    `files` are the paths of what is published as it is.
    """
    records = (
        *_published(series, tuple(pages)),
        *(StampRecord(uid=uid, **vars(last)) for uid, last in revisions_of(series).items()),
        *(FileRecord(path=path) for path in files),
    )
    found = {key_of(record): record for record in records}
    return tuple(found[key] for key in sorted(found))


def _published(series: Series, pages: tuple[Page, ...]) -> Iterator[Record]:
    for chat in series.chats:
        yield from session_records(chat, series.domain)
        yield from (PageRecord(path=edition.path) for edition in editions(chat)[1:])
    for post in series.posts:
        yield PostRecord(id=post.id, path=post.path, since=post.published.astimezone(UTC))
    for page in pages:
        yield PageRecord(path=page.path)
    told = (edition for chat in series.chats for edition in editions(chat))
    everything: tuple[Entry, ...] = (*told, *series.posts, *pages)
    for entry in everything:
        yield from (AliasRecord(path=alias, leads_to=entry.path) for alias in entry.aliases)
    yield from (CalendarRecord(path=path) for path in calendars(series))
    yield from (TopicRecord(path=paths.topic(topic.name)) for topic in series.topics())
    yield from (HostRecord(path=paths.host(person.id)) for person in series.hosts())


def session_records(chat: Chat, domain: str) -> Iterator[SessionRecord]:
    """Yield a record for each session of the chat."""
    for session in chat.sessions:
        yield SessionRecord(
            uid=entries.uid(domain, chat.id, session.key),
            path=chat.path,
            sequence=entries.sequence(chat, session),
            period=Period(session.start.astimezone(UTC), session.duration),
            status=chat.status,
            since=chat.announced.astimezone(UTC),
        )


def calendars(series: Series) -> dict[str, str]:
    """Return the calendars of topics and hosts with more than one chat: path → whose it is."""
    topics = {paths.topic_calendar(topic.name): topic.name
              for topic in series.topics() if len(topic.chats) > 1}  # fmt: skip
    return topics | {paths.host_calendar(person.id): person.name
                     for person, chats in series.hosts().items() if len(chats) > 1}  # fmt: skip
