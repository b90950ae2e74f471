"""The web app manifest: the site's name and icons for those who put it among their apps.

There is no service worker beside it: what it keeps for reading without a network may be
older than the chat's new time, and a page that shows an old time is worse than none.
"""

import json
from collections.abc import Mapping

from chats import paths
from chats.paths import Site
from chats.series import Series
from site_icons.icons import MANIFEST_ICONS, MASKABLE

_SHORT = 12
"""Letters that fit below an icon."""


def manifest(series: Series, site: Site, colors: Mapping[str, str]) -> bytes:
    """Return site.webmanifest (W3C Web Application Manifest); `colors` are the theme's."""
    home = site.link(paths.HOME)
    data = {
        "id": home,
        "name": series.name,
        "short_name": _short_name(series),
        "description": series.description or series.tagline or series.name,
        "lang": series.language,
        "start_url": home,
        "scope": home,
        "display": "minimal-ui",  # the pages have no "back" of their own
        "theme_color": colors["ask"],
        "background_color": colors["paper"],
        "icons": [
            *(_icon(site, name, size, "any") for name, size in MANIFEST_ICONS.items()),
            _icon(site, MASKABLE, 512, "maskable"),
        ],
        "shortcuts": [{"name": series.words.gettext("Next chat"), "url": site.link(paths.NEXT)}],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _short_name(series: Series) -> str:
    hashtag = f"#{series.hashtag}"
    return hashtag if len(hashtag) <= _SHORT < len(series.name) else series.name


def _icon(site: Site, name: str, size: int, purpose: str) -> dict[str, str]:
    return {
        "src": site.link(name),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }
