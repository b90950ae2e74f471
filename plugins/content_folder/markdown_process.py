"""The programme that converts texts which look hard: it bounds itself, then answers them."""

import sys
from pathlib import Path

_MEMORY = 2 * 1024**3


def main() -> None:
    """Convert each text that comes in."""
    sys.path.append(str(Path(__file__).parent.parent))
    from content_folder.bounded_process import answer_all
    from content_folder.markdown_html import converted

    _bound_memory()

    def answer(text: bytes) -> bytes:
        _bound_time()
        return converted(text.decode()).encode()

    answer_all(answer)


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _bound_time() -> None:
    """Bound what one text may take, for the case that nobody is there to end this."""
    if sys.platform != "win32":
        import resource

        from content_folder.markdown_html import SECONDS

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        most = int(used.ru_utime + used.ru_stime) + 2 * SECONDS
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (bound, hard))


if __name__ == "__main__":
    main()
