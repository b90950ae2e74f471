"""What an edit has made again, and what not; what was kept and is harmed counts as nothing."""

import json
import pickle
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from projects import JUNE, Project, copy_of_project
from samples import a_chat, a_post, a_series

from chats.excerpts import Excerpts
from chats.words import Words
from kept_values import KeptValues
from made_of import MadeOf

PAGE = "chats/2010-06-local-community-organizing/index.html"
FEEDS = {"feed.xml", "atom.xml", "feed.json"}
BUILD = """
import sys
from pathlib import Path
sys.path.append("plugins")
from desk.build import build
from output_files import OutputFiles
if not build(Path("pelicanconf.py")):
    sys.exit(1)
print(*OutputFiles.current.made, sep="\\n")
"""


def made(project: Project) -> set[str]:
    """Build, and return the files that had to be made for it, of those that tell what of."""
    done = project.run("-c", BUILD)
    assert done.code == 0, done.said
    return set(filter(None, done.result.splitlines()[1:]))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("built") / "project"
    root.mkdir()
    project = copy_of_project(root)
    project.edit("pelicanconf.py", "SEARCH = True", "SEARCH = False")
    project.edit("pelicanconf.py", "CARDS = True", "CARDS = False")
    assert PAGE in made(project)
    return project


@pytest.fixture
def project(built: Project) -> Iterator[Project]:
    """Return the project as it was built; what a test changes in its sources is put right again."""
    before = sources(built)
    yield built
    changed = dict(before.items() - sources(built).items())
    for name, data in changed.items():
        (built.root / name).write_bytes(data)
    assert sources(built) == before
    if changed:
        made(built)


def sources(project: Project) -> dict[str, bytes]:
    parts = ("content", "theme", "plugins", "pelicanconf.py")
    return {name: data for name, data in project.files().items() if name.startswith(parts)}


def test_without_a_change_nothing_is_made(project: Project) -> None:
    assert made(project) == set()


def test_a_body_reaches_its_page_and_the_feeds(project: Project) -> None:
    with (project.root / JUNE).open("a", encoding="utf-8") as opened:
        opened.write("\nOne more line.\n")
    assert made(project) == {PAGE, *FEEDS}


def test_a_hosts_name_reaches_the_pages_that_show_it(project: Project) -> None:
    before = project.files("output")
    project.edit("content/people.yaml", "name: ", "name: The Honourable ")
    found, after = made(project), project.files("output")
    changed = {name for name in after if before.get(name) != after[name]}
    chats = {name for name in after if name.startswith("chats/2") and name.endswith(".html")}
    assert changed & chats
    assert chats - found  # those that neither they nor a chat nearby is by
    assert changed - found <= {".site-files", "_redirects", "sitemap.xml"}


def test_a_part_of_a_template_reaches_the_pages_that_take_it_in(project: Project) -> None:
    with (project.root / "theme/templates/partials/outcome.html").open("a") as opened:
        opened.write("{# more #}")
    found = made(project)
    assert {PAGE, "latest/index.html"} <= found
    assert not {"topics/index.html", "hosts/index.html", "calendar.ics"} & found


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("plugins/chats/places.py", "\n# more\n"),
        ("plugins/chats/platforms.toml", "\n# more\n"),
        ("pelicanconf.py", "\nOF_ONES_OWN = 1\n"),
    ],
)
def test_code_and_settings_reach_everything(project: Project, file: str, text: str) -> None:
    with (project.root / file).open("a", encoding="utf-8") as opened:
        opened.write(text)
    assert {PAGE, "calendar.ics", "feed.xml", "index.html"} <= made(project)


def _gone(file: Path) -> None:
    file.unlink()


def _changed(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1] + b"?")


@pytest.mark.parametrize("harm", [_gone, _changed])
def test_a_file_that_is_not_as_it_was_left_is_made_again(
    project: Project, harm: Callable[[Path], None]
) -> None:
    page = project.root / "output" / PAGE
    before = page.read_bytes()
    harm(page)
    assert made(project) == {PAGE}
    assert page.read_bytes() == before


