"""There is an end to how much of anything one file may hold, and to what is said of it."""

from pathlib import Path

import pytest
from writers import PATH, head, read, series_of

from chats.field_reader import MAX_ENTRIES
from chats.file_text import Unreadable
from chats.frontmatter import MAX_HEAD, MAX_YAML, document_from, table_from
from chats.problems import Problem
from content_folder.reading import read_content


def test_a_list_has_so_many_entries_and_no_more() -> None:
    chat, problems = read(head(questions=f"[{', '.join(['a'] * MAX_ENTRIES)}]"))
    assert problems == []
    assert chat
    assert len(chat.questions) == MAX_ENTRIES
    _, problems = read(head(questions=f"[{', '.join(['a'] * (MAX_ENTRIES + 1))}]"))
    assert problems == [f"{PATH}:6: questions: has 201 entries, over the limit of 200; keep the "
                        "ones that matter"]  # fmt: skip


def test_fields_that_are_none_are_told_one_by_one_up_to_a_number() -> None:
    _, problems = read(head(*(f"x{number}: y" for number in range(3000))))
    assert len(problems) == 21
    assert "x20: and 2,980 more are no fields either" in "".join(problems)


def test_a_head_and_a_file_of_people_have_an_end() -> None:
    with pytest.raises(Unreadable, match="the head has"):
        document_from(b"---\ntitle: x\n" + b"# note\n" * (MAX_HEAD // 7) + b"---\n")
    with pytest.raises(Unreadable, match="characters of fields"):
        table_from("a: b\n" * (MAX_YAML // 5 + 1))


def test_a_problem_quotes_no_more_than_a_person_reads() -> None:
    said = str(Problem("content/chats/x.md", 3, "title", f"`{'x' * 100_000}` is not fine"))
    assert len(said) < 1_100
    assert said.startswith("content/chats/x.md:3: title: `xxx")


def test_a_body_full_of_mistakes_is_told_in_part(tmp_path: Path) -> None:
    chats = tmp_path / "content/chats"
    chats.mkdir(parents=True)
    (chats / "2010-06-x.md").write_text(head() + "[x](nowhere)\n\n" * 5_000)
    assert len(read_content(chats.parent, series_of()).problems) == 100
