"""The time of a chat for programs, as the event module of RSS 1.0 has it, for feedgen.

The module is at home in RSS 1.0 and used in RSS 2.0 and Atom alike
(http://purl.org/rss/1.0/modules/event/); its dates are W3CDTF.
"""

from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.util import xml_elem

from chats.model import Chat

NAMESPACE = "http://purl.org/rss/1.0/modules/event/"


class EventFeed(BaseExtension):  # type: ignore[misc]
    """Declares the namespace once, for the whole feed."""

    def extend_ns(self) -> dict[str, str]:
        """Return prefix → namespace."""
        return {"ev": NAMESPACE}


class EventEntry(BaseEntryExtension):  # type: ignore[misc]
    """The event of one entry, none until `chat` is set.

    A cancelled chat has none: the module cannot say that an event is off.
    """

    chat: Chat | None = None

    def extend_rss(self, entry: Any) -> Any:
        """Add the event to an RSS item."""
        return self._extend(entry)

    def extend_atom(self, entry: Any) -> Any:
        """Add the event to an Atom entry."""
        return self._extend(entry)

    def _extend(self, entry: Any) -> Any:
        if self.chat is None or self.chat.cancelled:
            return entry
        start, end = span(self.chat)
        for name, value in (("startdate", start), ("enddate", end), ("type", "chat")):
            xml_elem(f"{{{NAMESPACE}}}{name}", entry).text = value
        return entry


def span(chat: Chat) -> tuple[str, str]:
    """Return the chat's start and end for programs, with the offset of its own zone."""
    return chat.start.isoformat(), chat.end.astimezone(chat.start.tzinfo).isoformat()
