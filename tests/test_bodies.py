"""A body's Markdown → HTML that is safe and whose links lead somewhere."""

import re
import subprocess
from pathlib import Path

import pytest
from writers import head, series_of

from bodies import safe
from content_folder import markdown_html
from content_folder.markdown_html import TooHard, html_of
from content_folder.once import Once
from content_folder.reading import read_content
from content_folder.shared_time import SharedTime

TEMPLATES = Path(__file__).parent.parent / "theme/templates"


def html(text: str, *, trusted: bool = False) -> str:
    def resolve(kind: str, value: str) -> str | None:
        return f"/{kind}{value}" if "gone" not in value else None

    return safe(html_of(text), resolve, trusted=trusted)


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


def test_a_cell_spans_as_many_others_as_somebody_would_draw() -> None:
    cell = '<table><tr><td colspan="{0}" rowspan="{0}">x</td></tr></table>'
    assert '<td colspan="2" rowspan="2">' in html(cell.format(2))
    for most in ("65534", "1000", "9e9", "-1", "٣"):
        assert "<td>x</td>" in html(cell.format(most))


def test_internal_links_are_resolved_in_markdown_and_in_html_with_their_fragment() -> None:
    out = html('[a]({filename}/chats/x.md#q1) <a href="{static}/images/y.png">b</a>')
    assert 'href="/filename/chats/x.md#q1"' in out
    assert 'href="/static/images/y.png"' in out


def test_a_link_to_what_is_not_public_loses_its_address_and_keeps_its_words() -> None:
    assert html("[words]({filename}/chats/gone.md)") == "<p><a>words</a></p>"


# ---------------------------------------------------------------- what Markdown makes

ALL_OF_IT = """\
Text with a note[^1], *HTML*, `code` and "quotes" ... and -- a dash.

*[HTML]: Hypertext Markup Language

## A heading {#part-two lang=de title="Deutsch"}

!!! warning "Mind"
    The gap.

Term
:   What it means

1. one
2. two

| a | b |
|:--|--:|
| 1 | 2 |

```python
print("<b>")
```

<details markdown="1"><summary>More</summary>

Hidden *words*, 10<sup>3</sup>, <kbd>Esc</kbd>, <time datetime="2010-06-10">June</time>.

</details>

<figure><img src="/a.png" alt="A" width="3" height="2"><figcaption>A</figcaption></figure>

[^1]: The note.
"""


def tags_of(text: str) -> list[tuple[str, ...]]:
    """Return the tags with their attributes, in the order of the alphabet."""
    return [
        (name, *sorted(re.findall(r'[\w-]+="[^"]*"|(?<=\s)\w+(?=[\s>])', rest)))
        for name, rest in re.findall(r"<(/?\w+)([^>]*)>", text)
    ]


def test_all_that_markdown_and_its_extensions_make_is_kept_and_none_of_it_is_inline_style() -> None:
    made, kept = html_of(ALL_OF_IT), html(ALL_OF_IT)
    assert "style=" not in made
    assert tags_of(kept) == tags_of(made)
    for part in (
        '<abbr title="Hypertext Markup Language">', "“quotes”", "<dd>",
        'class="admonition warning"', 'class="language-python"', 'id="fnref:1"',
        'class="footnote-backref"', 'id="part-two"', '<td class="align-right">', 'lang="de"',
        "10<sup>3</sup>",
    ):  # fmt: skip
        assert part in kept


# ---------------------------------------------------------------- what dresses as the site


def test_a_body_has_no_class_of_the_theme_or_of_a_script() -> None:
    out = html("[Join](https://evil.example){.join .date-block .footnote-ref} <p class=skip>x</p>")
    assert 'class="footnote-ref"' in out
    assert "join" not in out
    assert "date-block" not in out
    assert "skip" not in out


_USED = re.compile(r'\{%-? (?:extends|include|import|from) "([^"]+)"')


