"""A process that builds the site again and again, and what asks it to.

What it has imported and read stays there, so that a build after a small edit takes a
moment. It ends when its code is no longer that on the disk: another one is begun then.
"""

import gc
import io
import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_COMMAND = """import sys
sys.dont_write_bytecode = True  # desk.own_code keeps it in a safer way
sys.path.append(sys.argv[1])
from desk.builder import answer
answer()"""
_TIDIED_EVERY = 100


@dataclass(frozen=True)
class Built:
    """What a build came to: its result, and what it told the writer."""

    fine: bool
    result: str
    said: str


class Builder:
    """Has a project's site built by such a process, one build after the other."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[str] | None = None

    def build(self, url: str, output: Path) -> Built:
        """Build for an address, into a folder."""
        request = json.dumps({"siteurl": url, "output": str(output)})
        for _ in range(2):  # the process may have ended, for its code has changed
            if found := self._answer(request):
                return Built(**json.loads(found))
        return Built(False, "", "the build ended before it was done; nothing was written")

    def end(self) -> None:
        """End the process; the next build has another."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _answer(self, request: str) -> str:
        """Return the answer of the process, "" when it gives none."""
        process = self._process = self._process or self._begun()
        found = ""
        if process.stdin and process.stdout:
            with suppress(OSError):  # it has ended
                process.stdin.write(f"{request}\n")
                process.stdin.flush()
                found = process.stdout.readline()
        if not found:
            self.end()
        return found

    def _begun(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603 - the command is ours
            (sys.executable, "-c", _COMMAND, str(self._root / "plugins")),
            cwd=self._root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip


def answer() -> None:
    """Build for each line that is read, and answer with a line, until there is none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this
    import code_state

    for number, line in enumerate(sys.stdin, 1):
        if not code_state.is_as_it_was():
            return
        print(json.dumps(_built(**json.loads(line))), flush=True)
        _tidy(number)


def _built(**asked: Any) -> dict[str, Any]:
    from desk.build import build

    result, said = io.StringIO(), io.StringIO()
    with redirect_stdout(result), redirect_stderr(said):
        fine = build(Path("pelicanconf.py").resolve(), **asked)
    return {"fine": fine, "result": result.getvalue(), "said": said.getvalue()}


def _tidy(number: int) -> None:
    """Leave nothing of a build behind but what is kept; look through that now and then only."""
    from output_files import OutputFiles

    OutputFiles.current = None
    if number % _TIDIED_EVERY == 0:
        gc.unfreeze()
    gc.collect()
    if number % _TIDIED_EVERY < 2:
        gc.freeze()  # it lasts: there is no need to look through it each time
