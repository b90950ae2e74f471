"""Kills, crowds and full disks for a server that publishes: `invoke torture`.

The installed code is made to kill itself: at a named step, or before its nth call that
changes a file or starts a process. So no place is left out, and none is for tests only.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "plugins")]

from publishing import (  # noqa: E402
    URL,
    Clone,
    Reader,
    Server,
    a_server,
    clean_build,
    copy_of,
    files_of,
    reading,
    run,
    tiny_project,
)

STEPS = ("receiving", "building", "keeping", "accepting", "accepted", "showing", "shown", "pruning")
"""The first words of the log's lines, on a push's way through the server."""

DRAFT = "draft"
"""The branch that is previewed, where one is."""

_KILL = """

def _kill(own):
    import os, signal
    (own / "kill").unlink()
    (own / "killed").touch()
    if {with_git}:
        os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)

"""
_AT_STEP = """
_step = step

def step(remote, words):
    _step(remote, words)
    if words.split()[0] == "{step}" and (remote.own / "kill").exists():
        _kill(remote.own)
"""
_BEFORE_CALL = """
import os, sys
from pathlib import Path

_CHANGES = {{"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.chmod", "os.utime",
            "subprocess.Popen", "fcntl.flock"}}
_left = {number}

def _count(event, arguments):
    global _left
    writes = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if event in _CHANGES or writes:
        _left -= 1
        if _left == 0:
            own = Path(sys.argv[1], "chatseries")
            _left = -1
            if (own / "kill").exists():
                _kill(own)

if sys.argv[2:] == ["{verb}"]:
    sys.addaudithook(_count)
"""


def kill_at_step(server: Server, step: str, *, with_git: bool = False) -> None:
    """Have the installed code kill itself, once, at a step; `with_git`: and what runs it."""
    _arm(server, _KILL.format(with_git=with_git) + _AT_STEP.format(step=step))


def kill_before_call(server: Server, verb: str, number: int, *, with_git: bool = False) -> None:
    """Have a verb kill itself, once, before its nth call that changes anything (PEP 578)."""
    more = _BEFORE_CALL.format(number=number, verb=verb)
    _arm(server, _KILL.format(with_git=with_git) + more)


def _arm(server: Server, more: str) -> None:
    journal = server.code / "plugins/remote/journal.py"
    clean = journal.read_text("utf-8").partition("\n\ndef _kill")[0]
    journal.write_text(clean + more, "utf-8")
    own = server.repository / "chatseries"
    (own / "killed").unlink(missing_ok=True)
    (own / "kill").touch()


def killed(server: Server) -> bool:
    """Return whether that has happened."""
    return (server.repository / "chatseries/killed").exists()


def processes_of(server: Server) -> list[tuple[int, str]]:
    """Return what runs for the server now: process ids and command lines."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if str(server.repository) in line and "chatseries" in line:
            found.append((int(entry.name), line))
    return found


def idle(server: Server) -> None:
    """Wait until nothing runs for the server."""
    end = time.monotonic() + 120
    while processes_of(server):
        assert time.monotonic() < end, processes_of(server)
        time.sleep(0.02)


def mended(server: Server) -> None:
    """Run what the timer runs; the site then is the branch's head, and nothing is left over."""
    idle(server)
    done = server.run("converge")
    assert (done.code, done.text) == (0, "")
    assert server.live().facts.commit == server.head()
    assert not list(server.site.rglob("building/*"))
    assert server.previewed() == server.head(DRAFT)
    left = [path for path in server.folder.rglob(".new-*") if "project" not in path.parts]
    assert not left, left


def crowd(server: Server, writers: int, pushes: int, seed: int = 0) -> Counter[str]:
    """Let writers push at once, good and broken; each must hear what came of its own push."""

    def write(number: int) -> Counter[str]:
        clone, chance = server.clone(f"writer-{number}-{seed}"), random.Random(f"{seed} {number}")
        told: Counter[str] = Counter()
        for push in range(pushes):
            told[_push(clone, f"{number}-{push}", broken=chance.random() < 0.3)] += 1
        return told

    with ThreadPoolExecutor(writers) as pool:
        return sum(pool.map(write, range(writers)), Counter())


def _push(clone: Clone, name: str, *, broken: bool) -> str:
    """Push a chat of its own until it is taken or refused for what is wrong with it."""
    file = f"content/chats/2010-06-w{name}.md"
    day = "2010-06-31" if broken else "2010-06-10"
    clone.chat(f"Push {name}.", file, day, name, more=f"id: 2010-06-w{name}\n")
    for _ in range(100):
        done = clone.push()
        if done.code == 0:
            assert not broken, done.text
            assert any(line.startswith("live") for line in done.remote), done.text
            return "published"
        if f"{file}:" in done.text:
            assert broken, done.text
            clone.git("fetch", "-q", "live")
            clone.git("reset", "-q", "--hard", "live/main")
            return "refused"
        assert clone.git("pull", "-q", "--rebase", "live", "main").code == 0
    raise AssertionError(f"never taken: {done.text}")


