"""Series → what search can find: a record for each page that is worth finding."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from chats import paths
from chats.kinds import kind_name
from chats.model import Chat, Link, Page, Person, Post, hosts_of
from chats.paths import Site
from chats.series import Series, Topic
from chats.translations import editions
from chats.words import Words

_HERE = Site("")
"""Links without the site's prefix: the page that shows the results puts it before them."""

HtmlOf = Callable[[Chat | Post | Page], str]
"""Takes an entry, gives its body's HTML."""

SaidPage = tuple[Chat, str, Sequence[Sequence[str]]]
"""A page of a chat's transcript: its path, and anchor, heading and words of each part."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a page that has an address of its own: `anchor` is its id there."""

    anchor: str
    heading: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Record:
    """A page as search knows it.

    `url` starts at the site's root, whatever prefix that has; `content` is HTML. Words
    of `kind`, `day` ("10 June 2010"), `people` and `topics` find the page as those of its
    content do, but are not quoted from it.
    """

    url: str
    title: str
    kind: str
    content: str
    day: str = ""
    people: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


def records(
    series: Series, pages: Iterable[Page], html_of: HtmlOf, said: Iterable[SaidPage] = ()
) -> tuple[Record, ...]:
    """Return the records of all chats, posts, topics, hosts, pages of prose and transcripts."""
    found = (
        *(_chat(each, html_of) for chat in series.chats for each in editions(chat)),
        *(_post(post, series.words, html_of) for post in series.posts),
        *(_topic(topic, series.words) for topic in series.topics()),
        *(_host(person, chats, series.words) for person, chats in series.hosts().items()),
        *(_page(page, series.words, html_of) for page in pages),
        *(_said(*page) for page in said),
    )
    return tuple(sorted(found, key=lambda record: record.url))


def _chat(chat: Chat, html_of: HtmlOf) -> Record:
    words = chat.words
    return Record(
        url=_HERE.link(chat.path),
        title=chat.title,
        kind=words.gettext("Cancelled chat") if chat.cancelled else words.gettext("Chat"),
        content=_paragraphs((chat.summary, chat.note)) + html_of(chat),
        day=words.dates.short_day(chat.start),
        people=_names((*hosts_of(chat), *chat.guests)),
        topics=(chat.topic, *chat.tags),
        sections=tuple(_sections(chat)),
    )


def _sections(chat: Chat) -> Iterator[Section]:
    if chat.resources:
        titles = ". ".join(_credited(link, chat.words) for link in chat.resources)
        yield Section(
            anchor="resources", heading=chat.words.gettext("To read and to watch"), text=titles
        )
    for number, question in enumerate(chat.questions, 1):
        yield Section(anchor=f"q{number}", heading=question.ask, text=question.note)


def _credited(link: Link, words: Words) -> str:
    if not link.by:
        return link.title
    return words.gettext("{title} by {author}", title=link.title, author=link.by)


def _post(post: Post, words: Words, html_of: HtmlOf) -> Record:
    return Record(
        url=_HERE.link(post.path),
        title=post.title,
        kind=kind_name(post.kind, words),
        content=_paragraphs([post.summary]) + html_of(post),
        day=words.dates.short_day(post.published),
        people=_names(post.authors),
        topics=post.tags,
    )


def _topic(topic: Topic, words: Words) -> Record:
    # Not the chats' titles: they would put each topic's page beside the chats themselves.
    return Record(
        url=_HERE.link(paths.topic(topic.name)),
        title=topic.name,
        kind=words.gettext("Topic"),
        content=_paragraphs([words.ngettext("{number} chat", "{number} chats", len(topic.chats))]),
    )


def _host(person: Person, chats: tuple[Chat, ...], words: Words) -> Record:
    handle = f"@{person.handle}" if person.handle else ""
    count = words.ngettext("Host of {number} chat", "Host of {number} chats", len(chats))
    texts = (person.role, handle, person.place, count)
    return Record(
        url=_HERE.link(paths.host(person.id)),
        title=person.name,
        kind=words.gettext("Host"),
        content=_paragraphs(texts),
    )


def _page(page: Page, words: Words, html_of: HtmlOf) -> Record:
    return Record(
        url=_HERE.link(page.path),
        title=page.title,
        kind=words.gettext("Page"),
        content=_paragraphs([page.summary]) + html_of(page),
    )


def _said(chat: Chat, path: str, parts: Sequence[Sequence[str]]) -> Record:
    return Record(
        url=_HERE.link(path),
        title=chat.title,
        kind=kind_name("transcript", chat.words),
        content="",
        day=chat.words.dates.short_day(chat.start),
        sections=tuple(
            Section(anchor=anchor, heading=ask or chat.topic, text=words)
            for anchor, ask, words in parts
        ),
    )


def _names(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person.name for person in people))


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)
