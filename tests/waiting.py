"""What tests with programmes beside Python wait for, or do without."""

import os
import time
from collections.abc import Callable
from typing import NoReturn, TypeVar

import pytest

T = TypeVar("T")
SECONDS = 120.0
"""How long anything may take on a busy machine."""


def missing(what: str) -> NoReturn:
    """Skip the test for want of a client, or fail it where all must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must have every client")
    pytest.skip(f"{what} is not installed here")


def until(found: Callable[[], T]) -> T:
    """Wait until something is there or true, and return it; fails when it does not become so."""
    end = time.monotonic() + SECONDS
    while not (value := found()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
    return value
