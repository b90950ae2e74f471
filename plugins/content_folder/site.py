"""The settings and the content folder together: the site as it was written."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from chats import fields
from chats.identity.records import FILE as IDENTITIES
from chats.platforms import shipped_platforms
from chats.problems import Problem
from chats.settings.reading import series_from
from content_folder.git_times import Pushed, committed, ever_added, history, unread
from content_folder.once import Once
from content_folder.reading import Content, read_content
from content_folder.settings_lines import repeated_keys, settings_lines
from languages.catalogues import catalogues_of

_SHALLOW = (
    "the clone is shallow, and a live site takes its dates from the whole history; fetch it: "
    "`git fetch --unshallow`, `fetch-depth: 0` of actions/checkout, or GIT_DEPTH 0 on GitLab"
)
_UNREAD = (
    "a live site takes its dates from git, which does not read the repository: {}; if that is "
    'another user\'s folder: `git config --global --add safe.directory "$PWD"`'
)

_ENDLESS = (
    "git cannot tell when its files were committed: a commit of this push lists more files than "
    "it can go through; push without that commit"
)


def read_site(settings: Mapping[str, Any], once: Once | None = None) -> Content:
    """Read SERIES and the content folder of Pelican's settings; all problems come with them."""
    problems = [each for amiss in settings.get("AMISS", {}).values() for each in amiss]
    file = Path(settings.get("SETTINGS_FILE", "pelicanconf.py"))
    lines = settings_lines(file)
    problems.extend(repeated_keys(file, "SERIES"))
    at = settings["BUILD_TIME"]
    series = series_from(settings.get("SERIES"), shipped_platforms(), at, problems,
                         lines=lines, path=file.name)  # fmt: skip
    catalogues = catalogues_of(settings.get("THEME", ""))
    words = catalogues.words(series.language)
    series = replace(series, words=words, words_in=catalogues.words)
    try:
        fields.site_address(str(settings.get("SITEURL") or ""))
    except ValueError as error:
        problems.append(Problem(file.name, lines.get("SITEURL", 0), "SITEURL", str(error)))
    root = Path(settings["PATH"])
    pushed: Pushed | None = settings.get("PUSHED")
    times = pushed.history() if pushed else history(root, at)
    if times and times.shallow and settings.get("WHOLE_HISTORY"):
        problems.append(Problem(root.name, 0, "", _SHALLOW))
        times = replace(times, shallow=False)  # it is told
    if pushed and not times:
        problems.append(Problem(root.name, 0, "", _ENDLESS))
    if settings.get("WHOLE_HISTORY") and not (pushed or times) and (why := unread(root)):
        problems.append(Problem(root.name, 0, "", _UNREAD.format(why)))
    published = pushed.published(IDENTITIES) if pushed else committed(root, IDENTITIES)
    ever = pushed.ever_added(IDENTITIES) if pushed else ever_added(root, IDENTITIES)
    now = max(at, settings.get("NOW", at))
    content = read_content(root, series, times, published, now, once, ever)
    return replace(content, problems=problems + content.problems)
