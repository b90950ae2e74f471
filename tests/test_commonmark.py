"""Bodies by CommonMark: an option, whose differences are those that its page lists."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import ROOT, build

from bodies import safe
from content_folder.commonmark_html import commonmark_html
from content_folder.markdown_html import TooHard, html_of

PAGE = (ROOT / "docs/commonmark.md").read_text("utf-8")
ROWS = [[cell.replace("↵", "\n") for cell in re.findall(r"`([^`]*)`", line)]
        for line in PAGE.splitlines() if line.startswith("| `")]  # fmt: skip


def nowhere(_kind: str, _value: str) -> str | None:
    return None


@pytest.mark.parametrize(("text", "usual", "otherwise"), ROWS)
def test_what_its_page_says_is_what_is_made(text: str, usual: str, otherwise: str) -> None:
    assert safe(html_of(text), nowhere).replace("\xa0", "&nbsp;") == usual
    assert safe(commonmark_html(text), nowhere) == otherwise


@pytest.mark.parametrize("text", [
    "*a* **b** `c` [d](https://e.org 'f') <https://g.org>", "## A {#own}\n\nB\n\n### C",
    "> a\n\n- b\n- c\n\n1. d\n2. e", "```python\na < b\n```", "Term\n:   What it is",
    "\"A\" -- 'b' --- it's ...", "a  \nb", "a_b_c &copy; 1 < 2", "[a][b]\n\n[b]: https://c.org",
])  # fmt: skip
def test_what_both_read_alike_is_the_same(text: str) -> None:
    assert safe(commonmark_html(text), nowhere) == safe(html_of(text), nowhere)


def test_the_columns_of_a_table_are_aligned_by_classes() -> None:
    html = safe(commonmark_html("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |"), nowhere)
    assert re.findall(r'class="([^"]+)"', html) == ["align-left", "align-center", "align-right"] * 2


@pytest.mark.parametrize("text", [
    "<script>a</script>b", "[a](javascript:b)", "<div id=main onclick=a>b</div>",
    "a[^main]\n\n[^main]: b", "![a](https://b.org/c.png)",
])  # fmt: skip
def test_what_it_makes_is_made_safe_as_everything_is(text: str) -> None:
    html = safe(commonmark_html(text), nowhere)
    assert not re.search(r"script|onclick|id=.?main|src=", html)


def test_no_text_takes_it_long() -> None:
    for text in ("[a](" * 50_000, "*a " * 50_000, "`" * 100_000, "<" * 100_000, "a[^1]" * 20_000):
        commonmark_html(text)


@pytest.mark.parametrize("text", ["- " * 2_000 + "x", ">" * 2_000 + "x", "<div>" * 2_000])
def test_what_lies_too_deep_for_others_is_told(text: str) -> None:
    with pytest.raises(TooHard, match="tags within each other"):
        commonmark_html(text)


@given(st.text() | st.lists(st.sampled_from("*_[]()!<>`#-+1. \n\t|:\\&{}^~\"'ab")).map("".join))
def test_every_text_is_read(text: str) -> None:
    safe(commonmark_html(text), nowhere)


def test_a_site_that_chooses_it_is_built_with_it(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "chats").mkdir(parents=True)
    (content / "chats/2010-06-a.md").write_text(
        "---\ntitle: A\ntopic: B\ndate: 2010-06-10\nannounced: 2010-06-03\n---\n\n"
        "Before:\n- entry\n", "utf-8",
    )  # fmt: skip
    usual = build(tmp_path / "usual", content=content)
    chosen = build(tmp_path / "chosen", content=content, extra="COMMONMARK = True")
    assert "<li>entry</li>" not in usual.text("chats/2010-06-a/")
    assert "<li>entry</li>" in chosen.text("chats/2010-06-a/")
