"""Addresses that a field may hold: of the web, and of files of the content folder.

Each parser raises ValueError with what is wrong and what would be right.
"""

import re
from urllib.parse import SplitResult, urlsplit

from chats.hidden_characters import hidden_in_line, named

MAX_LENGTH = 2000
"""Characters that an address may have: what every browser and server takes."""


def web_address(typed: str) -> str:
    """An address that begins with http:// or https:// and leads where it seems to."""
    value = " ".join(typed.split())
    if found := hidden_in_line(value):
        raise ValueError(f"holds an invisible character ({named(found.group())}); delete it")
    if len(value) > MAX_LENGTH:
        raise ValueError(f"has {len(value):,} characters; an address has {MAX_LENGTH:,} at most")
    if re.search(r'[\s<>"\\^`{|}]', value) or not (parts := _parts(value)):
        raise ValueError(f"`{value}` is not a web address; write https://… in full")
    if "@" in parts.netloc:
        raise ValueError(f"`{value}` leads to {parts.hostname}, whatever stands before the @; "
                         "delete that part")  # fmt: skip
    return value


def site_address(typed: str) -> str:
    """The address at which a site is found, perhaps with a path, without the last slash."""
    value = web_address(typed)
    if re.search(r"[?#]", value):
        raise ValueError(f"`{value}` holds more than a host and a path; write https://host/path")
    if {".", ".."} & set(value.split("/")):
        raise ValueError(f"`{value}` goes up or nowhere; write the path that it leads to")
    return value.rstrip("/")


def content_path(typed: str) -> str:
    """A file of the content folder, from its root: `images/june.png`."""
    value = " ".join(typed.split())
    if re.fullmatch(r"[\w.\-]+(?:/[\w.\-]+)*", value) and not {"..", "."} & set(value.split("/")):
        return value
    raise ValueError(f"`{value}` is not a file within content/; write for instance images/june.png")


def address_or_file(typed: str) -> str:
    """A web address, or a file of the content folder."""
    return web_address(typed) if "://" in typed else content_path(typed)


def _parts(value: str) -> SplitResult | None:
    """Take a web address apart as browsers do; None when it is none."""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    # Browsers take the scheme with any number of slashes, and decode a host's %2F.
    written_out = re.match(r"https?://[^/?#]", value, re.IGNORECASE)
    fine = written_out and host and not re.search(r"[%\s]|^[.-]|\.\.", host)
    return parts if fine else None
