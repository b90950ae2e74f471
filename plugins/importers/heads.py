"""The head of a Markdown post of Jekyll or Hugo, in YAML, TOML or JSON, and the text below it."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

import yaml

from importers.safe_xml import Refused

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})"
    r"(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?(?: ?(Z|UTC|[+-]\d{2}:?\d{2}))?)?"
)
_MARKS = ("---", "+++")
MAX_BYTES = 1024 * 1024
_DEEPEST = 100
"""How many brackets may be open at once."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A file: its fields, its text, and on which line that begins."""

    head: Mapping[str, Any]
    body: str
    line: int


def written(data: bytes) -> Written:
    """Return what a file holds; raises Refused for a head that is none or cannot be read."""
    if len(data) > MAX_BYTES:
        raise Refused(f"has over {MAX_BYTES:,} bytes, which no post has")
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    try:
        head, body = _split(text)
    except Refused:
        raise
    except RecursionError:
        raise Refused("its head cannot be read: it nests too deep") from None
    except (ValueError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise Refused(f"its head cannot be read: {reason}") from None
    line = text[: len(text) - len(body)].count("\n") + 1
    return Written(head=head, body=body, line=line)


def read_as(name: str, data: bytes) -> Mapping[str, Any]:
    """Return the fields of a file of settings; raises Refused when it cannot be read."""
    text = data.decode("utf-8-sig", "replace")
    try:
        if name.endswith(".toml"):
            return tomllib.loads(text)
        made = json.loads(text) if name.endswith(".json") else _yaml(text)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise Refused(f"cannot be read ({' '.join(str(error).split())[:200]}); what it says of "
                      "addresses is not known") from None  # fmt: skip
    if not isinstance(made, Mapping):
        raise Refused("holds no fields; what it says of addresses is not known")
    return made


def first(head: Mapping[str, Any], *names: str) -> Any:
    """Return the first of these fields that says something."""
    return next((head[name] for name in names if head.get(name)), None)


def listed(head: Mapping[str, Any], *names: str) -> Iterable[Any]:
    """Yield the entries of lists; Jekyll has them also as words with blanks between."""
    for name in names:
        held = head.get(name)
        if isinstance(held, str) and name in ("tags", "categories"):
            yield from held.split()
        elif isinstance(held, list):
            yield from (each for each in held if each is not None)
        elif held:
            yield held


def moment(value: object, zone: tzinfo = UTC) -> datetime | None:
    """Return the instant of a field; one that names no zone is of `zone`."""
    if isinstance(value, datetime):
        found = value if value.tzinfo else value.replace(tzinfo=zone)
    elif isinstance(value, date):
        found = datetime(value.year, value.month, value.day, tzinfo=zone)
    elif match := _MOMENT.match(str(value or "")):
        offset = re.sub(r"Z|UTC", "+00:00", match[3] or "")
        try:
            found = datetime.fromisoformat(f"{match[1]}T{(match[2] or '0:00').zfill(5)}{offset}")
        except ValueError:
            return None
        found = found if found.tzinfo else found.replace(tzinfo=zone)
    else:
        return None
    try:
        found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found


def _split(text: str) -> tuple[Mapping[str, Any], str]:
    if text.startswith("{"):
        head, end = json.JSONDecoder().raw_decode(text)
        return head, text[end:]
    mark = text[:3]
    match = re.match(rf"{re.escape(mark)}[ \t]*\n(.*?\n|){re.escape(mark)}[ \t]*(?:\n|\Z)", text,
                     re.S) if mark in _MARKS else None  # fmt: skip
    if not match:
        raise Refused("has no head between lines `---` or `+++`; it is no post")
    head = tomllib.loads(match[1]) if mark == "+++" else _yaml(match[1])
    if head is None:
        head = {}
    if not isinstance(head, Mapping):
        raise ValueError("it holds no fields")
    return head, text[match.end() :]


def _yaml(text: str) -> Any:
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", text):  # the parser takes its time for them
        depth = max(depth + (1 if bracket in "[{" else -1), 0)
        if depth > _DEEPEST:
            raise ValueError("it nests too deep")
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
        raise ValueError("an alias of YAML, `*name`, is refused")
    return yaml.safe_load(text)
