"""What a build takes from outside the folder: its instant and the site's address."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chats import fields
from chats.problems import Problem, ProblemsFound

_LAST_SECOND = timedelta(days=1, seconds=-1)


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
    """Return the instant that `--at` means: a moment, or the close of a day, in the zone.

    A day means what had been announced by its end, so the chats of that day are over.
    Raises ProblemsFound.
    """
    try:
        if re.search(r"\dZ$|[+-]\d\d:\d\d$", typed):
            return fields.instant(typed)
        day, wall = fields.day_and_clock(typed.strip())
        start = fields.wall_instant(day, wall or time(), zone)
    except ValueError as error:
        raise _problem("--at", str(error)) from None
    return (start if wall else datetime.combine(day, time(), zone) + _LAST_SECOND).astimezone(UTC)


def _problem(name: str, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(name, 0, "", message)])
