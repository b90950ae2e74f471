"""Pictures in a text that say nothing to who cannot see them (WCAG 2.2 1.1.1)."""

from collections.abc import Iterator

from advice.body_parts import parts_of
from advice.written import Written
from chats.problems import Problem


def pictures_without_words(written: Written) -> Iterator[Problem]:
    """Yield a warning for each picture without a text; `<img alt="">` says it only decorates."""
    for source, html in written.converted():
        typed = parts_of(written.content.bodies[source]).pictures
        decorates = {src for src, words in typed if words is not None}
        without = [src for src, words in parts_of(html).pictures
                   if words is None or not (words.strip() or src in decorates)]  # fmt: skip
        for line in written.lines_of(source, without):
            yield Problem(source, line, "", "a picture without words; say what it shows: "
                          "![what it shows](…)", warning=True)  # fmt: skip
