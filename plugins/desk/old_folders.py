"""The folder of a site of Jekyll's or Hugo's, read for what moves in."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from chats.problems import Problem, ProblemsFound
from importers import hugo, jekyll
from importers.heads import MAX_BYTES
from importers.old_site import OldFolder

_SETTINGS = {"jekyll": jekyll.SETTINGS, "hugo": (*hugo.SETTINGS, *hugo.PARTS)}
_POSTS = (".md", ".markdown", ".mkd", ".mkdn")
_MADE = {"_site", "public", "resources", "node_modules", "vendor", "themes", "archetypes",
         "layouts", "_layouts", "_includes", "_sass", "_data"}  # fmt: skip
"""Folders of what the programme made or takes from others."""
_UPWARDS = 6
MAX_FILES = 100_000


def old_folders(kind: str, sources: Sequence[Path]) -> Iterator[OldFolder]:
    """Yield what each file or folder holds, below the root of its site."""
    by_root: dict[Path, list[Path]] = {}
    for source in sources:
        by_root.setdefault(_root_of(kind, source), []).append(source)
    for root, named in by_root.items():
        files = [path.relative_to(root).as_posix() for path in islice(_files(root), MAX_FILES)]
        posts = dict.fromkeys(
            path.relative_to(root).as_posix() for source in named
            for path in (_posts(source, root) if source.is_dir() else [source])
        )  # fmt: skip
        yield OldFolder(
            shown="" if root == Path() else f"{root.as_posix()}/",
            posts={path: _bytes(root / path) for path in posts},
            settings={name: _bytes(root / name) for name in _SETTINGS[kind]
                      if (root / name).is_file()},
            files=frozenset(files),
        )  # fmt: skip


def files_below(folders: Iterable[Path]) -> dict[str, str]:
    """Return the files of folders by their path within, with the whole one."""
    found: dict[str, str] = {}
    for folder in folders:
        for path in islice(_files(folder), MAX_FILES):
            found.setdefault(path.relative_to(folder).as_posix(), path.as_posix())
    return found


def _root_of(kind: str, source: Path) -> Path:
    """Return the folder of the site's settings, or what stands for it where there are none."""
    start = source if source.is_dir() else source.parent
    above = [each for each in start.parents if ".." not in start.parts or each != Path()]
    for folder in islice((start, *above), _UPWARDS):
        named = [name for name in _SETTINGS[kind] if (folder / name).is_file()]
        ours = kind == "jekyll" or (folder / "content").is_dir()
        if named and (ours or any("hugo." in name for name in named)):
            return folder
    within = "content" if kind == "hugo" else "_posts"
    for folder in (start, *above):
        if folder.name == within:
            return folder.parent
    return start


def _posts(folder: Path, root: Path) -> Iterator[Path]:
    for path in _files(folder):
        if path.suffix.lower() in _POSTS and not _MADE & set(path.relative_to(root).parts[:-1]):
            yield path


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder in order, but for hidden ones and links that lead out of it."""
    inside = folder.resolve()
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and path.resolve().is_relative_to(inside):
            yield path


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise ProblemsFound([Problem(str(path), 0, "", message)]) from None
