"""Questions at a terminal: asked until the answer is one."""

import sys
from collections.abc import Callable

from chats.hidden_characters import shown


def at_a_terminal() -> bool:
    """Return whether somebody is there who reads a question and can type an answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, read: Callable[[str], object], default: str = "") -> str:
    """Return what is typed, or the default for nothing, once `read` raises no ValueError.

    Raises EOFError when nobody answers any more.
    """
    hint = f" [{shown(default)}]" if default else ""
    while True:
        typed = input(f"{question}{hint}: ").strip() or default
        try:
            read(typed)
            return typed
        except ValueError as error:
            print(f"  {error}")
