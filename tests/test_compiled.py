"""What is compiled is kept, and never taken for what it is no longer made of."""

import gc
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from markupsafe import Markup, escape

from chats.words import Words
from languages.compiled import Compiled, keep
from languages.templates import rendered, shown, speaks

PLUGINS = Path(__file__).resolve().parent.parent / "plugins"
_KEEP = (
    "import sys; sys.dont_write_bytecode = True; sys.path[:0] = [{plugins!r}, 'plugins']\n"
    "import said; print(said.SAID)\n"
    "from pathlib import Path; from desk.own_code import keep_compiled\n"
    "keep_compiled(Path.cwd())"
)


def python(root: Path, command: str) -> str:
    """Run a command of Python that may keep what it compiles; returns what it prints."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run((sys.executable, "-c", command), cwd=root, env=env, check=True,
                          capture_output=True, text=True)  # fmt: skip
    return done.stdout.strip()


def test_code_that_is_edited_within_the_second_is_not_taken_for_what_it_was(tmp_path: Path) -> None:
    (tmp_path / "plugins").mkdir()
    code = tmp_path / "plugins/said.py"
    code.write_text("SAID = 1\n")
    keeping = _KEEP.format(plugins=str(PLUGINS))
    assert python(tmp_path, keeping) == "1"
    left = code.stat()
    assert [*code.parent.glob("__pycache__/said.*.pyc")]
    code.write_text("SAID = 2\n")
    os.utime(code, ns=(left.st_atime_ns, left.st_mtime_ns))
    assert python(tmp_path, keeping) == "2"
    assert python(tmp_path, keeping) == "2"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for compiled templates, of which this process knows none."""
    monkeypatch.setattr(Compiled, "_known", {})
    monkeypatch.setattr(Compiled, "_new", {})
    return tmp_path / "templates"


def made_in(folder: Path, source: str, *, edition: str = "1", language: str = "en") -> str:
    """Render a template as a process does that has compiled none, and keep it."""
    Compiled._known.clear()
    environment = Environment(loader=DictLoader({"a.html": source}), autoescape=True)
    environment.bytecode_cache = Compiled(edition, folder)
    speaks(environment, Words(language))
    made = environment.get_template("a.html").render(x="<")
    keep(None)
    return made


def test_a_compiled_template_is_taken_by_the_next_process_for_the_same_source_only(
    folder: Path,
) -> None:
    assert made_in(folder, "a {{ x }}") == "a &lt;"
    (kept,) = folder.iterdir()
    before = kept.read_bytes()
    assert made_in(folder, "a {{ x }}") == "a &lt;"
    assert kept.read_bytes() == before
    assert made_in(folder, "b {{ x }}") == "b &lt;"
    assert made_in(folder, "b {{ x }}", edition="2") == "b &lt;"
    kept.write_bytes(before[:-9] + b"harmed!!!")
    assert made_in(folder, "a {{ x }}") == "a &lt;"
    made_in(folder, "a {{ x }}", language="de")
    assert len([*folder.iterdir()]) == 2


def test_what_is_shown_is_escaped_as_jinja_does_it() -> None:
    for value in ("<&'\">", Markup("<b>"), 3, None, Speaks(), "plain", "plain"):
        assert shown(value) == escape(value)


class Speaks:
    """Something that knows its own HTML."""

    def __html__(self) -> str:
        return "<i>"


def test_what_a_page_showed_is_let_go_once_it_is_rendered() -> None:
    environment = Environment(loader=DictLoader({
        "a.html": '{% from "b.html" import said with context %}{{ said() }}',
        "b.html": "{% macro said() %}{{ shown }}{% endmacro %}",
    }), autoescape=True)  # fmt: skip
    speaks(environment, Words())
    page, view = environment.get_template("a.html"), Speaks()
    gone = weakref.ref(view)
    gc.disable()
    try:
        assert rendered(page, {"shown": view}).startswith("<i>")
        del view
        assert gone() is None
    finally:
        gc.enable()
