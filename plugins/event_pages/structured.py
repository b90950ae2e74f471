"""Structured data of an event page: schema.org Event as JSON-LD."""

from typing import Any

from chats import paths
from chats.model import Chat, Series, Session, hosts_of
from chats.paths import Site

_ONLINE = "https://schema.org/OnlineEventAttendanceMode"


def event_json_ld(chat: Chat, series: Series, site: Site) -> list[dict[str, Any]]:
    """Return an Event for each session of the chat (schema.org/Event)."""
    return [_event(chat, session, series, site) for session in chat.sessions]


def _event(chat: Chat, session: Session, series: Series, site: Site) -> dict[str, Any]:
    page = site.absolute(paths.chat(chat.slug))
    event: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{page}#{session.key or 'chat'}",
        "name": chat.title,
        "description": chat.summary or chat.topic,
        "url": page,
        "startDate": session.start.isoformat(),
        "endDate": session.end.astimezone(session.zone).isoformat(),
        "eventStatus": f"https://schema.org/{_status(chat, session)}",
        "eventAttendanceMode": _ONLINE,
        "location": {"@type": "VirtualLocation", "url": page},
        "organizer": {"@type": "Organization", "name": series.name, "url": site.absolute()},
        "isAccessibleForFree": True,
        "inLanguage": series.language,
    }
    people = tuple(dict.fromkeys((*hosts_of(chat), *chat.guests)))
    if people:
        event["performer"] = [{"@type": "Person", "name": person.name} for person in people]
    if session.moved_from and not chat.cancelled:
        event["previousStartDate"] = session.moved_from[-1].isoformat()
    if chat.image:
        event["image"] = site.absolute(chat.image)
    return event


def _status(chat: Chat, session: Session) -> str:
    if chat.cancelled:
        return "EventCancelled"
    return "EventRescheduled" if session.moved_from else "EventScheduled"
