"""Links to a part of a page, held against the parts that the page has."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

from advice.written import Written
from bodies import SITES_IDS, body_html
from chats.problems import Problem
from content_folder.links import target_of

_LINK = re.compile(r"(?:\]\(\s*<?|href\s*=\s*[\"'])(?:\{filename\}([^#)\s\"'>]*))?#([^)\s\"'>]+)")
_ID = re.compile(r'\sid="([^"]+)"')
_QUESTION = re.compile(r"q(\d+)")


def dead_anchors(written: Written) -> Iterator[Problem]:
    """Yield a warning for each link whose `#part` is nowhere in the page that it leads to."""
    content = written.content
    sources = {source.partition("/")[2]: source for source in content.bodies}
    questions = {chat.source: len(chat.questions) for chat in content.series.chats}

    @cache
    def parts(source: str) -> frozenset[str]:
        return frozenset(_ID.findall(body_html(content, source, lambda path: path)))

    def there(source: str, part: str) -> bool:
        if match := _QUESTION.fullmatch(part):
            return 0 < int(match[1]) <= questions.get(source, 0)
        return bool(SITES_IDS.fullmatch(part)) or part in parts(source)

    for source, number, line in written.prose():
        for file, typed in _LINK.findall(line):
            target = target_of("filename", file, source.partition("/")[2]) if file else ""
            to = sources.get(target) if target else source
            if to and not there(to, unquote(typed)):
                yield Problem(source, number, "", f"`#{typed}` is no part of {to}; its questions "
                              "are #q1, #q2 …, and a heading gets a name by {#name} behind it",
                              warning=True)  # fmt: skip