def test_no_name_of_the_sites_own_parts_can_be_taken_by_a_body() -> None:
    texts = {file.relative_to(TEMPLATES).as_posix(): file.read_text("utf-8")
             for file in TEMPLATES.rglob("*.html")}  # fmt: skip
    with_bodies = {name for name, text in texts.items()
                   if re.search(r"\b(?:body|prose\.content) \| safe", text)}  # fmt: skip
    assert len(with_bodies) == 5
    for _ in range(9):  # and what these are made of
        with_bodies |= {used for name in with_bodies for used in _USED.findall(texts[name])}
    found = {found for name in with_bodies for found in re.findall(r'\bid="([^"]+)"', texts[name])}
    assert {"main", "facts", "{{ question.anchor }}"} <= found
    names = {re.sub(r"\{\{ question.anchor \}\}", "q7", name) for name in found}
    names = {re.sub(r"\{\{.*?\}\}", "2010", name) for name in names}
    taken = [name for name in sorted(names) if f'id="{name}"' in html(f'<p id="{name}">x</p>')]
    assert taken == []


@pytest.mark.parametrize(
    "address",
    ["https://good.example@evil.example", "//evil.example", "/\\\\evil.example", "\\\\evil.example",
     "/ /evil.example", "java&#10;script:alert(1)", "&#106;avascript:x", "ftp://x.example",
     "https://[", "\t//evil.example", "https:\\\\evil.example@x"],
)  # fmt: skip
def test_a_link_that_leads_elsewhere_than_it_seems_loses_its_address(address: str) -> None:
    assert "href" not in html(f'<a href="{address}">x</a>')


@pytest.mark.parametrize("address", ["https://evil.example/a.png", "//evil.example/a.png",
                                     "data:image/png;base64,AA", "http:a.png"])  # fmt: skip
def test_a_picture_comes_from_the_site_alone(address: str) -> None:
    assert "src" not in html(f'<img src="{address}" alt="A">')
    assert "src" not in html(f"![A]({address})")
    assert "src" not in html(f"![A][x]\n\n[x]: {address}")


def test_trusted_writers_may_use_classes_names_and_sound_and_still_no_script() -> None:
    text = ('<p class="join" id="main" data-x="1" aria-label="y">x</p>'
            '<audio src="/files/a.mp3" controls></audio><video src="https://x.example/v"></video>'
            '<b onclick="x()">x</b><script>x</script><iframe src="/"></iframe>')  # fmt: skip
    out = html(text, trusted=True)
    for part in ('<p class="join" id="main" data-x="1" aria-label="y">x</p>', "<video></video>",
                 '<audio src="/files/a.mp3" controls=""></audio>'):  # fmt: skip
        assert part in out
    for part in ("onclick", "<script", "<iframe", "x.example"):
        assert part not in out


# ---------------------------------------------------------------- what takes too long


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[" * 10_000, "over 300 `[` without their `]`"),
        ("![" * 5_000, "over 300 `[` without their `]`"),
        ("<div>" * 600, "over 500 HTML tags within each other"),
        ("<div></x>" * 20_000, "over 500 HTML tags within each other"),
        ("- " * 2_000 + "a", "within each other too deep"),
        ("1. " * 2_000 + "a", "within each other too deep"),
        ("\n".join("    " * depth + "- a" for depth in range(300)), "within each other too deep"),
    ],
)
def test_a_text_that_no_parser_survives_is_told_with_its_line_beside_the_others(
    tmp_path: Path, text: str, part: str
) -> None:
    chats = tmp_path / "content/chats"
    chats.mkdir(parents=True)
    (chats / "2010-06-hard.md").write_text(head() + f"\nBefore.\n\n{text}\n\nAfter.\n")
    (chats / "2010-07-x.md").write_text(head(date="2010-02-30"))
    told = [str(problem) for problem in sorted(read_content(chats.parent, series_of()).problems)]
    assert len(told) == 2
    assert told[0].startswith("content/chats/2010-06-hard.md:12: ")
    assert part in told[0]
    assert "2010-07-x.md:4: date: 31" in told[1] or "30 February does not exist" in told[1]


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown_html, "SECONDS", 1)
    with pytest.raises(TooHard, match="takes over 1 seconds to convert"):
        html_of("[a](" * 30_000)


