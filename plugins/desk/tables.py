"""The tables of README and manual, written from the code: they cannot tell another story."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path

from chats.article_file import PAGE_FIELDS, POST_FIELDS
from chats.chat_fields import CHAT_FIELDS
from chats.people_file import PERSON_FIELDS
from chats.platform_keys import PLATFORM_KEYS
from chats.settings.keys import SERIES_KEYS
from chats.translations import TRANSLATION_FIELDS
from desk.arguments import Help

_PLACE = re.compile(r"(<!-- table: ([a-z ]+) -->\n).*?(<!-- end -->)", re.S)
_DEPENDENCY = re.compile(r'(?:^    # (.+)\n)?^    "([A-Za-z0-9_.-]+)[^"]*",?(?: *# (.+))?$', re.M)
"""A dependency with its reason, in the line before or behind it."""


def with_tables(text: str, root: Path, tasks: Mapping[str, Help]) -> str:
    """Return a page of the project at `root` with each of its tables made anew.

    The comments of pyproject.toml say why each dependency is there. Raises KeyError for
    an unknown table.
    """
    pyproject = (root / "pyproject.toml").read_text("utf-8")
    project = pyproject.partition("[tool.")[0]
    site, _, tests = project.partition("[project.optional-dependencies]")
    tables = {
        "chat fields": table("field", CHAT_FIELDS),
        "translation fields": table("field", TRANSLATION_FIELDS),
        "post fields": table("field", POST_FIELDS),
        "page fields": table("field", PAGE_FIELDS),
        "person fields": table("field", PERSON_FIELDS),
        "settings": table("key", SERIES_KEYS),
        "platform keys": table("key", PLATFORM_KEYS),
        "tasks": table("task", {name: task.summary for name, task in tasks.items()}),
        "commands": commands(tasks),
        "rooms": table("folder", rooms(root / "plugins")),
        "dependencies": table("package", reasons(site)),
        "test dependencies": table("package", reasons(tests)),
    }
    return _PLACE.sub(lambda place: f"{place[1]}{tables[place[2]]}{place[3]}", text)


def commands(tasks: Mapping[str, Help]) -> str:
    """Return a section for each task, with a table of its arguments."""
    return "\n".join(
        f"## invoke {name}\n\n{task.summary}\n"
        + (f"\n{table('argument', task.arguments)}" if task.arguments else "")
        for name, task in tasks.items()
    )


def table(heading: str, rows: Mapping[str, str]) -> str:
    """Return a Markdown table of names and what they mean."""
    lines = [f"| {heading} | |", "|---|---|"]
    for name, meaning in rows.items():
        cell = meaning.replace("|", "\\|")
        lines.append(f"| `{name}` | {cell} |")
    return "\n".join(lines) + "\n"


def reasons(toml: str) -> dict[str, str]:
    """Return each dependency of a part of pyproject.toml with why it is there."""
    return {name: above or behind for above, name, behind in _DEPENDENCY.findall(toml)}


def rooms(plugins: Path) -> dict[str, str]:
    """Return each plugin and shared module with what its docstring says it is."""
    files = [*plugins.glob("*/__init__.py"), *plugins.glob("*.py")]
    return {_room(file): _summary(file) for file in sorted(files)}


def _room(file: Path) -> str:
    return f"plugins/{file.parent.name}/" if file.stem == "__init__" else f"plugins/{file.name}"


def _summary(file: Path) -> str:
    text = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return text.partition("\n\n")[0].replace("\n", " ").rstrip(".")


def pages(root: Path) -> list[Path]:
    """Return the README and the pages of the manual."""
    return [root / "README.md", *sorted((root / "docs").glob("*.md"))]


def write_tables(root: Path, tasks: Mapping[str, Help]) -> bool:
    """Write the tables of the README and of the manual anew."""
    for file in pages(root):
        file.write_text(with_tables(file.read_text("utf-8"), root, tasks), "utf-8")
    return True
