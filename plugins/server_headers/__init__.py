"""What servers and hosts are to say with each file, written for nginx, Caddy and `_headers`."""

from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from chats import paths
from server_headers.host_files import headers_file


class HeadersGenerator(Generator):  # type: ignore[misc]
    """Writes what hosts read themselves."""

    def generate_output(self, writer: Any) -> None:
        """Write `_headers`."""
        writer.write_bytes(paths.HEADERS, headers_file(self.context["site"]))


def generators(_pelican: Pelican) -> type[HeadersGenerator]:
    """Give Pelican the generator of `_headers`."""
    return HeadersGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
