"""What an event page shows of a chat, ready for the template."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from chats import paths
from chats.instants import RECAP_WITHIN, SOON
from chats.kinds import kind_name
from chats.local_times import LocalTime, local_time, local_times
from chats.model import Chat, Link, Person, Post, Session, canonical_elsewhere, hosts_of
from chats.out_of_step import out_of_step
from chats.paths import Site
from chats.places import Place, place_of
from chats.series import Series
from chats.translations import edition_in
from chats.words import Words
from event_pages.question_times import QuestionTime, question_times


@dataclass(frozen=True, kw_only=True)
class PersonView:
    """A host or guest: `url` leads to their page here, "" when they have none."""

    person: Person
    url: str


@dataclass(frozen=True, kw_only=True)
class SessionView:
    """One sitting: `own` is its time as announced, `times` as the series' places see it.

    `out_of_step` says of which places the hour is not the usual one.
    """

    label: str
    own: LocalTime
    times: tuple[LocalTime, ...]
    hosts: tuple[PersonView, ...]
    moved_from: tuple[LocalTime, ...]
    out_of_step: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    """A question with its number and its anchor: 3, "q3"; its `times`, none once it is over."""

    number: int
    anchor: str
    ask: str
    note: str
    times: tuple[QuestionTime, ...]


@dataclass(frozen=True, kw_only=True)
class ChatCard:
    """A chat as one entry of a list. `outcome` names what came of it: "recap", "transcript"."""

    chat: Chat
    url: str
    times: tuple[LocalTime, ...]
    month: str
    past: bool
    hosts: tuple[str, ...]
    outcome: tuple[Link, ...]

    @property
    def own(self) -> LocalTime:
        """The first session's time as announced."""
        return self.times[0]


@dataclass(frozen=True, kw_only=True)
class ChatView:
    """Everything of an event page but its body.

    `status` is "cancelled", "moved", "tentative" or "" for as announced; `state` is where
    the chat stands at the instant of the build, `instants` what a script needs to go on
    from there: "start/end" of each session, in UTC.
    """

    chat: Chat
    url: str
    canonical: str
    invite: str
    past: bool
    status: str
    state: str
    instants: str
    awaits_recap: bool
    sessions: tuple[SessionView, ...]
    hosts: tuple[PersonView, ...]
    guests: tuple[PersonView, ...]
    place: Place
    moved_to: Link | None
    questions: tuple[QuestionView, ...]
    suggestions: tuple[Link, ...]
    topics: tuple[Link, ...]
    recaps: tuple[Link, ...]
    recording: str
    transcript: str
    image: str
    previous: ChatCard | None
    following: ChatCard | None
    description: str

    @property
    def own(self) -> LocalTime:
        """The first session's time as announced."""
        return self.sessions[0].own


def chat_view(chat: Chat, series: Series, site: Site, words: Words) -> ChatView:
    """Return what a page in the language of `words` shows of a chat."""
    chat = edition_in(chat, words)
    before, after = series.neighbours(chat)
    return ChatView(
        chat=chat,
        url=site.link(paths.chat(chat.slug)),
        canonical=canonical_elsewhere(chat) or site.absolute(paths.chat(chat.slug)),
        invite=site.link(paths.invite(chat.slug)),
        past=chat.end <= series.at,
        status=status_of(chat),
        state=state_of(chat, series.at),
        instants=instants(chat.sessions),
        awaits_recap=series.at < chat.end + RECAP_WITHIN,
        sessions=tuple(_session(session, series, site, words) for session in chat.sessions),
        hosts=_people(hosts_of(chat), site),
        guests=tuple(PersonView(person=guest, url="") for guest in chat.guests),
        place=place_of(chat, words),
        moved_to=Link(title=chat.moved_to.name, url=chat.moved_to.url) if chat.moved_to else None,
        questions=_questions(chat, words, past=chat.end <= series.at),
        suggestions=_suggestions(chat, series, site),
        topics=tuple(Link(title=tag, url=site.link(paths.topic(tag))) for tag in chat.tags),
        recaps=tuple(post_link(post, site) for post in series.recaps(chat)),
        recording=_address(chat.recording, series, site),
        transcript=_transcript(chat, series, site),
        image=_address(chat.image, series, site),
        previous=chat_card(before, series, site, words) if before else None,
        following=chat_card(after, series, site, words) if after else None,
        description=chat.summary or words.gettext(
            "{topic}: {day}, {series}",
            topic=chat.topic, day=words.dates.long_day(chat.start), series=series.name,
        ),
    )  # fmt: skip


