"""What the site's scripts keep in a reader's browser (localStorage), and why."""

from collections.abc import Mapping

from chats.words import gettext_noop

_ = gettext_noop

KEPT: Mapping[str, str] = {
    "zone": _("the time zone in which you want to see times, once you have chosen one"),
    "server": _(
        "the name of your Mastodon server, once you have typed it, so that links lead there"
    ),
    "slash": _("whether the key “/” leads to the search, once you have switched that off or on"),
}
"""Each key with what it holds. Nothing else is kept, and none of it is ever sent anywhere."""
