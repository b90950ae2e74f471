"""What is still to fill in, as comments say: `<!-- to fill in: … -->`, `# to fill in: …`."""

import re
from collections.abc import Iterator

from advice.written import Written
from chats.problems import Problem

_BLANK = re.compile(r"(?:<!--|(?:^|[ \t])#)[ \t]*to fill in:[ \t]*(.*?)[ \t]*(?:-->|$)")


def blanks(written: Written) -> Iterator[Problem]:
    """Yield a warning for each blank that is left."""
    for path, text in written.texts.items():
        for number, line in enumerate(text.split("\n"), 1):
            for found in _BLANK.finditer(line):
                yield Problem(path, number, "", f"still to fill in: {found[1]}", warning=True)
