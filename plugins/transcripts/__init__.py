"""What was said in a chat: its pages, by question, and the exports that it comes from."""

from pelican import Pelican, signals

from transcripts.generator import TranscriptsGenerator


def generators(_pelican: Pelican) -> type[TranscriptsGenerator]:
    """Give Pelican the generator of the transcripts."""
    return TranscriptsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