def test_a_long_honest_text_is_converted_as_a_short_one_is() -> None:
    line = "[@amy](https://x.example/1) said *this* on `#4change`, and [^1] more.\n"
    long, short = html_of(line * 2_000), html_of(line)
    assert long.count("<em>this</em>") == 2_000
    assert markdown_html.looks_hard(line * 2_000)
    assert not markdown_html.looks_hard(line)
    assert short in long.replace("\n<a", "</p>\n<p><a")


def test_a_fault_leaves_nothing_behind_for_the_next_text() -> None:
    before = html_of("*a*[^1]\n\n[^1]: b")
    with pytest.raises(TooHard):
        html_of("- " * 2_000 + "x")
    html_of.cache_clear()
    assert html_of("*a*[^1]\n\n[^1]: b") == before


def test_a_hard_text_is_the_same_whatever_was_converted_before_it() -> None:
    texts = [f"*[AB{n}]: Words {n}\n\nAB{n}[^{n}] and AB1 \"so\"\n\n[^{n}]: note\n\n" + "*a* " * 400
             for n in range(3)]  # fmt: skip
    assert all(map(markdown_html.looks_hard, texts))
    in_one = [html_of(text) for text in texts]
    alone = []
    for text in texts:
        html_of.cache_clear()
        markdown_html._process().end()
        alone.append(html_of(text))
    assert in_one == alone
    assert in_one == [markdown_html.converted(text) for text in texts]


def test_many_hard_texts_share_one_process_until_one_of_them_falls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda *args, **named: started.append(1) or popen(*args, **named)
    )
    markdown_html._process().end()
    for n in range(4):
        html_of(f"text {n} " + "*a* " * 400)
    assert len(started) == 1
    with pytest.raises(TooHard, match="too deep"):
        html_of("- " * 2_000 + "b")
    html_of("after " + "*a* " * 400)
    assert len(started) == 2


def test_a_process_that_was_killed_meanwhile_is_replaced() -> None:
    html_of("first " + "*a* " * 400)
    process = markdown_html._process()._process
    assert process
    process.kill()
    process.wait()
    assert "<em>a</em>" in html_of("second " + "*a* " * 400)


def test_the_time_one_text_may_take_does_not_shrink_with_those_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(markdown_html, "SECONDS", 1)
    with pytest.raises(TooHard, match="takes over 1 seconds"):
        html_of("[a](" * 30_000 + "x")
    monkeypatch.setattr(markdown_html, "SECONDS", 30)
    assert "<em>" in html_of("later " + "*a* " * 400)


def test_texts_that_are_too_hard_share_their_time_and_each_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(markdown_html, "SECONDS", 1)
    chats = tmp_path / "content/chats"
    chats.mkdir(parents=True)
    for month in range(1, 4):
        (chats / f"2010-0{month}-hard.md").write_text(
            head(date=f"2010-0{month}-20", announced="2010-01-01") + f"\n{month}" + "[a](#" * 6_000
        )
    (chats / "2010-04-x.md").write_text(head(date="2010-04-10", announced="2010-01-01"))
    content = read_content(chats.parent, series_of(), once=Once(time=SharedTime(0.1)))
    told = [str(problem) for problem in sorted(content.problems)]
    assert len(told) == 3
    assert "hard.md:10: takes over 1 seconds to convert" in told[0]
    assert all("hard.md:10: is not looked at: the texts before it" in line for line in told[1:])


def test_a_text_uses_nothing_of_the_shared_time_but_what_its_length_does_not_explain() -> None:
    shared = SharedTime()
    shared.use(100_000, 1.9)
    assert shared.left == SharedTime().left
    shared.use(1_000, 10)
    assert 100 < shared.left < SharedTime().left - 9


def test_a_body_that_does_not_look_hard_and_cannot_be_converted_is_told_with_all_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    converted = markdown_html.converted
    monkeypatch.setattr(
        markdown_html, "converted", lambda text: converted(text) if "odd" not in text else 1 / 0
    )
    chats = tmp_path / "content/chats"
    chats.mkdir(parents=True)
    for month in (6, 7):
        (chats / f"2010-0{month}-x.md").write_text(head(date=f"2010-0{month}-10") + "\nodd\n")
    told = [str(problem) for problem in read_content(chats.parent, series_of()).problems]
    assert len(told) == 2
    assert all("is nothing that Markdown can read (ZeroDivisionError)" in line for line in told)
