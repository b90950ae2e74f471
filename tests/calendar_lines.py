"""A calendar's lines, taken apart by the letter of RFC 5545 and by no library."""

import re


def unfolded(data: bytes) -> list[str]:
    """Return the content lines of a calendar."""
    assert data.endswith(b"\r\n")
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def head_of(data: bytes) -> list[str]:
    """Return the lines of the calendar itself, without those of its entries."""
    lines = unfolded(data)
    end = lines.index("BEGIN:VEVENT") if "BEGIN:VEVENT" in lines else -1
    return lines[1:end]


def entries_of(data: bytes) -> list[list[str]]:
    """Return the lines of each entry."""
    text = "\n".join(unfolded(data))
    return [
        entry.split("\n") for entry in re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", text, re.S)
    ]


def entry_of(data: bytes) -> dict[str, str]:
    """Return the properties of the only entry: the name with its parameters → the raw value."""
    [lines] = entries_of(data)
    pairs = [line.partition(":")[::2] for line in lines]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def text_of(raw: str) -> str:
    """Return a TEXT value without its escapes (RFC 5545 §3.3.11)."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], raw)
