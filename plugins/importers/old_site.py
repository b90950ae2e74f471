"""The folder of a site that Jekyll or Hugo made, as it was found."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from importers.addresses import parted


@dataclass(frozen=True, kw_only=True)
class OldFolder:
    """Posts by their path below the site's root, its settings, the paths of all that lies there.

    `shown` is what the root is called to the person who moves in, with a slash, or nothing.
    """  # fmt: skip

    shown: str = ""
    posts: Mapping[str, bytes] = field(default_factory=dict)
    settings: Mapping[str, bytes] = field(default_factory=dict)
    files: Collection[str] = ()


@dataclass(kw_only=True)
class Source:
    """A post or page of the old site: where it lay, what its head says, at which address it was.

    `of` is the path of the one that it translates into `lang`. `passed` says why it is not
    taken over.
    """

    path: str
    head: Mapping[str, Any]
    kind: str = ""
    name: str = ""
    published: datetime | None = None
    draft: bool = False
    address: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""
    of: str = ""
    passed: str = ""
    told: list[str] = field(default_factory=list)


def zone_of(name: object) -> tzinfo:
    """Return the zone of that name; UTC where there is none."""
    try:
        return ZoneInfo(str(name)) if name else UTC
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return UTC


def path_of(address: object) -> str:
    """Return the path of a site's address, without a slash at its end."""
    return parted(str(address or "")).path.rstrip("/")
