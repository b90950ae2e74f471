"""The site in the writer's browser, built and shown anew at every change.

The builds run in a process of their own, which another takes over when a plugin or the
settings change, so that this counts at once; pages are served meanwhile.
"""

import asyncio
import errno
import logging
import mimetypes
import os
import re
import socket
from pathlib import Path
from typing import Any

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from chats.problems import Problem, ProblemsFound
from chats.surroundings import site_address
from desk.browser import LIVERELOAD, MESSAGE_STYLE, STYLE, message_page, shown
from desk.builder import Builder
from desk.changes import changed, state_of
from desk.telling import say, succeeded

HOST = "127.0.0.1"
_PORTS_TRIED = 20
_EVERY = 0.3
"""Seconds between two looks at the files."""

_READ_ANEW = (f"content{os.sep}", f"theme{os.sep}")
"""What each build reads; all else is code, which a process reads once."""

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
_FEEDS = {
    "feed.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}


def serve(
    root: Path, *, port: str, prefix: str = "", output: str = "", debug: bool = False
) -> bool:
    """Serve the project's site until Ctrl-C; returns whether it could be served.

    `port` is the first one tried, as it was typed; `prefix` a path for the site to live under.
    """

    def work() -> None:
        wanted = _port(port)
        sockets = _listening(wanted)
        taken: int = sockets[0].getsockname()[1]
        if wanted and taken != wanted:
            say(f"port {wanted} is taken by another programme; this is {taken}")
        path = prefix.strip("/")
        url = site_address(f"http://{HOST}:{taken}/{path}", "--prefix")
        asyncio.run(Desk(root, url, taken, output).run(sockets))

    try:
        return succeeded(work, "nothing is served", debug=debug)
    except KeyboardInterrupt:
        say("")
        return True


def _port(typed: str) -> int:
    """Return the number of a port that was asked for; raises ProblemsFound."""
    if re.fullmatch(r"[0-9]{1,5}", typed.strip()) and int(typed) < 65536:
        return int(typed)
    message = f"`{typed}` is not a port; write a number up to 65535, as in 8000"
    raise ProblemsFound([Problem("--port", 0, "", message)])


def _listening(port: int) -> list[socket.socket]:
    """Return sockets that listen on the port, or on the first free one after it; 0 is any."""
    for candidate in range(port, min(port + _PORTS_TRIED, 65536)) if port else (0,):
        try:
            return bind_sockets(candidate, HOST)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise OSError(errno.EADDRINUSE, "all taken; name another with --port",
                  f"ports {port} to {port + _PORTS_TRIED - 1}")  # fmt: skip


class Desk:
    """The site as it stands: where it is, and the message of the build that failed last."""

    def __init__(self, root: Path, url: str, port: int, output: str = "") -> None:
        self.root, self.url, self.port = root, url, port
        self.output = Path(output).absolute() if output else root / "output"
        self.message = ""
        self.builder = Builder(root)

    async def run(self, sockets: list[socket.socket]) -> None:
        """Build, serve, and build again whenever something changed, for ever."""
        logging.getLogger("tornado.general").setLevel(logging.ERROR)
        LiveReloadHandler.watcher = Watcher()  # it is asked which file changed, for the log
        seen = state_of(self.root)
        HTTPServer(application(self)).add_sockets(sockets)
        await self.build()
        print(f"{self.url}/  (Ctrl-C ends it)", flush=True)
        while True:
            await asyncio.sleep(_EVERY)
            now = state_of(self.root)
            if now == seen:
                continue
            # A saving editor or a change of branch writes several files: let it finish.
            while (settled := await self._state_later()) != now:
                now = settled
            names = changed(seen, now, self.root)
            seen = now
            say(f"changed: {', '.join(names[:3])}{' …' if len(names) > 3 else ''}")
            if any(not name.startswith(_READ_ANEW) for name in names):
                self.builder.end()
            await self.build()
            LiveReloadHandler.reload_waiters("*")

    async def _state_later(self) -> dict[str, tuple[int, int]]:
        await asyncio.sleep(_EVERY / 3)
        return state_of(self.root)

    async def build(self) -> None:
        """Build the site into the output; keeps the message when that fails."""
        built = await asyncio.to_thread(self.builder.build, self.url, self.output)
        say((built.result + built.said).rstrip())
        self.message = "" if built.fine else built.said.strip()


def application(desk: Desk) -> web.Application:
    """Return the web server of the site, below its path, and of what reloads the pages."""
    prefix = desk.url.partition("//")[2].partition("/")[2]
    below = f"/{prefix}/" if prefix else "/"
    return web.Application(
        [
            (r"/livereload", LiveReloadHandler),
            (LIVERELOAD.replace(".", r"\."), LiveReloadJSHandler),
            (STYLE.replace(".", r"\."), _Style),
            (rf"{below}(.*)", Pages, {"desk": desk}),
            (r".*", web.RedirectHandler, {"url": below, "permanent": False}),
        ],
        log_function=lambda _handler: None,
    )


class _Style(web.RequestHandler):
    def get(self) -> None:
        self.set_header("Content-Type", _TYPES[".css"])
        self.finish(MESSAGE_STYLE)


class Pages(web.StaticFileHandler):
    """The site's files, as a web server gives them; pages can reload themselves."""

    def initialize(self, desk: Desk) -> None:  # type: ignore[override]
        """Serve the output of this desk."""
        super().initialize(str(desk.output), default_filename="index.html")
        self.desk = desk

    async def get(self, path: str, include_body: bool = True) -> None:
        """Answer with a page or a file."""
        if "\0" in path:
            raise web.HTTPError(404)
        file = self.desk.output / path
        if file.is_dir() and (not path or path.endswith("/")):
            file /= "index.html"
        inside = file.resolve().is_relative_to(self.desk.output.resolve())
        if inside and file.suffix == ".html" and file.is_file():
            self._send(shown(file.read_bytes(), self.desk.message, port=self.desk.port))
        else:
            await super().get(path, include_body)

    def compute_etag(self) -> None:
        """Give none: the browser keeps nothing."""

    def get_content_type(self) -> str:
        """Return the type of the file that is served."""
        file = Path(self.absolute_path or "")
        guess = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return _FEEDS.get(file.name) or _TYPES.get(file.suffix) or guess

    def set_extra_headers(self, path: str) -> None:
        """Let the browser keep nothing: the next build may change it."""
        del path
        self.set_header("Cache-Control", "no-store")

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """Answer with the site's own page for what is not there."""
        desk, page = self.desk, self.desk.output / "404.html"
        if page.is_file():
            self._send(shown(page.read_bytes(), desk.message, port=desk.port))
        else:
            text = desk.message or f"{status_code}: there is no site yet"
            self._send(message_page(text, port=desk.port))

    def _send(self, page: bytes) -> None:
        self.set_header("Content-Type", _TYPES[".html"])
        self.set_header("Cache-Control", "no-store")
        self.finish(page)
