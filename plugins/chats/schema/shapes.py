"""The shapes of values in JSON Schema (draft 7), as editors read YAML: 1.2, with its types.

A shape is never narrower than the parser of `chats.fields` that reads the value; what it
cannot say, such as that a day exists, `check` says.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any
from zoneinfo import available_timezones

from chats.chat_sessions import SESSION_FIELDS
from chats.field_reader import MAX_ENTRIES
from chats.fields import MAX_NAME, MAX_TEXT
from chats.model import Status
from chats.platforms import shipped_platforms

Shape = Mapping[str, Any]

TEXT: Shape = {"type": ["string", "number", "boolean"], "maxLength": MAX_TEXT}
"""Whatever is typed is read as text, a number too."""


def matching(pattern: str, *examples: str) -> Shape:
    """Return the shape of a text of that pattern (ECMA 262)."""
    return {"type": "string", "pattern": pattern, "examples": list(examples)}


def one_of(words: Iterable[str]) -> Shape:
    """Return the shape of one word out of several."""
    return {"enum": sorted(words)}


def perhaps(words: Iterable[str], other: Shape) -> Shape:
    """Return the shape of a word of which several are known, and others can be."""
    return {"anyOf": [one_of(words), other]}


def many(shape: Shape) -> Shape:
    """Return the shape of a list; one value alone counts as a list of one."""
    return {"anyOf": [{"type": "array", "items": shape, "maxItems": MAX_ENTRIES}, shape]}


def number(low: int, high: int) -> Shape:
    """Return the shape of a whole number within these bounds."""
    whole = {"type": "integer", "minimum": low, "maximum": high}
    return {"anyOf": [whole, {"type": "string", "pattern": "^[0-9]{1,6}$"}]}


def group(shapes: Mapping[str, Shape], *required: str) -> Shape:
    """Return the shape of fields within a field; those that are not required may be empty."""
    return {
        "type": "object",
        "properties": {name: shape if name in required else empty_or(shape)
                       for name, shape in shapes.items()},
        "required": list(required),
        "additionalProperties": False,
    }  # fmt: skip


def empty_or(shape: Shape) -> Shape:
    """Return the shape of a field that may be left empty."""
    return {"anyOf": [shape, {"enum": ["", None]}]}


def filled(shape: Shape) -> Shape:
    """Return the shape of a field that must not be left empty."""
    return {**shape, "minLength": 1}


def _words(options: type[StrEnum]) -> Collection[str]:
    return [str(option) for option in options]


DAY = matching(r"^\d{4}-\d{2}-\d{2}$", "2010-06-10")
DAY_AND_CLOCK = matching(r"^\d{4}-\d{2}-\d{2}([T ] *\d{1,2}:\d{2})?$", "2010-06-10 17:00")
CLOCK = matching(r"^\d{1,2}:\d{2}$", "17:00")
INSTANT = matching(
    r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$", "2010-06-03T10:44:09Z"
)
LENGTH = matching(r"^(\d{1,4} ?h)? ?(\d{1,4} ?m(in)?)?$", "2h", "90m", "1h30m")
ID = {**matching(r"^[a-z0-9]+(-[a-z0-9]+)*$"), "maxLength": MAX_NAME}
MONTHLY_ID: Shape = {"anyOf": [ID, {"type": "integer"}]}
PERSON = ID
ADDRESS = matching(r'^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>"\\^`{|}]+$', "https://")
FILE = matching(r"^[^\s/:][^\s:]*$", "images/june.png")
HASHTAG = matching(r"^#?[^\s#]+$")
LANGUAGE = matching(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$", "en", "pt-BR")
OLD_ADDRESS = matching(r"^/([^/\s]|$)", "/chats/old-name/")
YES_OR_NO: Shape = {"enum": ["yes", "no", True, False]}
DEFINITIONS: Mapping[str, Shape] = {
    "zone": {
        **one_of(name for name in available_timezones() if "/" in name or name == "UTC"),
        "errorMessage": "no time zone has that name; write Region/City, as in Europe/Berlin",
    },
}
"""Shapes that are long and used more than once."""

ZONE: Shape = {"$ref": "#/definitions/zone"}


def definitions_for(used: Iterable[Shape]) -> dict[str, Shape]:
    """Return the definitions to which the shapes refer."""
    text = repr(list(used))
    return {name: shape for name, shape in DEFINITIONS.items() if f"#/definitions/{name}" in text}


PLATFORM = perhaps(shipped_platforms(), ID)
STATUS = one_of(_words(Status))
LINK = group({"title": TEXT, "url": ADDRESS}, "title", "url")
RESOURCE = group({"title": TEXT, "url": ADDRESS, "by": TEXT}, "title", "url")
SOURCE = group({"name": TEXT, "url": ADDRESS, "adapted": YES_OR_NO}, "name", "url")
QUESTION: Shape = {"anyOf": [
    TEXT, group({"ask": TEXT, "short": TEXT, "note": TEXT, "minutes": number(1, 600)}, "ask"),
]}  # fmt: skip
_OF_A_SESSION: Mapping[str, Shape] = {
    "id": MONTHLY_ID, "label": TEXT, "date": DAY_AND_CLOCK, "time": CLOCK, "zone": ZONE,
    "fold": one_of(("first", "second")), "duration": LENGTH, "hosts": many(PERSON),
    "moved_from": many(DAY_AND_CLOCK),
}  # fmt: skip
SESSION = group({name: _OF_A_SESSION[name] for name in SESSION_FIELDS}, "date")
