"""What a key of SERIES may hold: parsers from the text that was typed to a value.

Each raises ValueError with what is wrong and what would be right.
"""

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

from chats import fields
from chats.platforms import Platform
from chats.settings.css_colors import CSS_COLORS

_MAIL = re.compile(r"[^\s@<>\"'`:;/\\]+@[^\s@<>\"'`:;/\\]+\.[^\s@<>\"'`:;/\\]+")
_PART = re.compile(r"\{(?:title|id|url)\}")


def domain(typed: str) -> str:
    """A domain: labels with full stops between them (RFC 1123 §2.1)."""
    labels = typed.lower().split(".")
    if len(labels) < 2 or not all(map(_is_label, labels)):
        raise ValueError(f"`{typed}` is not a domain; write for instance chats.example.org")
    return typed.lower()


def _is_label(label: str) -> bool:
    kept = label.replace("-", "a")
    return bool(label) and kept.isascii() and kept.isalnum() and label.strip("-") == label


def color(typed: str) -> str:
    """A colour's name, in lower case."""
    name = typed.lower()
    if name in CSS_COLORS:
        return name
    near = get_close_matches(name, CSS_COLORS, n=1)
    better = f"did you mean `{near[0]}`?" if near else "write for instance steelblue"
    raise ValueError(f"`{typed}` is not a CSS colour name; {better}")


def contact(typed: str) -> str:
    """An address of mail or web, as a link."""
    mail = fields.text(typed).removeprefix("mailto:")
    return f"mailto:{mail}" if _MAIL.fullmatch(mail) else fields.web_address(typed)


def suggestion(typed: str) -> str:
    """An address with {title}, {id} and {url} in it."""
    if not typed.startswith(("https://", "http://", "mailto:")):
        raise ValueError(f"`{typed}` begins with neither https:// nor mailto:")
    filled = _PART.sub("x", typed)
    if "{" in filled or "}" in filled:
        raise ValueError(f"`{typed}` may hold {{title}}, {{id}} and {{url}} only")
    checked = fields.text if filled.startswith("mailto:") else fields.web_address
    checked(filled)
    return typed


def day_or_skip(typed: str) -> date | str:
    """The day of an exception, or `skip` where there is no chat."""
    return typed if typed == "skip" else fields.day(typed)


def slot(key: str) -> str:
    """The id of a date that the rule expects: a month or a day."""
    try:
        fields.day(key if len(key) > 7 else f"{key}-01")
    except ValueError:
        raise ValueError("is not a month or a day; write 2010-03 or 2010-03-11") from None
    return key


def platform_in(platforms: Mapping[str, Platform]) -> fields.Parser[Platform]:
    """Return a parser of these platforms' ids."""

    def parse(typed: str) -> Platform:
        if typed in platforms:
            return platforms[typed]
        raise ValueError(f"`{typed}` is not a platform; there are {', '.join(sorted(platforms))}")

    return parse
