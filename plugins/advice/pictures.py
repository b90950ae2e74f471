"""Pictures in a text that say nothing to who cannot see them (WCAG 2.2 1.1.1)."""

from collections.abc import Iterator

from advice.body_parts import parts_of
from advice.written import Written
from chats.problems import Problem


def pictures_without_words(written: Written) -> Iterator[Problem]:
    """Yield a warning for each picture without a text; `<img alt="">` says it only decorates."""
    for source, parts in written.parts.items():
        without = [(src, words) for src, words in parts.pictures if not (words or "").strip()]
        if without:
            typed = parts_of(written.content.bodies[source]).pictures
            decorates = {src for src, words in typed if words is not None}
            mute = [src for src, words in without if words is None or src not in decorates]
            for line in written.lines_of(source, mute):
                yield Problem(source, line, "", "a picture without words; say what it shows: "
                              "![what it shows](…)", warning=True)  # fmt: skip
