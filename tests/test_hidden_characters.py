"""Names and addresses that seem to be what they are not are refused, and whole scripts are not."""

import pytest
from writers import PATH, head, read

from chats.addresses import web_address
from chats.file_names import look_alikes, name_fault
from chats.hidden_characters import hidden_in_prose, shown
from chats.problems import Problem

LEGITIMATE = (
    "می\u200cخواهم یاد بگیرم",  # Persian, with a joiner of no width
    "क्\u200dष and क्\u200cष",  # Devanagari, both joiners
    "ශ්\u200dරී ලංකාව",  # Sinhala
    "שלום C++\u200e ועוד",  # Hebrew, with a mark of direction
    "👩\u200d👩\u200d👧 and 🏳️\u200d🌈 and 👨🏽\u200d💻",  # emoji made of several
    "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f in Wales",
    "café, naïve, Ωμέγα, 東京, สวัสดี",
    "1\ufe0f\u20e3, \u2764\ufe0f and \u263a\ufe0e",  # a keycap, a heart in colour, a face without
    "葛\U000e0100城市, ᠪᠢ\u180b",  # a variant of a Chinese and of a Mongolian letter
    "בְּרֵאשִׁ֖ית",  # three signs upon a letter
)
HIDING = (
    "a\u202eb", "a\u202ab\u202c", "a\u2066b\u2069", "a\u200bb", "pay\u200cpal", "pay\u200dpal",
    "a\u200eb", "a\u200fb", "a\ufeffb", "a\u2060b", "a\u00adb", "a\u3164b", "a\U000e0041b",
    "a\u206eb", "a\ufff9b", "\u200dfirst", "a\ufe0fb", "a\U000e0101b", "a\u034fb", "\ufe0ffirst",
    "\u263a\ufe0f\U000e0105", "б\ufe0f", "a\U0001d173b", "a\u2065b",
)  # fmt: skip


def test_accents_that_are_drawn_over_other_lines_are_refused() -> None:
    _, problems = read(head(title="Z" + "\u0351" * 9 + "algo"))
    assert problems == [f"{PATH}:2: title: heaps accents upon `Z`, over the lines beside it; "
                        "delete them"]  # fmt: skip
    assert read(head(title="Z" + "\u0351" * 8 + "algo"))[1] == []


@pytest.mark.parametrize("title", LEGITIMATE)
def test_what_a_script_or_an_emoji_is_written_with_may_stand_in_a_title(title: str) -> None:
    chat, problems = read(head(title=f'"{title}"'))
    assert problems == []
    assert chat
    assert chat.title == title


@pytest.mark.parametrize("title", HIDING)
def test_what_hides_in_a_title_is_named_with_its_line_and_its_code(title: str) -> None:
    _, problems = read(head(title=f'"{title}"'))
    assert len(problems) == 1
    assert problems[0].startswith(f"{PATH}:2: title: holds an invisible character (U+")


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("Orgаnizing", "its Latin letters stands U+0430 cyrillic small letter a"),
        ("At Ρaypal", "its Latin letters stands U+03A1 greek capital letter rho"),
        ("встрeча", "its Cyrillic letters stands U+0065 latin small letter e"),
        ("Χαιρετe", "its Greek letters stands U+0065 latin small letter e"),
    ],
)
def test_a_word_of_two_alphabets_is_warned_of_and_stops_nothing(title: str, letter: str) -> None:
    chat, [problem] = read(head(title=title))
    assert chat
    word = title.split()[-1]
    assert problem == (f"{PATH}:2: warning: title: `{word}` is of two alphabets: among {letter}; "
                       "type it anew, unless that is meant")  # fmt: skip


def test_a_word_of_two_alphabets_is_warned_of_wherever_a_head_has_it() -> None:
    _, problems = read(head("resources: [{title: x, url: 'https://exаmple.org/'}]",
                            "questions: [Why, Hоw]"))  # fmt: skip
    assert [problem.split(": ")[2] for problem in problems] == ["resources.url", "questions"]


