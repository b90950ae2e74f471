"""The theme's colours, for what no browser paints: pictures, and the manifest's colours."""

import re

_TOKEN = re.compile(r"--([a-z-]+):\s*(?:light-dark\(\s*)?(#[0-9a-f]{6})\b")


def light_colors(css: str) -> dict[str, str]:
    """Return the custom properties of a stylesheet that hold a colour: name → "#rrggbb".

    Of `light-dark()` it is the light one; the first value of a property counts.
    """
    found: dict[str, str] = {}
    for name, value in _TOKEN.findall(css):
        found.setdefault(name, value)
    return found
