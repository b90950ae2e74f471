"""What the pages of a transcript show, ready for the template."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from zoneinfo import ZoneInfo

from markupsafe import Markup

from chats import paths
from chats.model import Chat
from chats.paths import Site
from chats.series import Series
from chats.sheets import Sheet, numbered
from chats.transcripts.grouping import Placed
from chats.transcripts.said import NOBODY, Said, accounts_of
from transcripts.conversation import ADDRESS, Conversation, Group, Thread, followed, name_of

POSTS = 120
"""Posts of one page: what a reader scrolls through, and a phone loads at once."""

_LONGEST_SHOWN = 48
"""Characters of an address that are shown."""


@dataclass(frozen=True, slots=True)
class PostView:
    """A post: `words` is safe HTML, `day` is there when it is another day than the chat's.

    `to` is whom it answers, with `to_anchor`, when that is not the post that it stands below.
    """

    anchor: str
    name: str
    handle: str
    iso: str
    clock: str
    day: str
    link: str
    words: Markup
    echoes: int
    to: str = ""
    to_anchor: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A post and what answers it; `greetings` are several posts that only greet, folded."""

    post: PostView | None
    answers: tuple[PostView, ...] = ()
    greetings: tuple[PostView, ...] = ()


@dataclass(frozen=True, slots=True)
class PartView:
    """A question on one page; `goes_on` when its beginning is on an earlier one."""

    number: int
    anchor: str
    ask: str
    threads: tuple[ThreadView, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class JumpView:
    """Where a question's posts begin, and how many there are."""

    number: int
    anchor: str
    ask: str
    url: str
    posts: int


@dataclass(frozen=True)
class TranscriptView:
    """A transcript's pages, and what the first of them tells of the whole."""

    conversation: Conversation
    sheets: tuple[Sheet[PartView], ...]
    jumps: tuple[JumpView, ...]
    noindex: bool


def transcript_view(
    found: Conversation, chat: Chat, series: Series, site: Site, names: Mapping[str, str], *,
    noindex: bool,
) -> TranscriptView:  # fmt: skip
    """Return the pages of a transcript."""
    path = paths.transcript(chat.slug)
    pages = list(_pages(found.groups))
    showing = _Showing(chat, names, series)
    parts = [tuple(showing.part(*piece) for piece in page) for page in pages] or [()]
    numbers: dict[str, int] = {}
    for number, page in enumerate(parts, 1):
        for part in page:
            numbers.setdefault(part.anchor, number)
    jumps = tuple(
        JumpView(group.number, group.anchor, group.ask,
                 site.link(f"{paths.numbered(path, numbers[group.anchor])}#{group.anchor}"),
                 group.posts)
        for group in found.groups
    )  # fmt: skip
    return TranscriptView(found, numbered(path, parts), jumps, noindex)


def names_of(series: Series) -> dict[str, str]:
    """Return the names of people.yaml by their accounts."""
    return {each: person.name for person in series.people.values()
            for each in accounts_of(person.handle)}  # fmt: skip


Piece = tuple[Group, Sequence[Thread], bool]
"""So much of a group as one page has, and whether it goes on there."""


def _pages(groups: Sequence[Group]) -> Iterator[list[Piece]]:
    """Yield what each page has: whole threads, as many as fit."""
    page: list[Piece] = []
    room = POSTS
    for group in groups:
        threads: list[Thread] = []
        goes_on = False
        for thread in (each for whole in group.threads for each in _shorter(whole)):
            if room < len(thread.posts) and (page or threads):
                if threads:
                    page.append((group, threads, goes_on))
                    goes_on = True
                yield page
                page, threads, room = [], [], POSTS
            threads.append(thread)
            room -= len(thread.posts)
        page.append((group, threads, goes_on))
    if page:
        yield page


def _shorter(thread: Thread) -> Iterator[Thread]:
    """Yield a thread in pieces that fit on a page."""
    for start in range(0, len(thread.posts), POSTS):
        yield Thread(thread.posts[start : start + POSTS])


class _Showing:
    """Shows the posts of one chat."""

    def __init__(self, chat: Chat, names: Mapping[str, str], series: Series) -> None:
        self._names, self._words, self._outward = names, chat.words, series.outward
        self._zone: ZoneInfo = chat.sessions[0].zone
        self._day = chat.start.date()

    def part(self, group: Group, threads: Sequence[Thread], goes_on: bool) -> PartView:
        return PartView(
            group.number, group.anchor, group.ask, tuple(self._threads(threads)), goes_on
        )

    def _threads(self, threads: Sequence[Thread]) -> Iterator[ThreadView]:
        greetings: list[PostView] = []
        for thread in threads:
            if all(each.folded for each in thread.posts):
                greetings += map(self.post, thread.posts)
                continue
            if greetings:
                yield ThreadView(None, greetings=tuple(greetings))
                greetings = []
            yield self._thread(thread)
        if greetings:
            yield ThreadView(None, greetings=tuple(greetings))

    def _thread(self, thread: Thread) -> ThreadView:
        first, *answers = thread.posts
        near = {each.place: each for each in thread.posts}
        # Below the first, whom a post answers is told where it is somebody else.
        return ThreadView(self.post(first), tuple(
            self.post(each, near.get(each.to) if each.to != first.place else None)
            for each in answers
        ))  # fmt: skip

    def post(self, placed: Placed, answered: Placed | None = None) -> PostView:
        post = placed.post
        local = post.at.astimezone(self._zone)
        return PostView(
            anchor=f"p-{post.id}",
            name=self._name(post),
            handle="" if post.handle == NOBODY else post.handle,
            iso=local.isoformat(),
            clock=self._words.dates.clock(local),
            day="" if local.date() == self._day else self._words.dates.short_day(local),
            link=post.link,
            words=html_of(post.text, self._outward),
            echoes=placed.echoes,
            asks=placed.rule == "asked",
            to=self._name(answered.post) if answered else "",
            to_anchor=f"p-{answered.post.id}" if answered else "",
        )

    def _name(self, post: Said) -> str:
        return (
            self._words.gettext("someone") if post.handle == NOBODY else name_of(post, self._names)
        )


def words_of(part: PartView) -> tuple[str, str, str]:
    """Return a part's anchor, its heading, and all that was said there as text."""
    posts = (post for thread in part.threads
             for post in (*filter(None, (thread.post,)), *thread.answers))  # fmt: skip
    said = "\n".join(f"{post.name}: {post.words.striptags()}" for post in posts)
    return part.anchor, part.ask, said


def html_of(text: str, outward: Callable[[str], str]) -> Markup:
    """Return a post's words as HTML: nothing of theirs but lines and links is any.

    `outward` says where a link leads whose host is gone.
    """
    parts, end = [], 0
    for match in ADDRESS.finditer(text) if "://" in text else ():
        if address := followed(match.group()):
            parts.append(escape(text[end : match.start()]))
            parts.append(_link(address, outward(address)))
            end = match.start() + len(address)
    parts.append(escape(text[end:]))
    return Markup("".join(parts).replace("\n", "<br>\n"))  # noqa: S704 - every part is escaped


def _link(address: str, leads_to: str) -> str:
    shown = address.partition("://")[2].removeprefix("www.").rstrip("/")
    if len(shown) > _LONGEST_SHOWN:
        shown = f"{shown[: _LONGEST_SHOWN - 1]}…"
    return f'<a href="{escape(leads_to)}" rel="nofollow ugc">{escape(shown)}</a>'
