"""The README's tables, written from the code so that they cannot tell another story."""

import re
from collections.abc import Mapping
from pathlib import Path

from chats.article_file import PAGE_FIELDS, POST_FIELDS
from chats.chat_file import CHAT_FIELDS
from chats.people_file import PERSON_FIELDS
from chats.settings import SERIES_KEYS

_PLACE = re.compile(r"(<!-- table: ([a-z ]+) -->\n).*?(<!-- end -->)", re.S)
_DEPENDENCY = re.compile(r'^    "([A-Za-z0-9_.-]+)[^"]*",? *# (.+)$', re.M)


def with_tables(text: str, *, tasks: Mapping[str, str], pyproject: str) -> str:
    """Return the README with each of its tables made anew.

    `tasks` maps a task to its help; `pyproject` is the text of pyproject.toml, whose
    comments say why each dependency is there. Raises KeyError for an unknown table.
    """
    project = pyproject.partition("[tool.")[0]
    site, _, tests = project.partition("[project.optional-dependencies]")
    tables = {
        "chat fields": table("field", CHAT_FIELDS),
        "post fields": table("field", POST_FIELDS),
        "page fields": table("field", PAGE_FIELDS),
        "person fields": table("field", PERSON_FIELDS),
        "settings": table("key", SERIES_KEYS),
        "tasks": table("task", tasks),
        "dependencies": table("package", dict(_DEPENDENCY.findall(site))),
        "test dependencies": table("package", dict(_DEPENDENCY.findall(tests))),
    }
    return _PLACE.sub(lambda place: f"{place[1]}{tables[place[2]]}{place[3]}", text)


def table(heading: str, rows: Mapping[str, str]) -> str:
    """Return a Markdown table of names and what they mean."""
    lines = [f"| {heading} | |", "|---|---|"]
    for name, meaning in rows.items():
        cell = meaning.replace("|", "\\|")
        lines.append(f"| `{name}` | {cell} |")
    return "\n".join(lines) + "\n"


def write_tables(root: Path, tasks: Mapping[str, str]) -> bool:
    """Write the tables of the project's README anew."""
    file = root / "README.md"
    pyproject = (root / "pyproject.toml").read_text("utf-8")
    file.write_text(with_tables(file.read_text("utf-8"), tasks=tasks, pyproject=pyproject), "utf-8")
    return True
