"""The theme's colours, for what no browser paints: pictures, and the manifest's colours."""

import re

_TOKEN = re.compile(
    r"--([a-z-]+):\s*(?:light-dark\(\s*)?#([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE
)


def light_colors(css: str) -> dict[str, str]:
    """Return the custom properties of a stylesheet that hold a colour: name → "#rrggbb".

    Of `light-dark()` it is the light one; as in the cascade, the last value of a property counts.
    """
    found: dict[str, str] = {}
    for name, digits in _TOKEN.findall(css):
        whole = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
        found[name] = f"#{whole.lower()}"
    return found
