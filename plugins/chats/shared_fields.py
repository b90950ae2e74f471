"""What the heads of chats and of ordinary posts have in common."""

from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches

from chats import fields, paths
from chats.field_reader import Fields
from chats.file_names import SYSTEMS_OWN
from chats.frontmatter import Table
from chats.model import Link, Original, Person
from chats.platforms import Platform
from chats.series import Series

_FEW = 12
"""How many names are told when none of them is near."""


def topic_name(typed: str) -> str:
    """A tag, which needs letters or digits for its address."""
    value = fields.titled(typed)
    if not (slug := paths.slug_of(value)):
        raise ValueError(f"`{value}` gives no address; write words")
    if slug in SYSTEMS_OWN or len(slug.encode()) > fields.MAX_NAME * 2:
        raise ValueError(f"`{value}` gives an address that no file can have; choose other words")
    return value


def person_in(series: Series) -> Callable[[str], Person]:
    """Return a parser of people's ids; where nobody knows who there is, any will do."""

    def parse(typed: str) -> Person:
        if typed in series.people:
            return series.people[typed]
        if "people" in series.unsure:
            return Person(id=typed, name=typed)
        near = _near(typed, series.people)
        raise ValueError(f"`{typed}` is not in content/people.yaml{near}")

    return parse


def platform_in(series: Series) -> Callable[[str], Platform]:
    """Return a parser of platforms' ids; where nobody knows which there are, any will do."""

    def parse(typed: str) -> Platform:
        known = series.platforms
        if typed.lower() in known:
            return known[typed.lower()]
        if "platforms" in series.unsure:
            return Platform(id=typed, name=typed)
        near = _near(typed, known)
        raise ValueError(f"`{typed}` is not a platform{near}; SERIES['platforms'] can add more")

    return parse


def _near(typed: str, known: Collection[str]) -> str:
    near = get_close_matches(typed.lower(), known, n=1)
    if near or len(known) > _FEW:
        return f"; did you mean `{near[0]}`?" if near else ""
    return f"; there are {', '.join(sorted(known))}"


def original_of(head: Fields) -> Original | None:
    """Return what the entry was made from, from the field `source`."""
    group = head.group("source", ("name", "url", "adapted"))
    if group is None:
        return None
    name = group.required("name", fields.titled, "NetSquared")
    url = group.required("url", fields.web_address, "https://…")
    adapted = group.one("adapted", fields.yes_or_no) or False
    return Original(name=name or "", url=url or "", adapted=adapted)


def resources_of(head: Fields) -> tuple[Link, ...]:
    """Return what there is to read and to watch, from the field `resources`."""
    return tuple(_resources(head))


def _resources(head: Fields) -> Iterator[Link]:
    for item in head.items("resources"):
        if not isinstance(item, Table):
            head.fault("resources", "each one is a group: {title, url, by}", line=item.line)
            continue
        group = head.within("resources", item, ("title", "url", "by"))
        title = group.required("title", fields.titled, "A talk on organising")
        url = group.required("url", fields.web_address, "https://…")
        yield Link(title=title or "", url=url or "", by=group.one("by", fields.text) or "")
