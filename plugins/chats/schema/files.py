"""The JSON Schema of each kind of file that a writer writes."""

from collections.abc import Mapping
from typing import Any

from chats.article_file import PAGE_FIELDS, POST_FIELDS, Kind, Shown
from chats.chat_fields import CHAT_FIELDS
from chats.people_file import PERSON_FIELDS
from chats.schema import shapes
from chats.schema.shapes import Shape
from chats.settings.keys import SERIES_KEYS

_DRAFT = "http://json-schema.org/draft-07/schema#"

_CHAT: Mapping[str, Shape] = {
    "title": shapes.TEXT,
    "topic": shapes.TEXT,
    "date": shapes.DAY_AND_CLOCK,
    "time": shapes.CLOCK,
    "zone": shapes.ZONE,
    "fold": shapes.one_of(("first", "second")),
    "duration": shapes.LENGTH,
    "sessions": {"type": "array", "items": shapes.SESSION},
    "id": shapes.MONTHLY_ID,
    "questions": shapes.many(shapes.QUESTION),
    "hosts": shapes.many(shapes.PERSON),
    "guests": shapes.many(shapes.PERSON),
    "platform": shapes.PLATFORM,
    "hashtag": shapes.HASHTAG,
    "venue_url": shapes.ADDRESS,
    "status": shapes.STATUS,
    "moved_from": shapes.many(shapes.DAY_AND_CLOCK),
    "moved_to": shapes.group({"platform": shapes.TEXT, "url": shapes.ADDRESS}, "platform"),
    "revision": shapes.number(0, 9999),
    "announced": shapes.INSTANT,
    "updated": shapes.INSTANT,
    "summary": shapes.TEXT,
    "tags": shapes.many(shapes.TEXT),
    "image": shapes.FILE,
    "image_alt": shapes.TEXT,
    "note": shapes.TEXT,
    "source": shapes.SOURCE,
    "resources": shapes.many(shapes.RESOURCE),
    "recording": {"anyOf": [shapes.ADDRESS, shapes.FILE]},
    "transcript": {"anyOf": [shapes.ADDRESS, shapes.FILE]},
    "lang": shapes.LANGUAGE,
    "aliases": shapes.many(shapes.OLD_ADDRESS),
}
_POST: Mapping[str, Shape] = {
    "title": shapes.TEXT,
    "date": shapes.INSTANT,
    "kind": shapes.one_of(str(kind) for kind in Kind),
    "chat": shapes.MONTHLY_ID,
    "authors": shapes.many(shapes.PERSON),
    "updated": shapes.INSTANT,
    "summary": shapes.TEXT,
    "tags": shapes.many(shapes.TEXT),
    "source": shapes.SOURCE,
    "status": shapes.one_of(str(shown) for shown in Shown),
    "id": shapes.MONTHLY_ID,
    "aliases": shapes.many(shapes.OLD_ADDRESS),
}
_PAGE: Mapping[str, Shape] = {
    "title": shapes.TEXT,
    "summary": shapes.TEXT,
    "aliases": shapes.many(shapes.OLD_ADDRESS),
}
_PERSON: Mapping[str, Shape] = {
    "name": shapes.TEXT,
    "handle": shapes.TEXT,
    "place": shapes.TEXT,
    "role": shapes.TEXT,
    "zone": shapes.ZONE,
    "links": shapes.many(shapes.LINK),
}
_LABELLED = {"type": "object", "additionalProperties": {"type": "string"}}
_DAYS = {"type": "object", "additionalProperties": shapes.DAY}
_SERIES: Mapping[str, Shape] = {
    "hashtag": shapes.HASHTAG,
    "zone": shapes.ZONE,
    "time": shapes.CLOCK,
    "duration": shapes.LENGTH,
    "zones": {"type": "object", "additionalProperties": shapes.ZONE},
    "exceptions": _LABELLED,
    "archived": _DAYS,
    "until": shapes.DAY,
    "expected": shapes.number(0, 24),
    "platform": shapes.PLATFORM,
    "platforms": {"type": "object", "additionalProperties": {"type": "object"}},
    "venue_url": shapes.ADDRESS,
    "suggest": _LABELLED,
    "language": shapes.LANGUAGE,
    "source_url": shapes.ADDRESS,
    "trusted": shapes.YES_OR_NO,
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas by their names: chat, post, page, people, series."""
    chat = _schema("The head of a chat", CHAT_FIELDS, _CHAT)
    chat |= {"anyOf": [{"required": ["date"]}, {"required": ["sessions"]}],
             "dependencies": {"image": ["image_alt"]}}  # fmt: skip
    chat["required"].remove("date")
    person = _schema("A person", PERSON_FIELDS, _PERSON)
    del person["$schema"]
    texts = dict.fromkeys(SERIES_KEYS, shapes.TEXT)
    return {
        "chat": chat,
        "post": _schema("The head of a post", POST_FIELDS, _POST),
        "page": _schema("The head of a page", PAGE_FIELDS, _PAGE),
        "people": {
            "$schema": _DRAFT,
            "title": "Hosts, guests and authors by id",
            "definitions": person.pop("definitions"),
            "type": "object",
            "propertyNames": shapes.ID,
            "additionalProperties": person,
        },
        "series": _schema("SERIES of the settings", SERIES_KEYS, texts | dict(_SERIES)),
    }


def _schema(title: str, meanings: Mapping[str, str], known: Mapping[str, Shape]) -> dict[str, Any]:
    """Return the schema of a table of fields; raises KeyError for one without a shape."""
    required = _required(meanings)
    around = {True: shapes.filled, False: shapes.empty_or}
    return {
        "$schema": _DRAFT,
        "title": title,
        "definitions": shapes.definitions_for(known.values()),
        "type": "object",
        "required": required,
        "additionalProperties": False,
        "properties": {
            name: {"description": meaning, **around[name in required](known[name])}
            for name, meaning in meanings.items()
        },
    }


def _required(meanings: Mapping[str, str]) -> list[str]:
    return [name for name, meaning in meanings.items() if meaning.startswith("required; ")]
