"""What is wrong with a writer's file, said so that they can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from chats.hidden_characters import shown

_LONGEST = 1000
"""Characters that a problem has as text, for some of them quote what was typed."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of one file: where it is, what is wrong and what would be right.

    `line` counts from 1; 0 stands for the file as a whole. A `warning` is shown
    by `check` and never stops a build. As text it is one line, and nothing of what
    was typed can colour, move or hide a part of it in a terminal.
    """

    path: str
    line: int
    field: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        what = ": ".join(part for part in (self.field, self.message) if part)
        said = f"{where}: {'warning: ' if self.warning else ''}{what}"
        said = said.replace("##[", "## [")  # hosts' logs take it for a command, anywhere in a line
        return shown(said if len(said) <= _LONGEST else f"{said[:_LONGEST]} …")


class ProblemsFound(SystemExit):
    """The build stops: every problem of every file, one line each.

    A SystemExit, for that is how Python ends a programme with a message for a person,
    the exit code 1 and no traceback; Pelican would print any other one's.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def counted(number: int, noun: str) -> str:
    """Return "1 problem", "2 problems", "2 people"."""
    several = "people" if noun == "person" else f"{noun}s"
    return f"{number} {noun if number == 1 else several}"
