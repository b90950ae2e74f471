"""Markdown's inline patterns, asked of no text that lacks the signs they look for.

Python-Markdown holds each piece of text against over thirty regular expressions, one after
the other: most of what a body costs. Most pieces are plain words.
"""

from functools import cache
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString, Registry

_NEEDS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    **dict.fromkeys(("reference", "link", "short_reference"), ("[",)),
    **dict.fromkeys(("image_link", "image_reference", "short_image_ref"), ("![",)),
    **dict.fromkeys(("autolink", "automail", "html"), ("<",)),
    "linebreak": ("  \n",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
    "smarty-em-dashes": ("---",),
    "smarty-en-dashes": ("--",),
    "smarty-ellipses": ("...",),
    **{f"smarty-quotes-{n}": ("'",) for n in (0, 3, 4, 6, 7, 8, 9, 10)},
    **{f"smarty-quotes-{n}": ('"',) for n in (1, 2, 5, 11, 12, 13, 14)},
}
"""What a text holds one of if the pattern of this name matches; any other is always asked."""

_SIGNS = tuple(dict.fromkeys(sign for signs in _NEEDS.values() for sign in signs))


class QuickInline(Extension):  # type: ignore[misc]
    """Puts it in the place of Markdown's own; comes behind all extensions with patterns."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Replace what goes through the texts, for the usual patterns and for smarty's."""
        for name, priority in (("inline", 20), ("smarty", 6)):
            usual = md.treeprocessors[name]
            md.treeprocessors.register(_Quick(md, usual.inlinePatterns), name, priority)


class _Quick(InlineProcessor):  # type: ignore[misc]
    """Markdown's own, which passes over the patterns that cannot match.

    What a match leaves in its place holds none of the signs.
    """

    def __init__(self, md: Markdown, patterns: "Registry[Pattern]") -> None:
        super().__init__(md)
        self.inlinePatterns = patterns
        self._numbered = list(enumerate(patterns))
        self._needs = {patterns.get_index_for_name(name): needs
                       for name, needs in _NEEDS.items() if name in patterns}  # fmt: skip
        self._worth_asking = cache(self._of_signs)

    def _InlineProcessor__handleInline(self, data: Any, patternIndex: int = 0) -> Any:  # noqa: N802, N803
        """Do what Markdown's method of this name does; without it, that one is only slower."""
        if isinstance(data, AtomicString):
            return data
        for number, pattern in self._worth_asking(tuple([sign in data for sign in _SIGNS])):
            start, matched = 0, number >= patternIndex
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(
                    pattern, data, number, start
                )
        return data

    def _of_signs(self, present: tuple[bool, ...]) -> list[tuple[int, Pattern]]:
        """Return the patterns that may match a text with these signs, each with its number."""
        lacking = {sign for sign, there in zip(_SIGNS, present, strict=True) if not there}
        return [(number, pattern) for number, pattern in self._numbered
                if not lacking.issuperset(self._needs.get(number, ("",)))]  # fmt: skip
