"""Problems for programmes: annotations of a pull request, or JSON."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict

from chats.problems import Problem

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def github(problems: Iterable[Problem]) -> str:
    """Return GitHub's workflow commands, which Forgejo understands too: one a problem."""
    return "".join(f"{_annotation(problem)}\n" for problem in sorted(set(problems)))


def _annotation(problem: Problem) -> str:
    line = f",line={problem.line}" if problem.line else ""
    place = f"file={_escaped(problem.path, _PROPERTY)}{line}"
    message = ": ".join(part for part in (problem.field, problem.message) if part)
    level = "warning" if problem.warning else "error"
    return f"::{level} {place}::{_escaped(message, _DATA)}"


def _escaped(text: str, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)


def as_json(problems: Iterable[Problem]) -> str:
    """Return a list of objects with path, line (0: the whole file), field, message, warning."""
    found = [asdict(problem) for problem in sorted(set(problems))]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {"github": github, "json": as_json}
