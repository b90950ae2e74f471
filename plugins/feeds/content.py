"""An item's text: HTML that is whole by itself, with the time in its first line."""

from collections.abc import Iterable
from html import escape

from chats import paths
from chats.local_times import LocalTime, local_time, local_times
from chats.model import Chat, Original, Post, Session
from chats.paths import Site
from chats.places import place_of
from chats.series import Series
from chats.session_names import session_names
from chats.words import Words
from feeds.links import with_whole_addresses


def chat_html(chat: Chat, series: Series, site: Site, body: str) -> str:
    """Return an announcement: time, place, body, questions, links back."""
    return _turned(
        chat.words,
        *_head(chat, series),
        _picture(chat, site),
        with_whole_addresses(body, site.absolute(paths.chat(chat.slug))),
        _questions(chat),
        _original(chat.original, series, chat.words),
        _foot(chat, site),
    )


def change_html(chat: Chat, series: Series, site: Site) -> str:
    """Return the news of a cancellation or a move: what is off, when and where it is now."""
    return _turned(chat.words, *_head(chat, series), _foot(chat, site))


def post_html(post: Post, series: Series, site: Site, body: str) -> str:
    """Return an ordinary post: its body and a link to the chat that it follows."""
    page = site.absolute(paths.post(post.slug))
    chat = series.chat_of(post)
    return _turned(
        series.words,
        with_whole_addresses(body, page),
        _followed(chat, site, series.words) if chat else "",
        _original(post.original, series, series.words),
        _paragraph(_link(series.words.gettext("This post on the site"), page)),
    )


def when(session: Session, series: Series, words: Words) -> str:
    """Return a session's time in words: "Thursday 10 June 2010, 14:00-16:00 Pacific · …"."""
    return _spoken(
        session, words, (f"{time.span} {time.label}" for time in _places(session, series, words))
    )


def _when_html(session: Session, series: Series, words: Words) -> str:
    return _spoken(session, words, (
        f'<time datetime="{time.iso}">{time.span}</time> {escape(time.label)}'
        for time in _places(session, series, words)
    ))  # fmt: skip


def _spoken(session: Session, words: Words, times: Iterable[str]) -> str:
    return f"{words.dates.long_day(session.start)}, {' · '.join(times)}"


def _places(session: Session, series: Series, words: Words) -> tuple[LocalTime, ...]:
    return local_times(session, series.zones, words) or (local_time(session, words),)


def _head(chat: Chat, series: Series) -> Iterable[str]:
    """Yield what a reader must not miss: whether it takes place, when, where, and why so."""
    words = chat.words
    if chat.cancelled:
        said = words.gettext("Cancelled: this chat does not take place.")
        yield f"<p><strong>{said}</strong></p>"
    for session in chat.sessions:
        yield from _times(session, chat, series)
    if chat.tentative:
        yield _paragraph(words.gettext("The date is still to be confirmed."))
    if not chat.cancelled:
        yield _place(chat)
    if chat.note:
        yield f"<p>{escape(chat.note)}</p>"


def _times(session: Session, chat: Chat, series: Series) -> Iterable[str]:
    line = chat.words.named(escape(session.label), _when_html(session, series, chat.words))
    if chat.cancelled:
        yield f"<p><s>{line}</s></p>"
        return
    yield f"<p><strong>{line}</strong></p>"
    if session.moved_from:
        before = Session(start=session.moved_from[-1], duration=session.duration)
        time = f"<s>{_when_html(before, series, chat.words)}</s>"
        yield _paragraph(chat.words.gettext("Moved from {time}", time=time))


def _place(chat: Chat) -> str:
    place = place_of(chat, chat.words)
    if chat.moved_to:
        venue = _link(chat.moved_to.name, chat.moved_to.url)
        said = chat.words.gettext("<strong>Moved to {venue}</strong>, from {place}",
                                  venue=venue, place=escape(place.title))  # fmt: skip
        return _paragraph(said)
    return _paragraph(_link(place.title, place.url))


def _picture(chat: Chat, site: Site) -> str:
    if not chat.image:
        return ""
    address = escape(site.absolute(chat.image))
    return f'<p><img src="{address}" alt="{escape(chat.image_alt)}"></p>'


def _questions(chat: Chat) -> str:
    if not chat.questions:
        return ""
    items = (
        f"<li>{escape(question.ask)}{f'<br>{escape(question.note)}' if question.note else ''}</li>"
        for question in chat.questions
    )
    heading = chat.words.gettext("Questions")
    return f"<h2>{heading}</h2>\n<ol>\n{_joined(*items)}\n</ol>"


def _followed(chat: Chat, site: Site, words: Words) -> str:
    page = _link(chat.title, site.absolute(paths.chat(chat.slug)))
    day = words.dates.long_day(chat.start)
    return _paragraph(words.gettext("The chat: {page}, {day}", page=page, day=day))


def _original(original: Original | None, series: Series, words: Words) -> str:
    if original is None:
        return ""
    return f"<p>{original.wording(words)} {_link(original.name, series.outward(original.url))}</p>"


def _foot(chat: Chat, site: Site) -> str:
    page = _link(chat.words.gettext("This chat on the site"), site.absolute(paths.chat(chat.slug)))
    entry = chat.words.gettext("Calendar entry (.ics)")
    invites = (
        _link(chat.words.named(entry, name), site.absolute(paths.invite(chat.slug, session.key)))
        for session, name in zip(chat.sessions, session_names(chat), strict=True)
    )
    return f"<p>{' · '.join((page, *invites))}</p>"


def _paragraph(html: str) -> str:
    return f"<p>{html}</p>"


def _link(label: str, url: str) -> str:
    return f'<a href="{escape(url)}">{escape(label)}</a>' if url else escape(label)


def _turned(words: Words, *parts: str) -> str:
    """Return the parts as one text that begins where its language does; readers are not told."""
    html = _joined(*parts)
    return html if words.direction == "ltr" else f'<div dir="rtl">\n{html}\n</div>'


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
