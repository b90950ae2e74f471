"""Where every output lives, in one place.

A path is relative to the site's root, without a leading slash; a page's path ends
with a slash and its file is that folder's index.html.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

HOME = ""
ARCHIVE = "chats/"
TOPICS = "topics/"
HOSTS = "hosts/"
NEXT = "next/"
LATEST = "latest/"
POSTS = "posts/"
QUESTIONS = "questions/"
GUIDE = "how-to-participate/"
SUBSCRIBE = "calendar/"
CALENDAR = "calendar.ics"
UPCOMING = "calendar/upcoming.ics"
REMINDERS = "calendar/reminders.ics"
FEEDS = "feeds/"
SEARCH = "search/"
SEARCH_INDEX = "pagefind/"
RSS = "feed.xml"
ATOM = "atom.xml"
JSON_FEED = "feed.json"
CHATS_JSON = "chats.json"
ABOUT = "about/"
PRIVACY = "privacy/"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
NOT_FOUND = "404.html"
CARD = "card.png"
MANIFEST = "site.webmanifest"
HEADERS = "_headers"
REDIRECTS = "_redirects"


def chat(slug: str) -> str:
    """Return the event page's path."""
    return f"{ARCHIVE}{slug}/"


def invite(slug: str, key: str = "") -> str:
    """Return the path of the chat's own calendar file, or of one of its sessions' by its key."""
    return f"{ARCHIVE}{slug}/invite{f'-{key}' if key else ''}.ics"


def card(slug: str) -> str:
    """Return the path of the picture that stands for a chat where it is shared."""
    return f"{chat(slug)}card.png"


def run_sheet(slug: str) -> str:
    """Return the path of the page from which a chat is run."""
    return f"{chat(slug)}run-sheet/"


def run_sheet_file(slug: str, name: str) -> str:
    """Return the path of a file that belongs to a run sheet: "run-sheet.txt", "host.ics"."""
    return f"{run_sheet(slug)}{name}"


def question_card(slug: str, number: int) -> str:
    """Return the path of the picture of a question."""
    return run_sheet_file(slug, f"q{number}.png")


def guests_pack(slug: str) -> str:
    """Return the path of the page for a chat's guests."""
    return f"{run_sheet(slug)}guests/"


def transcript(slug: str) -> str:
    """Return the path of what was said during a chat."""
    return f"{chat(slug)}transcript/"


def is_transcript(path: str) -> bool:
    """Return whether a path, and no address elsewhere, is that of what was said during a chat."""
    return path.startswith(ARCHIVE) and path.endswith("/transcript/")


def topic(tag: str) -> str:
    """Return the path of a topic's page."""
    return f"{TOPICS}{slug_of(tag)}/"


def questions_on(tag: str) -> str:
    """Return the path of the questions of one topic's chats, "" for those without a topic."""
    return f"{QUESTIONS}{slug_of(tag) or '_'}/"


def host(person_id: str) -> str:
    """Return the path of a host's page."""
    return f"{HOSTS}{person_id}/"


def topic_calendar(tag: str) -> str:
    """Return the path of the calendar of one topic's chats."""
    return f"{topic(tag)}calendar.ics"


def host_calendar(person_id: str) -> str:
    """Return the path of the calendar of one host's chats."""
    return f"{host(person_id)}calendar.ics"


def post(slug: str) -> str:
    """Return the path of an ordinary post."""
    return f"{POSTS}{slug}/"


def page(slug: str) -> str:
    """Return the path of a page of prose."""
    return f"{slug}/"


def numbered(path: str, number: int) -> str:
    """Return the path of a list's page: the list's own for the first, "chats/page/2/"."""
    return path if number == 1 else f"{path}page/{number}/"


def is_numbered(path: str) -> bool:
    """Return whether a path is that of a further page of the chats or the posts."""
    return bool(re.fullmatch(rf"(?:{ARCHIVE}|{POSTS})page/\d+/", path))


RESERVED = frozenset(
    path.rstrip("/") for path in
    (ARCHIVE, TOPICS, HOSTS, NEXT, LATEST, POSTS, QUESTIONS, SUBSCRIBE, FEEDS, SEARCH,
     SEARCH_INDEX, "theme/", "images/", "files/")
)  # fmt: skip
"""First parts of paths that a page of prose may not take."""

OWN = frozenset(
    (HOME, ARCHIVE, TOPICS, HOSTS, NEXT, LATEST, POSTS, QUESTIONS, GUIDE, SUBSCRIBE, FEEDS,
     SEARCH, PRIVACY, NOT_FOUND)
)  # fmt: skip
"""Pages that the site makes itself, whatever is written."""


def file_of(path: str) -> str:
    """Return the file behind a path: "chats/" → "chats/index.html"."""
    return f"{path}index.html" if path == "" or path.endswith("/") else path


@lru_cache(maxsize=4096)
def slug_of(text: str) -> str:
    """Return text as a part of an address: lower case, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", kept).strip("-")


class Site:
    """The site's address, from which every link is made.

    `url` is absolute and has no slash at its end; it may hold a path
    (`https://host.example/repo`).
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.prefix = urlsplit(self.url).path.rstrip("/")

    def __repr__(self) -> str:
        """Return what tells it from any other."""
        return f"Site({self.url!r})"

    def link(self, path: str = "") -> str:
        """Return a link within the site, from the root of its host."""
        return f"{self.prefix}/{_quoted(path)}"

    def absolute(self, path: str = "") -> str:
        """Return the whole address of a path."""
        return f"{self.url}/{_quoted(path)}"


_AS_IT_IS = re.compile(r"[\w.~/#?=&-]*", re.ASCII)


def _quoted(path: str) -> str:
    return path if _AS_IT_IS.fullmatch(path) else quote(path, safe="/#?=&")
