"""XML of strangers: nothing in it may be loaded, or grow without end."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

MAX_BYTES = 200 * 1024 * 1024
"""What an export may have; WordPress splits larger ones."""


class Refused(ValueError):
    """The file is not to be read: says why and what would be right."""


def tree_of(data: bytes) -> Element:
    """Return the root of an XML document; raises Refused for what is none or is hostile."""
    if len(data) > MAX_BYTES:
        raise Refused(f"has {len(data):,} bytes, over the limit of {MAX_BYTES:,}; split it")
    try:
        root: Element = fromstring(data)
    except DefusedXmlException:
        raise Refused("defines entities of its own, as attacks do and no export; it is not "
                      "read") from None  # fmt: skip
    except (ParseError, ValueError, LookupError) as error:
        raise Refused(f"is not XML ({error}); export it anew") from None
    return root
