"""The configuration of a web server for the site, printed."""

from collections.abc import Callable, Mapping
from pathlib import Path

from chats.paths import Site
from chats.problems import Problem, ProblemsFound
from chats.surroundings import live_address
from desk.telling import succeeded
from server_headers.caddy import caddyfile
from server_headers.nginx import nginx_conf

SERVERS: Mapping[str, Callable[[Site, str], str]] = {"nginx": nginx_conf, "caddy": caddyfile}


def server_config(server: str, *, root: str, siteurl: str, debug: bool = False) -> bool:
    """Print the configuration; `root` is the served folder, an absolute path."""

    def work() -> None:
        if server not in SERVERS:
            raise _refused("server", f"`{server}` is none of {', '.join(SERVERS)}")
        if not Path(root).is_absolute() or set(root) & set(" \t\n;{}\"'$#\\"):
            raise _refused("--root", f"`{root}` is not the served folder; write an absolute path "
                           "without blanks, as in /srv/chats/current")  # fmt: skip
        print(SERVERS[server](Site(live_address(siteurl)), root.rstrip("/")), end="")

    return succeeded(work, "nothing was printed", debug=debug)


def _refused(name: str, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(name, 0, "", message)])
