"""A body's Markdown → HTML that is safe and whose links lead somewhere."""

import pytest

from bodies import html_of, safe


def html(text: str) -> str:
    return safe(
        html_of(text), lambda kind, value: f"/{kind}{value}" if "gone" not in value else None
    )


def test_what_markdown_makes_is_kept() -> None:
    text = "## Head\n\n- *a* **b** `c`\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n> q\n\n![alt](i.png)"
    out = html(text)
    for part in ("<h2>Head</h2>", "<em>a</em>", "<code>c</code>", "<td>1</td>", "<blockquote>",
                 '<img alt="alt" src="i.png">'):  # fmt: skip
        assert part in out


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        '<iframe src="https://x.example"></iframe>',
        '<a href="vbscript:x">x</a>',
        "<svg onload=alert(1)>",
        "<style>*{display:none}</style>",
        '<form action="https://x.example"><input></form>',
        "![x](javascript:alert(1))",
        '<p style="position:fixed">x</p>',
        '<a href="https://x.example" target="_blank" onclick="x()">x</a>',
    ],
)
def test_nothing_that_runs_or_draws_over_the_page_survives(text: str) -> None:
    out = html(text).lower()
    for part in ("<script", "onerror", "onload", "onclick", "javascript:", "vbscript:", "data:",
                 "<iframe", "<style", "style=", "<form", "<input", "<svg"):  # fmt: skip
        assert part not in out


def test_internal_links_are_resolved_in_markdown_and_in_html_with_their_fragment() -> None:
    out = html('[a]({filename}/chats/x.md#q1) <a href="{static}/images/y.png">b</a>')
    assert 'href="/filename/chats/x.md#q1"' in out
    assert 'href="/static/images/y.png"' in out


def test_a_link_to_what_is_not_public_loses_its_address_and_keeps_its_words() -> None:
    assert html("[words]({filename}/chats/gone.md)") == "<p><a>words</a></p>"
