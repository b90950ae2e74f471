"""HTML pages → the files with which a browser searches them, made by Pagefind.

Pagefind's program is asked in its own messages, those of its `--service` mode: JSON in
base64, each ended by a comma. The Python package that wraps it waits a tenth of a second
for every answer (two seconds for twenty pages, against a few hundredths) and never
returns when an answer is longer than 2 MiB.
"""

import base64
import json
import re
import subprocess
from collections.abc import Iterable
from io import BufferedReader
from typing import IO, Any, cast

try:
    from pagefind_bin import get_executable
except ImportError:  # there is no such program for this machine
    get_executable = None

_NEEDED = re.compile(
    r"pagefind\.js|pagefind-entry\.json|pagefind\.[^/]+\.pf_meta"
    r"|(?:fragment|index)/[^/]+\.pf_(?:fragment|index)"
)
"""Of its files those that a page with a result list of its own loads: no ready-made
interface, no worker."""


class EngineFailed(Exception):
    """The search engine gave no index; the text says why."""


def available() -> bool:
    """Return whether the search engine runs on this machine."""
    return get_executable is not None


def index_files(pages: Iterable[tuple[str, str]], language: str) -> dict[str, bytes]:
    """Return path → content of a search index; `pages` are addresses with their HTML.

    The same pages in the same order give the same bytes. Raises EngineFailed.
    """
    try:
        answer = _indexed(pages, language)
    except OSError as error:
        raise EngineFailed(f"the search engine does not run: {error}") from error
    files = {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}
    wasm = _wasm_of(files["pagefind-entry.json"])
    return {path: files[path] for path in sorted(files) if _NEEDED.fullmatch(path) or path == wasm}


def _indexed(pages: Iterable[tuple[str, str]], language: str) -> dict[str, Any]:
    """Return the answer that holds all of the index's files."""
    program = [str(get_executable()), "--service"]
    with subprocess.Popen(  # noqa: S603 - the program that the dependency brings
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as service:
        try:
            settings = {"force_language": language}
            index = _ask(service, type="NewIndex", config=settings)["index_id"]
            for url, html in pages:
                _ask(service, type="AddFile", index_id=index, url=url, file_contents=html)
            return _ask(service, type="GetFiles", index_id=index)
        finally:
            service.kill()  # it holds nothing that could be lost


def _ask(service: subprocess.Popen[bytes], **request: Any) -> dict[str, Any]:
    """Send one request and return the answer to it."""
    requests, answers = cast(tuple[IO[bytes], BufferedReader], (service.stdin, service.stdout))
    message = json.dumps({"message_id": 1, "payload": request}).encode()
    requests.write(base64.b64encode(message) + b",")
    requests.flush()
    answer = bytearray()
    while not answer.endswith(b","):
        part = answers.read1()
        if not part:
            raise EngineFailed("the search engine stopped without an answer")
        answer += part
    payload: dict[str, Any] = json.loads(base64.b64decode(answer[:-1]))["payload"]
    if payload["type"] == "Error":
        raise EngineFailed(f"the search engine says: {payload['message']}")
    return payload


def _wasm_of(entry: bytes) -> str:
    """Return the WebAssembly file that the index's one language asks for."""
    (language,) = json.loads(entry)["languages"].values()
    return f"wasm.{language['wasm'] or 'unknown'}.pagefind"
