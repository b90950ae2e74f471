"""A chat → everything its host needs in the hour: the sheet, minute by minute."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from chats import paths
from chats.fillings import filled
from chats.hour.deadlines import HOST, deadlines
from chats.hour.plan import Step, instant_of, plan_of
from chats.hour.wordings import Host, Post
from chats.local_times import LocalTime, local_time
from chats.model import Chat, Person, Session, hosts_of
from chats.paths import Site
from chats.places import platform_now
from chats.platforms import Platform
from chats.series import Series
from chats.words import Dates
from post_lengths.lengths import Length, length_of


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What one place's clock shows: "22:10", and "Fri" where that is another day."""

    place: str
    time: str
    weekday: str
    iso: str


@dataclass(frozen=True, kw_only=True)
class Posting:
    """A post's text on one platform, its length there, and what opens it ready to send.

    `url` is "" where a text can only be copied; `own_url` leads to the reader's own server.
    """

    platform: Platform
    text: str
    length: Length
    url: str
    own_url: str


@dataclass(frozen=True, kw_only=True)
class SheetPost:
    """A post of the sheet: on the chat's own platform, and on `others`.

    `cut` names in words those of them on which it is too long.
    """

    what: str
    follows: bool
    own: Posting
    others: tuple[Posting, ...]
    cut: str


@dataclass(frozen=True, kw_only=True)
class SheetStep:
    """A step with its instant, on the chat's clock and on others, and what is posted."""

    step: Step
    at: datetime
    own: Clock
    others: tuple[Clock, ...]
    posts: tuple[SheetPost, ...]


@dataclass(frozen=True, kw_only=True)
class SheetSession:
    """One sitting: its time as announced, and its steps."""

    session: Session
    own: LocalTime
    steps: tuple[SheetStep, ...]


@dataclass(frozen=True, kw_only=True)
class Due:
    """A deadline of the countdown: what, and when on the clocks of those whose it is."""

    title: str
    text: str
    day: str
    own: Clock
    others: tuple[Clock, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The run sheet of a chat."""

    chat: Chat
    platform: Platform
    url: str
    sessions: tuple[SheetSession, ...]
    countdown: tuple[Due, ...]


def run_sheet(chat: Chat, series: Series, site: Site, platform: Platform | None = None) -> Sheet:
    """Return the sheet, for the platform where the chat is held or another."""
    platform = platform or platform_now(chat, series.platforms)
    others = [each for each in series.platforms.values() if each.limit and each.id != platform.id]
    return Sheet(
        chat=chat,
        platform=platform,
        url=site.absolute(paths.chat(chat.slug)),
        sessions=tuple(
            SheetSession(session=session, own=local_time(session, chat.words), steps=tuple(
                _steps(chat, session, series, site, (platform, *others))
            ))
            for session in chat.sessions
        ),
        countdown=countdown(chat, series, HOST, hosts_of(chat)),
    )  # fmt: skip


def _steps(
    chat: Chat, session: Session, series: Series, site: Site, platforms: tuple[Platform, ...]
) -> Iterator[SheetStep]:
    hosts = [Host(chat, session, series, site, platform) for platform in platforms]
    clocks_of = clocks(chat, session, series, session.hosts or hosts_of(chat))
    for step in plan_of(session.duration, chat.questions):
        at = instant_of(step, session)
        own, *others = clocks_of(at)
        versions = zip(*(host.posts(step) for host in hosts), strict=True)
        posts = tuple(_post(posts, platforms, chat) for posts in versions)
        yield SheetStep(step=step, at=at, own=own, others=tuple(others), posts=posts)


def _post(posts: tuple[Post, ...], platforms: tuple[Platform, ...], chat: Chat) -> SheetPost:
    own, *others = (posting(post, platform, chat.hashtag)
                    for post, platform in zip(posts, platforms, strict=True))  # fmt: skip
    cut = tuple(chat.words.gettext(each.platform.name) for each in others if each.length.excess)
    return SheetPost(what=posts[0].what, follows=posts[0].follows, own=own, others=tuple(others),
                     cut=chat.words.listed(cut))  # fmt: skip


def posting(post: Post, platform: Platform, hashtag: str) -> Posting:
    """Return a post on a platform: in the first of its wordings that fits, else in the last."""
    lengths = {text: length_of(text, platform) for text in post.wordings}
    text = next((text for text in lengths if not lengths[text].excess), post.wordings[-1])
    return Posting(
        platform=platform,
        text=text,
        length=lengths[text],
        url=filled(platform.compose_url, hashtag=hashtag, text=text),
        own_url=filled(platform.server_compose_url, hashtag=hashtag, text=text),
    )


def countdown(chat: Chat, series: Series, whose: str, people: Iterable[Person]) -> tuple[Due, ...]:
    """Return the deadlines with their times on the clocks of the people and of the series."""
    found, say = [], chat.words.gettext
    for deadline, session, at in deadlines(chat, whose):
        own, *others = clocks(chat, session, series, people)(at)
        day = chat.words.dates.long_day(at.astimezone(session.zone))
        found.append(Due(title=say(deadline.title), text=say(deadline.text), day=day, own=own,
                         others=tuple(others)))  # fmt: skip
    return tuple(found)


def clocks(
    chat: Chat, session: Session, series: Series, people: Iterable[Person]
) -> Callable[[datetime], list[Clock]]:
    """Return what shows an instant on each clock: the session's, the people's, the series'."""
    dates = chat.words.dates
    named = [(dates.place(session.zone), session.zone)]
    named += [(f"{dates.place(p.zone)} ({p.name})", p.zone) for p in people if p.zone]
    named += [(zone.label, zone.zone) for zone in series.zones]
    places: dict[ZoneInfo, str] = {}
    for place, zone in named:
        places.setdefault(zone, place)

    def show(at: datetime) -> list[Clock]:
        return [_clock(at.astimezone(zone), place, at.astimezone(session.zone), dates)
                for zone, place in places.items()]  # fmt: skip

    return show


def _clock(here: datetime, place: str, of_chat: datetime, dates: Dates) -> Clock:
    weekday = "" if here.date() == of_chat.date() else dates.short_weekday(here)
    return Clock(place=place, time=dates.clock(here), weekday=weekday,
                 iso=here.isoformat(timespec="minutes"))  # fmt: skip
