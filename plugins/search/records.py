"""Series → what search can find: a record for each page that is worth finding."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from chats import paths
from chats.local_times import short_day
from chats.model import Chat, Link, Page, Person, Post, hosts_of
from chats.paths import Site
from chats.problems import counted
from chats.series import Series, Topic

_HERE = Site("")
"""Links without the site's prefix: the page that shows the results puts it before them."""

HtmlOf = Callable[[Chat | Post | Page], str]
"""Takes an entry, gives its body's HTML."""


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


def records(series: Series, pages: Iterable[Page], html_of: HtmlOf) -> tuple[Record, ...]:
    """Return the records of all chats, posts, topics, hosts and pages of prose."""
    found = (
        *(_chat(chat, html_of) for chat in series.chats),
        *(_post(post, html_of) for post in series.posts),
        *(_topic(topic) for topic in series.topics()),
        *(_host(person, chats) for person, chats in series.hosts().items()),
        *(_page(page, html_of) for page in pages),
    )
    return tuple(sorted(found, key=lambda record: record.url))


def _chat(chat: Chat, html_of: HtmlOf) -> Record:
    return Record(
        url=_HERE.link(chat.path),
        title=chat.title,
        kind="Cancelled chat" if chat.cancelled else "Chat",
        content=_paragraphs((chat.summary, chat.note)) + html_of(chat),
        day=short_day(chat.start),
        people=_names((*hosts_of(chat), *chat.guests)),
        topics=(chat.topic, *chat.tags),
        sections=tuple(_sections(chat)),
    )


def _sections(chat: Chat) -> Iterator[Section]:
    if chat.resources:
        titles = ". ".join(map(_credited, chat.resources))
        yield Section(anchor="resources", heading="To read and to watch", text=titles)
    for number, question in enumerate(chat.questions, 1):
        yield Section(anchor=f"q{number}", heading=question.ask, text=question.note)


def _credited(link: Link) -> str:
    return f"{link.title} by {link.by}" if link.by else link.title


def _post(post: Post, html_of: HtmlOf) -> Record:
    return Record(
        url=_HERE.link(post.path),
        title=post.title,
        kind=post.kind.capitalize(),
        content=_paragraphs([post.summary]) + html_of(post),
        day=short_day(post.published),
        people=_names(post.authors),
        topics=post.tags,
    )


def _topic(topic: Topic) -> Record:
    # Not the chats' titles: they would put each topic's page beside the chats themselves.
    return Record(
        url=_HERE.link(paths.topic(topic.name)),
        title=topic.name,
        kind="Topic",
        content=_paragraphs([counted(len(topic.chats), "chat")]),
    )


def _host(person: Person, chats: tuple[Chat, ...]) -> Record:
    handle = f"@{person.handle}" if person.handle else ""
    texts = (person.role, handle, person.place, f"Host of {counted(len(chats), 'chat')}")
    return Record(
        url=_HERE.link(paths.host(person.id)),
        title=person.name,
        kind="Host",
        content=_paragraphs(texts),
    )


def _page(page: Page, html_of: HtmlOf) -> Record:
    return Record(
        url=_HERE.link(page.path),
        title=page.title,
        kind="Page",
        content=_paragraphs([page.summary]) + html_of(page),
    )


def _names(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person.name for person in people))


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)
