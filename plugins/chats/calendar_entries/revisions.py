"""When an entry last changed: a memory of what it said, so that stamps move only with it.

No clock and no history of a file tells this: a setting changes every entry, a body none.
So identities.lock keeps a digest of each entry with its stamp. An entry that says what it
said keeps its stamp; one that says something else gets a later one, made of nothing but
what is committed. A build that keeps the lock and one that only reads it thus agree.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

AT_LEAST = timedelta(seconds=1)
"""By how much a stamp moves when nothing else tells how late the change was made: a setting
that changed, a typed `updated` that was left as it was."""


@dataclass(frozen=True, kw_only=True)
class Revision:
    """An entry as it was published last: its number, its stamp in UTC, what it said."""

    sequence: int
    stamp: datetime
    digest: str

    def stamp_of(self, digest: str, changed: datetime) -> datetime:
        """Return the stamp of what the entry says now; it never goes back.

        `changed` is the time of the last change as far as the entry's file tells it.
        """
        if digest == self.digest:
            return self.stamp
        return max(changed, self.stamp + AT_LEAST)


def digest_of(values: Iterable[object]) -> str:
    """Return what tells one content from another, in 16 characters."""
    data = json.dumps([str(value) for value in values], ensure_ascii=False)
    return hashlib.sha256(data.encode()).hexdigest()[:16]
