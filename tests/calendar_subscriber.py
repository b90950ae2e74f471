"""People who use the calendars: vdirsyncer fetches a feed over HTTP, khal shows what is stored."""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from waiting import missing

VDIRSYNCER = """\
[general]
status_path = "{folder}/status/"

[pair chats]
a = "web"
b = "store"
collections = null
conflict_resolution = "a wins"

[storage web]
type = "http"
url = "{url}"

[storage store]
type = "filesystem"
path = "{folder}/store/"
fileext = ".ics"
"""

KHAL = """\
[calendars]
[[chats]]
path = {folder}/store/

[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M

[sqlite]
path = {folder}/khal.db
"""


class Khal:
    """A calendar on somebody's machine, kept in a folder with a file for each entry."""

    def __init__(self, folder: Path) -> None:
        present("khal")
        self.folder = folder
        self.config = folder / "khal"
        (folder / "store").mkdir()
        self.config.write_text(KHAL.format(folder=folder), "utf-8")

    def opens(self, data: bytes) -> None:
        """Take over what a calendar file holds, as one does who opens it."""
        file = self.folder / "opened.ics"
        file.write_bytes(data)
        run("khal", "-c", self.config, "import", "--batch", "-a", "chats", file)

    def shown(self, since: str, length: str = "365d") -> list[tuple[str, str, str, str]]:
        """Return what is listed from a day on: UID, start, end (UTC) and title."""
        form = "{uid}\x1f{start-long}\x1f{end-long}\x1f{title}"
        listed = run("khal", "-c", self.config, "list", "--once", "--day-format", "",
                     "--format", form, since, length)  # fmt: skip
        rows = (line.split("\x1f") for line in listed.splitlines() if "\x1f" in line)
        return [(uid, start, end, title) for uid, start, end, title in rows]

    def stored(self) -> list[bytes]:
        """Return the files of the store, one for each entry."""
        return [file.read_bytes() for file in sorted((self.folder / "store").glob("*.ics"))]


class Subscriber(Khal):
    """One who lets vdirsyncer fetch a feed into that folder."""

    def __init__(self, folder: Path, url: str) -> None:
        super().__init__(folder)
        present("vdirsyncer")
        self.pair = folder / "vdirsyncer"
        self.pair.write_text(VDIRSYNCER.format(folder=folder, url=url), "utf-8")
        run("vdirsyncer", "-c", self.pair, "discover")

    def sync(self) -> None:
        """Fetch the feed once more."""
        run("vdirsyncer", "-c", self.pair, "sync")


def present(name: str) -> None:
    """Give the test up for want of a client."""
    if not importlib.util.find_spec(name):
        missing(f"the Python package {name}")


def run(program: str, *arguments: str | Path) -> str:
    """Run a client and return what it printed; one that fails fails the test."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Published:
    """A calendar on the web: what stands at its address now."""

    def __init__(self, url: str) -> None:
        self.url, self.data = url, b""


@contextmanager
def published() -> Iterator[Published]:
    """Serve a calendar on this machine for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/calendar; charset=utf-8")
            self.send_header("Content-Length", str(len(page.data)))
            self.end_headers()
            self.wfile.write(page.data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        page = Published(f"http://127.0.0.1:{server.server_port}/calendar.ics")
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield page
        finally:
            server.shutdown()
            thread.join()
