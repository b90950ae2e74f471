"""What a build takes from outside the folder: its instant and the site's address."""

import re
from collections.abc import Callable, MutableMapping, Sequence
from datetime import UTC, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from chats import fields
from chats.problems import Problem, ProblemsFound

T = TypeVar("T")

Amiss = MutableMapping[str, Sequence[Problem]]
"""Setting → what is wrong with what was given for it, to be told with all other problems."""

_NOON = time(12)
_DAY_AND_TIME = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<clock>\d{1,2}:\d{2})(?::\d{2})?"
    r"(?P<offset>Z|[+-]\d{2}:\d{2})?)?"
)


def given(amiss: Amiss, setting: str, read: Callable[[], T], otherwise: T) -> T:
    """Return a setting as it was given; `otherwise` stands in when that is amiss."""
    amiss.pop(setting, None)
    try:
        return read()
    except ProblemsFound as found:
        amiss[setting] = found.problems
        return otherwise


def build_time(epoch: str, now: datetime) -> datetime:
    """Return the instant that the site shows, in UTC: SOURCE_DATE_EPOCH if given, else now.

    `epoch` counts seconds since 1970. Raises ProblemsFound when it does not.
    """
    if not epoch.strip():
        return now.astimezone(UTC).replace(microsecond=0)
    if not re.fullmatch(r"[0-9]{1,10}", epoch.strip()):
        raise _problem("SOURCE_DATE_EPOCH", f"`{epoch}` is not a number of seconds since 1970; "
                       "write for instance 1276184400, or unset it")  # fmt: skip
    return datetime.fromtimestamp(int(epoch), UTC)


def live_address(typed: str) -> str:
    """Return the live site's address from the environment's SITEURL.

    Raises ProblemsFound when it is missing or is not https://host with perhaps a path.
    """
    if not typed.strip():
        raise _problem("SITEURL", "is missing; set it to the site's address, as in "
                       "SITEURL=https://chats.example.org")  # fmt: skip
    return site_address(typed, "SITEURL", https=True)


def site_address(typed: str, name: str, *, https: bool = False) -> str:
    """Return an address given from outside under a name; raises ProblemsFound."""
    try:
        value = fields.site_address(typed.strip())
        if https and not value.startswith("https://"):
            raise ValueError(f"`{value}` does not begin with https://, as a live site does")
    except ValueError as error:
        raise _problem(name, str(error)) from None
    return value


def as_of(typed: str, zone: ZoneInfo) -> datetime:
    """Return the instant that `--at` means: a moment, or the noon of a day, in the zone.

    A day means its noon: what was announced that morning is there, and most chats of the
    day are still to come.
    Raises ProblemsFound.
    """
    try:
        match = _DAY_AND_TIME.fullmatch(typed.strip())
        if not match:
            raise ValueError(f"`{typed}` is neither a day nor a day and a time; write 2010-06-05 "
                             f"or '2010-06-05 20:00' (the clock of {zone.key})")  # fmt: skip
        if match["offset"]:
            return fields.instant(typed.strip())
        day = fields.day(match["day"])
        if not 1970 <= day.year <= 2199:
            raise ValueError(f"the year {day.year} is not between 1970 and 2199")
        if match["clock"]:
            start = fields.wall_instant(day, fields.clock(match["clock"]), zone)
        else:
            start = datetime.combine(day, _NOON, zone)
        return start.astimezone(UTC)
    except ValueError as error:
        raise _problem("--at", str(error)) from None


def _problem(name: str, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(name, 0, "", message)])
