"""The process that builds: it sets its own limits, then runs the code it is told to.

A programme by itself, which knows nothing of its room: when the whole tree of a push is
trusted, the code is the pushed one.
"""

import json
import os
import resource
import signal
import sys
import threading
from pathlib import Path
from typing import Any

_LARGEST_FILE = 512 * 2**20


def main(orders: dict[str, Any]) -> bool:
    """Build as told; returns whether the site stands."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.umask(0o022)
    _limit(orders["seconds"], orders["megabytes"])
    code = Path(orders["code"])
    sys.path.extend([str(code), str(code / "plugins")])
    try:
        from content_folder.git_times import Pushed
        from desk.build import build
    except ImportError as error:
        told = f"the environment lacks what the code needs ({error})"
        print(f"{told}; whoever keeps this server runs `invoke remote upgrade`", file=sys.stderr)
        return False
    pushed = Pushed(
        git_dir=Path(orders["git_dir"]), commit=orders["commit"], before=orders["before"]
    )
    return build(
        code / ("publishconf.py" if orders["url"] else "pelicanconf.py"),
        output=orders["output"],
        instead={"PATH": orders["content"], "CACHE_PATH": orders["cache"], "PUSHED": pushed},
    )


def _limit(seconds: int, megabytes: int) -> None:
    """Bound what a post can make the build use up (setrlimit(2))."""
    limits = {
        resource.RLIMIT_CPU: 4 * seconds,
        resource.RLIMIT_DATA: megabytes * 2**20,
        resource.RLIMIT_FSIZE: _LARGEST_FILE,
        resource.RLIMIT_CORE: 0,
    }
    for kind, wanted in limits.items():
        most = resource.getrlimit(kind)[1]
        bound = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(kind, (bound, bound))


def _end_with_parent() -> None:
    """Wait until the other end of the pipe is closed, as it is however the parent ends."""
    os.read(0, 1)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    fine = main(json.loads(sys.argv[1]))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0 if fine else 1)  # no waiting for the thread that reads
