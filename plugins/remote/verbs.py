"""The verbs of `invoke remote`, each told to the organiser as the tasks are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from chats.hidden_characters import shown
from chats.problems import ProblemsFound
from chats.surroundings import live_address
from remote import setup, timer
from remote.builder import no_space
from remote.converge import converge
from remote.journal import say
from remote.layout import Refused, Remote, remote_at
from remote.releases import behind
from remote.rollback import rollback, undo
from remote.status import status
from remote.troubles import troubles_of


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was typed after `invoke remote VERB PATH`; "" is what was not typed."""

    project: Path
    path: Path
    site: str = ""
    url: str = ""
    branch: str = ""
    trust: str = ""
    previews: str = ""
    environment: str = ""
    keep: int = 0
    timer: str = ""
    to: str = ""
    undo: bool = False


def perform(verb: str, asked: Asked) -> bool:
    """Do what the verb says; returns whether it was done and all is well."""
    if verb not in _VERBS:
        say(f"`{verb}` is no verb of `invoke remote`; there are {', '.join(_VERBS)}")
        return False
    try:
        return _VERBS[verb](asked)
    except Refused as refused:
        say(*refused.lines)
    except ProblemsFound as found:
        say(*map(str, found.problems))
    except OSError as error:
        say(no_space(error))
    return False


def _init(asked: Asked) -> bool:
    if asked.timer not in ("", timer.CRON, timer.NONE):
        raise Refused(f"--timer: `{asked.timer}` is neither `cron` nor `none`")
    remote = setup.init(asked.project, asked.path, _choices(asked))
    if asked.timer:
        timer.choose(remote, asked.timer)
    fine = converge(remote)
    print(f"{remote.repository} publishes {remote.choices.branch} to {remote.current}")
    if not remote.choices.url:
        print("no --url yet: feeds and calendars lead to the SITEURL of pelicanconf.py")
    for folder in setup.closed_folders(remote):
        print(f"the web server's account cannot pass {folder}: chmod o+x {folder}")
    print("push to it:", f"  git remote add live ACCOUNT@HOST:{remote.repository}",
          f"  git push live {remote.choices.branch}", "what lets it move on by itself, hourly:",
          *(f"  {line}" for line in timer.write_entries(remote)), sep="\n")  # fmt: skip
    return _well(remote, fine=fine)


def _upgrade(asked: Asked) -> bool:
    remote = remote_at(asked.path)
    setup.upgrade(remote, asked.project)
    fine = converge(remote)
    print(f"{remote.repository} builds with the code of {asked.project}")
    return _well(remote, fine=fine)


def _converge(asked: Asked) -> bool:
    remote = remote_at(asked.path)
    return _well(remote, fine=converge(remote, anew=True))


def _status(asked: Asked) -> bool:
    fine, lines = status(remote_at(asked.path))
    print(*map(shown, lines), sep="\n")  # branches and files are named by whoever pushes
    return fine


def _rollback(asked: Asked) -> bool:
    remote = remote_at(asked.path)
    if asked.undo:
        undo(remote)
        return _well(remote, fine=converge(remote))
    release = rollback(remote, asked.to)
    print(f"live: {release.facts.commit[:9]}, until the next push or `rollback --undo`")
    return True


_VERBS: Mapping[str, Callable[[Asked], bool]] = {
    "init": _init,
    "upgrade": _upgrade,
    "status": _status,
    "rollback": _rollback,
    "converge": _converge,
}


def _well(remote: Remote, *, fine: bool) -> bool:
    """Tell what is live, and what is in the way of what should be."""
    for branch, lines in troubles_of(remote).items():
        say(*(f"{branch}: {line}" for line in lines))
    live = behind(remote, remote.current)
    if live:
        print(f"live: {live.facts.commit[:9]}")
    return fine


def _choices(asked: Asked) -> dict[str, object]:
    """Return the choices of `init` that were typed, checked; raises Refused, ProblemsFound."""
    chosen: dict[str, object] = {}
    if asked.site:
        chosen["site"] = str(Path(asked.site).expanduser().absolute())
    if asked.environment:
        own = asked.environment == "own"
        chosen["environment"] = "" if own else str(Path(asked.environment).expanduser().absolute())
    for name, typed in (("url", asked.url), ("previews", asked.previews)):
        if typed:
            chosen[name] = "" if typed == "none" else live_address(typed)
    if asked.branch:
        chosen["branch"] = asked.branch
    if asked.trust:
        if asked.trust not in ("content", "tree"):
            raise Refused(f"--trust: `{asked.trust}` is neither `content` nor `tree`")
        chosen["whole_tree"] = asked.trust == "tree"
    if asked.keep:
        chosen["keep"] = asked.keep
    return chosen
