"""content/ as files: what is in each, and what is wrong with them.

Nothing that lies outside the folder is read: links to elsewhere are refused.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from chats.file_text import MAX_BYTES, too_large
from chats.frontmatter import Document
from chats.problems import Problem, ProblemsFound
from content_folder.once import Once
from content_folder.pictures import Size
from content_folder.published import is_published
from content_folder.within import TooLarge, beginning_within, bytes_within
from touched import Touched, is_settled

CHATS, POSTS, PAGES = "chats", "posts", "pages"
TRANSCRIPTS = "transcripts"
PEOPLE = "people.yaml"

_HEADS = 64 * 1024
"""No head is longer, in bytes."""

_POINTER = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True)
class File:
    """A file's digest, and its bytes for whoever asks; raises ProblemsFound if they are others."""

    digest: str
    data: Callable[[], bytes]


@dataclass
class Folder:
    """The folder while it is being read; paths of problems begin with its name.

    `translations` are those of chats, `headless` are posts of which only the body can be
    read, `sizes` holds those of the pictures that are published, `digests` stand for what the
    files hold that were asked for as such.
    """

    root: Path
    once: Once = field(default_factory=Once)
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    headless: dict[str, Document] = field(default_factory=dict)
    translations: dict[str, Document] = field(default_factory=dict)
    left: dict[str, Touched] = field(default_factory=dict)
    sizes: dict[str, Size | None] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> Collection[str]:
        """The paths of all files."""
        return self.left.keys()

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

    def file(self, path: str, limit: int = MAX_BYTES) -> File | None:
        """Return a file, None as above; it is read only when nobody knows what it holds."""
        values, left = self.once.values, self.left[path]
        known: tuple[Touched, str] | None = values.get("file", path)
        if known and known[0] == left:
            digest = self.digests[path] = known[1]
            return File(digest, lambda: self._again(path, limit, digest))
        data = self.read(path, limit)
        if data is None:
            return None
        digest = self.digests[path] = sha256(data).hexdigest()
        if is_settled(left, self.once.began):
            values.put((left, digest), "file", path)
        return File(digest, lambda: data)

    def _again(self, path: str, limit: int, digest: str) -> bytes:
        """Return the bytes of a file that was known; raises ProblemsFound if it holds others."""
        data = self.read(path, limit)
        if data is None or sha256(data).hexdigest() != digest:
            message = "changed while the site was built; build it again"
            raise ProblemsFound([Problem(self.shown(path), 0, "", message)])
        return data

    def beginning(self, path: str) -> bytes | None:
        """Return as much of a file as a head takes, None of one that is not to be read."""
        if path not in self.files:
            return None
        try:
            return beginning_within(self.root, path, _HEADS)
        except OSError:
            return None