def every_call(server: Server, told: Callable[[str], None]) -> int:
    """Kill what a push runs before each call that changes anything; return how often."""
    writer, kills = server.clone("every-call"), 0
    for verb in ("pre-receive", "post-receive", "publish", "previews"):
        where = f"+HEAD:{DRAFT}" if verb == "previews" else "HEAD:main"
        for number in range(1, 10_000):
            writer.chat(f"{verb} {number}.")
            kill_before_call(server, verb, number, with_git=number % 2 == 0)
            writer.push(where)
            idle(server)
            if not killed(server):
                told(f"{verb}: killed before each of {number - 1} calls")
                break
            kills += 1
            mended(server)
            _level(server, writer)
    return kills


def at_random(server: Server, number: int, seed: int) -> int:
    """Kill what runs for the server at random moments of pushes; return how often."""
    writer, chance, kills = server.clone(f"random-{seed}"), random.Random(seed), 0
    _arm(server, "")
    for push in count():
        if kills >= number:
            break
        writer.chat(f"Random {seed} {push}.", date="2010-06-31" if push % 5 == 4 else "2010-06-10")
        drafts = [f"+HEAD:{DRAFT}"] if push % 3 == 2 else []
        pusher = threading.Thread(target=writer.push, args=("HEAD:main", *drafts))
        pusher.start()
        end = time.monotonic() + chance.expovariate(1)
        while pusher.is_alive() and time.monotonic() < end:
            time.sleep(0.001)
        if victims := processes_of(server):
            kills += _killed(chance.choice(victims)[0])
        pusher.join()
        mended(server)
        _level(server, writer)
    return kills


def _killed(process: int) -> int:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return 0
    return 1


def _level(server: Server, writer: Clone) -> None:
    """Begin again from what is published: whether the push was taken or not is both fine."""
    writer.git("fetch", "-q", "live")
    writer.git("reset", "-q", "--hard", "live/main")
    assert writer.head() == server.head()


def full_disk(server: Server) -> int:
    """Push to a site whose disk has room for ever more files; return how often it was full."""
    writer, full = server.clone("full-disk"), 0
    disk = server.folder / "disk"
    disk.mkdir()
    for names in range(40, 300, 6):
        mount = ("mount", "-t", "tmpfs", "-o", f"size=200m,nr_inodes={names}", "tmpfs", disk)
        if run(*mount, cwd=server.folder).code:
            return 0  # not root
        try:
            full += _pushed_to(server, writer, disk / "www")
        finally:
            run("umount", "-l", disk, cwd=server.folder)
    return full


def _pushed_to(server: Server, writer: Clone, site: Path) -> int:
    """Push twice to a site elsewhere: what is shown is whole. Return how often it was refused."""
    server.remote("init", "--site", str(site))
    full = 0
    for number in range(2):
        writer.chat(f"{time.monotonic()} {number}")
        full += writer.push().code != 0
        server.run("timer")
        if (site / "current").is_symlink():
            assert (site / "current/sitemap.xml").exists()
            assert (site / "current/404.html").read_text().rstrip().endswith("</html>")
        _level(server, writer)
    return full


def own_environment(folder: Path) -> None:
    """Make an environment from the lock file, break it, and mend it as the refusal says."""
    server = Server(folder)
    tiny_project(server.project.root)
    done = server.remote("init", "--site", str(server.site), "--url", URL)
    assert done.code == 0, done.text
    writer = server.clone("writer")
    writer.write("content/pages/how-to-participate.md", "---\ntitle: How\n---\n\nCome.\n")
    writer.chat("Push 1.")
    environment = (server.repository / "chatseries/installed/environment").resolve()
    shutil.rmtree(next(environment.glob("lib/*/site-packages/pelican")))
    done = writer.push()
    assert done.code, done.text
    assert "the environment lacks what the code needs" in done.text
    assert server.remote("upgrade").code == 0
    assert writer.push().code == 0
    assert "Push 1." in server.page("chats/2010-06-x")


def is_clean(server: Server, folder: Path) -> None:
    """Hold what is live against a clean build of its commit, byte for byte."""
    _arm(server, "")
    (server.repository / "chatseries/kill").unlink(missing_ok=True)
    live = server.live()
    assert live.facts.commit == server.head()
    assert files_of(live.site) == clean_build(server, live, folder)


def main(kills: int, seed: int) -> None:
    """Do all of it and print what it came to."""
    began = time.monotonic()

    def told(line: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {line}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        server = a_server(Path(folder, "server"), "--previews", "https://drafts.example.org")
        with reading(server) as reader:
            number = every_call(server, told)
            is_clean(server, Path(folder, "clean"))
            told(f"{number} kills, one before each change: mended, and a clean build")
            number = at_random(server, kills, seed)
            is_clean(server, Path(folder, "clean"))
            told(f"{number} kills at random: mended, and a clean build")
            results = crowd(server, 4, 12, seed)
            mended(server)
            is_clean(server, Path(folder, "clean"))
            told(f"4 clones at once: {dict(results)}, and a clean build")
        number = full_disk(copy_of(server, Path(folder, "full")))
        told(f"{number} pushes refused by a disk that was full at one file or another")
        own_environment(Path(folder, "own"))
        told("an environment of its own, broken and mended by upgrade")
        _seen(reader, told)


def _seen(reader: Reader, told: Callable[[str], None]) -> None:
    told(f"a reader looked {reader.looks:,} times at {len(reader.digests):,} releases, "
         f"and saw {len(reader.faults)} faults")  # fmt: skip
    for fault in reader.faults[:10]:
        told(f"  {fault}")
    if reader.faults:
        sys.exit(1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    main(**vars(parser.parse_args()))
