"""`invoke serve` as a writer uses it: a real server, and a real browser before it."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest
from browsers import Visit, visiting
from playwright.sync_api import Browser, expect
from projects import JUNE, Project, copy_of_project
from sites import EPOCH_2026
from tornado.websocket import websocket_connect
from waiting import SECONDS, until

from desk.browser import shown, widened
from desk.changes import changed, state_of

TITLE = "Local Community Organizing"
BAD_DATE = ("date: 2010-06-10", "date: 2010-02-30")
PROBLEM = f"{JUNE}:4: date: 30 February does not exist"
CHAT = "chats/2010-06-local-community-organizing/"


@dataclass
class Served:
    """A project whose site is served, and what the server said."""

    project: Project
    url: str = ""
    said: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.url.split(":")[2].partition("/")[0])

    def get(self, path: str, method: str = "GET") -> tuple[int, str, str]:
        """Return the status, the type (or the new address) and the body of an address."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request(method, path)
        answer = connection.getresponse()
        kind = answer.getheader("Location") or answer.getheader("Content-Type", "")
        body = answer.read().decode()
        connection.close()
        return answer.status, kind, body

    def page(self, path: str = f"/{CHAT}") -> str:
        return self.get(path)[2]

    def built(self) -> bool:
        """Tell whether every change that was seen is built; the first build follows none."""
        changes = sum(line.startswith("changed: ") for line in self.said)
        ends = (" new or changed, in ", "nothing was written")
        return sum(any(end in line for end in ends) for line in self.said) > changes


