"""An existing series moves in: the files of an export are read, and new ones written."""

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from chats.aliases import Entry
from chats.problems import Problem, ProblemsFound, counted
from content_folder.folder import PEOPLE
from content_folder.reading import Content
from content_folder.site import read_site
from desk.blank import typed
from desk.new import write_new
from desk.old_folders import files_below, old_folders
from desk.settings import settings_from
from desk.telling import say, succeeded
from importers import events, feeds, site_generators, wordpress
from importers.entries import Export
from importers.files import Plan
from importers.heads import written
from importers.leading_on import Addresses
from importers.plan import planned
from importers.safe_xml import Refused
from importers.shelf import Shelf

_KINDS: Mapping[str, Callable[[str, bytes, Shelf], Export]] = {
    "wordpress": wordpress.entries_of,
    "feed": feeds.entries_of,
    "ics": events.entries_of,
}
_FOLDERS = ("jekyll", "hugo")


def bring_in(
    settings_file: Path, kind: str, sources: Sequence[str], *, dry_run: bool = False,
    debug: bool = False,
) -> bool:  # fmt: skip
    """Write a file for each chat, post and page of an export; nothing is ever overwritten.

    What could not be understood is told line by line. Returns whether every file could be read.
    """

    def work() -> None:
        files = list(_files(kind, sources))
        settings = settings_from(settings_file)
        root = Path(settings["PATH"])
        content = read_site(settings)
        settings_faults = [each for each in content.problems
                           if not each.path.startswith(f"{root.name}/")]  # fmt: skip
        if settings_faults:
            raise ProblemsFound(settings_faults)
        there = {file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()}
        export = _read_folders(kind, files) if kind in _FOLDERS else _read(kind, files)
        plan = planned(export, content.series, content.days, there, _addresses(content))
        if not dry_run:
            _write(root, plan)
        _tell(root, plan, "would be written" if dry_run else "written")

    return succeeded(work, "nothing was written", debug=debug)


def _addresses(content: Content) -> Addresses:
    entries: tuple[Entry, ...] = (*content.series.chats, *content.series.posts, *content.pages)
    olds = {alias.casefold(): entry.source for entry in entries for alias in entry.aliases}
    return Addresses({target: path for path, target in content.targets.items()}, olds)


def _files(kind: str, sources: Sequence[str]) -> Iterable[Path]:
    """Yield the files and folders to read; raises ProblemsFound for what is none."""
    kinds = (*_KINDS, *_FOLDERS)
    if kind not in kinds:
        raise ProblemsFound([Problem("--from", 0, "", f"`{kind}` is none of {', '.join(kinds)}")])
    if not sources:
        message = f"names no file; write --from {kind} and the export behind it"
        raise ProblemsFound([Problem("--from", 0, "", message)])
    for source in sources:
        path = Path(source).expanduser()
        if not path.exists():
            raise ProblemsFound([Problem(source, 0, "", "is not there; name a file or a folder")])
        yield path


def _read(kind: str, files: Sequence[Path]) -> Export:
    """Return what the files hold, with what they show of the folders that are named beside them.

    Raises ProblemsFound for all that are none of the kind.
    """
    export = Export()
    shelf = Shelf(files_below(each for each in files if each.is_dir()))
    named = [each for each in files if not each.is_dir()]
    if not named:
        message = "is a folder; name the export too, and the folder is that of its pictures"
        raise ProblemsFound([Problem(str(each), 0, "", message) for each in files])
    _each(named, lambda file, data: export.extend(_KINDS[kind](str(file), data, shelf)))
    return export


def _each(files: Iterable[Path], read: Callable[[Path, bytes], object]) -> None:
    """Read one file after the other; raises ProblemsFound for all that are none of the kind."""
    problems = []
    for file in files:
        try:
            read(file, file.read_bytes())
        except Refused as error:
            problems.append(Problem(str(file), 0, "", str(error)))
        except OSError as error:
            problems.append(Problem(str(file), 0, "", f"cannot be read: {error.strerror}"))
    if problems:
        raise ProblemsFound(problems)


def _read_folders(kind: str, files: Sequence[Path]) -> Export:
    """Return what files and folders hold; raises ProblemsFound for a named file that is none."""
    _each(filter(Path.is_file, files), lambda _file, data: written(data))
    export = Export()
    for folder in old_folders(kind, files):
        if not folder.posts:
            message = "holds no Markdown; name the folder of the posts, or of the whole site"
            raise ProblemsFound([Problem(folder.shown or ".", 0, "", message)])
        export.extend(site_generators.entries_of(kind, folder))
    return export


def _write(root: Path, plan: Plan) -> None:
    for path, text in plan.files.items():
        write_new(root, path, text)
    for path, source in plan.copies.items():
        _copy(Path(source), root / path)
    if plan.people:
        entries = "".join(f"{key}:\n  name: {typed(name)}\n" for key, name in plan.people.items())
        file = root / PEOPLE
        before = file.read_text("utf-8") if file.exists() else ""
        end = "" if not before or before.endswith("\n") else "\n"
        with file.open("a", encoding="utf-8") as people:
            people.write(f"{end}{entries}")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as there, target.open("xb") as here:
        shutil.copyfileobj(there, here)


def _tell(root: Path, plan: Plan, done: str) -> None:
    for line in plan.told:
        say(line)
    for path in (*plan.files, *plan.copies):
        print(f"{root.name}/{path}")
    people = f", {len(plan.people)} added to {PEOPLE}" if plan.people else ""
    print(f"{counted(len(plan.files) + len(plan.copies), 'file')} {done}{people}; "
          f"{counted(len(plan.told), 'line')} to look at; then `invoke check`")  # fmt: skip
