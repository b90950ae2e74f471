"""HTML of a text that its page does not have: nobody would know why it is not there."""

from collections.abc import Iterator

from advice.written import Written
from bodies import tags_kept
from chats.problems import Problem

_H1 = "the title is the page's only first-level heading; begin this one with `##`"
_OTHER = "`<{}>` is left out of the page; write it as Markdown, or link what it shows"


def html_left_out(written: Written) -> Iterator[Problem]:
    """Yield a warning for each line with a tag that the page leaves out."""
    kept = tags_kept(trusted=written.content.series.trusted)
    for source, parts in written.parts.items():
        for tag in sorted(parts.tags - kept):
            for line in written.lines_of_tag(source, tag):
                message = _H1 if tag == "h1" else _OTHER.format(tag)
                yield Problem(source, line, "", message, warning=True)
