"""content/people.yaml → people by id, or all of its problems."""

from collections.abc import Mapping

from chats import fields
from chats.field_reader import Fields, unreadable
from chats.file_text import Unreadable, text_from
from chats.frontmatter import Table, table_from
from chats.model import Link, Person
from chats.problems import Problem

PERSON_FIELDS: Mapping[str, str] = {
    "name": "required; as they sign",
    "handle": "their account's name, without `@`",
    "place": "where they live, in words",
    "role": "what they do for the series",
    "zone": "the time zone they live in, `Europe/London`",
    "links": "list of {title, url}",
}
"""Each field of a person with what it holds."""


def people_from(path: str, data: bytes, problems: list[Problem]) -> dict[str, Person]:
    """Read the people's file; what has a problem is left out and its problem added."""
    try:
        table = table_from(text_from(data))
    except Unreadable as error:
        problems.append(unreadable(path, error))
        return {}
    everybody = Fields(path, table, table.values, problems)
    people = {}
    for key in table.values:
        try:
            fields.identifier(key)
        except ValueError as error:
            everybody.fault(key, str(error))
            continue
        group = everybody.group(key, PERSON_FIELDS)
        if group is None:
            if not everybody.given(key):
                everybody.fault(key, "is empty; write at least `name`")
            continue
        people[key] = _person(key, group)
    return people


def _person(key: str, group: Fields) -> Person:
    return Person(
        id=key,
        name=group.required("name", fields.titled, "Amy Sample Ward") or key,
        handle=(group.one("handle", fields.text) or "").removeprefix("@"),
        place=group.one("place", fields.text) or "",
        role=group.one("role", fields.text) or "",
        zone=group.one("zone", fields.zone),
        links=tuple(_links(group)),
    )


def _links(group: Fields) -> list[Link]:
    links = []
    for item in group.items("links"):
        if not isinstance(item, Table):
            group.fault("links", "each one is a group: {title, url}", line=item.line)
            continue
        link = group.within("links", item, ("title", "url"))
        title = link.required("title", fields.titled, "Blog")
        url = link.required("url", fields.web_address, "https://…")
        links.append(Link(title=title or "", url=url or ""))
    return links
