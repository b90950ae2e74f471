"""What a served page gets on its way to the writer's browser; the files stay as they are."""

import html
import re

LIVERELOAD = "/livereload.js"
STYLE = "/desk.css"

MESSAGE_STYLE = """
.desk-message {
  position: sticky; inset-block-start: 0; z-index: 99; margin: 0; padding: 1rem;
  max-block-size: 50vh; overflow: auto; color: #fff; background: #7a0c1e;
  font: 1rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere;
}
"""

_POLICY = re.compile(rb"<meta\b[^>]*http-equiv=[\"']?content-security-policy[^>]*>", re.I)
_CONTENT = re.compile(r"(content=)(\"[^\"]*\"|'[^']*')", re.I)
_BODY = re.compile(rb"<body\b[^>]*>", re.I)


def shown(page: bytes, message: str, *, port: int) -> bytes:
    """Return the page with the script that reloads it, and the message of a failed build.

    The page's content security policy is widened by what these need of this server.
    """
    tags = f'<link rel="stylesheet" href="{STYLE}"><script src="{LIVERELOAD}" defer></script>'
    page = _POLICY.sub(lambda match: _widened(match[0].decode(), port).encode(), page)
    page = page.replace(b"</head>", tags.encode() + b"</head>", 1)
    return _BODY.sub(lambda match: match[0] + _bar(message).encode(), page, count=1)


def message_page(message: str, *, port: int) -> bytes:
    """Return a page that holds nothing but the message, for when there is no site yet."""
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        "<title>The site could not be built</title></head><body></body></html>"
    )
    return shown(page.encode(), message, port=port)


def _bar(message: str) -> str:
    if not message:
        return ""
    return f'<pre class="desk-message" role="alert">{html.escape(message)}</pre>'


def _widened(meta: str, port: int) -> str:
    def content(match: re.Match[str]) -> str:
        policy = widened(html.unescape(match[2][1:-1]), port)
        return f'{match[1]}"{html.escape(policy, quote=False)}"'

    return _CONTENT.sub(content, meta, count=1)


def widened(policy: str, port: int) -> str:
    """Return a content security policy that also lets in what `shown` adds (CSP 3 §6.1)."""
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)
    if not directives:
        return policy
    needs = {
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "connect-src": ["'self'", f"ws://127.0.0.1:{port}", f"ws://localhost:{port}"],
    }
    for name, more in needs.items():
        limits = directives.get(name, directives.get("default-src"))
        if limits is None:
            continue  # nothing limits it
        kept = [source for source in limits if source != "'none'"]
        directives[name] = [*kept, *(source for source in more if source not in kept)]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())
