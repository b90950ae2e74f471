"""The files that an export comes to: what stands in each, and what comes along."""

from dataclasses import dataclass, field

import yaml

from importers.entries import Entry

_SCHEMA = "# yaml-language-server: $schema=../../schema/{}.json"

Fields = dict[str, object]


@dataclass
class Plan:
    """The files to write by their path within the folder, those to copy, and what to tell.

    `copies` maps a path within the folder to the path of the file that comes there.
    """

    files: dict[str, str] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class PlannedFile:
    """A file that is decided upon; its links are led on when all are."""

    entry: Entry
    path: str
    schema: str
    head: Fields
    body: str
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def text(self, body: str) -> str:
        """Return the file's text; what of its head says nothing is left out."""
        kept = {name: held for name, held in self.head.items() if held}
        typed = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10**6)
        schema = [_SCHEMA.format(self.schema)] if self.schema else []
        return "\n".join(("---", *schema, *self.notes, f"{typed}---", "", body.strip(), ""))
