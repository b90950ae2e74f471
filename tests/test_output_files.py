"""The only writer: everything is made first, then put in place."""

import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import Template

from output_files import OutputFiles
from site_folder import by_whole_folders

PLUGINS = Path(__file__).parent.parent / "plugins"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "output"


def write(site: Path, **files: str) -> OutputFiles:
    writer = OutputFiles(str(site), {})
    for name, text in files.items():
        writer.write_bytes(name.replace("_", "/"), text.encode())
    return writer


def tree(site: Path) -> dict[str, str]:
    files = (file for file in site.rglob("*") if file.is_file() and file.name != ".site-files")
    return {str(file.relative_to(site)): file.read_text() for file in files}


def test_nothing_is_in_place_before_everything_is_made(site: Path) -> None:
    write(site, a="old").finish()
    writer = write(site, a="new", b_c="new")
    assert (site / "a").read_text() == "old"
    assert not (site / "b/c").exists()
    writer.finish()
    assert tree(site) == {"a": "new", "b/c": "new"}


def test_a_build_that_fails_leaves_the_site_as_it_was(site: Path) -> None:
    write(site, a="old").finish()
    write(site, a="new", b_c="new").abandon()
    assert tree(site) == {"a": "old"}
    assert not (site / "b").exists()


def test_what_a_killed_build_left_waiting_is_gone_after_the_next_whatever_that_one_builds(
    site: Path,
) -> None:
    write(site, a="old").finish()
    write(site, a="new", b_c="new")  # and killed
    write(site, a="old").finish()
    assert tree(site) == {"a": "old"}
    assert sorted(entry.name for entry in site.iterdir()) == [".site-files", "a"]


def elsewhere(site: Path, then: str) -> subprocess.Popen[str]:
    """Begin another build, in a process of its own: `w` is its writer."""
    code = (f"import os; from output_files import OutputFiles; w = OutputFiles({str(site)!r}, {{}})"
            f"; w.write_bytes('a', b'elsewhere'); {then}")  # fmt: skip
    return subprocess.Popen((sys.executable, "-c", code), cwd=PLUGINS, text=True,
                            stderr=subprocess.PIPE)  # fmt: skip


def test_a_second_build_waits_until_the_first_is_in_place(site: Path) -> None:
    first = write(site, a="first", b="first")
    with elsewhere(site, "w.finish()") as second:
        assert second.stderr
        said = second.stderr.readline()
        assert said == f"another build writes to {site}; this one waits for it to end\n"
        assert tree(site) == {".waiting/a": "first", ".waiting/b": "first"}
        first.finish()
    assert tree(site) == {"a": "elsewhere"}


def test_a_build_that_fails_or_is_killed_keeps_nobody_waiting(site: Path) -> None:
    write(site, a="x").abandon()
    with elsewhere(site, "os.kill(os.getpid(), 9)"):
        pass
    assert tree(site) == {".waiting/a": "elsewhere"}
    write(site, a="whole").finish()
    assert tree(site) == {"a": "whole"}


def test_a_page_may_take_the_place_of_a_file_and_a_file_that_of_a_page(site: Path) -> None:
    write(site, a="file").finish()
    write(site, a_b="page").finish()
    assert tree(site) == {"a/b": "page"}
    write(site, a="file").finish()
    assert tree(site) == {"a": "file"}


def test_what_a_later_build_no_longer_has_is_removed_and_strangers_are_left(site: Path) -> None:
    write(site, a="x", b_c="x").finish()
    (site / "stranger").write_text("mine")
    write(site, a="x").finish()
    assert tree(site) == {"a": "x", "stranger": "mine"}
    assert not (site / "b").exists()


def test_a_file_that_is_the_same_is_not_touched(site: Path) -> None:
    write(site, a="x").finish()
    before = (site / "a").stat()
    write(site, a="x").finish()
    after = (site / "a").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x"])
def test_nothing_is_written_outside_the_site(site: Path, name: str) -> None:
    with pytest.raises(RuntimeError):
        OutputFiles(str(site), {}).write_bytes(name, b"x")


def test_two_outputs_with_one_path_are_refused_even_if_only_their_case_differs(site: Path) -> None:
    with pytest.raises(RuntimeError, match="two outputs have the path B"):
        write(site, b="x", B="y")


def test_a_page_knows_its_own_path(site: Path) -> None:
    writer = OutputFiles(str(site), {})
    template = Template("{{ page_path }} {{ series }} {{ view }}")
    writer.write_file("chats/x/index.html", template, {"series": "s"}, view="v", url="unused")
    writer.finish()
    assert tree(site) == {"chats/x/index.html": "chats/x/ s v"}


def test_a_folder_that_is_new_comes_into_place_in_one_step(tmp_path: Path) -> None:
    (tmp_path / "old/older").mkdir(parents=True)
    names = ("a", "old/b", "old/older/c", "old/new/d", "old/new/e/f", "new/g", "new/h/i")
    steps = ["a", "old/b", "old/older/c", "old/new", "new"]
    assert list(by_whole_folders(names, tmp_path)) == steps


def grouped(site: Path, key: str, *names: str, unkeyed: bool = False) -> list[str]:
    """Build two files as a group; returns those that were made."""
    writer = OutputFiles(str(site), {"CACHE_PATH": str(site.parent / "cache")})
    made: list[str] = []

    def make(name: str) -> bytes:
        made.append(name)
        return name.encode()

    def write() -> None:
        for name in names:
            writer.write_once(name, f"{key} {name}", lambda name=name: make(name))
        if unkeyed:
            writer.write_bytes("unkeyed", b"x")

    writer.write_group(key, write)
    writer.finish()
    return made


def test_a_group_stands_as_long_as_all_of_its_files_do(site: Path) -> None:
    assert grouped(site, "1", "a", "b") == ["a", "b"]
    assert grouped(site, "1", "a", "b") == []
    # What the key stands for was not changed, so nobody asks what the group would write.
    assert grouped(site, "1", "c") == []
    assert tree(site) == {"a": "a", "b": "b"}
    (site / "b").unlink()
    assert grouped(site, "1", "a", "b") == ["b"]
    assert grouped(site, "2", "a") == ["a"]
    assert tree(site) == {"a": "a"}


def test_a_group_with_a_file_that_nobody_can_tell_of_is_always_written(site: Path) -> None:
    for _ in range(3):
        grouped(site, "1", "a", unkeyed=True)
        assert tree(site) == {"a": "a", "unkeyed": "x"}
