"""What several test files share."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from browsers import launched, served
from march import march
from projects import Project, copy_of_project
from publishing import Server, a_server, copy_of
from sites import Site

# Machines are shared and noisy: no example fails for the time it takes.
hypothesis.settings.register_profile("noisy", deadline=None)
hypothesis.settings.load_profile("noisy")

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a copy of the project to write in."""
    root = tmp_path / "project"
    root.mkdir()
    return copy_of_project(root)


@pytest.fixture(scope="session")
def first_server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Return a server that publishes, for `server` to copy."""
    return a_server(tmp_path_factory.mktemp("server"))


@pytest.fixture
def server(first_server: Server, tmp_path: Path) -> Server:
    """Return a server that publishes, on which a first chat is live."""
    return copy_of(first_server, tmp_path / "server")


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """Return the system's Chromium, one for all tests: each opens windows of its own."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def in_march(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of March 2010 (march.py)."""
    return march(tmp_path_factory.mktemp("march"))


@pytest.fixture(scope="session")
def march_home(in_march: Site) -> Iterator[str]:
    """Return the address at which that site is served."""
    with served(in_march) as home:
        yield home
