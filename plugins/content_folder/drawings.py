"""SVG drawings: how large one is, and whether it does nothing but draw.

A drawing that is opened by its own address is a page of the site, which may run scripts.
"""

import re
from collections.abc import Mapping
from xml.parsers.expat import ExpatError, ParserCreate

from content_folder.drawing_weight import MOST, Weight

_SVG = "http://www.w3.org/2000/svg"
_INERT = ("http://www.inkscape.org/", "http://sodipodi.sourceforge.net/", "http://purl.org/dc/",
          "http://creativecommons.org/ns", "http://web.resource.org/cc/",
          "http://www.w3.org/1999/02/22-rdf-syntax-ns", "http://www.w3.org/2000/01/rdf-schema",
          "http://ns.adobe.com/", "http://www.bohemiancoding.com/", "http://www.figma.com/",
          "http://www.serif.com/")  # fmt: skip
"""What drawing programmes note for themselves; no browser knows these names."""

_ELEMENTS = frozenset(
    ("a", "circle", "clipPath", "defs", "desc", "ellipse", "feBlend", "feColorMatrix",
     "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting",
     "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB",
     "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology",
     "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence",
     "filter", "g", "image", "line", "linearGradient", "marker", "mask", "metadata", "path",
     "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "style", "svg", "switch",
     "symbol", "text", "textPath", "title", "tspan", "use", "view")
)  # fmt: skip
"""Every element that draws (SVG 2, appendix); what moves could change a link as it does."""

_HARMLESS_LINK = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|webp|gif)[;,])", re.I)
_URL = re.compile(r"url\([\s\"']*([^)]{0,40})", re.I)
_OUTWARD = re.compile(r"\\|@import|@namespace|javascript:|expression\(|image-set\(|src\(", re.I)
"""What a style may not hold: other files' addresses, and escapes that would hide them."""

_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d{1,9})?)(?:px)?\s*")
_ENCODINGS = {"UTF-8", "UTF-16", "US-ASCII", "ISO-8859-1"}
_DEEPEST = 100
_MOST = 200_000


def drawing_size(data: bytes) -> tuple[int, int] | None:
    """Return what the root element says (SVG 2 §8.2).

    A drawing with a viewBox alone has no size: it is shown as wide as there is room.
    Raises ValueError when it is no SVG, or does more than draw.
    """
    reader = _Reader()
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.XmlDeclHandler = reader.declaration
    parser.EntityDeclHandler = reader.entity
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(data, True)
    except (ExpatError, UnicodeError):
        raise ValueError("is not an SVG that can be read") from None
    if reader.weight.total() > MOST:
        raise ValueError(f"draws over {MOST:,} parts, by parts that use each other; simplify the "
                         "drawing")  # fmt: skip
    return reader.size


class _Reader:
    """Goes through a drawing once, element by element; raises ValueError at the first fault."""

    def __init__(self) -> None:
        self.depth = self.number = 0
        self.style = ""
        self.in_style = False
        self.size: tuple[int, int] | None = None
        self.weight = Weight()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.depth, self.number = self.depth + 1, self.number + 1
        namespace, _, local = name.rpartition(" ")
        if self.number == 1:
            if name != f"{_SVG} svg":
                raise ValueError("is not an SVG: its root is not `svg` of the namespace of SVG")
            self.size = _size(attributes)
        if self.depth > _DEEPEST or self.number > _MOST:
            raise ValueError(f"has over {_MOST:,} parts, or parts within parts over {_DEEPEST} "
                             "deep; simplify the drawing")  # fmt: skip
        if self.in_style:
            raise ValueError("holds a style with parts in it; export a plain SVG")
        if not (namespace == _SVG and local in _ELEMENTS) and not namespace.startswith(_INERT):
            raise ValueError(f"holds <{local}>, which does more than draw; export a plain SVG")
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self.weight.start(local, plain)
        for key, value in attributes.items():
            _look_at(key.rpartition(" ")[2], value)
        self.in_style = local == "style"

    def end(self, _name: str) -> None:
        self.depth -= 1
        self.weight.end()
        self.weight.style(self.style)
        if self.in_style and _leads_out(self.style):
            raise ValueError("holds a style that leads elsewhere; export a plain SVG")
        self.in_style, self.style = False, ""

    def text(self, text: str) -> None:
        if self.in_style:
            self.style += text

    def declaration(self, _version: str, encoding: str | None, _alone: int) -> None:
        if (encoding or "UTF-8").upper() not in _ENCODINGS:
            raise ValueError(f"is saved as {encoding}; save it as UTF-8")

    def entity(self, *_: object) -> None:
        raise ValueError("declares entities; export a plain SVG")

    def instruction(self, target: str, _data: str) -> None:
        raise ValueError(f"holds an instruction for programmes (<?{target}>); export a plain SVG")


def _look_at(name: str, value: str) -> None:
    lower = name.lower()
    if lower.startswith("on"):
        raise ValueError(f"holds a script (`{name}`); export a plain SVG")
    if lower in ("href", "src", "base", "ping") and not _HARMLESS_LINK.match(value):
        raise ValueError(f"leads elsewhere (`{name}`); export a plain SVG")
    if _leads_out(value):
        raise ValueError(f"leads elsewhere (`{name}`); export a plain SVG")


def _leads_out(style: str) -> bool:
    addresses = (found[1] for found in _URL.finditer(style))
    return bool(_OUTWARD.search(style)) or not all(map(_HARMLESS_LINK.match, addresses))


def _size(attributes: Mapping[str, str]) -> tuple[int, int] | None:
    width, height = (_LENGTH.fullmatch(attributes.get(name, "")) for name in ("width", "height"))
    return (round(float(width[1])), round(float(height[1]))) if width and height else None
