"""`invoke remote init` and `upgrade`: a bare repository becomes one that publishes."""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from remote.files import write_whole
from remote.git import commit_of, git
from remote.install import HOOKS, install, is_ours, use, write_hooks
from remote.layout import FOLDER, Choices, Refused, Remote, remote_at, write_choices
from remote.lock import locked
from remote.making import before_of, facts_of, made, sweep_all
from remote.timer import write_entries

_CONFIGURATION = {
    "receive.fsckObjects": "true",
    "receive.maxInputSize": "1g",
    "core.hooksPath": "hooks",
    "core.useReplaceRefs": "false",
}
"""Objects are looked at, nobody's own configuration turns the hooks off, and no object that was
pushed stands in for another: one that stands in for itself would end every later push."""

_MARK = ".published-from"
"""A file of the site's folder that names the repository."""


def init(project: Path, repository: Path, wanted: Mapping[str, Any]) -> Remote:
    """Make the repository publish, or bring one that does up to date; raises Refused.

    `wanted` has the choices that were made now; the others stay as they were made before.
    """
    os.umask(0o022)
    repository = repository.expanduser().absolute()
    choices = _choices(repository, wanted)
    _bare(repository, choices.branch)
    remote = Remote(repository.resolve(), choices)
    _folders(remote)
    upgrade(remote, project)
    return remote


def upgrade(remote: Remote, project: Path) -> None:
    """Install the project's code and put it into use if it builds the published branch.

    Raises Refused with the problems when it does not; the code in use then stays.
    """
    os.umask(0o022)
    with locked(remote, lambda: print("a push is being published; waiting …", flush=True)):
        sweep_all(remote)
        folder = install(remote, project)
        _build_head(replace(remote, trial=folder))
        use(remote, folder)
        write_choices(remote.repository, remote.choices)
        for key, value in _CONFIGURATION.items():
            git(remote.repository, "config", key, value)
        write_hooks(remote)
        write_entries(remote)


def _build_head(remote: Remote) -> None:
    head = commit_of(remote.repository, remote.ref)
    if head:
        print(f"building {head[:9]} …", flush=True)
        made(remote, facts_of(remote, head, before_of(remote, head), remote.choices.url))


def _choices(repository: Path, wanted: Mapping[str, Any]) -> Choices:
    if (repository / FOLDER / "settings.json").exists():
        return replace(remote_at(repository).choices, **wanted)
    if not wanted.get("site"):
        raise Refused("--site: is missing; name the folder whose `current` the web server serves")
    branch = {}
    if (repository / "HEAD").is_file() and "branch" not in wanted:
        head = git(repository, "symbolic-ref", "HEAD").strip()
        branch = {"branch": head.removeprefix("refs/heads/")}
    return Choices(**{**branch, **wanted})


def _bare(repository: Path, branch: str) -> None:
    """Make a bare repository there, or take one that is there."""
    if not repository.exists() or not any(repository.iterdir()):
        repository.mkdir(parents=True, exist_ok=True)
        git(repository, "init", "--quiet", "--bare", f"--initial-branch={branch}")
    elif not ((repository / "HEAD").is_file() and (repository / "objects").is_dir()):
        raise Refused(f"{repository}: is no bare repository; name a new folder, or one that "
                      "`git init --bare` made")  # fmt: skip
    for name in HOOKS:
        if not is_ours(hook := repository / "hooks" / name):
            raise Refused(f"{hook}: is a hook of somebody else's; move it away first")
    git(repository, "symbolic-ref", "HEAD", f"refs/heads/{branch}")  # what a clone checks out
    (repository / "hooks").mkdir(exist_ok=True)
    (repository / FOLDER).mkdir(exist_ok=True)


def _folders(remote: Remote) -> None:
    """Make the site's folders; refuse what is another repository's or cannot hold links."""
    mark = remote.site / _MARK
    if mark.is_file():
        other = Path(mark.read_text("utf-8").strip())
        if other != remote.repository and (other / FOLDER).is_dir():
            raise Refused(f"{remote.site}: holds the site of {other}; name another folder")
    if remote.current.exists() and not remote.current.is_symlink():
        raise Refused(f"{remote.current}: is no link that a release could take over; move it away")
    for folder in (remote.releases, remote.building):
        folder.mkdir(parents=True, exist_ok=True)
    write_whole(mark, f"{remote.repository}\n")
    probe = remote.building / f"link-{os.getpid()}"
    try:
        probe.symlink_to("nowhere")
    except OSError as error:
        raise Refused(f"{remote.site}: cannot hold links ({error.strerror}); name a folder on "
                      "another file system") from None  # fmt: skip
    probe.unlink()


def closed_folders(remote: Remote) -> Iterator[Path]:
    """Yield the folders above the site that other users, such as the web server's, cannot pass."""
    for folder in (remote.site, *remote.site.parents):
        if not folder.stat().st_mode & stat.S_IXOTH:
            yield folder
