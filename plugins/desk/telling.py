"""What the desk says to the writer when something is wrong: short, and where to mend it."""

import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from chats.problems import Problem, ProblemsFound, counted

HERE = Path(__file__).resolve().parent.parent.parent
"""The folder of the project."""


def say(line: str) -> None:
    """Print a line for the writer, apart from a task's result."""
    print(line, file=sys.stderr, flush=True)


def tell(problems: Iterable[Problem], outcome: str = "") -> None:
    """Print problems, one a line, then how many there are and what came of it."""
    for line in lines_of(problems, outcome):
        say(line)


def lines_of(problems: Iterable[Problem], outcome: str = "") -> list[str]:
    """Return the same as lines."""
    problems = sorted(set(problems))
    warnings = sum(problem.warning for problem in problems)
    parts = [(len(problems) - warnings, "problem"), (warnings, "warning")]
    count = ", ".join(counted(number, noun) for number, noun in parts if number)
    lines = [str(problem) for problem in problems]
    return [*lines, f"{count}{f'; {outcome}' if outcome else ''}"] if count else lines


def succeeded(work: Callable[[], object], outcome: str, *, debug: bool = False) -> bool:
    """Do the work; tell what stops it, with a traceback only when `debug` asks for one.

    Returns whether nothing did. `outcome` says what a failure leaves behind.
    """
    log = _Log()
    logging.getLogger().addHandler(log)
    try:
        work()
        return True
    except ProblemsFound as found:
        tell(found.problems, outcome)
    except Exception as error:
        # Pelican's fatal logger raises once the error has been logged, and so told.
        if not log.told:
            say(explained(error))
        if debug:
            say("".join(traceback.format_exception(error)))
        else:
            outcome += "; --debug shows the traceback"
        say(outcome)
    finally:
        logging.getLogger().removeHandler(log)
    return False


def whole_number(typed: str, option: str) -> int:
    """Return a number of one or more that was typed for an option; raises ProblemsFound."""
    if not re.fullmatch(r"[0-9]{1,9}", typed) or not int(typed):
        message = f"`{typed}` is no whole number from 1; write it in digits, as in 20"
        raise ProblemsFound([Problem(option, 0, "", message)])
    return int(typed)


def explained(error: BaseException) -> str:
    """Return an unexpected fault in a line: the file, the line and what Python says of it."""
    if isinstance(error, SyntaxError):
        return f"{_shown(error.filename)}:{error.lineno}: {error.msg}"
    if isinstance(error, TemplateSyntaxError):
        return f"{_shown(error.filename)}:{error.lineno}: {error.message}"
    if isinstance(error, OSError) and error.filename:
        return f"{_shown(error.filename)}: {error.strerror}"
    name = "" if isinstance(error, TemplateError) else f"{type(error).__name__}: "
    where = _where(error)
    return f"{where}: {name}{error}" if where else f"{name}{error}"


def _where(error: BaseException) -> str:
    """Return the innermost place of our own, a template's before a programme's."""
    frames = [
        (_shown(frame.f_code.co_filename), number)
        for frame, number in traceback.walk_tb(error.__traceback__)
    ]
    own = [(file, number) for file, number in frames if not Path(file).is_absolute()]
    templates = [place for place in own if place[0].endswith(".html")]
    place = (templates or own)[-1:]
    return ":".join(map(str, place[0])) if place else ""


def _shown(file: object) -> str:
    """Return a file of the project as the writer knows it, any other in full."""
    path = Path(str(file))
    inside = path.is_relative_to(HERE) and ".venv" not in path.relative_to(HERE).parts
    return path.relative_to(HERE).as_posix() if inside else str(path)


class _Log(logging.Handler):
    """Prints what Pelican logs as plain lines; `told` once one of them was an error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told = False

    def emit(self, record: logging.LogRecord) -> None:
        is_error = record.levelno >= logging.ERROR
        self.told |= is_error
        say(record.getMessage() if is_error else f"warning: {record.getMessage()}")
        error = record.exc_info[1] if record.exc_info else None
        if error:
            say(f"  {explained(error)}")
