"""Whole outputs kept as files: `GOLDEN=1` writes them anew, to be read in the diff."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def golden(name: str, data: bytes) -> None:
    """Compare an output with the file kept under this name; rewrite that when GOLDEN is set."""
    file = FOLDER / name
    if os.environ.get("GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    assert file.is_file(), f"there is no {file.name} yet: run the tests with GOLDEN=1"
    assert data.decode() == file.read_bytes().decode()
