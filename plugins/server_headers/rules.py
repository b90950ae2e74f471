"""What a server says with each file: its type, how long it is kept. The one source for all hosts.

The headers that every answer has are those of `chats.web_policy.HEADERS`.
"""

from collections.abc import Mapping

from chats import paths

TYPES: Mapping[str, tuple[str, ...]] = {
    "text/html": ("html", "htm"),
    "text/css": ("css",),
    "text/javascript": ("js",),
    "text/calendar": ("ics",),
    "text/plain": ("txt",),
    "text/csv": ("csv",),
    "application/json": ("json",),
    "application/xml": ("xml",),
    "application/manifest+json": ("webmanifest",),
    "application/wasm": ("wasm",),
    "application/pdf": ("pdf",),
    "application/zip": ("zip",),
    "application/epub+zip": ("epub",),
    "image/svg+xml": ("svg",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/avif": ("avif",),
    "image/x-icon": ("ico",),
    "audio/mpeg": ("mp3",),
    "audio/mp4": ("m4a",),
    "audio/ogg": ("ogg", "oga", "opus"),
    "audio/wav": ("wav",),
    "audio/flac": ("flac",),
    "video/mp4": ("mp4", "m4v"),
    "video/webm": ("webm",),
}
"""Types by the endings of files; anything else is `application/octet-stream`."""

FEED_TYPES: Mapping[str, str] = {
    paths.RSS: "application/rss+xml",
    paths.ATOM: "application/atom+xml",
    paths.JSON_FEED: "application/feed+json",
}
"""Types of single files, by their path."""

COMPRESSED = (
    "text/css", "text/javascript", "text/calendar", "text/plain", "text/csv", "application/json",
    "application/xml", "application/manifest+json", "application/wasm", "image/svg+xml",
    *FEED_TYPES.values(),
)  # fmt: skip
"""Types that get smaller, besides text/html."""

KEPT_FOR_EVER = (
    "theme/",
    f"{paths.SEARCH_INDEX}fragment/",
    f"{paths.SEARCH_INDEX}index/",
)
"""Folders in which the names of files change when their content does."""

STILL_ASKED_FOR = ("theme", "pagefind")
"""Folders of which pages that were loaded before ask for older files, which `remote.kept` keeps."""

KEPT = "kept"
"""The folder beside the served one in which these lie."""

FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
"""Kept, but asked for again each time (RFC 9111 §5.2.2.4): a moved chat is seen at once."""


NOT_INDEXED = "noindex"
"""What is said with a run sheet's files to robots (X-Robots-Tag): its pages say so themselves,
but texts, tables, calendars and cards cannot."""


def with_charset(kind: str) -> str:
    """Return a content type that says that its text is UTF-8, where it is text."""
    textual = kind.startswith("text/") or kind in (*FEED_TYPES.values(), "application/xml")
    return f"{kind}; charset=utf-8" if textual else kind
