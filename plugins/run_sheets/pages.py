"""What the pages for hosts and for guests show."""

from chats.model import Chat
from chats.paths import Site
from chats.places import place_now
from chats.series import Series
from post_lengths.addresses import top_levels
from run_sheets.guests import guests_pack
from run_sheets.sheet import run_sheet


def of_host(series: Series, site: Site, chat: Chat) -> dict[str, object]:
    """Return what the run sheet shows; `servers` are platforms on which hosts have their own."""
    servers = tuple(each for each in series.platforms.values() if each.server_compose_url)
    return {
        "sheet": run_sheet(chat, series, site),
        "place": place_now(chat, chat.words),
        "servers": servers,
    }


def of_guests(series: Series, _site: Site, chat: Chat) -> dict[str, object]:
    """Return what the guests' pack shows; by `top_levels` its script knows addresses."""
    found = guests_pack(chat, series)
    addresses = found.platform.counts in ("x", "mastodon")
    return {
        "pack": found,
        "place": place_now(chat, chat.words),
        "top_levels": " ".join(sorted(top_levels())) if addresses else "",
    }
