"""The file by which hosts of static sites are told what to say: `_headers`.

Netlify and Cloudflare Pages read it; others leave it alone.
"""

from chats.paths import Site, run_sheet
from chats.web_policy import HEADERS
from server_headers.rules import FEED_TYPES, FOR_EVER, KEPT_FOR_EVER, NOT_INDEXED, with_charset


def headers_file(site: Site) -> bytes:
    """Return `_headers`; these hosts have everything else asked for again each time."""
    feeds = {path: {"Content-Type": with_charset(kind)} for path, kind in FEED_TYPES.items()}
    rules = {
        "*": HEADERS,
        **{f"{folder}*": {"Cache-Control": FOR_EVER} for folder in KEPT_FOR_EVER},
        f"{run_sheet(':chat')}*": {"X-Robots-Tag": NOT_INDEXED},
        "*.ics": {"Content-Type": with_charset("text/calendar")},
        **feeds,
    }
    lines = []
    for path, headers in rules.items():
        lines.append(f"{site.prefix}/{path}")
        lines += [f"  {name}: {value}" for name, value in headers.items()]
    return ("\n".join(lines) + "\n").encode()
