"""A look, templates and plugins of one's own, as docs/own-theme.md has them."""

import json
import re
from pathlib import Path

import pytest
from projects import Project, copy_of_project
from sites import ROOT

DOC = ROOT / "docs/own-theme.md"
EXAMPLE = re.compile(r"`(own/[^`\n]+\.\w+)`:\n\n```\w+\n(.*?)```\n", re.DOTALL)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with all examples of the manual, built."""
    project = copy_of_project(tmp_path_factory.mktemp("own"))
    for path, text in EXAMPLE.findall(DOC.read_text("utf-8")):
        file = project.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    project.edit("pelicanconf.py", "OWN_PLUGINS: list[str] = []", 'OWN_PLUGINS = ["humans"]')
    project.edit("pelicanconf.py", "SEARCH = True", "SEARCH = False")
    project.edit("pelicanconf.py", "CARDS = True", "CARDS = False")
    assert project.invoke("build").code == 0
    return project


def styles(project: Project) -> list[str]:
    """Return the text of each stylesheet of the site."""
    files = (project.root / "output/theme").glob("site.*.css")
    return [file.read_text("utf-8") for file in files]


def test_the_manual_has_an_example_of_each(own: Project) -> None:
    own_files = {str(Path(path).parent) for path in own.files("own") if "__pycache__" not in path}
    assert own_files == {"theme/static/css", "theme/templates", "plugins/humans"}


def test_ones_own_colours_count_on_every_page_and_in_the_manifest(own: Project) -> None:
    found = styles(own)
    assert len(found) > 2
    for text in found:
        assert text.index("--ask:light-dark(#004a51") < text.index("--ask:light-dark(#5b2a6e")
    manifest = json.loads((own.root / "output/site.webmanifest").read_text("utf-8"))
    assert manifest["theme_color"] == "#5b2a6e"


def test_a_template_of_ones_own_changes_a_part_of_ours(own: Project) -> None:
    guide = (own.root / "output/how-to-participate/index.html").read_text("utf-8")
    assert 'We keep to a <a href="/about/">code of conduct</a>.' in guide
    assert '<section class="platform"' in guide


def test_a_plugin_of_ones_own_writes_beside_ours(own: Project) -> None:
    humans = (own.root / "output/humans.txt").read_text("utf-8")
    assert humans.startswith("/* TEAM */\nAmy Sample Ward\n")


def test_a_change_of_ones_own_is_built_and_nothing_of_ours_is_touched(own: Project) -> None:
    assert "0 new or changed" in own.invoke("build").result
    for file, old, new in [
        ("own/theme/static/css/tokens.css", "#f2a65a", "#f2a65b"),
        ("own/theme/templates/participation_guide.html", "code of conduct", "few rules"),
        ("own/plugins/humans/__init__.py", "TEAM", "THANKS"),
    ]:
        own.edit(file, old, new)
        assert own.invoke("build").code == 0
        site = own.files("output").values()
        assert any(new.encode() in data for data in site), file
        assert not any(old.encode() in data for data in site), file
    for path, data in own.files("theme").items():
        assert data == (ROOT / "theme" / path).read_bytes()


# ---------------------------------------------------------------- plugins of others


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with two well-known plugins of Pelican, built."""
    project = copy_of_project(tmp_path_factory.mktemp("beside"))
    plugins = 'OWN_PLUGINS = ["sitemap", "related_posts"]\nSITEMAP = {"exclude": ["404.html"]}'
    project.edit("pelicanconf.py", "OWN_PLUGINS: list[str] = []", plugins)
    project.edit("pelicanconf.py", "SEARCH = True", "SEARCH = False")
    project.edit("pelicanconf.py", "CARDS = True", "CARDS = False")
    done = project.invoke("build")
    assert (done.code, done.said) == (0, "")
    return project


def test_a_sitemap_plugin_is_told_of_every_page_also_of_those_that_stand(beside: Project) -> None:
    pages = [
        file.relative_to(beside.root / "output") for file in beside.root.rglob("output/**/*.html")
    ]
    wanted = {f"{page}".removesuffix("index.html") for page in pages} - {"404.html"}
    for _ in range(2):
        sitemap = (beside.root / "output/sitemap.xml").read_text("utf-8")
        assert set(re.findall("<loc>http://127.0.0.1:8000/([^<]*)</loc>", sitemap)) == wanted
        beside.edit("content/pages/about.md", "\n---\n", "\n---\n\nNew.\n")
        assert beside.invoke("build").code == 0


def test_beside_such_plugins_all_else_is_as_it_is_without_them(
    beside: Project, tmp_path: Path
) -> None:
    without = copy_of_project(tmp_path)
    for switch in ("SEARCH", "CARDS"):
        without.edit("pelicanconf.py", f"{switch} = True", f"{switch} = False")
    (without.root / "content/pages/about.md").write_bytes(
        (beside.root / "content/pages/about.md").read_bytes()
    )
    assert without.invoke("build").code == 0
    assert beside.invoke("build").code == 0
    left, right = (project.files("output") for project in (beside, without))
    assert left.keys() == right.keys()
    assert [name for name in left if left[name] != right[name]] == ["sitemap.xml"]
