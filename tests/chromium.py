"""A real browser, headless, asked and told by its debugging protocol."""

import asyncio
import json
import os
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from tornado.websocket import WebSocketClientConnection, websocket_connect

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--remote-debugging-port=0",
)  # fmt: skip


class Page:
    """A page of the browser. `seen` holds what it wrote into its console and its log."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self.socket, self.number = socket, 0
        self.seen: list[str] = []

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and return its result."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        await self.socket.write_message(json.dumps(message))
        while True:
            answer = json.loads(await self.socket.read_message() or "{}")
            if "entry" in answer.get("params", {}):
                self.seen.append(answer["params"]["entry"]["text"])
            if answer.get("id") == self.number:
                return answer.get("result", {})

    async def value(self, expression: str) -> Any:
        """Return what a JavaScript expression gives in the page."""
        answer = await self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer.get("result", {}).get("value")

    async def until(self, expression: str, seconds: float = 15) -> None:
        """Wait until the expression is true, through any reload; fails after so long."""
        async with asyncio.timeout(seconds):
            while not await self.value(f"document.readyState == 'complete' && !!({expression})"):
                await asyncio.sleep(0.1)


@asynccontextmanager
async def opened(url: str, profile: Path) -> AsyncIterator[Page]:
    """Open an address in a browser of its own; skips without one, but fails in CI."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing, and CI must have every client")
        pytest.skip("Chromium is not installed here")
    browser = subprocess.Popen(
        (program, *_OPTIONS, f"--user-data-dir={profile}"), stderr=subprocess.PIPE, text=True
    )
    try:
        assert browser.stderr
        said = ""
        while not (found := re.search(r"DevTools listening on ws://([^/]+)/", said)):
            said = await asyncio.to_thread(browser.stderr.readline)
            assert said, "the browser ended"
        asked = Request(f"http://{found[1]}/json/new?{url}", method="PUT")
        with urlopen(asked) as answer:
            address = json.load(answer)["webSocketDebuggerUrl"]
        socket = await websocket_connect(address)
        page = Page(socket)
        await page.ask("Log.enable")
        yield page
        socket.close()
    finally:
        browser.terminate()
        browser.communicate(timeout=20)
