"""The time that all the texts of a build have together, beside what their length explains."""

SECONDS = 120
"""What they share; only what takes far longer than its length does uses any of it."""

_ANY_TEXT, _CHARACTERS_A_SECOND = 0.1, 50_000
"""Seconds, and a fifth of the pace of an honest text that is all one paragraph."""


class SharedTime:
    """Counts down: a thousand texts that each take nearly too long must not take hours."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.left = seconds

    def use(self, characters: int, seconds: float) -> None:
        """Take from it what a text took beyond what its length explains."""
        self.left -= max(0.0, seconds - _ANY_TEXT - characters / _CHARACTERS_A_SECOND)
