"""Reading the fields of a head one by one, collecting every problem on the way."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TypeVar

from chats.fields import Parser
from chats.file_text import Unreadable
from chats.frontmatter import Items, Scalar, Table, Value
from chats.mixed_scripts import mixed_word
from chats.problems import Problem

T = TypeVar("T")

MAX_ENTRIES = 200
"""Entries of a list; a topic, say, is a page and a calendar for each of them."""

_MOST_UNKNOWN = 20
"""Unknown fields of a file that are told one by one."""


class Fields:
    """The fields of one table, each read once by name; problems gather in `problems`.

    `sample` is how a field is written in this file, `around` the table and the field
    within which this table stands.
    """

    def __init__(
        self,
        path: str,
        table: Table,
        known: Iterable[str],
        problems: list[Problem],
        *,
        parent: str = "",
        hints: dict[str, str] | None = None,
        sample: str = "{name}: {example}",
        around: "tuple[Fields, str] | None" = None,
    ) -> None:
        self.path, self.table, self.problems, self.parent = path, table, problems, parent
        self._sample, self._around = sample, around
        self.faulty: set[str] = set()
        names = list(known)
        unknown = [name for name in table.lines if name not in names]
        for name in unknown[:_MOST_UNKNOWN]:
            fault = (hints or {}).get(name) or self._unknown(name, names)
            self.fault(name, fault, line=table.lines[name])
        if further := unknown[_MOST_UNKNOWN:]:
            line = table.lines[further[0]]
            self.fault(further[0], f"and {len(further):,} more are no fields either", line=line)
        problems.extend(Problem(path, line, "", message) for line, message in table.faults)
        for name, line in table.repeated:
            first = table.lines[name]
            self.fault(name, f"is there twice, first in line {first}; keep one", line=line)

    def fault(
        self, name: str, message: str, *, line: int | None = None, warning: bool = False
    ) -> None:
        """Record a problem of a field, at its own line unless another is given."""
        if line is None:
            line = self.table.lines.get(name, self.table.line)
        if not warning:
            self.doubt(name)
        field = f"{self.parent}{name}"
        self.problems.append(Problem(self.path, line, field, message, warning))

    def doubt(self, name: str) -> None:
        """Count a field as faulty, and so the one around it; what follows from it is not told."""
        self.faulty.add(name)
        if self._around:
            table, outer = self._around
            table.doubt(outer)

    def sound(self, *names: str) -> bool:
        """Return whether none of these fields has a problem so far."""
        return not self.faulty.intersection(names)

    def given(self, name: str) -> bool:
        """Return whether the writer gave the field a value."""
        value = self.table.values.get(name)
        if isinstance(value, Scalar):
            return bool(value.text)
        return value is not None

    def one(self, name: str, parse: Parser[T]) -> T | None:
        """Return the field's one value, None when it is missing or has a problem."""
        value = self.table.values.get(name)
        if value is None or (isinstance(value, Scalar) and not value.text):
            return None
        if not isinstance(value, Scalar):
            self.fault(name, "wants one value, not a list or a group of fields")
            return None
        return self.parsed(name, value, parse)

    def required(self, name: str, parse: Parser[T], example: str) -> T | None:
        """Like `one`, and a problem when the field is missing or empty."""
        if self.given(name):
            return self.one(name, parse)
        gone = "is empty" if name in self.table.values else "is missing"
        sample = self._sample.format(name=name, example=example)
        self.fault(name, f"{gone}; write for instance `{sample}`")
        return None

    def many(self, name: str, parse: Parser[T]) -> tuple[T, ...]:
        """Return the values of a list (one value alone counts as a list of one)."""
        found = []
        for item in self.items(name):
            if not isinstance(item, Scalar):
                self.fault(name, "each entry is one text; write `- text`", line=item.line)
            elif not item.text:
                self.fault(name, "an empty line in the list; delete it", line=item.line)
            elif (value := self.parsed(name, item, parse)) is not None:
                found.append(value)
        return tuple(found)

    def items(self, name: str) -> tuple[Value, ...]:
        """Return the raw values of a list; a single value counts as a list of one."""
        value = self.table.values.get(name)
        if value is None or (isinstance(value, Scalar) and not value.text):
            return ()
        values = value.values if isinstance(value, Items) else (value,)
        if len(values) > MAX_ENTRIES:
            self.fault(name, f"has {len(values):,} entries, over the limit of {MAX_ENTRIES}; "
                       "keep the ones that matter")  # fmt: skip
        return values[:MAX_ENTRIES]

    def group(self, name: str, known: Iterable[str]) -> "Fields | None":
        """Return the fields within a field, None when it is missing or no group."""
        if not self.given(name):
            return None
        value = self.table.values[name]
        if not isinstance(value, Table):
            self.fault(name, f"wants a group of fields: {', '.join(known)}")
            return None
        return self.within(name, value, known)

    def within(self, name: str, table: Table, known: Iterable[str]) -> "Fields":
        """Return the fields of a table that stands inside the field `name`."""
        return Fields(self.path, table, known, self.problems, parent=f"{self.parent}{name}.",
                      sample=self._sample, around=(self, name.partition("[")[0]))  # fmt: skip

    def parsed(self, name: str, value: Scalar, parse: Parser[T]) -> T | None:
        """Return what a value of the field is, None when it has a problem."""
        try:
            parsed = parse(value.text)
        except ValueError as error:
            self.fault(name, str(error), line=value.line)
            return None
        if mixed := mixed_word(value.text):
            self.fault(name, mixed, line=value.line, warning=True)
        return parsed

    def _unknown(self, name: str, names: list[str]) -> str:
        if self._around and not self.given(name):  # what a comma within brackets leaves behind
            first, _, rest = name.partition(" ")
            if first in names:
                return f"is not a field; write `{first}: {rest}`"
            return 'is not a field; a value that holds a comma wants quotes: "a, b"'
        return _not_known(name, names)


def _not_known(name: str, names: list[str]) -> str:
    near = get_close_matches(name.lower(), names, n=1, cutoff=0.7)
    if near:
        return f"is not a field; did you mean `{near[0]}`?"
    return f"is not a field; there are {', '.join(sorted(names))}"


def unreadable(path: str, error: Unreadable) -> Problem:
    """Return the problem of a file that could not be taken apart."""
    return Problem(path, error.line, "", error.message)
