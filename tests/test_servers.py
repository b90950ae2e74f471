"""The site behind real web servers, as `invoke server-config` sets them up."""

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from projects import Project, copy_of_project
from sites import ROOT

from chats.paths import Site
from chats.web_policy import HEADERS
from server_headers.caddy import caddyfile
from server_headers.nginx import nginx_conf

PREFIX = "/repo"
URL = f"https://chats.example{PREFIX}"
CHAT = "chats/2010-06-local-community-organizing"
NGINX = """\
daemon off; pid {0}/pid; error_log {0}/error.log; worker_processes 1; {1}
events {{}}
http {{
  access_log off; client_body_temp_path {0}/b; proxy_temp_path {0}/p; fastcgi_temp_path {0}/f;
  uwsgi_temp_path {0}/u; scgi_temp_path {0}/s;
  include {0}/site.conf;
}}
"""


class Answers:
    """A server that runs: its port, and the folder whose `current` it serves."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port, self.folder = port, folder

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Return the status, the headers and the body of a path of the host."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Host": "chats.example", **named})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("served") / "project"
    root.mkdir()
    project: Project = copy_of_project(root)
    done = project.invoke("build", "--live", SITEURL=URL)
    assert done.code == 0, done.said
    return root / "output"


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(request: pytest.FixtureRequest, built: Path, tmp_path_factory) -> Iterator[Answers]:
    program = shutil.which(request.param, path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        missing = f"{request.param} is not installed"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    folder = tmp_path_factory.mktemp(request.param)
    folder.parent.chmod(0o755)
    for name in ("one", "two"):
        shutil.copytree(built, folder / name)
    (folder / "one/.well-known").mkdir()
    (folder / "one/.well-known/who.txt").write_text("we\n")
    (folder / "current").symlink_to("one")
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        port = any_port.getsockname()[1]
    command = started(request.param, program, folder, port)
    environment = {**os.environ, "HOME": str(folder)}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as running:
        try:
            until_it_listens(port, running)
            yield Answers(port, folder)
        finally:
            running.terminate()


def started(kind: str, program: str, folder: Path, port: int) -> list[str]:
    site, root = Site(URL), str(folder / "current")
    if kind == "nginx":
        text = nginx_conf(site, root).replace("listen 80;", f"listen 127.0.0.1:{port};")
        (folder / "site.conf").write_text(text)
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(NGINX.format(folder, user))
        return [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    text = caddyfile(site, root).replace("chats.example {", f"http://chats.example:{port} {{", 1)
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text)
    return [program, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def until_it_listens(port: int, running: "subprocess.Popen[bytes]") -> None:
    while running.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.05)
    pytest.fail("the server ended: its configuration is wrong")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        (f"{CHAT}/", "text/html; charset=utf-8"),
        (f"{CHAT}/invite.ics", "text/calendar; charset=utf-8"),
        ("calendar.ics", "text/calendar; charset=utf-8"),
        ("feed.xml", "application/rss+xml; charset=utf-8"),
        ("atom.xml", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
        ("chats.json", "application/json"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json"),
        ("favicon.svg", "image/svg+xml"),
        ("favicon.ico", "image/x-icon"),
        (".well-known/who.txt", "text/plain; charset=utf-8"),
    ],
)
def test_each_file_has_its_type_and_every_header_once(
    server: Answers, path: str, kind: str
) -> None:
    status, headers, body = server.get(f"{PREFIX}/{path}")
    assert (status, body != b"") == (200, True)
    assert headers["content-type"].removesuffix("; charset=utf-8") == kind.partition(";")[0]
    if "charset" in kind:
        assert headers["content-type"] == kind
    for name, value in HEADERS.items():
        assert headers[name.lower()] == value


def test_what_is_named_by_its_content_is_kept_and_the_rest_asked_for_again(
    server: Answers, built: Path
) -> None:
    style = next((built / "theme").glob("*.css")).name
    kept = server.get(f"{PREFIX}/theme/{style}")[1]["cache-control"]
    assert kept == "public, max-age=31536000, immutable"
    _, headers, _ = server.get(f"{PREFIX}/calendar.ics")
    assert headers["cache-control"] == "no-cache"
    again = server.get(f"{PREFIX}/calendar.ics", If_None_Match=headers["etag"])
    assert (again[0], again[2]) == (304, b"")


@pytest.mark.parametrize("path", ["", "calendar.ics", "feed.xml", "feed.json", "chats.json"])
def test_texts_are_sent_compressed(server: Answers, path: str, built: Path) -> None:
    _, headers, body = server.get(f"{PREFIX}/{path}", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == (built / (path or "index.html")).read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        f"{PREFIX}/none", f"{PREFIX}/chats/none/at/all/", f"{PREFIX}/.site-files",
        f"{PREFIX}/.git/config", f"{PREFIX}/chats/.hidden", f"{PREFIX}/chats/%2e%2e/%2esite-files",
        "/elsewhere",
    ],
)  # fmt: skip
def test_what_is_not_there_or_hidden_answers_with_the_sites_own_page(
    server: Answers, path: str, built: Path
) -> None:
    status, headers, body = server.get(path)
    assert (status, body) == (404, (built / "404.html").read_bytes())
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


def test_a_folders_address_leads_to_its_page_and_the_host_to_the_site(server: Answers) -> None:
    for path, leads_to in ((f"{PREFIX}/chats", f"{PREFIX}/chats/"), ("/", f"{PREFIX}/")):
        status, headers, _ = server.get(path)
        assert status in (301, 302, 308)
        assert headers["location"] == leads_to


def test_readers_meet_no_error_while_the_link_is_swapped(server: Answers) -> None:
    ended, answers = threading.Event(), []

    def read() -> None:
        while not ended.is_set():
            answers.append(server.get(f"{PREFIX}/{CHAT}/")[0])

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(200):
        (server.folder / "next").symlink_to(("two", "one")[number % 2])
        (server.folder / "next").replace(server.folder / "current")
        time.sleep(0.002)
    ended.set()
    for reader in readers:
        reader.join()
    assert set(answers) == {200}


def test_a_configuration_is_printed_for_the_sites_address_or_says_what_is_missing() -> None:
    project = Project(ROOT)
    done = project.invoke("server-config", "caddy", "--root", "/srv/x/current/", SITEURL=URL)
    assert (done.code, done.result) == (0, caddyfile(Site(URL), "/srv/x/current"))
    for arguments, reason in (
        (("apache", "--root", "/srv/x"), "server: `apache` is none of nginx, caddy"),
        (("nginx", "--root", "srv"), "--root: `srv` is not the served folder"),
        (("nginx", "--root", "/srv/x"), "SITEURL: is missing"),
    ):
        done = project.invoke("server-config", *arguments)
        assert done.code == 1
        assert done.said.startswith(reason)
