"""A real browser for tests: the system's Chromium, and the built site on the loopback."""

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sites import Site
from waiting import SECONDS, missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


@dataclass(frozen=True)
class Visit:
    """A reader's window on a site. `requests` are the paths asked for, `complaints` the errors
    and warnings of the console, a refusal by the page's own policy among them.

    `home` is the address of the site's home page, with a slash at its end.
    """

    page: "Page"
    home: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str = "") -> None:
        """Open a page of the site by its path, and wait until everything of it is loaded."""
        self.page.goto(f"{self.home}{path}", wait_until="load")

    @property
    def path(self) -> str:
        """Where the window is now, within the site, with query and fragment."""
        return self.page.url.removeprefix(self.home)


@contextmanager
def launched() -> Iterator["Browser"]:
    """Start the system's Chromium; without one the test fails in CI and is skipped elsewhere."""
    command = next(filter(None, map(shutil.which, COMMANDS)), None)
    program = command or (str(MAC) if sys.platform == "darwin" and MAC.is_file() else None)
    if not program:
        missing(f"a Chromium, under any name of {', '.join(COMMANDS)},")
    from playwright.sync_api import expect, sync_playwright  # half a second for browsers alone

    expect.set_options(timeout=SECONDS * 1000)
    with sync_playwright() as playwright:
        # Root, as which CI runs, has no sandbox; /dev/shm is small in containers.
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=program, args=options)
        yield browser
        browser.close()


@contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve a built site under the path of its address; gives the address of its home page."""
    prefix = urlsplit(site.url).path.rstrip("/")
    handler = partial(_Handler, prefix=prefix, directory=str(site.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}/"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def visiting(
    browser: "Browser", home: str, *, at: datetime | None = None, **options: Any
) -> Iterator[Visit]:
    """Open a window of a reader who has never been here.

    `at` is what the reader's clock says; it goes on from there, and `visit.page.clock` can
    stop or turn it. `options` are those of a Playwright context: timezone_id, locale,
    color_scheme, java_script_enabled, viewport, reduced_motion, forced_colors …
    """
    context = browser.new_context(**{"timezone_id": "UTC", "locale": "en-GB", **options})
    context.set_default_timeout(SECONDS * 1000)
    try:
        if at:
            context.clock.install(time=at)
        page = context.new_page()
        visit = Visit(page, home)
        page.on("request", lambda request: visit.requests.append(request.url.removeprefix(home)))
        page.on("console", lambda said: _note(visit, said.type, said.text))
        page.on("pageerror", lambda error: _note(visit, "error", str(error)))
        yield visit
    finally:
        context.close()


def _note(visit: Visit, kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        visit.complaints.append(f"{kind}: {text}")


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder under a prefix as a static host does, 404.html included."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 - the base class's own shape
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".ics": "text/calendar; charset=utf-8",
        ".xml": "application/xml",
    }

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        if not path.startswith(f"{self.prefix}/"):
            return str(Path(self.directory, "outside of the site"))
        return super().translate_path(path.removeprefix(self.prefix))

    def send_error(self, code: int, *args: Any) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            return super().send_error(code, *args)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *_: object) -> None:
        pass