@pytest.mark.parametrize(
    "title", ["Встреча in Москва", "Ωμέγα and α", "日本のTwitter", "naïve œuvre", "Łódź, Đà Nẵng"]
)
def test_words_of_several_languages_side_by_side_are_fine(title: str) -> None:
    assert read(head(title=title))[1] == []


def test_prose_may_hold_soft_hyphens_and_no_turned_line() -> None:
    assert hidden_in_prose("Donau\u00addampf\u200bschiff") is None
    assert hidden_in_prose("access\u202e level") is not None


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x",
        "\x01javascript:alert(1)", "javascript://x.example/%0aalert(1)", "vbscript:x", "file:///x",
        "//host.example/", "/\\host.example", "https:host.example", "https:/host.example",
        "https:///host.example", "https:\\\\host.example", "http://", "https://?x", "https://#x",
        "https://good.example@evil.example/", "https://good.example:pass@evil.example",
        "https://good.example%2f@evil.example", "https://ex%61mple.org", "https://x:99999/",
        "https://x:port/", "https://[::1", "https://a..b/", "https://.a/", "https://a b.example",
        "https://a.example/\u202egpj.exe", "https://a.example/\u200b", 'https://a.example/"onclick',
        "https://a.example/<script>", "https://a.example/`x`", "https://a.example/{x}",
        "&#106;avascript:alert(1)", "blob:https://a.example/x", "feed:javascript:x",
        "view-source:https://a.example", "https://a.example/" + "x" * 3000, "mailto:a@b.example",
        "https://exa\u2100mple.org",
    ],
)  # fmt: skip
def test_a_link_field_takes_no_address_that_leads_elsewhere_than_it_seems(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the messages are told elsewhere
        web_address(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "https://a.example", "http://a.example:8080/x?y=z#w", "HTTPS://A.example/", "http://[::1]/x",
        "https://bücher.example/ä?ö=1", "https://en.wikipedia.org/wiki/Foo_(bar)'s",
        "https://social.example/@amy", "https://a.example/?to=me@b.example", "http://localhost/x",
    ],
)  # fmt: skip
def test_a_link_field_takes_any_honest_address(typed: str) -> None:
    assert web_address(typed) == typed


@pytest.mark.parametrize(
    "name",
    ["con.md", "CON", "nul.png", "Com1.txt", "lpt9", "a.", "a ", " a", "-rf", "a:b", "a?", "a*",
     'a"', "a<b", "a|b", "a\\b", "a\nb", "a\x1b[2Jb", "a\u202egnp.md", "cafe\u0301.png", "x" * 201,
     "a#b.png", "100%.png", "\udcff.md"],
)  # fmt: skip
def test_a_name_that_some_system_cannot_have_is_refused(name: str) -> None:
    assert "rename it" in name_fault(name)


@pytest.mark.parametrize(
    "name",
    ["a.md", "café.png", "My talk (2).pdf", "a.tar.gz", "東京.jpg", "console.md", "com10.txt"],
)  # fmt: skip
def test_an_ordinary_name_is_fine(name: str) -> None:
    assert name_fault(name) == ""


def test_names_that_one_disk_keeps_and_another_merges_are_told() -> None:
    assert list(look_alikes(["a/B.png", "a/b.png", "c/b.png", "é", "É"])) == [
        ("a/b.png", "a/B.png"), ("É", "é"),
    ]  # fmt: skip


def test_a_problem_is_one_line_that_no_terminal_takes_for_orders() -> None:
    said = str(Problem("a\n::error::b.md", 1, "x", "`\x1b[2J\u202e\udcff` is not é"))
    assert said == r"a\n::error::b.md:1: x: `\x1b[2J\u202e\udcff` is not é"
    assert shown("日本 🎉") == "日本 🎉"
