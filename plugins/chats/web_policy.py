"""What the site lets a browser do with it: the one place that says it.

Pages carry the content security policy themselves, so that it holds on any host; `HEADERS`
is for the hosts that can be told to send it, with what only a header can say.
"""

from collections.abc import Mapping

_PAGE: dict[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "connect-src": "'self'",  # who audits a page asks for robots.txt from within it
    "form-action": "'self'",
    "base-uri": "'none'",
}
_SEARCH: dict[str, str] = {
    "script-src": "'self' 'wasm-unsafe-eval'",  # the index is read by WebAssembly, not by eval
}

_UNUSED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid",
           "magnetometer", "microphone", "midi", "payment", "serial", "usb",
           "xr-spatial-tracking")  # fmt: skip

REFERRER = "same-origin"
"""The sites to which links lead are not told from which page a reader came."""


def page_policy(*, searches: bool = False) -> str:
    """Return the content security policy of a page (CSP 3 §6); one that searches may do more."""
    return _written(_PAGE | (_SEARCH if searches else {}))


def _written(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


HEADERS: Mapping[str, str] = {
    # Of every page at once: each one's own policy holds beside it. Nobody may frame a page.
    "Content-Security-Policy": _written(_PAGE | _SEARCH | {"frame-ancestors": "'none'"}),
    "Referrer-Policy": REFERRER,
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""The headers that every answer of the site's server should have."""
