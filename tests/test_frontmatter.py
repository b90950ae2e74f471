"""A file's bytes → head and body, or the line of the fault."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chats.file_text import MAX_BYTES, Unreadable, text_from
from chats.frontmatter import (
    Items,
    Scalar,
    Table,
    document_from,
    table_from,
)


def fault(data: bytes) -> tuple[int, str]:
    with pytest.raises(Unreadable) as caught:
        document_from(data)
    return caught.value.line, caught.value.message


def test_every_value_stays_the_text_that_was_typed() -> None:
    head = table_from("time: 16:00\nanswer: NO\nnumber: 010\ndate: 2010-06-10\nlist: [1, yes]")
    typed = {name: value.text for name, value in head.values.items() if isinstance(value, Scalar)}
    assert typed == {"time": "16:00", "answer": "NO", "number": "010", "date": "2010-06-10"}
    assert head.values["list"] == Items((Scalar("1", 5), Scalar("yes", 5)), 5)


def test_each_field_knows_its_line_in_the_file() -> None:
    document = document_from(b"---\ntitle: x\n\nquestions:\n  - a\n  - b\n---\nbody\nmore\n")
    assert document.head.lines == {"title": 2, "questions": 4}
    assert document.head.values["questions"] == Items((Scalar("a", 5), Scalar("b", 6)), 5)
    assert (document.body, document.body_line) == ("body\nmore\n", 8)


def test_an_empty_field_is_empty_text_and_a_quoted_tilde_is_not() -> None:
    head = table_from('a:\nb: ~\nc: null\nd: "~"')
    assert [v.text for v in head.values.values() if isinstance(v, Scalar)] == ["", "", "", "~"]


def test_a_comment_after_a_value_is_a_comment() -> None:
    head = table_from('a: 1   # one\nb:   # nothing\nc: "x #y"\n# d: 2')
    assert [v.text for v in head.values.values() if isinstance(v, Scalar)] == ["1", "", "x #y"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_byte_order_mark_and_any_line_ends_are_accepted(newline: str, bom: str) -> None:
    text = bom + newline.join(["---", "title: x", "---", "one", "two"])
    document = document_from(text.encode())
    assert document.head == Table({"title": Scalar("x", 2)}, 2, {"title": 2})
    assert document.body == "one\ntwo"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_with_what_to_do(encoding: str) -> None:
    line, message = fault("---\ntitle: x\n---\n".encode(encoding))
    assert line == 1
    assert message == "the file is saved as UTF-16; save it as UTF-8"


def test_a_byte_that_is_not_utf_8_is_named_with_its_line() -> None:
    assert fault("---\ntitle: x\ntopic: café\n---\n".encode("latin-1")) == (
        3, "byte 0xE9 is not UTF-8; save the file with the encoding UTF-8",
    )  # fmt: skip


@pytest.mark.parametrize("char", ["\0", "\x0b", "\x1b", "\x7f", "\x85", "\ufffe"])
def test_a_control_character_is_named_with_its_line(char: str) -> None:
    line, message = fault(f"---\ntitle: x\n---\n\nbo{char}dy\n".encode())
    assert line == 5
    assert f"U+{ord(char):04X}" in message


def test_a_lone_surrogate_is_refused() -> None:
    assert "UTF-8" in fault(b"---\ntitle: \xed\xa0\x80\n---\n")[1]


def test_a_file_over_the_bound_is_refused_at_once() -> None:
    assert f"{MAX_BYTES:,}" in fault(b"---\n" + b"x" * 5_000_000)[1]


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("title: x\n", 1, "does not begin with a head"),
        ("", 1, "does not begin with a head"),
        ("---\ntitle: x\n", 1, "not closed"),
        ("---\ntitle: x\ntopic: a: b\n---\n", 3, "in quotes"),
        ('---\ntitle: x\ntopic: "a\n---\n', 3, "is not closed"),
        ("---\ntitle: x\nquestions: [a, b\n---\n", 3, "`[` is not closed; write `]`"),
        ("---\ntitle: x\n\tdate: y\n---\n", 3, "tab"),
        (
            "---\ntitle: &a x\ntopic: *a\n---\n",
            2,
            '`&` means something to YAML; put the value in quotes: title: "&a x"',
        ),
        ("---\ntitle: !!python/object:os.system x\n---\n", 2, "`!` means something to YAML"),
        ("---\ntitle: [[[[[[x]]]]]]\n---\n", 2, "nested more than"),
        ("---\n- a\n- b\n---\n", 2, "`field: value`"),
        ("---\njust words\n---\n", 2, "`field: value`"),
        ("---\n? [a]\n: b\n---\n", 2, "a word, not a list"),
        ("---\ntitle: @x\n---\n", 2, 'put the value in quotes: title: "@x"'),
        ("---\ntitle: June: a chat\n---\n", 2, 'in quotes: title: "June: a chat"'),
        ("---\ntitle: 'June's chat'\n---\n", 2, 'in quotes: title: "June\'s chat"'),
        ('---\ntitle: "Why" we ask\n---\n', 2, "in quotes: title: '\"Why\" we ask'"),
        ("---\ntitle: x\n topic: y\n---\n", 3, "is indented as if it belonged to the value"),
        ("---\ntitle x\ntopic: y\n---\n", 2, "`title x` has no `: `"),
        ("---\ntitle:x\ntopic: y\n---\n", 2, "after the colon; write `title: x`"),
        ("---\ntitle: x\ntopic:\ty\n---\n", 3, "a tab before the value"),
        ("---\ntitle: x\n- y\n---\n", 3, "a list's entry `- ` is not in the column"),
        ("---\nq:\n  - {ask: a: b}\n---\n", 3, "a second `: ` in a value within brackets"),
        ('---\nq:\n  - {ask: "a" b: c}\n---\n', 3, "within brackets a comma is missing"),
        ('---\nq: {ask: "a"\ntopic: x\n---\n', 2, "`{` is not closed; write `}`"),
        ('---\nq: "a \\y"\n---\n', 2, "put the value into single ones"),
        ("---\nq: a\nr: b]\nt: [c]]\n---\n", 4, "a closing bracket without an opening one"),
        ('---\ntitle: "x\ntopic: y\ndate: z\n---\n', 2, "is not closed"),
        ('---\ntitle: "a \\x1b b"\n---\n', 2, "an escape for a control character (U+001B)"),
        ('---\ntitle: "a \\ud83d b"\n---\n', 2, "an escape for a control character (U+D83D)"),
    ],
)
def test_a_head_that_cannot_be_read_names_the_line_and_the_cure(
    text: str, line: int, part: str
) -> None:
    found, message = fault(text.encode())
    assert part in message
    assert found == line


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (
            b"PK\x03\x04\x14\0",
            "a word processor's (.docx, .odt) or a ZIP archive, not text; open it",
        ),
        (b"\xd0\xcf\x11\xe0\xa1", "a word processor's (.doc)"),
        (b"{\\rtf1\\ansi", "a word processor's (.rtf)"),
        (b"%PDF-1.7", "a PDF, not text; put it into content/files/ and link it"),
        (b"\x89PNG\r\n", "a picture, not text; put it into content/images/"),
    ],
)
def test_what_another_programme_wrote_is_told_as_what_it_is(data: bytes, part: str) -> None:
    line, message = fault(data)
    assert line == 0
    assert part in message


def test_what_yaml_would_cut_or_run_together_is_told_for_each_line_and_kept() -> None:
    head = table_from("a: June #4Change Chat\nb: #x\nc:\n  - one\n   - two\n  - three #y z\n")
    assert [(line, message.partition(";")[0]) for line, message in head.faults] == [
        (1, "`#4Change` and what follows is a comment to YAML, and would be lost"),
        (2, "`#x` and what follows is a comment to YAML, and would be lost"),
        (5, "is read as part of the value above"),
        (6, "`#y` and what follows is a comment to YAML, and would be lost"),
    ]
    assert head.values["a"] == Scalar("June #4Change Chat", 1)


def test_a_question_mark_within_brackets_ends_nothing() -> None:
    head = table_from("a: {ask: What is it? Why?, n: 1}\nb: [who?, what?]\nc: {d?: e}")
    assert head.values["a"] == Table(
        {"ask": Scalar("What is it? Why?", 1), "n": Scalar("1", 1)}, 1, {"ask": 1, "n": 1}
    )
    assert head.values["b"] == Items((Scalar("who?", 2), Scalar("what?", 2)), 2)
    assert head.values["c"] == Table({"d?": Scalar("e", 3)}, 3, {"d?": 3})


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- "])
def test_ten_thousand_brackets_do_not_exhaust_the_stack(bracket: str) -> None:
    assert fault(b"---\nx: " + bracket.encode() * 10_000 + b"\n---\n")[0] >= 1


@given(st.binary(max_size=400))
def test_no_bytes_whatever_give_anything_but_a_document_or_a_line(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        document_from(b"---\n" + data + b"\n---\n")


@given(st.text(max_size=300))
def test_text_survives_decoding_but_for_line_ends(text: str) -> None:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    with contextlib.suppress(Unreadable):
        assert text_from(text.encode("utf-8", "surrogatepass")) == plain
