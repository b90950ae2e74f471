"""content/people.yaml as a whole: who there is, or, told once, that nobody can know it."""

from collections.abc import Mapping

from chats.frontmatter import Items, Scalar, Value
from chats.model import Person
from chats.people_file import people_from
from content_folder.folder import PEOPLE, Folder

_FIELDS = ("hosts", "guests", "authors")


def people_of(folder: Folder) -> Mapping[str, Person] | None:
    """Return everybody by id; None when people are named and nobody knows who there is."""
    path, told = folder.shown(PEOPLE), len(folder.problems)
    data = folder.read(PEOPLE) if PEOPLE in folder.files else None
    people = people_from(path, data, folder.problems) if data is not None else {}
    if people or not any(_names_somebody(document.head) for document in folder.documents.values()):
        return people
    refused = len(folder.problems) > told or path in (each.path for each in folder.problems)
    if not refused:
        gone = "is missing" if data is None else "names nobody"
        folder.fault(PEOPLE, f"{gone}; each host, guest and author stands there by id: a line "
                     "`amy-ward:` and below it `  name: Amy Ward`")  # fmt: skip
    return None


def _names_somebody(value: Value) -> bool:
    if isinstance(value, Items):
        return any(map(_names_somebody, value.values))
    if isinstance(value, Scalar):
        return False
    return any(_names_somebody(item) or (name in _FIELDS and not _is_empty(item))
               for name, item in value.values.items())  # fmt: skip


def _is_empty(value: Value) -> bool:
    return isinstance(value, Scalar) and not value.text
