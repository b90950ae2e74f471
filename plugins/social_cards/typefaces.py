"""How wide a text is, and which characters the theme's fonts can draw.

Texts are shaped by HarfBuzz, so that kerning, ligatures and joined letters count; the
renderer's own shaper follows it.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb

_VARIATION_SELECTORS = frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
_KEYCAP = 0x20E3
"""Makes a key of the digit before it."""

_NO_TEXT = {"Cc", "Cn", "Cs"}
"""Control characters, and what is none at all: XML may not hold them."""


class Font:
    """One font's file: the family it names itself, and the characters it has."""

    def __init__(self, data: bytes) -> None:
        self._face = hb.Face(hb.Blob(data))
        self._font = hb.Font(self._face)
        self.characters = frozenset(self._face.unicodes)
        names = hb.OTNameIdPredefined
        self.family = str(
            self._face.get_name(names.TYPOGRAPHIC_FAMILY) or self._face.get_name(names.FONT_FAMILY)
        )

    def width(self, text: str) -> float:
        """Return the advance of a text, in ems."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer)
        advance = sum(place.x_advance for place in buffer.glyph_positions)
        return float(advance / self._face.upem)


@dataclass(frozen=True)
class Typeface:
    """A font with those that stand in for the characters that it lacks."""

    font: Font
    others: tuple[Font, ...] = ()

    @property
    def family(self) -> str:
        """The font's family."""
        return self.font.family

    def width(self, text: str) -> float:
        """Return the width of a text, in ems."""
        return _width(self, text)

    def drawable(self, text: str) -> str:
        """Return the text as it can be drawn; "" when a letter or a digit of it cannot.

        Emoji and other signs that no font has are left out: what is said is the same
        without them. White space is folded.
        """
        kept = []
        for character in unicodedata.normalize("NFC", text):
            if character.isspace():
                kept.append(" ")
            elif unicodedata.category(character) in _NO_TEXT:
                continue
            elif self.font_of(character):
                kept.append(character)
            elif _is_spoken(character):
                return ""
        return " ".join("".join(kept).split())

    def font_of(self, character: str) -> Font | None:
        """Return the first font that has the character."""
        code = ord(character)
        return next((f for f in (self.font, *self.others) if code in f.characters), None)


@lru_cache(maxsize=4096)
def _width(typeface: Typeface, text: str) -> float:
    runs = groupby(text, key=lambda character: typeface.font_of(character) or typeface.font)
    return sum(font.width("".join(run)) for font, run in runs)


def _is_spoken(character: str) -> bool:
    """Tell letters, digits and their marks from signs."""
    if ord(character) in _VARIATION_SELECTORS or ord(character) == _KEYCAP:
        return False
    return unicodedata.category(character)[0] in "LNM"


def typefaces(files: Mapping[str, bytes], *names: str) -> tuple[Typeface, ...]:
    """Return the typeface of each named file; all other files stand in, in order of name.

    Raises KeyError with the name of a file that is missing.
    """
    fonts = {name: Font(data) for name, data in sorted(files.items())}
    return tuple(
        Typeface(fonts[name], tuple(font for other, font in fonts.items() if other != name))
        for name in names
    )
