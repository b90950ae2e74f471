"""What the site's scripts keep in a reader's browser (localStorage), and why."""

from collections.abc import Mapping

KEPT: Mapping[str, str] = {
    "zone": "the time zone in which you want to see times, once you have chosen one",
    "server": "the name of your Mastodon server, once you have typed it, so that links lead there",
    "slash": "whether the key “/” leads to the search, once you have switched that off or on",
}
"""Each key with what it holds. Nothing else is kept, and none of it is ever sent anywhere."""
