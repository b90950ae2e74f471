"""The settings' SERIES and the content folder together: the site as it was written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chats.identity.records import FILE as IDENTITIES
from chats.platforms import shipped_platforms
from chats.problems import Problem, ProblemsFound
from chats.settings import series_from
from content_folder.git_times import Pushed, committed, history
from content_folder.reading import Content, read_content
from content_folder.settings_lines import series_lines


def read_site(settings: Mapping[str, Any]) -> Content:
    """Read SERIES and the content folder of Pelican's settings; the problems come with them.

    Raises ProblemsFound when SERIES has mistakes: no chat can be read without it.
    """
    problems: list[Problem] = []
    file = Path(settings.get("SETTINGS_FILE", "pelicanconf.py"))
    at = settings["BUILD_TIME"]
    series = series_from(settings.get("SERIES"), shipped_platforms(), at, problems,
                         lines=series_lines(file), path=file.name)  # fmt: skip
    if series is None:
        raise ProblemsFound(problems)
    root = Path(settings["PATH"])
    pushed: Pushed | None = settings.get("PUSHED")
    if pushed:
        return read_content(root, series, pushed.history(), pushed.published(IDENTITIES))
    return read_content(root, series, history(root, at), committed(root, IDENTITIES))
