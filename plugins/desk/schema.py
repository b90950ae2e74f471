"""The schemas as files, which editors find by a comment at a file's head."""

import json
from pathlib import Path

from chats.schema.files import schemas

FOLDER = "schema"


def schema_files() -> dict[str, str]:
    """Return each schema's file by its path within the project."""
    return {f"{FOLDER}/{name}.json": json.dumps(made, ensure_ascii=False, indent=1) + "\n"
            for name, made in schemas().items()}  # fmt: skip


def write_schemas(root: Path) -> bool:
    """Write the schemas of the project anew."""
    for path, text in schema_files().items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return True