@pytest.mark.parametrize("name", ["outputs/*.json", "values"])
@pytest.mark.parametrize("data", [b"", b"{}", b"\x80\x05N.", None], ids=str)
def test_what_was_kept_and_is_harmed_counts_as_nothing(
    project: Project, name: str, data: bytes | None
) -> None:
    before = project.files("output")
    (file,) = (project.root / ".cache").glob(name)
    kept = bytearray(file.read_bytes())
    kept[len(kept) // 2] ^= 1
    file.write_bytes(kept if data is None else data)
    made(project)
    assert project.files("output") == before


class Evil:
    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> object:
        return Path.touch, (self.file,)


def test_nothing_that_lies_in_the_cache_is_run(tmp_path: Path) -> None:
    def lying(value: object) -> Path:
        file = tmp_path / "values"
        kept = KeptValues(file, "1")
        data = pickle.dumps({("a",): value})
        file.write_bytes(kept._sum(data) + len(data).to_bytes(8, "big") + data)
        return file

    assert KeptValues(lying(True), "1").get("a") is True
    assert KeptValues(lying(Evil(tmp_path / "done")), "1").get("a") is None
    assert not (tmp_path / "done").exists()


def test_values_come_back_as_they_were_in_the_words_of_now(tmp_path: Path) -> None:
    german = Words("de", "1")
    chat = a_chat(words=german)
    kept = KeptValues(tmp_path / "values", "1", lambda _: german)
    kept.put((chat, a_post()), "a")
    kept.save()
    assert KeptValues(tmp_path / "values", "1", lambda _: german).get("a") == (chat, a_post())
    assert KeptValues(tmp_path / "values", "2", lambda _: german).get("a") is None
    assert KeptValues(tmp_path / "values", "1", lambda _: Words("de", "2")).get("a") is None


def test_a_file_of_values_grows_by_parts_and_a_part_that_is_harmed_ends_it(tmp_path: Path) -> None:
    file = tmp_path / "values"
    for number in range(100):
        kept = KeptValues(file, "1")
        assert kept.get("0") == (0 if number else None)
        kept.put(number, str(number))
        kept.save()
    assert [KeptValues(file, "1").get(str(number)) for number in range(100)] == [*range(100)]
    file.write_bytes(file.read_bytes()[:-1])
    kept = KeptValues(file, "1")
    assert (kept.get("98"), kept.get("99")) == (98, None)
    kept.put(1, "b")
    kept.save()
    assert (KeptValues(file, "1").get("98"), KeptValues(file, "1").get("b")) == (98, 1)


def test_what_is_no_value_makes_no_key() -> None:
    with pytest.raises(TypeError, match="nobody can tell"):
        MadeOf().key(object())
    with pytest.raises(TypeError, match="nobody can tell"):
        MadeOf().key((1, lambda: None))


def test_each_part_of_a_series_tells_in_a_key() -> None:
    series = a_series()
    made_of = MadeOf("1")
    others = [
        a_series(name="Another"),
        a_series(chats=(a_chat(title="Another"),)),
        a_series(posts=(a_post(),)),
        a_series(at=datetime(2011, 1, 1, tzinfo=UTC)),
    ]
    keys = {made_of.key(each) for each in (series, *others)}
    assert len(keys) == 1 + len(others)
    assert made_of.key(series) != MadeOf("2").key(series)


def test_an_excerpt_of_what_is_over_is_the_same_at_any_later_time() -> None:
    chat = a_chat()
    days = [datetime(year, 3, 1, tzinfo=UTC) for year in (2012, 2013, 2020)]
    excerpts = [Excerpts(a_series(chats=(chat,), at=day)).of((chat,)) for day in days]
    assert excerpts[0] == excerpts[1] == excerpts[2]
    assert excerpts[0].at < days[0]


def test_the_record_of_outputs_holds_no_more_than_what_is_there(project: Project) -> None:
    (file,) = (project.root / ".cache/outputs").glob("*.json")
    names = json.loads(file.read_text().partition("\n")[2])
    assert set(names) <= {str(name) for name in project.files("output")}
