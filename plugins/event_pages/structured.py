"""Structured data of a chat and of a post: schema.org Event and BlogPosting as JSON-LD."""

from collections.abc import Collection
from typing import Any

from chats import paths
from chats.model import Chat, Person, Post, Session, canonical_elsewhere, hosts_of
from chats.paths import Site
from chats.places import place_of
from chats.series import Series

_CONTEXT = "https://schema.org"
_ONLINE = "https://schema.org/OnlineEventAttendanceMode"


def event_json_ld(chat: Chat, series: Series, site: Site) -> dict[str, Any]:
    """Return the chat as an Event; one held twice has an Event for each session within it."""
    page = site.absolute(paths.chat(chat.slug))
    if len(chat.sessions) == 1:
        whole = _event(chat, chat.sessions[0], series, site)
    else:
        first, last = chat.sessions[0], max(chat.sessions, key=lambda session: session.end)
        whole = _event(chat, first, series, site) | {
            "endDate": last.end.astimezone(last.zone).isoformat(),
            "subEvent": [
                {"@id": f"{page}#session-{session.key or number}"}
                | _event(chat, session, series, site)
                | {"name": f"{chat.title} ({session.label or _numbered(chat, number)})"}
                for number, session in enumerate(chat.sessions, 1)
            ],
        }
    return {"@context": _CONTEXT, "@id": event_id(chat, site)} | whole


def _numbered(chat: Chat, number: int) -> str:
    return chat.words.gettext("session {number}", number=number)


def event_id(chat: Chat, site: Site) -> str:
    """Return the name by which other structured data speaks of the chat's Event."""
    return f"{site.absolute(paths.chat(chat.slug))}#chat"


def post_json_ld(
    post: Post, series: Series, site: Site, hosts: Collection[Person] = ()
) -> dict[str, Any]:
    """Return a post as a BlogPosting; it is about its chat, and based on its original.

    `hosts` are the people who have a page.
    """
    page = site.absolute(paths.post(post.slug))
    data: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "BlogPosting",
        "@id": f"{page}#post",
        "headline": post.title,
        "url": page,
        "mainEntityOfPage": page,
        "datePublished": post.published.isoformat(),
        "dateModified": max(post.published, post.updated).isoformat(),
        "publisher": _organization(series, site),
        "inLanguage": series.language,
        "isAccessibleForFree": True,
    }
    if post.authors:
        data["author"] = [_person(author, site, author in hosts) for author in post.authors]
    elif not canonical_elsewhere(post):
        data["author"] = data["publisher"]
    if post.summary:
        data["description"] = post.summary
    if post.tags:
        data["keywords"] = list(post.tags)
    if post.original:
        data["isBasedOn"] = post.original.url
    if chat := series.chat_of(post):
        data["about"] = {"@id": event_id(chat, site)}
    return data


def _event(chat: Chat, session: Session, series: Series, site: Site) -> dict[str, Any]:
    page = site.absolute(paths.chat(chat.slug))
    event: dict[str, Any] = {
        "@type": "Event",
        "name": chat.title,
        "description": chat.summary or chat.topic,
        "url": page,
        "startDate": session.start.isoformat(),
        "endDate": session.end.astimezone(session.zone).isoformat(),
        "eventStatus": f"https://schema.org/{_status(chat, session)}",
        "eventAttendanceMode": _ONLINE,
        "location": _location(chat, page),
        "organizer": _organization(series, site),
    }
    hosts = hosts_of(chat)
    people = tuple(dict.fromkeys((*hosts, *chat.guests)))
    if people:
        event["performer"] = [_person(person, site, person in hosts) for person in people]
    if session.moved_from and not chat.cancelled:
        event["previousStartDate"] = session.moved_from[-1].isoformat()
    pictures = (chat.image, paths.card(chat.slug))
    event["image"] = [site.absolute(path) for path in pictures if path]
    return event


def _location(chat: Chat, page: str) -> dict[str, Any]:
    """Return where the chat takes place (schema.org/VirtualLocation).

    A hashtag's page is open to everybody. The address of a room may let in whoever has it:
    search engines are sent to the chat's page instead, which says how to join.
    """
    if chat.moved_to:
        return {"@type": "VirtualLocation", "name": chat.moved_to.name, "url": page}
    place = place_of(chat, chat.words)
    url = place.url if place.public else page
    return {"@type": "VirtualLocation", "name": place.title, "url": url}


def _organization(series: Series, site: Site) -> dict[str, Any]:
    return {"@type": "Organization", "name": series.name, "url": site.absolute()}


def _person(person: Person, site: Site, has_page: bool) -> dict[str, Any]:
    url = {"url": site.absolute(paths.host(person.id))} if has_page else {}
    return {"@type": "Person", "name": person.name} | url


def _status(chat: Chat, session: Session) -> str:
    if chat.cancelled:
        return "EventCancelled"
    return "EventRescheduled" if session.moved_from else "EventScheduled"
