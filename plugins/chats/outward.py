"""Where links to other sites lead."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit


def outward(address: str, archived: Mapping[str, date]) -> str:
    """Return where a link to an address leads: for a host that is gone, to the Internet Archive.

    Its copy is the one nearest to the day that is given for the host. The address itself stays
    what it was wherever it is a name: of the original of a repost, for instance.
    """
    try:
        host = urlsplit(address).hostname
    except ValueError:  # brackets that hold no address of IPv6
        return address
    day = archived.get(host or "")
    return f"https://web.archive.org/web/{day:%Y%m%d}/{address}" if day else address
