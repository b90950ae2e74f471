"""The site's configuration for Caddy (2.6 and later), which brings https by itself."""

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


def caddyfile(site: Site, root: str) -> str:
    """Return the Caddyfile of a server whose files lie below `root`, a link perhaps."""
    prefix = site.prefix
    home = f"\tredir / {prefix}/ 302\n" if prefix else ""
    strip = f"\t\turi strip_prefix {prefix}\n" if prefix else ""
    compressed = "\n".join(f"\t\t\theader Content-Type {kind}*"
                           for kind in ("text/html", *COMPRESSED))  # fmt: skip
    return f"""\
# Written by `invoke server-config caddy`: import it in /etc/caddy/Caddyfile.
{urlsplit(site.url).hostname} {{
	root * {root}
	encode {{
		zstd
		gzip
		match {{
{compressed}
		}}
	}}
{home}	@hidden {{
		path_regexp /\\.
		not path {prefix}/.well-known/*
	}}
	@run_sheets path_regexp ^{prefix}/{run_sheet("[^/]+")}
	@elsewhere not path {prefix}/*
	@gone {{
		path {" ".join(f"/{folder}/*" for folder in STILL_ASKED_FOR)}
		not file
	}}
{_matchers()}
	# In a route each line counts in its turn, so that the more exact ones come last.
	route {{
		header -Server
{_headers(prefix)}
		error @hidden 404
		error @elsewhere 404
{strip}		# Pages that were loaded before a release ask for the styles and scripts of their own.
		root @gone {Path(root).parent / KEPT}
		file_server
	}}

	handle_errors {{
		root * {root}
		rewrite * /404.html
		header Content-Type "{with_charset("text/html")}"
		file_server {{
			status {{err.status_code}}
		}}
	}}
}}
"""


def _matchers() -> str:
    """Return a named matcher for each type: a plain `*.ics` is none to Caddy."""
    return "\n".join(
        f"\t@{endings[0]} path {' '.join(f'*.{ending}' for ending in endings)}"
        for endings in TYPES.values()
    )


def _headers(prefix: str) -> str:
    rules = [("", name, value) for name, value in HEADERS.items()]
    rules += [("", "Cache-Control", ASK_EACH_TIME)]
    rules += [("@run_sheets", "X-Robots-Tag", NOT_INDEXED)]
    rules += [(f"{prefix}/{folder}*", "Cache-Control", FOR_EVER) for folder in KEPT_FOR_EVER]
    rules += [(f"@{endings[0]}", "Content-Type", with_charset(kind))
              for kind, endings in TYPES.items()]  # fmt: skip
    rules += [(f"{prefix}/{path}", "Content-Type", with_charset(kind))
              for path, kind in FEED_TYPES.items()]  # fmt: skip
    return "\n".join(f'\t\theader {matcher and f"{matcher} "}{name} "{value}"'
                     for matcher, name, value in rules)  # fmt: skip
