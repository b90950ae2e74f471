"""Every chat of the series as plain JSON, for programs that want to know them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from chats import paths
from chats.model import Chat, Original, Person, Post, Session, hosts_of
from chats.paths import Site
from chats.series import Series
from chats.translations import editions
from chats.words import gettext_noop
from feeds.event_module import span
from feeds.legal_text import json_bytes

_ = gettext_noop

CHAT_KEYS: Mapping[str, str] = {
    "id": _("the chat's name for ever; it never changes"),
    "title": _("the chat's name in words"),
    "topic": _("what it is about, in a few words"),
    "url": _("its page"),
    "start": _("when it begins, with the offset of its zone"),
    "end": _("when it is over, its last session included"),
    "zone": _("the time zone in which it was announced"),
    "sessions": _("its sittings, mostly one: {label, start, end, zone, moved_from}"),
    "status": _("announced, tentative or cancelled"),
    "moved_to": _("the fallback venue, {name, url}, or null"),
    "note": _("why it was cancelled or moved"),
    "platform": _("where it takes place, in words"),
    "venue_url": _("the address of its channel or room"),
    "hashtag": _("without #"),
    "questions": _("list of texts, in order"),
    "hosts": _("list of {id, name, url}"),
    "guests": _("list of {id, name}"),
    "tags": _("list of topics"),
    "summary": _("one sentence"),
    "announced": _("when it was published"),
    "updated": _("when it last changed"),
    "invite": _("its own calendar file"),
    "posts": _("recaps and other posts that follow it: list of {kind, title, url}"),
    "recording": _("where it can be heard or seen"),
    "transcript": _("where it can be read"),
    "language": _("the language that it is written in"),
    "translations": _("its pages in other languages: list of {language, title, url}"),
    "source": _("the original of a repost, {name, url}, or null"),
}
"""Each key of a chat with what it holds. All are there in each chat, empty when unknown."""


def chats_json(series: Series, site: Site) -> bytes:
    """Return all chats, oldest first; times are RFC 3339."""
    posts: dict[str, list[Post]] = {}
    for post in series.posts:
        posts.setdefault(post.chat, []).append(post)
    return json_bytes({
        "about": site.absolute(paths.FEEDS),
        "series": series.name,
        "url": site.absolute(),
        "hashtag": series.hashtag,
        "language": series.language,
        "chats": [_chat(chat, posts.get(chat.id, []), site, series.at) for chat in series.chats],
    })  # fmt: skip


def _chat(chat: Chat, posts: list[Post], site: Site, at: datetime) -> dict[str, Any]:
    start, end = span(chat)
    venue = chat.moved_to
    return {
        "id": chat.id,
        "title": chat.title,
        "topic": chat.topic,
        "url": site.absolute(paths.chat(chat.slug)),
        "start": start,
        "end": end,
        "zone": chat.sessions[0].zone.key,
        "sessions": [_session(session) for session in chat.sessions],
        "status": str(chat.status),
        "moved_to": {"name": venue.name, "url": venue.url} if venue else None,
        "note": chat.note,
        "platform": chat.words.gettext(chat.platform.name),
        "venue_url": chat.venue_url,
        "hashtag": chat.hashtag,
        "questions": [question.ask for question in chat.questions],
        "hosts": [_host(person, site) for person in hosts_of(chat)],
        "guests": [{"id": guest.id, "name": guest.name} for guest in chat.guests],
        "tags": list(chat.tags),
        "summary": chat.summary,
        "announced": _instant(chat.announced),
        "updated": _instant(min(chat.updated, at)),
        "invite": site.absolute(paths.invite(chat.slug)),
        "posts": [
            {"kind": post.kind, "title": post.title, "url": site.absolute(paths.post(post.slug))}
            for post in posts
        ],
        "recording": _address(chat.recording, site),
        "transcript": _address(chat.transcript, site),
        "language": chat.words.language,
        "translations": [_translation(edition, site) for edition in editions(chat)[1:]],
        "source": _source(chat.original),
    }


def _translation(edition: Chat, site: Site) -> dict[str, str]:
    return {
        "language": edition.words.language,
        "title": edition.title,
        "url": site.absolute(edition.path),
    }


def _session(session: Session) -> dict[str, Any]:
    return {
        "label": session.label,
        "start": session.start.isoformat(),
        "end": session.end.astimezone(session.zone).isoformat(),
        "zone": session.zone.key,
        "moved_from": [start.isoformat() for start in session.moved_from],
    }


def _host(person: Person, site: Site) -> dict[str, str]:
    return {"id": person.id, "name": person.name, "url": site.absolute(paths.host(person.id))}


def _source(original: Original | None) -> dict[str, str] | None:
    return {"name": original.name, "url": original.url} if original else None


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()


def _address(value: str, site: Site) -> str:
    return site.absolute(value) if value and "://" not in value else value
