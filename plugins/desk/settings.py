"""The settings of a build: the file's, with what was asked for on the command line."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pelican.settings import read_settings

from chats import fields
from chats.problems import Problem, ProblemsFound
from chats.surroundings import as_of, given, site_address
from site_folder import MANIFEST


def settings_from(
    file: Path,
    *,
    at: str = "",
    output: str = "",
    siteurl: str = "",
    instead: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return Pelican's settings from a file, changed by what is given.

    `at` is a day or a moment in the series' zone, `output` a folder, `siteurl` an
    address, `instead` any other settings. A mistake in a moment or an address waits in
    AMISS for the problems of the content; ProblemsFound is raised for the folders, and
    whatever the file itself raises.
    """
    changed: dict[str, Any] = dict(instead or {})
    if output:
        changed["OUTPUT_PATH"] = str(Path(output).expanduser().absolute())
    settings = _read(file, changed)
    if siteurl:
        _put(settings, "SITEURL", lambda: site_address(siteurl, "--siteurl"))
    if at:
        _put(settings, "BUILD_TIME", lambda: as_of(at, _zone(settings)))
    _keep_apart(settings)
    return settings


def _read(file: Path, changed: dict[str, Any]) -> dict[str, Any]:
    try:
        settings: dict[str, Any] = read_settings(str(file.resolve()), override=changed)
    except ValueError:
        if (content := file.parent / "content").is_dir():
            raise
        raise ProblemsFound([Problem(str(content), 0, "", "is missing; it is the folder of the "
                                     "chats and posts")]) from None  # fmt: skip
    return settings


def _put(settings: dict[str, Any], name: str, read: Callable[[], Any]) -> None:
    settings[name] = given(settings.setdefault("AMISS", {}), name, read, settings[name])


def _zone(settings: dict[str, Any]) -> ZoneInfo:
    """Return the series' zone; a mistake in it is told later, with the other ones."""
    try:
        return fields.zone(str(settings["SERIES"]["zone"]))
    except (KeyError, TypeError, ValueError):
        return ZoneInfo("UTC")


def _keep_apart(settings: dict[str, Any]) -> None:
    """Refuse an output folder among the sources: the site would be built from itself."""
    output = Path(settings["OUTPUT_PATH"]).resolve()
    for name in ("PATH", "THEME"):
        source = Path(settings[name]).resolve()
        if output.is_relative_to(source) or source == output / source.name:
            raise ProblemsFound([Problem(str(output), 0, "", "cannot take the site, for it holds "
                                         "the sources; name a folder of its own")])  # fmt: skip
    if output.is_dir() and not (output / MANIFEST).exists():
        strangers = sorted(entry.name for entry in output.iterdir() if entry.name[0] != ".")
        if strangers:
            message = f"holds {strangers[0]}, which no build wrote; name an empty folder"
            raise ProblemsFound([Problem(str(output), 0, "", message)])
