"""Characters that nobody sees: they turn a line around, or make two names look like one.

Some scripts cannot be written without some of them, so they are refused only where they do
nothing for the letters beside them (Unicode Standard Annexes #9 and #31).
"""

import re
import unicodedata

_TURNING = "\u202a-\u202e\u2066-\u2069\u206a-\u206f\U000e0000-\U000e007f\ufff9-\ufffb"
"""Embeddings, overrides and isolates, what is deprecated, tags, and interlinear notes."""

_BLANK = ("\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u3164\ufeff\uffa0\ufff0-\ufff8"
          "\U0001d173-\U0001d17a\U000e0080-\U000e00ff\U000e01f0-\U000e0fff")  # fmt: skip
"""Soft hyphen, spaces without width, letters without ink, and what is reserved for the like."""

_VARIANTS = "\u034f\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""They choose the form of the letter before them, and can spell a message that nobody sees."""

_JOINERS, _MARKS = "\u200c\u200d", "\u061c\u200e\u200f"
_IN_A_LINE = re.compile(f"[{_TURNING}{_BLANK}{_VARIANTS}{_JOINERS}{_MARKS}]")
_IN_PROSE = re.compile(f"[{_TURNING}]")
_VARIANT = re.compile(f"[{_VARIANTS}]")
_LAST_OF_THE_ALPHABETS = "\u052f"
"""Latin, Greek and Cyrillic end here: none of their letters has variants."""

_MOST_ACCENTS = 8
"""Accents upon a letter: Hebrew's Bible has five or six, and more are drawn over other lines."""

_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f")
"""The flag of a part of a country, Wales': its letters are tags (UTS #51, ED-14a)."""


def hidden_in_line(text: str) -> re.Match[str] | None:
    """Find a character in a name or title that hides, but for those that its script needs.

    A mark of direction may stand in a text that has letters written from right to left. A
    joiner may stand behind a letter of Arabic, of India's scripts or their like, the wide
    one also within an emoji that is made of several. One variant may be chosen of a sign or
    of a letter beyond the alphabets.
    """
    return next((found for found in _IN_A_LINE.finditer(text) if not _needed(found)), None)


def heaped(text: str) -> str:
    """Return the letter that bears more accents than any script writes, "" for none."""
    bearer, accents = "", 0
    for char in "" if text.isascii() else text:
        if unicodedata.category(char) not in ("Mn", "Me"):
            bearer, accents = char, 0
        elif (accents := accents + 1) > _MOST_ACCENTS:
            return bearer or " "
    return ""


def hidden_in_prose(text: str) -> re.Match[str] | None:
    """Find a character that shows a text in another order than it is read in, or not at all.

    In prose the width of a blank and the place of a hyphen are the writer's.
    """
    return next((found for found in _IN_PROSE.finditer(text) if not _needed(found)), None)


def without_hidden(text: str) -> str:
    """Return the text without what `hidden_in_prose` finds."""
    return _IN_PROSE.sub(lambda found: found.group() if _needed(found) else "", text)


def named(char: str) -> str:
    """Return a character as one looks it up: "U+202E right-to-left override"."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'without a name').lower()}"


def shown(text: str) -> str:
    """Return the text in one line that any terminal shows as it is, the rest as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode()
                   for c in text)  # fmt: skip


def _needed(found: re.Match[str]) -> bool:
    char, text = found.group(), found.string
    if char in _MARKS:
        letters = filter(str.isalpha, text)
        return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters)
    before = text[found.start() - 1 : found.start()] if found.start() else ""
    if _VARIANT.match(char):
        return bool(before.strip()) and not _VARIANT.match(before) and (
            not before.isalpha() or before > _LAST_OF_THE_ALPHABETS)  # fmt: skip
    if char in _JOINERS:
        return "\u0600" <= before <= "\u1cff" or (char == "\u200d" and _is_emoji(before))
    flag = _FLAG.match(
        text, max(0, text.rfind("\U0001f3f4", max(0, found.start() - 7), found.start()))
    )
    return bool(flag and found.start() < flag.end())


def _is_emoji(char: str) -> bool:
    return char == "\ufe0f" or bool(char and unicodedata.category(char) in ("So", "Sk"))
