"""Words whose letters look alike and are not: `pаypal` with a Cyrillic `а`.

The alphabets that have letters in common to the eye are told by the first word of a letter's
Unicode name, as Latin, Cyrillic or Greek (Unicode Technical Standard #39 §5.2 keeps these
apart too). A word of one alphabet is a word, whichever it is.
"""

import re
import unicodedata

from chats.hidden_characters import named

_ALPHABETS = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "COPTIC", "CHEROKEE"}
_WORD = re.compile(r"[^\W\d_]+")


def mixed_word(text: str) -> str:
    """Return what is to be said of the first word of several alphabets, "" when there is none."""
    for word in _WORD.findall("" if text.isascii() else text):
        letters = {_alphabet(char): char for char in reversed(word)} if not word.isascii() else {}
        names = [name for name in letters if name]
        if len(names) > 1:
            own = max(names, key=lambda name: sum(_alphabet(char) == name for char in word))
            other = next(letters[name] for name in names if name != own)
            return (f"`{word}` is of two alphabets: among its {own.capitalize()} letters stands "
                    f"{named(other)}; type it anew, unless that is meant")  # fmt: skip
    return ""


def _alphabet(char: str) -> str:
    name = unicodedata.name(char, "").partition(" ")[0]
    return name if name in _ALPHABETS else ""
