"""Where everything of a publishing repository lies, and what was chosen for it."""

import json
import os
import pwd
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from remote.files import write_whole

FOLDER = "chatseries"
"""Our own folder within the bare repository."""

SECONDS, MEGABYTES = 600, 2048
"""What a build may take: time by the clock, and memory."""


class Refused(Exception):
    """Something is not done; the lines say why, each for a person."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What the organiser chose, kept in settings.json.

    `previews` is the address below which other branches are shown, "" for nowhere;
    `keep` counts the releases to which one can go back; `environment` is a folder of
    Python's that is not the repository's own, "" for its own.
    """

    site: str
    url: str = ""
    branch: str = "main"
    whole_tree: bool = False
    previews: str = ""
    environment: str = ""
    keep: int = 5
    seconds: int = SECONDS
    megabytes: int = MEGABYTES


@dataclass(frozen=True)
class Remote:
    """A bare repository with its choices; `trial` is installed code that is not in use yet.

    `drafts` stands for its other half, which shows the other branches: that has a lock and
    releases of its own, for no draft may hold up what is published.
    """

    repository: Path
    choices: Choices
    trial: Path | None = None
    drafts: bool = False

    @property
    def other(self) -> "Remote":
        """The half that shows the other branches."""
        return replace(self, drafts=True)

    @property
    def own(self) -> Path:
        """Our folder: settings, log, installed code and environments."""
        return self.repository / FOLDER

    @property
    def state(self) -> Path:
        """The folder of a half: its lock, its troubles, what its builds keep."""
        return self.own / "previews" if self.drafts else self.own

    @property
    def installed(self) -> Path:
        """The folder of the code and the environment in use."""
        return self.trial or self.own / "installed"

    @property
    def code(self) -> Path:
        """The code in use."""
        return self.installed / "code"

    @property
    def python(self) -> Path:
        """The Python of the environment in use."""
        return self.installed / "environment/bin/python"

    @property
    def lock(self) -> Path:
        """Whoever builds, shows or removes a release holds it."""
        return self.state / "lock"

    @property
    def cache(self) -> Path:
        """What builds keep for the next ones."""
        return self.state / "cache"

    @property
    def log(self) -> Path:
        """What was done, and what went wrong."""
        return self.own / "log"

    @property
    def hold(self) -> Path:
        """Names the release to which the organiser went back, and until when."""
        return self.own / "hold.json"

    @property
    def troubles(self) -> Path:
        """What stands between a branch's head and its site, by branch."""
        return self.state / "troubles.json"

    @property
    def site(self) -> Path:
        """The folder that holds the releases."""
        return Path(self.choices.site)

    @property
    def current(self) -> Path:
        """The link that the web server serves."""
        return self.site / "current"

    @property
    def built(self) -> Path:
        """The folder of all that a half builds."""
        return self.site / "drafts" if self.drafts else self.site

    @property
    def releases(self) -> Path:
        """Built sites, each whole."""
        return self.built / "releases"

    @property
    def building(self) -> Path:
        """Where sites are built: on the file system of the releases, so that a rename does."""
        return self.built / "building"

    @property
    def previews(self) -> Path:
        """Links to the sites of other branches."""
        return self.site / "previews"

    @property
    def ref(self) -> str:
        """The full name of the branch that is published."""
        return f"refs/heads/{self.choices.branch}"


def remote_at(repository: Path) -> Remote:
    """Return what `invoke remote init` made there; raises Refused.

    Also for another account than the repository's own: that one could not change the
    files that this one would leave.
    """
    file = repository.resolve() / FOLDER / "settings.json"
    if repository.exists() and os.geteuid() != (owner := repository.stat().st_uid):
        name = pwd.getpwuid(owner).pw_name
        raise Refused(f"{repository}: belongs to {name}; push to it and run this as {name}")
    try:
        data = json.loads(file.read_text("utf-8"))
        known = {field.name for field in fields(Choices)}
        choices = Choices(**{key: value for key, value in data.items() if key in known})
    except FileNotFoundError:
        raise Refused(f"{repository}: is no publishing repository; make it one with "
                      f"`invoke remote init {repository} --site FOLDER`") from None  # fmt: skip
    except (OSError, ValueError, TypeError) as error:
        raise Refused(f"{file}: cannot be read ({error}); run `invoke remote init "
                      f"{repository} --site FOLDER` again") from None  # fmt: skip
    return Remote(repository.resolve(), choices)


def write_choices(repository: Path, choices: Choices) -> None:
    """Keep the choices."""
    text = json.dumps(asdict(choices), indent=2)
    write_whole(repository / FOLDER / "settings.json", f"{text}\n")
