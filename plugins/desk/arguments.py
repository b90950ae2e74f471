"""Arguments that Invoke has no kind for: a platform and, behind it, any number of files."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from invoke.parser.argument import Argument
from invoke.tasks import Task


class AllThatFollows(Argument):
    """An option that takes every word up to the next option: `--from irc june.log july.log`."""

    def set_value(self, value: Any, cast: bool = True) -> None:  # noqa: ARG002 - Invoke's own
        """Take another word; the end of the option, which Invoke tells by True, is none."""
        if value is not True:
            self._value = [*(self._value or ()), str(value)]
        self.raw_value = None  # so the parser takes it for still wanting one


class WithFiles(Task):  # type: ignore[type-arg]
    """A task whose option `--from` takes all that follows it."""

    def get_arguments(self, *args: Any, **kwargs: Any) -> list[Argument]:
        """Return the arguments as Invoke reads them from the function, with that one exchanged."""
        found = super().get_arguments(*args, **kwargs)
        return [
            AllThatFollows(names=each.names, help=each.help, optional=True,
                           attr_name=each.attr_name)
            if "from" in each.names else each
            for each in found
        ]  # fmt: skip


class Help(NamedTuple):
    """A task as its help tells it: what it does, and what each of its arguments means."""

    summary: str
    arguments: Mapping[str, str]


def helps_of(tasks: Mapping[str, "Task[Any]"]) -> dict[str, Help]:
    """Return the help of each task, its arguments named as they are typed."""
    return {name: _help_of(tasks[name]) for name in sorted(tasks)}


def _help_of(task: "Task[Any]") -> Help:
    words = dict(task.help)
    told = {_typed(argument): str(argument.help or "") for argument in task.get_arguments()}
    task.help = words  # for Invoke, which is going to read it itself
    return Help(str(task.__doc__).splitlines()[0], told)


def _typed(argument: Argument) -> str:
    """Return `CHAT`, `--topic …` or `--live`."""
    name = argument.names[0].strip("_").replace("_", "-")
    if argument.positional:
        return name.upper()
    return f"--{name}" if argument.kind is bool else f"--{name} …"
