"""The site's configuration for nginx (1.22 and later)."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from chats.paths import Site, run_sheet
from chats.web_policy import HEADERS
from server_headers.rules import (
    ASK_EACH_TIME,
    COMPRESSED,
    FEED_TYPES,
    FOR_EVER,
    KEPT,
    KEPT_FOR_EVER,
    NOT_INDEXED,
    STILL_ASKED_FOR,
    TYPES,
    with_charset,
)


def nginx_conf(site: Site, root: str) -> str:
    """Return the configuration of a server whose files lie below `root`, a link perhaps."""
    prefix, served = site.prefix, Path(root)
    charsets = " ".join(kind for kind in (*COMPRESSED, *TYPES) if "charset" in with_charset(kind)
                        and kind != "text/html")  # fmt: skip
    return f"""\
# Written by `invoke server-config nginx`. Put it into /etc/nginx/sites-enabled/; for https,
# which calendars by webcal: want too, run certbot --nginx or add `listen 443 ssl` and its keys.
map $uri $chat_series_kept {{
    default "{ASK_EACH_TIME}";
    ~^({prefix}|/{served.name}|/{KEPT})/({"|".join(KEPT_FOR_EVER)}) "{FOR_EVER}";
}}
map $uri $chat_series_robots {{
    ~^{prefix}/{run_sheet("[^/]+")} "{NOT_INDEXED}";
}}

server {{
    listen 80;
    server_name {urlsplit(site.url).hostname};
    root {root};

    types {{
{_lines(f"        {kind} {' '.join(endings)};" for kind, endings in TYPES.items())}
    }}
    default_type application/octet-stream;
    charset utf-8;
    charset_types {" ".join(dict.fromkeys(charsets.split()))};

    gzip on;
    gzip_vary on;
    gzip_proxied any;
    gzip_types {" ".join(COMPRESSED)};

    server_tokens off;
    absolute_redirect off;
    # A release is put in place by renaming a link: open_file_cache would go on with the old one.
    open_file_cache off;

    add_header Cache-Control $chat_series_kept always;
    add_header X-Robots-Tag $chat_series_robots always;
{_lines(f'    add_header {name} "{value}" always;' for name, value in HEADERS.items())}

    error_page 403 404 =404 {prefix}/404.html;
    location ~ /\\.(?!well-known/) {{ return 404; }}
    location {prefix}/ {{ alias {root}/; }}
    # Pages that were loaded before a release ask for the styles and scripts of their own.
    location ~ ^{prefix}/(?<asked>({"|".join(STILL_ASKED_FOR)})/.+)$ {{
        root {served.parent};
        try_files /{served.name}/$asked /{KEPT}/$asked =404;
    }}
{_feeds(prefix, root)}
{_home(prefix)}}}
"""


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _feeds(prefix: str, root: str) -> str:
    return _lines(
        f"    location = {prefix}/{path} {{\n"
        f"        alias {root}/{path};\n        types {{ }}\n        default_type {kind};\n    }}"
        for path, kind in FEED_TYPES.items()
    )


def _home(prefix: str) -> str:
    return f"    location = / {{ return 302 {prefix}/; }}\n" if prefix else ""
