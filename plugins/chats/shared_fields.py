"""What the heads of chats and of ordinary posts have in common."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from chats import fields, paths
from chats.field_reader import Fields
from chats.model import Original, Person
from chats.platforms import Platform


def topic_name(typed: str) -> str:
    """A tag, which needs letters or digits for its address."""
    value = fields.titled(typed)
    if not paths.slug_of(value):
        raise ValueError(f"`{value}` gives no address; write words")
    return value


def person_in(people: Mapping[str, Person]) -> Callable[[str], Person]:
    """Return a parser of people's ids."""

    def parse(typed: str) -> Person:
        if typed in people:
            return people[typed]
        raise ValueError(f"`{typed}` is not in content/people.yaml{_near(typed, people)}")

    return parse


def one_of(platforms: Mapping[str, Platform]) -> Callable[[str], Platform]:
    """Return a parser of platforms' ids."""

    def parse(typed: str) -> Platform:
        if typed.lower() in platforms:
            return platforms[typed.lower()]
        raise ValueError(
            f"`{typed}` is not a platform{_near(typed, platforms)}; there are "
            f"{', '.join(sorted(platforms))}, and SERIES['platforms'] can add more"
        )

    return parse


def _near(typed: str, known: Iterable[str]) -> str:
    near = get_close_matches(typed.lower(), known, n=1)
    return f"; did you mean `{near[0]}`?" if near else ""


def original_of(head: Fields) -> Original | None:
    """Return what the entry was made from, from the field `source`."""
    group = head.group("source", ("name", "url", "adapted"))
    if group is None:
        return None
    name = group.required("name", fields.titled, "NetSquared")
    url = group.required("url", fields.web_address, "https://…")
    adapted = group.one("adapted", fields.yes_or_no) or False
    return Original(name=name or "", url=url or "", adapted=adapted)
