"""What a build shows of itself while it runs."""

import os
import pty
import subprocess
import sys

from sites import ROOT

LINE = "\r\x1b[K7 files made …"
BUILD = """
import time
import desk.progress
desk.progress.PATIENCE = 0.1
with desk.progress.progress(lambda: "7 files made …"):
    {until}
"""


def on_a_terminal(until: str) -> str:
    """Return what a terminal gets of a build that takes until something is true."""
    ours, theirs = pty.openpty()
    code = BUILD.format(until=until)
    subprocess.run((sys.executable, "-c", code), cwd=ROOT / "plugins", stderr=theirs, check=True)
    os.close(theirs)
    shown = b""
    try:
        while data := os.read(ours, 4096):
            shown += data
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    return shown.decode()


def test_a_long_build_shows_one_line_that_goes_when_it_is_done() -> None:
    shown = on_a_terminal("time.sleep(1)")
    assert shown.startswith(LINE)
    assert shown.endswith(f"{LINE}\r\x1b[K")
    assert "\n" not in shown


def test_a_short_build_shows_none() -> None:
    assert on_a_terminal("pass") == ""


def test_a_log_is_not_filled_with_the_lines_of_a_terminal() -> None:
    code = BUILD.format(until="time.sleep(1)")
    done = subprocess.run((sys.executable, "-c", code), cwd=ROOT / "plugins", text=True,
                          capture_output=True)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
