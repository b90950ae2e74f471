"""Pictures in a text that say nothing to who cannot see them (WCAG 2.2 1.1.1)."""

import re
from collections.abc import Iterator

from advice.written import Written
from chats.problems import Problem

_PICTURE = re.compile(r"!\[\s*\](?=[(\[])|<img\b(?![^>]*\salt\s*=)[^>]*", re.I)


def pictures_without_words(written: Written) -> Iterator[Problem]:
    """Yield a warning for each picture without a text; `alt=""` says that it only decorates."""
    for source, number, line in written.prose():
        for _ in _PICTURE.finditer(line):
            yield Problem(source, number, "", "a picture without words; say what it shows: "
                          "![what it shows](…)", warning=True)  # fmt: skip
