"""Reads content/ once: every chat, post, page and person, with all problems of all files.

Nothing that lies outside the folder is read: links to elsewhere are refused.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from chats import paths
from chats.aliases import Entry, alias_problems
from chats.article_file import page_from, post_from
from chats.chat_file import FileTimes, chat_from
from chats.field_reader import unreadable
from chats.frontmatter import MAX_BYTES, Document, Unreadable, document_from, too_large
from chats.held import Held, repeated
from chats.identity.guard import identity_problems
from chats.identity.records import FILE as IDENTITIES
from chats.model import Chat, Page, Person, Post, Series, Status
from chats.people_file import people_from
from chats.problems import Problem
from chats.schedule import placeholders
from chats.typed_times.texts import typed_times
from content_folder.git_times import History
from content_folder.links import body_problems

CHATS, POSTS, PAGES = "chats", "posts", "pages"
PEOPLE = "people.yaml"
PUBLISHED_AS_THEY_ARE = ("images", "files")
"""Folders of content/ whose files are copied to the site unchanged."""

_SHALLOW = (
    "the clone is shallow, so git does not know when older files were first and last changed; "
    "fetch the rest with `git fetch --unshallow`, or write `announced` and `updated` in each"
)

_TEXT_ENDINGS = {".markdown", ".mkd", ".mdown", ".rst", ".txt", ".html", ".htm", ".yaml", ".yml"}
_SCRATCH = re.compile(r"^\.|~$|^#.*#$|\.(?:swp|swo|bak|orig|tmp)$")


@dataclass(frozen=True)
class Content:
    """What the folder holds. `bodies` maps a file to its Markdown, `targets` to its path.

    `days` has the day of every chat by its id, also of those that nobody shall see yet.
    """

    series: Series
    bodies: Mapping[str, str]
    targets: Mapping[str, str]
    pages: tuple[Page, ...]
    problems: list[Problem]
    days: Mapping[str, date] = field(default_factory=dict)


@dataclass
class _Folder:
    """The folder while it is being read; paths of problems begin with its name."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def shown(self, path: str) -> str:
        """Return a path as the writer knows it: content/chats/x.md."""
        return f"{self.root.name}/{path}"

    def fault(self, path: str, message: str, line: int = 0) -> None:
        self.problems.append(Problem(self.shown(path), line, "", message))

    def line_of(self, source: str, name: str) -> int:
        """Return the line of a field in the file of this source, 0 when it has none."""
        document = self.documents.get(source.removeprefix(f"{self.root.name}/"))
        return document.head.lines.get(name, 0) if document else 0

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes; None, with the problem added, when it is too large or gone."""
        file = self.root / path
        try:
            size = file.stat().st_size
            if size > MAX_BYTES:
                self.fault(path, too_large(size))
                return None
            return file.read_bytes()
        except OSError as error:
            self.fault(path, f"cannot be read: {error.strerror}")
            return None


def read_content(
    root: Path,
    series: Series,
    history: History | None = None,
    identities: bytes | None = None,
) -> Content:
    """Read the folder into the series; the problems come with whatever could be read.

    `history` gives the commit times for `announced` and `updated`, `identities` is
    identities.lock as it was committed, None where there is no git.
    """
    folder = _Folder(root)
    folder.files.extend(_walk(folder, ""))
    _take_apart(folder)
    if history and history.shallow:
        folder.problems.append(Problem(root.name, 0, "", _SHALLOW, warning=True))
    series = replace(series, people=_people(folder))
    times = history.times if history else {}
    chats = _chats(folder, series, times)
    posts, pages = _articles(folder, series, chats)
    targets = _targets(folder, chats, posts, pages)
    for path, document in folder.documents.items():
        source = folder.shown(path)
        found = body_problems(source, path, document.body, document.body_line, set(folder.files))
        folder.problems.extend(found)
    folder.problems.extend(alias_problems(
        (*chats, *posts, *pages),
        {target: folder.shown(path) for path, target in targets.items()},
        folder.line_of,
    ))  # fmt: skip
    if IDENTITIES in folder.files:
        data = folder.read(IDENTITIES) or b""
        held = _held(folder, series, chats, posts, pages)
        path = folder.shown(IDENTITIES)
        folder.problems.extend(identity_problems(path, data, identities, held))
    return Content(
        series=_as_of(series, chats, posts),
        bodies={folder.shown(path): document.body for path, document in folder.documents.items()},
        targets=targets,
        pages=tuple(pages),
        problems=folder.problems,
        days=_days(chats, series),
    )


# ---------------------------------------------------------------- which files there are


def _walk(folder: _Folder, under: str) -> Iterator[str]:
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
        if entry.is_symlink():
            folder.fault(path, "is a symbolic link; put the file itself here")
        elif entry.is_dir():
            yield from _walk(folder, f"{path}/")
        elif not stat.S_ISREG(entry.stat().st_mode):
            folder.fault(path, "is not an ordinary file; delete it")
        else:
            yield path


def _take_apart(folder: _Folder) -> None:
    for path in folder.files:
        top, _, rest = path.partition("/")
        name = rest or path
        ending = PurePosixPath(name).suffix
        if top in PUBLISHED_AS_THEY_ARE and rest:
            continue
        if path == PEOPLE:
            continue
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


def _document(folder: _Folder, path: str) -> None:
    data = folder.read(path)
    if data is None:
        return
    try:
        folder.documents[path] = document_from(data)
    except Unreadable as error:
        folder.problems.append(unreadable(folder.shown(path), error))


def _people(folder: _Folder) -> dict[str, Person]:
    data = folder.read(PEOPLE) if PEOPLE in folder.files else None
    return people_from(folder.shown(PEOPLE), data, folder.problems) if data else {}


# ---------------------------------------------------------------- what they hold


def _chats(folder: _Folder, series: Series, times: Mapping[str, FileTimes]) -> list[Chat]:
    chats = []
    for path, document in folder.documents.items():
        if path.startswith(f"{CHATS}/"):
            source = folder.shown(path)
            chat = chat_from(source, document.head, series, folder.problems, times.get(path))
            if chat:
                _files_exist(folder, chat, document)
                if chat.status is not Status.DRAFT:
                    folder.problems.extend(typed_times(chat, document, series))
                chats.append(chat)
    folder.problems.extend(repeated(chats))
    return chats


def _files_exist(folder: _Folder, chat: Chat, document: Document) -> None:
    for name, value in (("image", chat.image), ("recording", chat.recording),
                        ("transcript", chat.transcript)):  # fmt: skip
        if not value or "://" in value:
            continue
        top = value.partition("/")[0]
        message = ""
        if value not in folder.files:
            message = f"there is no file {folder.shown(value)}"
        elif top not in PUBLISHED_AS_THEY_ARE:
            message = (
                f"`{value}` is not published; put it into {' or '.join(PUBLISHED_AS_THEY_ARE)}"
            )
        if message:
            line = document.head.lines.get(name, 1)
            folder.problems.append(Problem(chat.source, line, name, message))


def _articles(folder: _Folder, series: Series, chats: list[Chat]) -> tuple[list[Post], list[Page]]:
    number = sum(path.startswith(f"{CHATS}/") for path in folder.files)
    ids = {chat.id for chat in chats} if number == len(chats) else None
    posts, pages = [], []
    for path, document in folder.documents.items():
        source = folder.shown(path)
        if path.startswith(f"{POSTS}/"):
            post = post_from(source, document.head, series.people, ids, folder.problems)
            posts += [post] if post else []
        elif path.startswith(f"{PAGES}/"):
            page = page_from(source, document.head, folder.problems)
            pages += [page] if page else []
    folder.problems.extend(repeated(posts))
    return posts, pages


def _targets(
    folder: _Folder, chats: list[Chat], posts: list[Post], pages: list[Page]
) -> dict[str, str]:
    name = f"{folder.root.name}/"
    targets = {chat.source.removeprefix(name): paths.chat(chat.slug) for chat in chats}
    targets |= {post.source.removeprefix(name): paths.post(post.slug) for post in posts}
    targets |= {page.source.removeprefix(name): paths.page(page.slug) for page in pages}
    kept = (path for path in folder.files if path.startswith(PUBLISHED_AS_THEY_ARE))
    return targets | {path: path for path in kept}


def _held(
    folder: _Folder, series: Series, chats: list[Chat], posts: list[Post], pages: list[Page]
) -> Held:
    entries: tuple[Entry, ...] = (*chats, *posts, *pages)
    made = {entry.source for entry in entries}
    unread = {problem.path for problem in folder.problems if not problem.warning} - made
    articles = (folder.shown(f"{POSTS}/"), folder.shown(f"{PAGES}/"))
    hidden = {paths.post(PurePosixPath(path).stem): folder.shown(path) for path in folder.documents
              if path.startswith(f"{POSTS}/") and folder.shown(path) not in made}  # fmt: skip
    return Held(
        series=series,
        chats=tuple(chats),
        posts=tuple(posts),
        pages=tuple(pages),
        hidden=hidden,
        complete=not unread,
        chats_complete=all(path.startswith(articles) for path in unread),
        line_of=folder.line_of,
    )


def _as_of(series: Series, chats: list[Chat], posts: list[Post]) -> Series:
    """Return the series with what was public at its instant, in order."""
    at = series.at
    public = [c for c in chats if c.status is not Status.DRAFT and c.announced <= at]
    series = replace(
        series,
        chats=tuple(sorted(public, key=lambda chat: (chat.start, chat.id))),
        posts=tuple(sorted(
            (post for post in posts if post.published <= at),
            key=lambda post: (post.published, post.slug),
        )),
    )  # fmt: skip
    return replace(series, placeholders=placeholders(
        series.rule, series.exceptions, at=at, wall=series.usual_time, zone=series.zone,
        duration=series.duration, taken=_days(public, series), number=series.expected,
        until=series.until,
    ))  # fmt: skip


def _days(chats: Iterable[Chat], series: Series) -> dict[str, date]:
    return {chat.id: chat.start.astimezone(series.zone).date() for chat in chats}
