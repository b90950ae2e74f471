"""Problems for programmes: annotations of a pull or merge request, or JSON."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256

from chats.problems import Problem

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def github(problems: Iterable[Problem]) -> str:
    """Return GitHub's workflow commands, one a problem; Forgejo only shows them in its log."""
    return "".join(f"{_annotation(problem)}\n" for problem in sorted(set(problems)))


def _annotation(problem: Problem) -> str:
    line = f",line={problem.line}" if problem.line else ""
    place = f"file={_escaped(problem.path, _PROPERTY)}{line}"
    level = "warning" if problem.warning else "error"
    return f"::{level} {place}::{_escaped(_message(problem), _DATA)}"


def _escaped(text: str, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)


def gitlab(problems: Iterable[Problem]) -> str:
    """Return GitLab's report of code quality, which stands beside the lines of a merge request."""
    return _json(_quality(problem) for problem in sorted(set(problems)))


def _quality(problem: Problem) -> dict[str, object]:
    return {
        "description": _message(problem),
        "check_name": problem.field or "check",
        "fingerprint": sha256(repr(problem).encode()).hexdigest(),
        "severity": "minor" if problem.warning else "major",
        "location": {"path": problem.path, "lines": {"begin": max(problem.line, 1)}},
    }


def as_json(problems: Iterable[Problem]) -> str:
    """Return a list of objects with path, line (0: the whole file), field, message, warning."""
    return _json(asdict(problem) for problem in sorted(set(problems)))


def _json(found: Iterable[dict[str, object]]) -> str:
    return json.dumps(list(found), ensure_ascii=False, indent=2) + "\n"


def _message(problem: Problem) -> str:
    return ": ".join(part for part in (problem.field, problem.message) if part)


FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "github": github,
    "gitlab": gitlab,
    "json": as_json,
}

DOCUMENTS = {"gitlab", "json"}
"""Those beside which nothing else may stand."""
