"""What is made of a text alone is made once; what was kept and is harmed counts as nothing."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import CONTENT
from writers import head, series_of

from chats.file_text import Unreadable
from chats.frontmatter import table_from
from chats.table_text import table_of, text_of
from code_state import contents
from content_folder.markdown_html import TooHard
from content_folder.once import Once, once
from content_folder.reading import read_content
from kept_texts import KeptTexts, edition_of

HEAD = "title: A\nlist:\n  - {a: b, a: c}\n  - x\ntitle: B\nlost: a #tag b\nempty:\n"


def kept(folder: Path, edition: str = "1") -> Once:
    return Once(KeptTexts(folder / "cache/texts.db", edition))


def use(once: Once, *texts: str) -> list[str]:
    """Take some bodies and a head, and keep them; return what was given."""
    given = [*map(once.html, texts), repr(once.table(HEAD, first_line=2))]
    once.texts.save()
    return given


def test_what_was_made_once_is_taken_the_next_time_and_is_the_same(tmp_path: Path) -> None:
    first, second = kept(tmp_path), kept(tmp_path)
    made = use(first, "*a*", "b")
    assert first.texts.made == 3
    second = kept(tmp_path)
    assert use(second, "*a*", "b") == made == use(Once(), "*a*", "b")
    assert second.texts.made == 0


def test_another_text_another_line_and_other_code_are_made_anew(tmp_path: Path) -> None:
    use(kept(tmp_path), "*a*")
    other = kept(tmp_path)
    other.html("*a* ")
    other.table(HEAD, first_line=3)
    other.texts.save()
    assert other.texts.made == 2
    other_code = kept(tmp_path, "2")
    use(other_code, "*a*")
    assert other_code.texts.made == 2


def test_the_edition_is_of_every_programme_of_the_folder(tmp_path: Path) -> None:
    def edition() -> str:
        return edition_of(repr(contents(tmp_path)), ["Markdown"])

    (tmp_path / "a").mkdir()
    (tmp_path / "a/x.py").write_text("1")
    before = edition()
    assert edition() == before
    (tmp_path / "a/x.py").write_text("2")
    changed = edition()
    (tmp_path / "a/x.py").rename(tmp_path / "x.py")
    assert len({before, changed, edition()}) == 3


def test_a_fault_is_not_kept(tmp_path: Path) -> None:
    first = kept(tmp_path)
    with pytest.raises(TooHard):
        first.html("[" * 1_000)
    with pytest.raises(Unreadable):
        first.table("a: [", first_line=1)
    first.texts.save()
    with pytest.raises(TooHard):
        kept(tmp_path).html("[" * 1_000)


def harmed(file: Path, how: str) -> None:
    if how == "replaced":
        file.write_bytes(b"what another programme wrote" * 1_000)
    elif how == "cut":
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    elif how == "empty":
        file.write_bytes(b"")
    elif how == "folder":
        file.unlink()
        file.mkdir()
    else:
        with closing(sqlite3.connect(file)) as base:
            base.execute(how)
            base.commit()


@pytest.mark.parametrize(
    "how",
    ["replaced", "cut", "empty", "folder", "DROP TABLE texts", "UPDATE texts SET text = 'false'",
     "UPDATE texts SET text = x'00'", "UPDATE texts SET sum = NULL",
     "ALTER TABLE texts RENAME COLUMN text TO words", "CREATE INDEX i ON texts (text)"],
)  # fmt: skip
def test_a_harmed_or_foreign_file_counts_as_nothing(tmp_path: Path, how: str) -> None:
    made = use(kept(tmp_path), "*a*", "b")
    file = tmp_path / "cache/texts.db"
    harmed(file, how)
    assert use(kept(tmp_path), "*a*", "b") == made
    if file.is_file():
        again = kept(tmp_path)
        assert use(again, "*a*", "b") == made
        assert again.texts.made == 0


def test_a_file_that_another_build_is_writing_is_left_to_it(tmp_path: Path) -> None:
    one, other = kept(tmp_path), kept(tmp_path)
    one.html("*one*")
    assert other.html("*other*") == "<p><em>other</em></p>"
    assert other.html("*one*") == "<p><em>one</em></p>"
    one.texts.save()
    assert kept(tmp_path).texts.text("html", "*one*", lambda: "made") == "<p><em>one</em></p>"


def test_a_build_that_was_killed_leaves_what_an_earlier_one_kept(tmp_path: Path) -> None:
    use(kept(tmp_path), "*a*")
    killed = kept(tmp_path)
    killed.html("*b*")
    copy = tmp_path / "after"
    shutil.copytree(tmp_path / "cache", copy / "cache")  # as the disk is at that moment
    after = kept(copy)
    use(after, "*a*", "*b*")
    assert after.texts.made == 1


def test_without_a_place_everything_is_made(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder would be")
    assert kept(tmp_path).html("*a*") == once({}).html("*a*") == "<p><em>a</em></p>"


def test_what_has_no_use_any_more_goes_once_there_is_much_of_it(tmp_path: Path) -> None:
    first = kept(tmp_path)
    for number in range(2_100):
        first.texts.text("n", str(number), lambda: "x")
    first.texts.save()
    use(kept(tmp_path), "*a*")
    with closing(sqlite3.connect(tmp_path / "cache/texts.db")) as base:
        assert base.execute("SELECT count(*) FROM texts").fetchone() == (2,)


def test_a_post_that_did_not_change_is_neither_parsed_nor_converted_again(tmp_path: Path) -> None:
    chats = tmp_path / "content/chats"
    chats.mkdir(parents=True)
    for month in ("05", "06", "07"):
        (chats / f"2010-{month}-x.md").write_text(head(date=f"2010-{month}-10") + f"\n{month}\n")

    def read() -> int:
        content = read_content(chats.parent, series_of(), once=kept(tmp_path))
        for body in content.bodies.values():
            content.once.html(body)
        content.once.texts.save()
        return content.once.texts.made

    assert read() == 6
    assert read() == 0
    (chats / "2010-06-x.md").write_text(head(date="2010-06-10") + "\nanother\n")
    assert read() == 1
    (chats / "2010-06-x.md").write_text(head(date="2010-06-11") + "\nanother\n")
    assert read() == 1


# ---------------------------------------------------------------- a head as text


@pytest.mark.parametrize("file", sorted((CONTENT).rglob("*.md")), ids=lambda f: f.stem)
def test_every_real_head_comes_back_as_it_was(file: Path) -> None:
    table = table_from(file.read_text("utf-8").split("---\n")[1], first_line=2)
    assert table_of(text_of(table)) == table


PIECES = st.sampled_from(["a: ", "b: ", "- ", "\n", "  ", "{", "}", "[", "]", ", ", "x", "é", "#y",
                          '"', "'", "|\n", ">\n", "~", "\U0001f600", "1", ": ", "?"])  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_head_that_can_be_read_comes_back_as_it_was(text: str) -> None:
    try:
        table = table_from(text, first_line=2)
    except Unreadable:
        return
    assert table_of(text_of(table)) == table
    assert repr(table_of(text_of(table))) == repr(table)


@pytest.mark.parametrize("text", ["", "[]", "1", '["a", 1]', "{}", "[{}, 1]", '[{"a": 1}, 1, {}]'])
def test_what_is_no_head_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"head|JSON|Expecting|unpack"):
        table_of(text)


def test_bodies_made_in_copies_of_the_process_are_those_that_are_made_one_by_one(
    tmp_path: Path,
) -> None:
    texts = [*(f"*a {number}*" for number in range(250)), "[" * 400]
    once = kept(tmp_path)
    once.make_html(texts)
    assert once.texts.made == 250  # what cannot be is left to whoever tells why
    assert list(map(once.html, texts[:-1])) == list(map(Once().html, texts[:-1]))
    assert once.texts.made == 250
    with pytest.raises(TooHard):
        once.html(texts[-1])
