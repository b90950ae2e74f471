"""Addresses as strangers write them: what is none is taken apart as one that says nothing."""

from urllib.parse import SplitResult, urljoin, urlsplit


def parted(address: str) -> SplitResult:
    """Return the parts of an address, empty ones where it is none, as `https://[x`."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def joined(base: str, address: str) -> str:
    """Return an address that is relative to another as a whole one, "" where it is none."""
    try:
        return urljoin(base, urlsplit(address).geturl())
    except ValueError:
        return ""
