"""Markdown posts of Jekyll and of Hugo: a head of YAML, TOML or JSON, then the text."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import yaml

from importers.entries import Entry, Export, distinct
from importers.markdown_of import tidy
from importers.safe_xml import Refused

_NAMED = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")
_MARKS = re.compile(r"\{%-?\s*/?(\w+)[^%]{0,300}%\}|\{\{[<%]\s*/?(\w[\w-]*)[^}]{0,300}[>%]\}\}|"
                    r"\{\{(?![<%])\s*([\w.]{1,60})[^}]{0,300}\}\}")  # fmt: skip
_PICTURE = re.compile(r"!\[([^\]\n]*)\]\(([^)\s]+)[^)\n]*\)")
_RELATIVE = re.compile(r"(?<!!)\[([^\]\n]+)\]\((?![a-z][a-z0-9+.-]*:|[/#{<])([^)\s]+)\)", re.I)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?: ?(Z|[+-]\d{2}:?\d{2}))?)?"
)
_TITLE = re.compile(r"^# +(?=\S)", re.M)
_KNOWN = {"title", "date", "lastmod", "updated", "modified", "author", "authors", "tags", "tag",
          "categories", "category", "draft", "published", "description", "summary", "excerpt",
          "slug", "permalink", "url", "aliases", "redirect_from", "layout", "type",
          "keywords"}  # fmt: skip


def entries_of(name: str, data: bytes) -> Export:
    """Return the one post of a file; raises Refused when its head cannot be read."""
    head, body = _split(data.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    path = name.rpartition("/")[2]
    named = _NAMED.fullmatch(re.sub(r"\.(?:md|markdown|mkd|html)$", "", path))
    if not _first(head, "title") and not named:
        raise Refused("has no title; it is no post")
    told = [f"`{key}` is not taken over" for key in head if key not in _KNOWN]
    published = _moment(_first(head, "date")) or _moment(named[1] if named else None)
    old = distinct(map(str, _listed(head, "aliases", "redirect_from")))
    return Export([Entry(
        where=name,
        title=str(_first(head, "title") or (named[2].replace("-", " ") if named else "")),
        body=_body(body, told),
        kind="page" if head.get("layout") == "page" or head.get("type") == "page" else "",
        url=str(_first(head, "permalink", "url") or ""),
        slug=str(head.get("slug") or (named[2] if named else re.sub(r"\.\w+$", "", path))),
        published=published,
        updated=_moment(_first(head, "lastmod", "updated", "modified")),
        author=", ".join(map(str, _listed(head, "author", "authors"))),
        tags=distinct(map(str, _listed(head, "tags", "tag", "categories", "category"))),
        draft=head.get("draft") is True or head.get("published") is False,
        summary=str(_first(head, "description", "summary", "excerpt") or ""),
        aliases=old,
        told=tuple(told),
    )])  # fmt: skip


def _split(text: str) -> tuple[Mapping[str, Any], str]:
    """Return head and body; raises Refused for a head that cannot be read."""
    for fence, read in (("---", _yaml), ("+++", tomllib.loads)):
        if match := re.match(rf"{re.escape(fence)}\n(.*?)\n{re.escape(fence)}[ \t]*(?:\n|\Z)",
                             text, re.S):  # fmt: skip
            try:
                head = read(match[1])
            except (ValueError, yaml.YAMLError) as error:
                raise Refused(f"its head cannot be read: {' '.join(str(error).split())}") from None
            return head, text[match.end() :]
    if text.startswith("{"):
        try:
            head, end = json.JSONDecoder().raw_decode(text)
            return head, text[end:]
        except ValueError as error:
            raise Refused(f"its head cannot be read: {error}") from None
    raise Refused("has no head between lines `---` or `+++`; it is no post")


def _yaml(text: str) -> Mapping[str, Any]:
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
        raise ValueError("an alias of YAML, `*name`, is refused")
    made = yaml.safe_load(text)
    if not isinstance(made, Mapping):
        raise ValueError("it holds no fields")
    return made


def _body(text: str, told: list[str]) -> str:
    """Return the text without what only its own programme can read."""
    names = {next(filter(None, match.groups())) for match in _MARKS.finditer(text)}
    told += [f"`{name}` of its template language is left out" for name in sorted(names)]
    text = _MARKS.sub("", text)
    for words, address in _PICTURE.findall(text):
        told.append(f"the picture {address} is linked, if it can be; put it into content/images/")
        there = f"[{words or 'A picture'}]({address})" if "://" in address else words
        text = _PICTURE.sub(lambda _, there=there: there, text, count=1)  # type: ignore[misc]
    for _, address in _RELATIVE.findall(text):
        told.append(f"a link to `{address}` leads nowhere from here; its words stay")
    return tidy(_TITLE.sub("## ", _RELATIVE.sub(r"\1", text)))


def _first(head: Mapping[str, Any], *names: str) -> Any:
    return next((head[name] for name in names if head.get(name)), None)


def _listed(head: Mapping[str, Any], *names: str) -> Iterable[Any]:
    """Return the entries of lists; Jekyll has them also as words with blanks between."""
    for name in names:
        held = head.get(name)
        if isinstance(held, str) and name in ("tags", "categories"):
            yield from held.split()
        elif isinstance(held, list):
            yield from held
        elif held:
            yield held


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    match = _MOMENT.match(str(value or ""))
    if not match:
        return None
    zone = match[3].replace("Z", "+00") if match[3] else "+00"
    try:
        moment = datetime.fromisoformat(f"{match[1]}T{match[2] or '00:00'}{zone}")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