@contextmanager
def serving(project: Project, *options: str) -> Iterator[Served]:
    """Serve a project until the block ends, as Ctrl-C ends it."""
    command = (sys.executable, "-m", "invoke", "--search-root", str(project.root), "serve")
    server = subprocess.Popen(
        (*command, *options),
        env={**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH_2026)},
        cwd=project.root.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    served = Served(project)

    def listen() -> None:
        with server.stdout or nullcontext(()) as lines:
            for line in lines:
                served.said.append(line.rstrip())

    listener = Thread(target=listen)
    listener.start()

    def address() -> str:
        found = re.search(r"^(http://\S+)/  \(Ctrl-C", "\n".join(served.said), re.M)
        served.url = found[1] if found else ""
        return served.url

    try:
        until(address)
        yield served
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=SECONDS) == 0
    finally:
        server.kill()
        server.wait()
        listener.join()
    assert "Traceback" not in "\n".join(served.said)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a project that is served; a test that changes it puts it right again."""
    root = tmp_path_factory.mktemp("served") / "project"
    root.mkdir()
    with serving(copy_of_project(root), "--port", "0") as site:
        yield site


# ---------------------------------------------------------------- what is served


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        (f"/{CHAT}", "text/html; charset=utf-8"),
        ("/calendar.ics", "text/calendar; charset=utf-8"),
        (f"/{CHAT}invite.ics", "text/calendar; charset=utf-8"),
        ("/feed.xml", "application/rss+xml; charset=utf-8"),
        ("/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/favicon.svg", "image/svg+xml"),
    ],
)
def test_each_file_is_served_with_its_type(served: Served, path: str, kind: str) -> None:
    status, given, body = served.get(path)
    assert (status, given) == (200, kind)
    assert body
    assert served.get(path, "HEAD") == (200, kind, "")


def test_a_file_is_served_byte_for_byte(served: Served) -> None:
    file = served.project.root / "output/calendar.ics"
    assert served.get("/calendar.ics")[2].encode() == file.read_bytes()


def test_a_missing_page_is_the_sites_own(served: Served) -> None:
    status, kind, body = served.get("/nowhere/at/all")
    assert (status, kind) == (404, "text/html; charset=utf-8")
    assert "This page does not exist" in body


def test_a_folder_leads_on_to_its_page(served: Served) -> None:
    assert served.get("/chats")[:2] == (301, "/chats/")


@pytest.mark.parametrize("path", ["/../pelicanconf.py", "/%2e%2e/pelicanconf.py",
                                  "//etc/passwd", "/a%00b"])  # fmt: skip
def test_nothing_outside_the_site_is_served(served: Served, path: str) -> None:
    status, _, body = served.get(path)
    assert status in (403, 404)
    assert "SERIES" not in body
    assert "root:" not in body


def test_the_page_may_run_the_reloading_script_and_the_file_knows_nothing_of_it(
    served: Served,
) -> None:
    page = served.page()
    assert '<script src="/livereload.js" defer></script></head>' in page
    assert f"ws://127.0.0.1:{served.port}" in page
    assert "default-src 'none'" in page
    assert served.get("/livereload.js")[0] == 200
    file = (served.project.root / f"output/{CHAT}index.html").read_text("utf-8")
    assert "livereload" not in file
    assert "ws:" not in file


# ---------------------------------------------------------------- changes


async def reload_after(served: Served, change: Callable[[], None]) -> dict[str, object]:
    """Return what the server tells a page that is open when something changes."""
    page = await websocket_connect(f"ws://127.0.0.1:{served.port}/livereload")
    await page.write_message(json.dumps({"command": "hello"}))
    assert json.loads(await page.read_message() or "")["command"] == "hello"
    await page.write_message(json.dumps({"command": "info", "url": served.url}))
    await asyncio.sleep(0.1)
    change()
    async with asyncio.timeout(SECONDS):
        message = json.loads(await page.read_message() or "")
    page.close()
    return message


def test_a_change_of_a_post_is_built_and_open_pages_are_told_to_reload(served: Served) -> None:
    def change() -> None:
        served.project.edit(JUNE, TITLE, "Organizing, Changed")

    with ThreadPoolExecutor() as other:  # an open browser keeps this thread's loop
        message = other.submit(asyncio.run, reload_after(served, change)).result()
    assert message["command"] == "reload"
    assert "Organizing, Changed" in served.page()
    served.project.edit(JUNE, "Organizing, Changed", TITLE)
    until(lambda: TITLE in served.page())


def test_a_change_of_the_settings_or_of_a_plugin_takes_effect(served: Served) -> None:
    served.project.edit("pelicanconf.py", '"name": "#4Change"', '"name": "#5Change"')
    until(lambda: "#5Change" in served.page("/feed.xml"))
    served.project.edit("plugins/site_files/sitemap.py", "User-agent: *", "User-agent: everybody")
    until(lambda: "everybody" in served.page("/robots.txt"))
    served.project.edit("plugins/site_files/sitemap.py", "User-agent: everybody", "User-agent: *")
    served.project.edit("pelicanconf.py", '"name": "#5Change"', '"name": "#4Change"')
    until(lambda: "#5Change" not in served.page("/feed.xml") + served.page("/robots.txt"))


def test_a_broken_post_shows_its_message_over_the_last_good_site(served: Served) -> None:
    until(served.built)
    before = served.project.files("output")
    served.project.edit(JUNE, *BAD_DATE)
    until(lambda: 'role="alert"' in served.page())
    page = served.page()
    message = page.partition('role="alert">')[2].partition("</pre>")[0]
    assert message.startswith(PROBLEM)
    assert message.endswith("nothing was written, the site is as it was")
    assert TITLE in page
    assert PROBLEM in "\n".join(served.said)
    assert served.project.files("output") == before
    assert PROBLEM in served.get("/nowhere")[2]
    served.project.edit(JUNE, *reversed(BAD_DATE))
    until(lambda: 'role="alert"' not in served.page())


def test_a_site_that_was_never_built_shows_its_problems_and_comes_once_they_are_mended(
    project: Project,
) -> None:
    project.edit(JUNE, *BAD_DATE)
    with serving(project, "--port", "0") as site:
        status, _, body = site.get("/")
        assert status == 404
        assert PROBLEM in body
        project.edit(JUNE, *reversed(BAD_DATE))
        until(lambda: site.get("/")[0] == 200)


def test_the_site_lives_below_a_path_and_on_the_next_port_when_one_is_taken(
    project: Project,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with serving(project, "--port", str(port), "--prefix", "/repo/") as site:
            assert f"port {port} is taken by another programme; this is {site.port}" in site.said
            assert site.url == f"http://127.0.0.1:{site.port}/repo"
            assert site.get("/")[:2] == (302, "/repo/")
            assert f'href="/repo/{CHAT}"' in site.page("/repo/chats/")
            assert site.get("/repo/calendar.ics")[0] == 200
            assert "This page does not exist" in site.page("/repo/nowhere")


def test_a_browser_reloads_by_itself_and_shows_the_message(
    served: Served, chromium: Browser
) -> None:
    with visiting(chromium, f"{served.url}/") as visit:
        visit.go(CHAT)
        listening(visit)
        served.project.edit(JUNE, *BAD_DATE)
        message = visit.page.get_by_role("alert")
        expect(message).to_contain_text(PROBLEM)
        expect(message).to_have_css("background-color", "rgb(122, 12, 30)")
        listening(visit)
        served.project.edit(JUNE, *reversed(BAD_DATE))
        expect(message).to_have_count(0)
        expect(visit.page).to_have_title(re.compile(TITLE))
        assert visit.complaints == []


def listening(visit: Visit) -> None:
    """Wait until the page is told of changes: the server has agreed on how it tells them."""
    until(lambda: visit.page.evaluate("window.LiveReload?.connector?.protocol == 7"))


# ---------------------------------------------------------------- the pure parts


def test_a_policy_is_widened_by_this_server_and_nothing_else() -> None:
    policy = "default-src 'none'; script-src 'self' https://x.example; img-src data:"
    assert widened(policy, 8000) == (
        "default-src 'none'; script-src 'self' https://x.example; img-src data:; "
        "style-src 'self'; connect-src 'self' ws://127.0.0.1:8000 ws://localhost:8000"
    )
    assert widened("img-src 'self'", 8000) == "img-src 'self'"


def test_a_message_is_shown_as_text() -> None:
    page = b"<html><head></head><body class=x><main></main></body></html>"
    assert b'<pre class="desk-message" role="alert">x.md:2: `&lt;b&gt;` &amp;</pre><main>' in (
        shown(page, "x.md:2: `<b>` &", port=8000)
    )


def test_what_editors_leave_behind_is_no_change(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("a")
    before = state_of(tmp_path, ["content"])
    for name in (".a.md.swp", "a.md~", "#a.md#", ".hidden"):
        (tmp_path / "content" / name).write_text("x")
    assert state_of(tmp_path, ["content"]) == before
    (tmp_path / "content/b.md").write_text("b")
    (tmp_path / "content/a.md").unlink()
    after = state_of(tmp_path, ["content"])
    assert changed(before, after, tmp_path) == ["content/a.md", "content/b.md"]
