"""What the values of the domain have in common: they never change once made."""

from functools import cached_property
from hashlib import sha256


class Value:
    """A value whose `repr` tells all of it."""

    @cached_property
    def digest(self) -> str:
        """What tells it from every other value; kept with it."""
        return sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()
