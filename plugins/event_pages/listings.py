"""What the pages show that list chats: home, archive, topics, hosts."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from chats import paths
from chats.local_times import LocalTime, local_time, local_times
from chats.model import Chat, Link, Person, Session
from chats.out_of_step import out_of_step
from chats.paths import Site
from chats.series import Series
from chats.sheets import Sheet, Year
from event_pages import crumbs
from event_pages.chat_view import ChatCard, ChatView, chat_card, chat_view, instants
from event_pages.post_views import PostCard, post_cards

RECENT = 4
"""How many past chats stand on the home page: a year's quarter and one more."""

COMING = 3
"""How many coming chats a page holds, so that it can move on until the next build."""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """A chat that the rule expects and nobody has announced.

    `out_of_step` says of which places the hour is not the usual one.
    """

    id: str
    month: str
    session: Session
    own: LocalTime
    times: tuple[LocalTime, ...]
    out_of_step: tuple[str, ...]

    @property
    def instants(self) -> str:
        """Its start and end in UTC, "start/end", for the script that moves on from it."""
        return instants((self.session,))


@dataclass(frozen=True, kw_only=True)
class Home:
    """The home page: the next chat or what the rule expects, then what lies behind.

    `coming` are the next few chats: a script shows the first that is not over by the
    reader's clock. `called_off` are the cancelled ones that would have come before it.
    """

    coming: tuple[ChatView, ...]
    expected: tuple[Expected, ...]
    called_off: tuple[ChatCard, ...]
    later: tuple[ChatCard, ...]
    recent: tuple[ChatCard, ...]
    posts: tuple[PostCard, ...]
    number_of_chats: int

    @property
    def next(self) -> ChatView | None:
        """The next chat at the instant of the build."""
        return self.coming[0] if self.coming else None


@dataclass(frozen=True, kw_only=True)
class Archive:
    """A sheet of all chats: the past by year, and before it what is to come and expected.

    `index` says where each year stands, on this sheet or another.
    """

    sheet: Sheet[Year]
    upcoming: tuple[ChatCard, ...]
    expected: tuple[Expected, ...]
    years: tuple[tuple[int, tuple[ChatCard, ...]], ...]
    index: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class TopicView:
    """A topic and how many chats are on it."""

    name: str
    path: str
    url: str
    number_of_chats: int


@dataclass(frozen=True, kw_only=True)
class HostView:
    """A host and how many chats they hosted."""

    person: Person
    path: str
    url: str
    number_of_chats: int


def home(series: Series, site: Site) -> Home:
    """Return the home page's view."""
    upcoming = _cards(series.upcoming, series, site)
    before = series.upcoming.index(series.next) if series.next else len(upcoming)
    return Home(
        coming=coming(series, site),
        expected=expected(series),
        called_off=upcoming[:before],
        later=upcoming[before + 1 :],
        recent=_cards(series.past[:RECENT], series, site),
        posts=post_cards(series, site, RECENT),
        number_of_chats=len(series.chats),
    )


def coming(series: Series, site: Site) -> tuple[ChatView, ...]:
    """Return the next chats that take place."""
    held = (chat for chat in series.upcoming if not chat.cancelled)
    return tuple(chat_view(chat, series, site, series.words) for chat in islice(held, COMING))


def latest(series: Series, site: Site) -> tuple[ChatView, ...]:
    """Return the chats of which one is the latest by the reader's clock, in order of time.

    The first took place before the build, the others are to come.
    """
    before = (chat_view(series.latest, series, site, series.words),) if series.latest else ()
    return before + coming(series, site)


def archive(sheet: Sheet[Year], series: Series, site: Site, index: tuple[Link, ...]) -> Archive:
    """Return a sheet of the archive; the first has what is to come."""
    return Archive(
        sheet=sheet,
        upcoming=_cards(series.upcoming, series, site) if sheet.number == 1 else (),
        expected=expected(series) if sheet.number == 1 else (),
        years=tuple((year, _cards(chats, series, site)) for year, chats in sheet.items),
        index=index,
    )


def years(series: Series, site: Site) -> tuple[Link, ...]:
    """Return where each year of the archive stands, latest first."""
    found = crumbs.years(series).items()
    return tuple(Link(title=str(year), url=site.link(path)) for year, path in found)


def _cards(chats: Iterable[Chat], series: Series, site: Site) -> tuple[ChatCard, ...]:
    return tuple(chat_card(chat, series, site, series.words) for chat in chats)


def expected(series: Series) -> tuple[Expected, ...]:
    """Return the dates that the rule expects."""
    found = []
    for slot in series.placeholders:
        session = Session(start=slot.start, duration=slot.duration)
        own = local_time(session, series.words)
        found.append(Expected(
            id=slot.id,
            month=own.month_of_year,
            session=session,
            own=own,
            times=local_times(session, series.zones, series.words),
            out_of_step=out_of_step(session, series.zones, series.words),
        ))  # fmt: skip
    return tuple(found)


def topics(series: Series, site: Site) -> tuple[TopicView, ...]:
    """Return every topic's view, in alphabetical order."""
    return tuple(topic(each.name, site, len(each.chats)) for each in series.topics())


def topic(name: str, site: Site, number: int = 0) -> TopicView:
    """Return a topic's view."""
    path = paths.topic(name)
    return TopicView(name=name, path=path, url=site.link(path), number_of_chats=number)


def hosts(series: Series, site: Site) -> tuple[HostView, ...]:
    """Return everybody who hosted a chat, by name."""
    return tuple(host(person, site, len(chats)) for person, chats in series.hosts().items())


def host(person: Person, site: Site, number: int = 0) -> HostView:
    """Return a host's view."""
    path = paths.host(person.id)
    return HostView(person=person, path=path, url=site.link(path), number_of_chats=number)
