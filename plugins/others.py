"""Plugins of Pelican that others made: they come last, and see the site in place."""

from collections.abc import Callable, Iterable
from pathlib import Path

from blinker import ANY
from pelican import Pelican, signals

_last: list[Callable[[Pelican], object]] = []


def put_last(first: Callable[[Pelican], object]) -> None:
    """Take who else waits for the end of a build from its signal, which keeps no order."""
    waiting = [other for other in signals.finalized.receivers_for(ANY) if other != first]
    for other in waiting:
        signals.finalized.disconnect(other)
    _last[:] = waiting


def tell(pelican: Pelican, names: Iterable[str]) -> None:
    """Tell them of each page, whether it was written or stood already, then of the end."""
    pages = [name for name in names if name.endswith(".html")]
    for name in sorted(pages) if signals.content_written.receivers else ():
        path = str(Path(pelican.output_path, name))
        signals.content_written.send(path, context={**pelican.settings, "output_file": name})
    for other in _last:
        other(pelican)
