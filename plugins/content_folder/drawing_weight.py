"""How much a browser has to draw for an SVG whose parts use other parts.

Ten parts that use ten parts that use ten: a few lines of an SVG can ask for more than any
machine can draw (SVG 2 §5.6 leaves it to each browser when to give up).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

MOST = 500_000
"""Parts that are drawn, each as often as it is used."""

_NO_MORE = MOST + 1
_USED = re.compile(r"url\(\s*[\"']?#([^\"')\s]{1,200})")
_COLOURS = {"linearGradient", "radialGradient", "stop"}
"""They hold no parts: a drawing may use them as often as it likes."""


@dataclass(eq=False)
class _Part:
    paints: bool
    parts: "list[_Part]" = field(default_factory=list)
    uses: list[str] = field(default_factory=list)
    weight: int = -1


class Weight:
    """Is told of a drawing's elements as they begin and end; `total` is what it comes to."""

    def __init__(self) -> None:
        self._open: list[_Part] = []
        self._named: dict[str, _Part] = {}
        self._root = _Part(False)
        self._styled: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element's begin: its name and attributes without their namespaces."""
        part = _Part(name not in _COLOURS)
        for key, value in attributes.items():
            if key == "href" and value.strip().startswith("#"):
                part.uses.append(value.strip()[1:])
            elif key == "id":
                self._named.setdefault(value, part)
            elif "url(" in value:
                part.uses += _USED.findall(value)
        (self._open[-1] if self._open else self._root).parts.append(part)
        self._open.append(part)

    def end(self) -> None:
        """Take an element's end."""
        self._open.pop()

    def style(self, text: str) -> None:
        """Take a style, which may choose what is used for any part."""
        self._styled += _USED.findall(text)

    def total(self) -> int:
        """Return how many parts are drawn, none more than once over the limit."""
        named = (self._named.get(name) for name in self._styled)
        styled = [part for part in named if part and part.paints]
        waiting = [(self._root, False)]
        while waiting:
            part, seen = waiting.pop()
            used = (self._named[name] for name in part.uses if name in self._named)
            within = [*part.parts, *used, *(styled if part.paints else ())]
            if seen:
                part.weight = min(_NO_MORE, part.paints + sum(each.weight for each in within))
            elif part.weight < 0:
                part.weight = 0  # one that uses itself draws nothing more by that
                waiting += [(part, True), *((each, False) for each in within)]
        return self._root.weight
