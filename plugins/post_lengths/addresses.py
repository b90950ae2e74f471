"""The web addresses in a text, as X and Mastodon find them (twitter-text's valid URLs)."""

import re
from functools import cache
from pathlib import Path

from publicsuffixlist import PSLFILE

_LATIN = r"a-z0-9\u00C0-\u024F\u1E00-\u1EFF"
_IN_PATH = rf"[{_LATIN}\u0300-\u036F\u0400-\u04FF!*';:=+,.$%#\[\]&|@~/_-]"
_ANY_NAME = r"(?:[^\W_][\w-]*\.)*[^\W_](?:[^\W_]|-)*\.[^\W_](?:[^\W_]|-)*"
_LATIN_NAME = rf"(?:[{_LATIN}][{_LATIN}_-]*\.)*[{_LATIN}][{_LATIN}-]*\.[{_LATIN}][{_LATIN}-]*"
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9@\uFF20$#\uFF03])"
    rf"(?:(?P<scheme>https?://)(?P<host>{_ANY_NAME})|(?<![-_./])(?P<bare>{_LATIN_NAME}))"
    rf"(?P<port>:\d+)?(?P<path>/(?:{_IN_PATH}|\({_IN_PATH}*\))*)?"
    r"(?P<query>\?[a-z0-9!?*'@();:&=+$/%#\[\]._,~|-]*)?",
    re.IGNORECASE,
)
_MARKS = "!*';:,.$%[]&|@~?"
"""Marks that belong to the sentence when an address would end with them."""


def between_addresses(text: str, *, bare: bool = True) -> list[str]:
    """Return the parts of a text between its addresses: one more than there are of these.

    An address has a top-level domain that exists; `bare` ones go without https://.
    """
    parts, end = [], 0
    for match in _ADDRESS.finditer(text):
        if address := _address(match) if bare or match["scheme"] else "":
            parts.append(text[end : match.start()])
            end = match.start() + len(address)
    return [*parts, text[end:]]


def _address(match: re.Match[str]) -> str:
    """Return the address with which a match begins, "" when it is none."""
    scheme, host = match["scheme"] or "", match["host"] or match["bare"]
    known = _known(host)
    if known != host or not known:
        return known and f"{scheme}{known}"
    port, path, query = (match[part] or "" for part in ("port", "path", "query"))
    path, query = path.rstrip(_MARKS), query.rstrip(f"{_MARKS}()")
    if path != (match["path"] or ""):
        query = ""
    return f"{scheme}{host}{port}{path}{query if path or scheme else ''}"


def _known(host: str) -> str:
    """Return as much of a name as ends with a top-level domain that exists, "" for none."""
    labels = host.split(".")
    if not all(map(_is_label, labels)):
        return ""
    ends = (end for end in range(len(labels), 1, -1) if labels[end - 1].lower() in top_levels())
    return ".".join(labels[: next(ends, 0)])


def _is_label(label: str) -> bool:
    """Tell whether the part of a name has 63 characters at most, as it is sent (RFC 5890)."""
    return len(label if label.isascii() else f"xn--{label.encode('punycode').decode()}") <= 63


@cache
def top_levels() -> frozenset[str]:
    """Return every top-level domain that exists, as it is typed and as it is sent."""
    rules = Path(PSLFILE).read_text("utf-8").partition("===END ICANN DOMAINS===")[0]
    ends = {line.rpartition(".")[2] for line in rules.splitlines() if not line.startswith("//")}
    sent = {end.encode("idna").decode() for end in ends if not end.isascii()}
    return frozenset(ends | sent) - {""}
