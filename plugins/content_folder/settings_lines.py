"""In which line of the settings each key of SERIES stands."""

import ast
from pathlib import Path


def series_lines(settings_file: Path) -> dict[str, int]:
    """Return key → line of the file's `SERIES = {…}`, nothing when it is not found there."""
    try:
        tree = ast.parse(settings_file.read_text("utf-8"))
    except (OSError, SyntaxError, ValueError):
        return {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if "SERIES" in names:
                keys = (key for key in node.value.keys if isinstance(key, ast.Constant))
                return {str(key.value): key.lineno for key in keys}
    return {}