def _questions(chat: Chat, words: Words, *, past: bool) -> tuple[QuestionView, ...]:
    none = ((),) * len(chat.questions)
    times = none if past or chat.cancelled else question_times(chat, words)
    return tuple(
        QuestionView(number=n, anchor=f"q{n}", ask=question.ask, note=question.note, times=its)
        for n, (question, its) in enumerate(zip(chat.questions, times, strict=True), 1)
    )


def chat_card(chat: Chat, series: Series, site: Site, words: Words) -> ChatCard:
    """Return a chat's entry in a list of a page in the language of `words`; it stands in many."""
    name = ("card", chat.id, site.url, words)
    return series.once(name, lambda: _card(edition_in(chat, words), series, site, words))


def _card(chat: Chat, series: Series, site: Site, words: Words) -> ChatCard:
    times = tuple(local_time(session, words) for session in chat.sessions)
    recording = _address(chat.recording, series, site)
    transcript = _transcript(chat, series, site)
    links = [post_link(post, site) for post in series.recaps(chat)]
    if transcript:
        links.append(Link(title=kind_name("transcript", words), url=transcript, by="transcript"))
    if recording:
        links.append(Link(title=kind_name("recording", words), url=recording, by="recording"))
    return ChatCard(
        chat=chat,
        url=site.link(paths.chat(chat.slug)),
        times=times,
        month=times[0].month_of_year,
        past=chat.end <= series.at,
        hosts=tuple(person.name for person in hosts_of(chat)),
        outcome=tuple(links),
    )


def status_of(chat: Chat) -> str:
    """Return "cancelled", "tentative", "moved" or "": what a reader must not miss."""
    if chat.cancelled:
        return "cancelled"
    if chat.tentative:
        return "tentative"
    return "moved" if chat.moved else ""


def state_of(chat: Chat, at: datetime) -> str:
    """Return "upcoming", "soon", "live" or "over": live-state.js goes on from there."""
    if any(session.start <= at < session.end for session in chat.sessions):
        return "live"
    coming = [session.start for session in chat.sessions if session.start > at]
    if not coming:
        return "over"
    return "soon" if min(coming) - at <= SOON else "upcoming"


def instants(sessions: Iterable[Session]) -> str:
    """Return "start/end" of each session in UTC, as the script of the live state reads them."""
    return " ".join(f"{_utc(session.start)}/{_utc(session.end)}" for session in sessions)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def post_link(post: Post, site: Site) -> Link:
    """Return a link to a post; `by` holds what it is: "recap" or "transcript"."""
    return Link(title=post.title, url=site.link(paths.post(post.slug)), by=post.kind)


def _session(session: Session, series: Series, site: Site, words: Words) -> SessionView:
    return SessionView(
        label=session.label,
        own=local_time(session, words),
        times=local_times(session, series.zones, words),
        hosts=_people(session.hosts, site),
        moved_from=tuple(
            local_time(Session(start=start, duration=session.duration), words)
            for start in session.moved_from
        ),
        out_of_step=out_of_step(session, series.zones, words, past=session.end <= series.at),
    )


def _people(people: tuple[Person, ...], site: Site) -> tuple[PersonView, ...]:
    return tuple(PersonView(person=p, url=site.link(paths.host(p.id))) for p in people)


def _suggestions(chat: Chat, series: Series, site: Site) -> tuple[Link, ...]:
    values = {"title": chat.title, "id": chat.id, "url": site.absolute(paths.chat(chat.slug))}
    safe = {key: quote(value, safe="") for key, value in values.items()}
    return tuple(Link(title=way.label, url=way.url.format(**safe)) for way in series.suggest)


def _transcript(chat: Chat, series: Series, site: Site) -> str:
    """Return the link to what was said; one elsewhere is linked by the post about it, if any."""
    own = paths.is_transcript(chat.transcript)
    told = any(post.kind == "transcript" for post in series.recaps(chat))
    return _address(chat.transcript, series, site) if own or not told else ""


def _address(value: str, series: Series, site: Site) -> str:
    return site.link(value) if value and "://" not in value else series.outward(value)
