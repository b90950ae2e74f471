"""The site behind real web servers, as `invoke server-config` sets them up."""

import gzip
import http.client
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from projects import Project, copy_of_project
from sites import ROOT
from waiting import missing

from chats.aliases import old_path
from chats.paths import Site, file_of
from chats.web_policy import HEADERS
from server_headers.caddy import caddyfile
from server_headers.host_files import headers_file
from server_headers.nginx import nginx_conf
from server_headers.rules import FOR_EVER

PREFIX = "/repo"
HOST = "chats.example"
ROOT_URL = f"https://{HOST}"
URL = f"{ROOT_URL}{PREFIX}"
CHAT = "chats/2010-06-local-community-organizing"
SHEET = f"{CHAT}/run-sheet"
OLD = ("/2010/06/a", "/2010/06/b.htm", "/2010/06/c.php", "/index.php/web-2.0/", "/caf%C3%A9/")
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
    """A server that runs: its port, the folder whose `current` it serves, and its TLS."""

    def __init__(self, port: int, folder: Path, tls: ssl.SSLContext | None = None) -> None:
        self.port, self.folder, self.tls = port, folder, tls

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Return the status, the headers and the body of a path of the host."""
        connection = http.client.HTTPConnection(HOST)
        connection.sock = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        if self.tls:
            connection.sock = self.tls.wrap_socket(connection.sock, server_hostname=HOST)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=named)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body


def built_for(url: str, root: Path) -> Path:
    root.mkdir()
    project: Project = copy_of_project(root)
    done = project.invoke("build", "--live", SITEURL=url)
    assert done.code == 0, done.said
    return root / "output"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_for(URL, tmp_path_factory.mktemp("served") / "project")


@pytest.fixture(scope="module")
def built_at_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_for(ROOT_URL, tmp_path_factory.mktemp("served") / "project")


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(request: pytest.FixtureRequest, built: Path, tmp_path_factory) -> Iterator[Answers]:
    folder = tmp_path_factory.mktemp(request.param)
    for name in ("one", "two"):
        shutil.copytree(built, folder / name)
    (folder / "one/.well-known").mkdir()
    (folder / "one/.well-known/who.txt").write_text("we\n")
    for address in OLD:
        page = folder / "one" / file_of(old_path(address))
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"<!doctype html><title>{address}</title>")
    (folder / "kept/theme").mkdir(parents=True)
    (folder / "kept/theme/older-5d41402a.css").write_text("p { color: red }\n")
    (folder / "one" / SHEET).mkdir()
    for name in ("index.html", "run-sheet.txt", "run-sheet.csv", "host.ics", "q1.png"):
        (folder / "one" / SHEET / name).write_text("not for everybody\n")
    (folder / "current").symlink_to("one")
    with running(request.param, URL, folder) as answers:
        yield answers


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def secure(
    request: pytest.FixtureRequest, built_at_root: Path, tmp_path_factory
) -> Iterator[Answers]:
    """Serve the site of a domain of its own by https, with a certificate that nobody signed."""
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "current").symlink_to(built_at_root)
    with running(request.param, ROOT_URL, folder, tls=True) as answers:
        yield answers


@contextmanager
def running(kind: str, url: str, folder: Path, *, tls: bool = False) -> Iterator[Answers]:
    program = shutil.which(kind, path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        missing(kind)
    folder.parent.chmod(0o755)
    port = free_port()
    command = {"nginx": nginx, "caddy": caddy}[kind](program, url, folder, port, tls)
    environment = {**os.environ, "HOME": str(folder)}
    environment.pop("XDG_DATA_HOME", None)  # where Caddy would keep its keys
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as server:
        try:
            answers = Answers(port, folder, ssl._create_unverified_context() if tls else None)
            until_it_answers(answers, server)
            yield answers
        finally:
            server.terminate()


def free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return int(any_port.getsockname()[1])


def nginx(program: str, url: str, folder: Path, port: int, tls: bool) -> list[str]:
    """Return the command; for https it gets what its first lines say, as certbot adds it."""
    listen = f"listen 127.0.0.1:{port};"
    if tls:
        certificate(folder)
        listen = (f"listen 127.0.0.1:{port} ssl; ssl_certificate {folder}/pem;"
                  f" ssl_certificate_key {folder}/key;")  # fmt: skip
    text = nginx_conf(Site(url), str(folder / "current"))
    assert "\n    listen 80;\n" in text
    (folder / "site.conf").write_text(text.replace("listen 80;", listen))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(NGINX.format(folder, user))
    return [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]


def certificate(folder: Path) -> None:
    command = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={HOST}",
               "-keyout", str(folder / "key"), "-out", str(folder / "pem"))  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)


def caddy(program: str, url: str, folder: Path, port: int, tls: bool) -> list[str]:
    """Return the command; for https the configuration is as it was written."""
    text = caddyfile(Site(url), str(folder / "current"))
    options = ["admin off", "skip_install_trust", "local_certs", f"http_port {free_port()}",
               f"https_port {port}"]  # fmt: skip
    if not tls:
        options = ["admin off", "auto_https off"]
        text = text.replace(f"{HOST} {{", f"http://{HOST}:{port} {{", 1)
    (folder / "Caddyfile").write_text("{\n\t" + "\n\t".join(options) + "\n}\n" + text)
    return [program, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def until_it_answers(answers: Answers, running: "subprocess.Popen[bytes]") -> None:
    """Wait; Caddy listens a moment before it has made its certificate."""
    while running.poll() is None:
        try:
            answers.get("/")
            return
        except (ConnectionRefusedError, ssl.SSLError):
            time.sleep(0.05)
    pytest.fail("the server ended: its configuration is wrong")


@pytest.mark.parametrize("address", OLD)
def test_an_old_address_finds_its_page_whatever_its_ending(server: Answers, address: str) -> None:
    status, headers, body = server.get(f"{PREFIX}{address}")
    if not address.endswith(("/", ".htm")):
        assert status in (301, 307, 308)
        assert headers["location"].endswith(f"{PREFIX}{address}/")
        status, headers, body = server.get(f"{PREFIX}{address}/")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert address in body.decode()


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
    for pattern, kept in (
        ("theme/*.css", FOR_EVER), ("pagefind/fragment/*", FOR_EVER),
        ("pagefind/index/*", FOR_EVER), ("pagefind/pagefind.js", "no-cache"),
        ("pagefind/pagefind-entry.json", "no-cache"), ("calendar.ics", "no-cache"),
        ("favicon.svg", "no-cache"),
    ):  # fmt: skip
        path = next(built.glob(pattern)).relative_to(built)
        assert server.get(f"{PREFIX}/{path}")[1]["cache-control"] == kept, path
    _, headers, _ = server.get(f"{PREFIX}/calendar.ics")
    again = server.get(f"{PREFIX}/calendar.ics", If_None_Match=headers["etag"])
    assert (again[0], again[2]) == (304, b"")


def test_a_page_that_was_loaded_before_a_release_still_gets_its_style(server: Answers) -> None:
    status, headers, body = server.get(f"{PREFIX}/theme/older-5d41402a.css")
    assert (status, body) == (200, b"p { color: red }\n")
    assert headers["cache-control"] == FOR_EVER
    assert headers["content-type"].startswith("text/css")
    assert headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    for path in ("kept/theme/older-5d41402a.css", "theme/none-5d41402a.css", "older-5d41402a.css"):
        assert server.get(f"{PREFIX}/{path}")[0] == 404


def test_robots_are_told_to_keep_no_file_of_a_run_sheet(server: Answers) -> None:
    for name in ("", "run-sheet.txt", "run-sheet.csv", "host.ics", "q1.png"):
        status, headers, body = server.get(f"{PREFIX}/{SHEET}/{name}")
        assert (status, body) == (200, b"not for everybody\n")
        assert headers["x-robots-tag"] == "noindex", name
        assert headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    for path in ("", f"{CHAT}/", f"{CHAT}/invite.ics", "sitemap.xml"):
        assert "x-robots-tag" not in server.get(f"{PREFIX}/{path}")[1], path
    hosted = headers_file(Site(URL)).decode()
    assert f"\n{PREFIX}/chats/:chat/run-sheet/*\n  X-Robots-Tag: noindex\n" in hosted


@pytest.mark.parametrize("path", ["", "calendar.ics", "feed.xml", "feed.json", "chats.json"])
def test_texts_are_sent_compressed(server: Answers, path: str, built: Path) -> None:
    _, headers, body = server.get(f"{PREFIX}/{path}", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert "accept-encoding" in headers["vary"].lower()
    assert gzip.decompress(body) == (built / (path or "index.html")).read_bytes()


@pytest.mark.parametrize("server", ["caddy"], indirect=True)
def test_caddy_knows_zstandard_too(server: Answers, built: Path) -> None:
    _, headers, body = server.get(f"{PREFIX}/calendar.ics", Accept_Encoding="gzip, br, zstd")
    assert headers["content-encoding"] == "zstd"
    assert body[:4] == bytes.fromhex("28b52ffd")  # RFC 8878 §3.1.1
    assert len(body) < (built / "calendar.ics").stat().st_size


def test_a_domain_of_its_own_is_served_by_https_which_webcal_means(
    secure: Answers, built_at_root: Path
) -> None:
    for path, kind in (
        ("", "text/html"), ("calendar.ics", "text/calendar"), ("feed.xml", "application/rss+xml"),
        (f"{CHAT}/", "text/html"), ("chats.json", "application/json"),
    ):  # fmt: skip
        status, headers, body = secure.get(f"/{path}")
        file = path if "." in path else f"{path}index.html"
        assert (status, body) == (200, (built_at_root / file).read_bytes())
        assert headers["content-type"].partition(";")[0] == kind
        assert headers["cache-control"] == "no-cache"
        assert headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    page = secure.get("/calendar/")[2].decode()
    assert f'"webcal://{HOST}/calendar.ics"' in page
    style = next((built_at_root / "theme").glob("*.css")).name
    assert secure.get(f"/theme/{style}")[1]["cache-control"] == FOR_EVER
    assert secure.get("/chats")[0] in (301, 302, 308)
    for path in ("/none", "/.site-files", "/chats/.hidden"):
        assert secure.get(path)[::2] == (404, (built_at_root / "404.html").read_bytes())


@pytest.mark.parametrize(
    "path",
    [
        f"{PREFIX}/none", f"{PREFIX}/chats/none/at/all/", f"{PREFIX}/.site-files",
        f"{PREFIX}/.git/config", f"{PREFIX}/chats/.hidden", f"{PREFIX}/chats/%2e%2e/%2esite-files",
        f"{PREFIX}/theme/none.css", f"{PREFIX}/theme/", "/elsewhere",
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
