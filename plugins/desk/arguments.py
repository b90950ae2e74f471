"""Arguments that Invoke has no kind for: a platform and, behind it, any number of files."""

from typing import Any

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
