"""A body's Markdown → HTML by CommonMark: pulldown-cmark, for sites that choose it (COMMONMARK).

It takes a hundredth of the time, and time in proportion to the text, whatever the text is.
What it reads otherwise than Python-Markdown stands in docs/commonmark.md.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from content_folder.markdown_html import held_to_depth

if TYPE_CHECKING:
    from pyromark import Options

_ALIGNED = re.compile(r'<(t[hd]) style="text-align: (left|right|center)">')


def commonmark_html(text: str) -> str:
    """Return the Markdown as HTML, its internal links still as they were typed; raises TooHard."""
    import pyromark  # sites that do not choose it do without

    html = pyromark.html(text, options=_options()).strip()
    # The page's policy lets no inline style be.
    return held_to_depth(_ALIGNED.sub(r'<\1 class="align-\2">', html), text)


@cache
def _options() -> "Options":
    from pyromark import Options

    return (
        Options.ENABLE_DEFINITION_LIST
        | Options.ENABLE_FOOTNOTES
        | Options.ENABLE_HEADING_ATTRIBUTES
        | Options.ENABLE_SMART_PUNCTUATION
        | Options.ENABLE_TABLES
    )
