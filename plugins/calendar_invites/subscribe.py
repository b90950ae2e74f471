"""What the subscribe page shows: every feed with the ways to subscribe to it."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from calendar_invites.feeds import Feed, feeds
from chats.paths import Site
from chats.series import Series
from chats.words import gettext_noop

GOOGLE = "https://calendar.google.com/calendar/r"
OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb"
OFFICE = "https://outlook.office.com/calendar/0/addfromweb"

_ = gettext_noop

REFRESH = (
    (_("Google Calendar"), _("After some hours, at times a day or more, whatever a calendar asks "
                             "for. There is no setting for it and no button.")),
    (_("Apple Calendar on a Mac"), _("As you set it under Auto-refresh, from every 5 minutes to "
                                     "every week.")),
    (_("Apple Calendar on iPhone and iPad"), _("As you set it under Fetch New Data, and whenever "
                                               "you pull down the list of calendars.")),
    (_("Outlook.com and Microsoft 365"), _("About every 3 hours. Microsoft says that it can take "
                                           "more than 24.")),
    (_("Outlook for Windows (classic)"), _("When it sends and receives. With Update Limit on, no "
                                           "sooner than the 12 hours that our calendars suggest.")),
    (_("Thunderbird"), _("Every 30 minutes, unless you set it otherwise.")),
    (_("GNOME Calendar"), _("Every 30 minutes.")),
)  # fmt: skip
"""How often each calendar looks for changes, by its maker's word or common report. Only some
honour REFRESH-INTERVAL (RFC 7986 §5.7), so the feed's own hint is no promise."""


@dataclass(frozen=True, kw_only=True)
class FeedLinks:
    """A feed and the ways to subscribe to it; `url` is the address to copy.

    `kind` is "series", "topic" or "host".
    """

    title: str
    holds: str
    path: str
    url: str
    webcal: str
    google: str
    outlook: str
    office: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class SubscribePage:
    """The page: the feeds, the one for most people first, and (calendar, how often it looks)."""

    feeds: tuple[FeedLinks, ...]
    refresh: tuple[tuple[str, str], ...]


def subscribe_page(series: Series, site: Site) -> SubscribePage:
    """Return the page's view."""
    say = series.words.gettext
    return SubscribePage(
        feeds=tuple(_links(feed, site) for feed in feeds(series)),
        refresh=tuple((say(calendar), say(often)) for calendar, often in REFRESH),
    )


def calendar_at(path: str, series: Series, site: Site) -> FeedLinks | None:
    """Return the calendar at a path, if there is one."""
    return next((_links(feed, site) for feed in feeds(series) if feed.path == path), None)


def _links(feed: Feed, site: Site) -> FeedLinks:
    url = site.absolute(feed.path)
    # webcal: subscribes where https: would download a copy; Google's `cid` wants it too.
    webcal = f"webcal://{url.partition('://')[2]}"
    asked = urlencode({"url": url, "name": feed.name}, quote_via=quote)
    return FeedLinks(
        title=feed.title,
        holds=feed.holds,
        path=feed.path,
        url=url,
        webcal=webcal,
        google=f"{GOOGLE}?{urlencode({'cid': webcal})}",
        outlook=f"{OUTLOOK}?{asked}",
        office=f"{OFFICE}?{asked}",
        kind=feed.kind,
    )
