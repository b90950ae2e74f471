"""content/ as files: which there are, and each Markdown file taken apart.

Nothing that lies outside the folder is read: links to elsewhere are refused.
"""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from chats.field_reader import unreadable
from chats.file_names import look_alikes, name_fault
from chats.file_text import MAX_BYTES, Unreadable, too_large
from chats.frontmatter import Document, HeadUnreadable, Unopened, document_from
from chats.identity.records import FILE as IDENTITIES
from chats.problems import Problem
from chats.transcripts.opt_out import FILE as OPT_OUT
from chats.translations import original_and_language
from content_folder.once import Once
from content_folder.pictures import Size
from content_folder.published import (
    PUBLISHED_AS_THEY_ARE,
    is_published,
    limit_of,
    size_if_fine,
)
from content_folder.within import TooLarge, beginning_within, bytes_within

CHATS, POSTS, PAGES = "chats", "posts", "pages"
TRANSCRIPTS = "transcripts"
PEOPLE = "people.yaml"
_FOLDERS = {CHATS, POSTS, PAGES, *PUBLISHED_AS_THEY_ARE}
DEEPEST = 8
"""How many folders may lie in each other."""

_HEADS = 64 * 1024
"""No head is longer, in bytes."""

_POINTER = b"version https://git-lfs.github.com/spec/"
_TEXT_ENDINGS = {".markdown", ".mkd", ".mdown", ".rst", ".txt", ".html", ".htm", ".yaml", ".yml"}
_SCRATCH = re.compile(r"^\.|~$|^#.*#$|\.(?:swp|swo|bak|orig|tmp)$")


@dataclass
class Folder:
    """The folder while it is being read; paths of problems begin with its name.

    `translations` are those of chats, `headless` are posts of which only the body can be
    read, `sizes` holds those of the pictures that are published, `digests` stand for what the
    Markdown files hold.
    """

    root: Path
    once: Once = field(default_factory=Once)
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    headless: dict[str, Document] = field(default_factory=dict)
    translations: dict[str, Document] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    sizes: dict[str, Size | None] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def written(self) -> dict[str, Document]:
        """All that can be read."""
        return self.documents | self.translations

    def shown(self, path: str) -> str:
        """Return a path as the writer knows it: content/chats/x.md."""
        return f"{self.root.name}/{path}"

    @property
    def files_published(self) -> Mapping[str, Size | None]:
        """What a chat's head may name: all files, those that are pictures with their size."""
        return {path: self.sizes.get(path) for path in self.files if is_published(path)}

    def fault(self, path: str, message: str, line: int = 0) -> None:
        """Record a problem of a file."""
        self.problems.append(Problem(self.shown(path), line, "", message))

    def line_of(self, source: str, name: str) -> int:
        """Return the line of a field in the file of this source, 0 when it has none."""
        path = source.removeprefix(f"{self.root.name}/")
        document = self.written.get(path)
        return document.head.lines.get(name, 0) if document else 0

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes | None:
        """Return a file's bytes; None, with the problem added, when it is none to be read."""
        try:
            data = bytes_within(self.root, path, limit)
            if not data.startswith(_POINTER):
                return data
            self.fault(path, "is a pointer of Git LFS, and the file itself lies elsewhere; put it "
                       "here, without LFS")  # fmt: skip
        except TooLarge as error:
            self.fault(path, too_large(error.size) if limit == MAX_BYTES else f"{error}")
        except OSError as error:
            self.fault(path, f"cannot be read: {error.strerror}")
        return None

    def beginning(self, path: str) -> bytes | None:
        """Return as much of a file as a head takes, None of one that is not to be read."""
        if path not in self.files:
            return None
        try:
            return beginning_within(self.root, path, _HEADS)
        except OSError:
            return None


def folder_at(root: Path, once: Once) -> Folder:
    """Read the folder: its files' names, and what its Markdown files hold."""
    folder = Folder(root, once)
    if root.is_symlink():
        folder.problems.append(Problem(root.name, 0, "", "is a symbolic link; put the folder "
                                       "itself here, or name the other one in PATH"))  # fmt: skip
        return folder
    folder.files.extend(_walk(folder, ""))
    for path, first in look_alikes(folder.files):
        folder.fault(path, f"has the name of {folder.shown(first)} where a disk does not tell "
                     "A from a; rename one of them")  # fmt: skip
    _take_apart(folder)
    _look_at_what_is_published(folder)
    return folder


def _walk(folder: Folder, under: str) -> Iterator[str]:
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
        elif not stat.S_ISREG(entry.stat().st_mode):
            folder.fault(path, "is not an ordinary file; delete it")
        else:
            yield path


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
        ending = PurePosixPath(path).suffix
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
            if (data := folder.read(path, limit_of(path))) is not None:
                folder.sizes[path] = size_if_fine(path, data)
        except ValueError as error:
            folder.fault(path, str(error))


def _document(folder: Folder, path: str) -> None:
    data = folder.read(path)
    if data is None:
        return
    digest = folder.digests[path] = sha256(data).hexdigest()
    if path.startswith(f"{CHATS}/") and folder.once.values.get("document", digest):
        _documents(folder, path)[path] = Unopened(lambda: document_from(data, folder.once.table))
        return
    try:
        _documents(folder, path)[path] = document_from(data, folder.once.table)
        folder.once.values.put(True, "document", digest)
    except Unreadable as error:
        if isinstance(error, HeadUnreadable):
            folder.headless[path] = error.document
        folder.problems.append(unreadable(folder.shown(path), error))


def _documents(folder: Folder, path: str) -> dict[str, Document]:
    """Return what a file is put among: translations lie beside their originals."""
    _, language = original_and_language(PurePosixPath(path).stem)
    return folder.translations if language and path.startswith(f"{CHATS}/") else folder.documents
