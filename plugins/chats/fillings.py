"""Addresses and sentences with places for what each chat has of its own."""

import re
from collections.abc import Mapping
from urllib.parse import quote

SERVER = "{server}"
"""What stands in an address for the reader's own server."""

PLACEHOLDER = re.compile(r"\{(hashtag|venue_url|text)\}")


def filled(template: str, *, hashtag: str = "", venue_url: str = "", text: str = "") -> str:
    """Fill an address template, each part percent-encoded (RFC 3986 §2.1) as UTF-8.

    The venue's own address stays as it is where the template begins with it.
    A {server} is left as it is. Returns "" when the template wants a hashtag or a venue
    and there is none.
    """
    values = {"hashtag": hashtag, "venue_url": venue_url, "text": text}
    if _wants_more(template, values):
        return ""

    def part(match: re.Match[str]) -> str:
        as_it_is = match[1] == "venue_url" and match.start() == 0
        return values[match[1]] if as_it_is else quote(values[match[1]], safe="")

    return PLACEHOLDER.sub(part, template)


def worded(sentence: str, *, hashtag: str = "", venue_url: str = "") -> str:
    """Fill a sentence, the parts as people read them; "" when one of them is not known."""
    values = {"hashtag": hashtag, "venue_url": venue_url, "text": ""}
    if _wants_more(sentence, values):
        return ""
    return PLACEHOLDER.sub(lambda match: values[match[1]], sentence)


def _wants_more(template: str, values: Mapping[str, str]) -> bool:
    wanted = set(PLACEHOLDER.findall(template)) - {"text"}
    return any(not values[name] for name in wanted)
