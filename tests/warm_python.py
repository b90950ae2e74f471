"""Processes of this Python that have the libraries imported when they begin: to import them takes
half of the time of a short command.

Nothing of the project is imported before, and each of them ends as any process does.
"""

import atexit
import contextlib
import gc
import importlib
import json
import os
import runpy
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LIBRARIES = (
    "PIL.PngImagePlugin", "asyncio", "babel.messages.pofile", "defusedxml.ElementTree",
    "feedgen.feed", "feedparser", "icalendar", "invoke", "markdown.extensions.footnotes",
    "markdownify", "nh3", "pelican", "publicsuffixlist", "pyromark", "regex", "resvg_py",
    "sqlite3", "turbohtml.clean", "uharfbuzz", "unittest.mock", "yaml",
)  # fmt: skip
SEED = "0"
"""That of their hashes: a copy cannot have one of its own."""


def run(
    command: tuple[str, ...], cwd: Path, environment: Mapping[str, str], *, mixed: bool = False
) -> "subprocess.CompletedProcess[str]":
    """Run `python -m MODULE …` in a folder, to its end; nobody is there to answer.

    `mixed` puts what it tells beside its result, as a terminal does.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        with socket.socket(socket.AF_UNIX) as asking:
            asking.connect(_first_process())
            both = out.fileno(), (out if mixed else err).fileno()
            socket.send_fds(asking, [b"."], both)
            asking.sendall(json.dumps([command, str(cwd), {**environment}]).encode())
            asking.shutdown(socket.SHUT_WR)
            code = int(asking.recv(9))
        said = [file.seek(0) or file.read() for file in (out, err)]
    return subprocess.CompletedProcess(command, code, *said)


@cache
def _first_process() -> str:
    """Start the process of which all others are copies; returns where it listens."""
    folder = tempfile.mkdtemp()
    address = f"{folder}/socket"
    quiet = subprocess.DEVNULL
    first = subprocess.Popen((sys.executable, __file__, address), stdin=subprocess.PIPE,
                             stdout=quiet, stderr=quiet,
                             env={**os.environ, "PYTHONHASHSEED": SEED})  # fmt: skip

    def end() -> None:
        first.communicate()
        shutil.rmtree(folder)

    atexit.register(end)
    while not Path(address).exists():
        assert first.poll() is None
        time.sleep(0.01)
    return address


# ---------------------------------------------------------------- in the first process


def _asked(address: str) -> list[str]:
    """Return what to run, in a copy of this process for each that asks."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        while listening in select.select([listening, sys.stdin], [], [])[0]:
            with listening.accept()[0] as asking:
                if not os.fork():
                    listening.close()
                    return _watched(asking)
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
    with contextlib.suppress(ChildProcessError):
        while os.wait():
            pass
    sys.exit()


def _watched(asking: socket.socket) -> list[str]:
    """Return what to run in one more copy; this one tells how that ended."""
    _, files, *_ = socket.recv_fds(asking, 1, 2)
    with asking.makefile() as said:
        command, cwd, environment = json.load(said)
    if copy := os.fork():
        code = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
        asking.send(str(code).encode())
        os._exit(0)
    asking.close()
    for number, file in enumerate(files, 1):
        os.dup2(file, number)
        os.close(file)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    return command


if __name__ == "__main__":
    for library in LIBRARIES:
        importlib.import_module(library)
    gc.freeze()
    _, module, *sys.argv[1:] = _asked(sys.argv[1])
    sys.path[0] = str(Path.cwd())
    runpy.run_module(module, run_name="__main__", alter_sys=True)
