"""Who may import whom: the rules of the house, held against the code."""

import ast
import sys
from pathlib import Path

import pytest

PLUGINS = Path(__file__).parent.parent / "plugins"
SHARED = {
    "chats",
    "content_folder",
    "bodies",
    "output_files",
    "others",
    "theme_colors",
    "theme_files",
    "kept_pictures",
    "kept_texts",
    "code_state",
    "kept_outputs",
    "kept_values",
    "shared_work",
    "site_folder",
    "made_of",
    "pages",
    "touched",
    "languages",
    "post_lengths",
}
"""Rooms that every plugin may enter: the domain, the reader, the writer, the bodies, the languages,
what all that draws has in common, and what counts posts."""

EDGES = {"desk", "remote"}
"""Rooms at the edge, which no plugin enters: the writer's tasks and the server's. They read the
clock and the environment, and write what is no output."""
DRIVES_THE_BUILD = {"desk", "remote/child.py"}
"""They run Pelican with all plugins, so they know what they run."""
KEEPS_THE_LOCK = PLUGINS / "content_folder/identities_file.py"
"""Writes content/identities.lock, which is no output: the writers commit it."""
KEEPS_PICTURES = PLUGINS / "kept_pictures.py"
"""Writes into .cache, which is no output: to draw a picture takes longer than a page."""
KEEPS_TEXTS = PLUGINS / "kept_texts.py"
"""Writes there too: to convert a text takes longer than to look it up."""
KEEPS_OUTPUTS = PLUGINS / "kept_outputs.py"
"""And there: how each file of the site was left, so that none need be made again."""
KEEPS_VALUES = PLUGINS / "kept_values.py"
"""And there: what was read of files that nobody touched since."""
KEEPS_TEMPLATES = PLUGINS / "languages/compiled.py"
KEEPERS = {
    KEEPS_THE_LOCK,
    KEEPS_PICTURES,
    KEEPS_TEXTS,
    KEEPS_OUTPUTS,
    KEEPS_VALUES,
    KEEPS_TEMPLATES,
}
CLOCK_AND_ENVIRONMENT = {
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time",
    "os.environ", "os.getenv",
}  # fmt: skip


def imported(file: Path) -> set[str]:
    """Return the first parts of the modules that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def room(file: Path) -> str:
    """Return the plugin or shared module that a file belongs to."""
    return file.relative_to(PLUGINS).parts[0].removesuffix(".py")


def uses(file: Path) -> set[str]:
    """Return the dotted names (`datetime.now`) that a file mentions or imports."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            names.add(f"{node.value.id}.{node.attr}")
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


FILES = sorted(PLUGINS.rglob("*.py"))
ROOMS = {room(file) for file in FILES}


def test_there_is_a_house_to_look_at() -> None:
    assert {"chats", "event_pages", "output_files"} <= ROOMS


@pytest.mark.parametrize("file", [f for f in FILES if room(f) == "chats"], ids=lambda f: f.name)
def test_the_domain_imports_the_standard_library_and_pyyaml_only(file: Path) -> None:
    foreign = imported(file) - set(sys.stdlib_module_names) - {"chats", "yaml"}
    assert not foreign


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(PLUGINS)))
def test_plugins_never_import_each_other(file: Path) -> None:
    if DRIVES_THE_BUILD & {room(file), file.relative_to(PLUGINS).as_posix()}:
        return
    siblings = imported(file) & (ROOMS - SHARED - {room(file)})
    assert not siblings


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(PLUGINS)))
def test_only_a_plugins_own_side_imports_pelican(file: Path) -> None:
    sides = {"__init__.py", "generator.py", "reader.py", "output_files.py", "others.py",
             "page_language.py", "site_folder.py"}  # fmt: skip
    if file.name not in sides and room(file) != "desk":
        assert "pelican" not in imported(file)


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(PLUGINS)))
def test_the_clock_and_the_environment_stay_at_the_edge(file: Path) -> None:
    if room(file) not in EDGES:
        assert not uses(file) & CLOCK_AND_ENVIRONMENT


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(PLUGINS)))
def test_only_output_files_writes(file: Path) -> None:
    if room(file) in {"output_files", "site_folder", *EDGES} or file in KEEPERS:
        return
    text = file.read_text("utf-8")
    calls = {node.func.attr for node in ast.walk(ast.parse(text))
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
             and getattr(node.func.value, "id", "") != "writer"}  # fmt: skip
    assert not calls & {"write_text", "mkdir", "unlink", "rename", "rmdir", "symlink_to"}
    assert not (calls & {"write_bytes"})
