"""What Pelican does by itself with a file or a link does not happen: it knows no bounds."""

from pathlib import Path

import pytest
from sites import Site, build
from writers import head

POST = "---\ntitle: Evil\ndate: 2010-06-01\n---\n\n"
SECRET = "the key of the machine"
WAYS = (
    "<p title=\"href='|static|/../secret.txt'\">x</p>",
    "<p title=\"href='|attach|/../secret.txt'\">x</p>",
    "<p title=\"href='&#123;static}/../secret.txt'\">x</p>",
    "<p title=\"href='&#123;attach}../../secret.txt'\">x</p>",
    "<a title=\"src='|attach|/people.yaml'\">x</a>",
    "<a href='&#124;static|/../secret.txt'>x</a>",
    "<a href='&#124;attach|../../secret.txt'>x</a>",
    "<p title=\"cite='|filename|/posts/2010-06-evil.md'\">x</p>",
)
"""Each was published, or written outside the site, before."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site of such posts and pages, and of what hides from our own reader."""
    folder = tmp_path_factory.mktemp("ways")
    content = folder / "content"
    for part in ("chats", "posts", "pages", "posts/a.bak", "pages/b.tmp", "posts/c~"):
        (content / part).mkdir(parents=True)
    (folder / "secret.txt").write_text(SECRET)
    (folder / "mkd").mkdir()
    (folder / "mkd/linked.mkd").write_text(f"title: {SECRET}\ndate: 2010-06-01\n\n{SECRET}")
    (content / "posts/d.orig").symlink_to(folder / "mkd")
    (content / "people.yaml").write_text("eve:\n  name: Eve\n")
    (content / "chats/2010-06-x.md").write_text(head())
    for folder_name in ("posts", "pages"):
        text = POST if folder_name == "posts" else "---\ntitle: Evil\n---\n\n"
        (content / folder_name / "2010-06-evil.md").write_text(text + "\n\n".join(WAYS))
    (content / "posts/2010-99-99-x.md").write_text(POST.replace("Evil", "Odd"))
    script = "title: Script\ndate: 2010-06-01\n\n<script>pwned()</script>"
    for name in ("posts/a.bak/e.mkd", "pages/b.tmp/f.markdown", "posts/c~/g.mdown", "posts/.h.mkd"):
        (content / name).write_text(script)
    made = build(folder, content=content)
    assert made.code == 0, made.said
    return made


def test_no_link_brings_a_file_into_the_site_or_out_of_it(site: Site) -> None:
    folder = site.folder.parent
    assert {entry.name for entry in folder.iterdir()} == {
        "conf.py", "content", "mkd", "secret.txt", "site"
    }  # fmt: skip
    files = site.files()
    assert not [path for path in files if path.endswith(("secret.txt", "people.yaml"))]
    assert not [path for path, data in files.items() if SECRET.encode() in data]


def test_pelican_says_nothing_of_links_and_leaves_them_as_they_are(site: Site) -> None:
    assert "Unable to find" not in site.said
    for path in ("posts/2010-06-evil/", "2010-06-evil/"):
        assert "title=\"href='|static|/../secret.txt'\"" in site.text(path)


def test_no_file_is_read_but_by_our_own_reader(site: Site) -> None:
    files = site.files()
    assert not [path for path, data in files.items() if b"pwned()" in data or b">Script<" in data]


def test_a_link_in_pelicans_old_way_leads_nowhere_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "content/chats").mkdir(parents=True)
    (tmp_path / "content/chats/2010-06-x.md").write_text(head() + "[x](|static|/../secret.txt)\n")
    made = build(tmp_path, content=tmp_path / "content")
    assert made.code == 1
    assert "2010-06-x.md:9: `|static|/../secret.txt` leads nowhere from the page" in made.said


def test_a_files_name_is_no_date(site: Site) -> None:
    assert "1 June 2010" in site.words("posts/2010-99-99-x/")
