"""Goes through content/: which files there are, and each Markdown file taken apart."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from chats.field_reader import unreadable
from chats.file_names import look_alikes, name_fault
from chats.file_text import Unreadable
from chats.frontmatter import Document, HeadUnreadable, Unopened, document_from
from chats.identity.records import FILE as IDENTITIES
from chats.problems import Problem
from chats.transcripts.opt_out import FILE as OPT_OUT
from chats.translations import original_and_language
from content_folder.folder import CHATS, PAGES, PEOPLE, POSTS, TRANSCRIPTS, File, Folder
from content_folder.once import Once
from content_folder.pictures import Size
from content_folder.published import (
    PUBLISHED_AS_THEY_ARE,
    is_published,
    limit_of,
    size_if_fine,
)
from touched import Touched, noted

_FOLDERS = {CHATS, POSTS, PAGES, *PUBLISHED_AS_THEY_ARE}
DEEPEST = 8
"""How many folders may lie in each other."""

_TEXT_ENDINGS = {".markdown", ".mkd", ".mdown", ".rst", ".txt", ".html", ".htm", ".yaml", ".yml"}
_SCRATCH = re.compile(r"^\.|~$|^#.*#$|\.(?:swp|swo|bak|orig|tmp)$")


def folder_at(root: Path, once: Once) -> Folder:
    """Read the folder: its files' names, and what its Markdown files hold."""
    folder = Folder(root, once)
    if root.is_symlink():
        folder.problems.append(Problem(root.name, 0, "", "is a symbolic link; put the folder "
                                       "itself here, or name the other one in PATH"))  # fmt: skip
        return folder
    folder.left.update(_walk(folder, ""))
    for path, first in look_alikes(folder.files):
        folder.fault(path, f"has the name of {folder.shown(first)} where a disk does not tell "
                     "A from a; rename one of them")  # fmt: skip
    _take_apart(folder)
    _look_at_what_is_published(folder)
    return folder


def _walk(folder: Folder, under: str) -> Iterator[tuple[str, Touched]]:
    """Yield the files below a folder, in order; what is not a plain file is a problem."""
    try:
        entries = sorted(os.scandir(folder.root / under), key=lambda entry: entry.name)
    except OSError as error:
        where = under.rstrip("/")
        folder.fault(where, f"cannot be read: {error.strerror}; it holds the chats and posts")
        return
    for entry in entries:
        path = f"{under}{entry.name}"
        if _SCRATCH.search(entry.name):
            continue
        if fault := name_fault(entry.name):
            folder.fault(path, fault)
        elif entry.is_symlink():
            folder.fault(path, "is a symbolic link; put the file itself here")
        elif entry.is_dir() and path.count("/") >= DEEPEST:
            folder.fault(path, f"lies over {DEEPEST} folders deep; move it up")
        elif entry.is_dir():
            yield from _walk(folder, f"{path}/")
        elif not stat.S_ISREG((found := entry.stat()).st_mode):
            folder.fault(path, "is not an ordinary file; delete it")
        else:
            yield path, noted(found)


def _take_apart(folder: Folder) -> None:
    for path in folder.files:
        top, _, rest = path.partition("/")
        if is_published(path) or path in (PEOPLE, OPT_OUT) or (top == TRANSCRIPTS and rest):
            continue
        if path in _FOLDERS:
            folder.fault(path, f"is a file; {folder.shown(path)}/ is a folder")
            continue
        if top in (PEOPLE, IDENTITIES) and rest:
            folder.fault(path, f"lies in a folder; {folder.shown(top)} is a file")
            continue
        ending = os.path.splitext(path)[1]  # noqa: PTH122 - a Path each is slow
        if top in (CHATS, POSTS, PAGES) and rest:
            if "/" in rest:
                folder.fault(path, f"lies too deep; move it to {folder.root.name}/{top}/")
            elif ending == ".md":
                _document(folder, path)
            elif ending.lower() in (".md", *_TEXT_ENDINGS):
                better = PurePosixPath(path).with_suffix(".md")
                folder.fault(path, f"only Markdown is read here; rename it to {better}")
            else:
                folder.fault(path, f"does not belong here; put pictures into "
                             f"{folder.root.name}/images/, other files into files/")  # fmt: skip
        elif ending in (".md", *_TEXT_ENDINGS):
            folder.fault(path, f"lies in the wrong folder; chats belong in {folder.root.name}/"
                         f"{CHATS}/, other posts in {POSTS}/, pages in {PAGES}/")  # fmt: skip


def _look_at_what_is_published(folder: Folder) -> None:
    for path in filter(is_published, folder.files):
        try:
            if (file := folder.file(path, limit_of(path))) is not None:
                folder.sizes[path] = _size(folder, path, file)
        except ValueError as error:
            folder.fault(path, str(error))


def _size(folder: Folder, path: str, file: File) -> Size | None:
    """Return the size of a picture, looked at once; raises ValueError for what is not published."""
    known: tuple[Size | None] | None = folder.once.values.get(*(key := ("size", path, file.digest)))
    if known is None:
        known = (size_if_fine(path, file.data()),)
        folder.once.values.put(known, *key)
    return known[0]


def _document(folder: Folder, path: str) -> None:
    file, table = folder.file(path), folder.once.table
    if file is None:
        return
    if path.startswith(f"{CHATS}/") and folder.once.values.get("document", file.digest):
        _documents(folder, path)[path] = Unopened(lambda: document_from(file.data(), table))
        return
    try:
        _documents(folder, path)[path] = document_from(file.data(), table)
        folder.once.values.put(True, "document", file.digest)
    except Unreadable as error:
        if isinstance(error, HeadUnreadable):
            folder.headless[path] = error.document
        folder.problems.append(unreadable(folder.shown(path), error))


def _documents(folder: Folder, path: str) -> dict[str, Document]:
    """Return what a file is put among: translations lie beside their originals."""
    _, language = original_and_language(path.rpartition("/")[2].removesuffix(".md"))
    return folder.translations if language and path.startswith(f"{CHATS}/") else folder.documents
