"""Passing over patterns that cannot match changes nothing of what Markdown makes."""

import markdown
from hypothesis import example, given
from hypothesis import strategies as st
from markdown.treeprocessors import InlineProcessor

from content_folder.markdown_html import _EXTENSIONS, _Columns, converted
from content_folder.quick_inline import _NEEDS

USUAL = markdown.Markdown(extensions=[*_EXTENSIONS, _Columns()], output_format="html")

_PARTS = r"""
` \ [ ](x) ![ [^1] < > <b> </b> & &amp; * ** _ __ --- -- ... . - ' " '" "' a é 日 80s ( ) {#i}
http://x.y <http://x.y> <a@b.c> {.note} [a] s ! ? , “ # | ~ ```
""".split()  # noqa: SIM905 - a list of them would fill a page
_BLOCKS = ("\n", "\n\n", "  \n", " ", "\n> ", "\n- ", "\n1. ", "\n    ", "\n## ", "\n!!! note\n",
           "\n\n[a]: b 'T'\n", "\n\n[^1]: Note\n", "\n\n*[a]: T\n", "\n: ")  # fmt: skip


@given(st.lists(st.sampled_from((*_PARTS, *_BLOCKS)), max_size=40).map("".join))
@example("*a `b` [c](d \"e\") -- 'f'* it's \"'g' h\" &copy; <i>j</i>  \nk[^1]\n\n[^1]: l...")
def test_every_text_is_converted_as_markdown_itself_does_it(text: str) -> None:
    assert converted(text) == str(USUAL.reset().convert(text))


@given(st.text())
@example("'80s \"a\" 'b' \"c'd'\" --- -- ...")
def test_no_pattern_matches_without_the_signs_that_it_is_said_to_need(text: str) -> None:
    for name in ("inline", "smarty"):
        processor: InlineProcessor = USUAL.treeprocessors[name]
        for known in processor.inlinePatterns._data.keys() & _NEEDS.keys():
            if processor.inlinePatterns[known].getCompiledRegExp().search(text):
                assert any(sign in text for sign in _NEEDS[known]), known


def test_the_signs_of_all_patterns_are_known() -> None:
    known = {name for processor in (USUAL.treeprocessors["inline"], USUAL.treeprocessors["smarty"])
             for name in processor.inlinePatterns._data}  # fmt: skip
    assert known == set(_NEEDS)
