"""The site's own content and settings, read as a build reads them but for git's history."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sites import CONTENT, SERIES

from bodies import body_html
from chats.model import Chat, Post
from chats.paths import Site
from chats.platforms import shipped_platforms
from chats.series import Series
from chats.settings.reading import series_from
from content_folder.reading import read_content

SITE = Site("https://4change.example")


@dataclass(frozen=True)
class RealContent:
    """The series with the site's address and the HTML of its bodies."""

    series: Series
    site: Site
    body_of: Callable[[Chat | Post], str]


def real_content(at: datetime, site: Site = SITE) -> RealContent:
    """Return the real content as of an instant; no problem of it is let pass."""
    problems: list[object] = []
    settings = series_from(SERIES, shipped_platforms(), at, problems)
    content = read_content(CONTENT, settings)
    assert problems + content.problems == []

    def body_of(entry: Chat | Post) -> str:
        return body_html(content, entry.source, site.absolute)

    return RealContent(series=content.series, site=site, body_of=body_of)
