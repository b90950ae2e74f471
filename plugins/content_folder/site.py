"""The settings and the content folder together: the site as it was written."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from chats import fields
from chats.identity.records import FILE as IDENTITIES
from chats.platforms import shipped_platforms
from chats.problems import Problem
from chats.series import Series
from chats.settings.reading import series_from
from chats.translations import editions
from content_folder.git_times import Pushed, committed, ever_added, history, unread
from content_folder.once import Once
from content_folder.reading import Content, read_content
from content_folder.settings_lines import repeated_keys, settings_lines
from languages.catalogues import Catalogues, catalogues_of, is_spoken

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
    problems.extend(_without_words(content.series, catalogues, file.name, lines))
    return replace(content, problems=problems + content.problems)


def _without_words(
    series: Series, catalogues: Catalogues, file: str, lines: Mapping[str, int]
) -> Iterator[Problem]:
    """Yield a warning for each language in which the site itself would speak English."""
    told = [(series.words, file, lines.get("SERIES.language", 0), "SERIES.language")]
    told += [(edition.words, edition.source, 0, "") for chat in series.chats
             for edition in editions(chat) if edition.words != series.words]  # fmt: skip
    for words, path, line, name in told:
        if not is_spoken(words.language, catalogues):
            yield Problem(path, line, name, f"the site has no words in `{words.language}` and says "
                          "its own in English; docs/languages.md tells how to add a language",
                          warning=True)  # fmt: skip
