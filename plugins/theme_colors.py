"""The theme's colours, for what no browser paints: pictures, and the manifest's colours."""

import math
import re

_TOKEN = re.compile(r"--([a-z-]+):\s*(?:light-dark\(\s*)?oklch\(\s*([^)]+)\)")


def light_colors(css: str) -> dict[str, str]:
    """Return the custom properties of a stylesheet that hold a colour: name → "#rrggbb".

    Of `light-dark()` it is the light one; the first value of a property counts.
    """
    found: dict[str, str] = {}
    for name, value in _TOKEN.findall(css):
        lightness, chroma, hue = value.split()[:3]
        found.setdefault(name, _hex(float(lightness.rstrip("%")) / 100, float(chroma), float(hue)))
    return found


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """Return an OKLCH colour in sRGB (CSS Color 4 §10, sample code), clipped to its gamut."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(_gamma(part) * 255):02x}" for part in linear)


def _gamma(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
