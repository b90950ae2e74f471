"""What content/ holds: every chat, post, page and person, with all problems of all files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from chats import paths
from chats.aliases import Entry, alias_problems
from chats.article_file import page_from, post_from
from chats.chat_file import FileTimes, chat_from
from chats.frontmatter import Document
from chats.held import Held, repeated
from chats.identity.guard import identity_problems
from chats.identity.records import FILE as IDENTITIES
from chats.model import Chat, Page, Person, Post, Status
from chats.people_file import people_from
from chats.problems import Problem
from chats.schedule import placeholders
from chats.series import Series
from chats.typed_times.texts import typed_times
from content_folder.folder import (
    CHATS,
    PAGES,
    PEOPLE,
    POSTS,
    PUBLISHED_AS_THEY_ARE,
    Folder,
    folder_at,
    is_published,
)
from content_folder.git_times import History
from content_folder.links import body_problems
from content_folder.pictures import size_of

_SHALLOW = (
    "the clone is shallow, so git does not know when older files were first and last changed; "
    "fetch the rest with `git fetch --unshallow`, or write `announced` and `updated` in each"
)


@dataclass(frozen=True)
class Content:
    """What the folder holds. `bodies` maps a file to its Markdown.

    `targets` maps it to its path if it is public: a link to what is not public keeps its
    words and leads nowhere. `days` has the day of every chat by its id, also of those
    that nobody shall see yet.
    """

    series: Series
    bodies: Mapping[str, str]
    targets: Mapping[str, str]
    pages: tuple[Page, ...]
    problems: list[Problem]
    days: Mapping[str, date] = field(default_factory=dict)


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
    folder = folder_at(root)
    if history and history.shallow:
        folder.problems.append(Problem(root.name, 0, "", _SHALLOW, warning=True))
    series = replace(series, people=_people(folder))
    times = history.times if history else {}
    chats = _chats(folder, series, times)
    posts, pages = _articles(folder, series, chats)
    targets = _targets(folder, chats, posts, pages)
    files = set(folder.files)
    published = {path for path in files if is_published(path) or path.endswith(".md")}
    for path, document in folder.documents.items():
        source = folder.shown(path)
        found = body_problems(source, path, document.body, document.body_line, files, published)
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
    series = _as_of(series, chats, posts)
    public: tuple[Chat | Post, ...] = (*series.chats, *series.posts)
    made: tuple[Chat | Post, ...] = (*chats, *posts)
    hidden = {entry.source for entry in made} - {entry.source for entry in public}
    return Content(
        series=series,
        bodies={folder.shown(path): document.body for path, document in folder.documents.items()},
        targets={p: target for p, target in targets.items() if folder.shown(p) not in hidden},
        pages=tuple(pages),
        problems=folder.problems,
        days=_days(chats, series),
    )


def _people(folder: Folder) -> dict[str, Person]:
    data = folder.read(PEOPLE) if PEOPLE in folder.files else None
    return people_from(folder.shown(PEOPLE), data, folder.problems) if data else {}


def _chats(folder: Folder, series: Series, times: Mapping[str, FileTimes]) -> list[Chat]:
    chats = []
    for path, document in folder.documents.items():
        if path.startswith(f"{CHATS}/"):
            source = folder.shown(path)
            chat = chat_from(source, document.head, series, folder.problems, times.get(path))
            if chat:
                _files_exist(folder, chat, document)
                chat = _measured(folder, chat, document)
                if chat.status is not Status.DRAFT:
                    folder.problems.extend(typed_times(chat, document, series))
                chats.append(chat)
    folder.problems.extend(repeated(chats))
    return chats


def _files_exist(folder: Folder, chat: Chat, document: Document) -> None:
    for name, value in (("image", chat.image), ("recording", chat.recording),
                        ("transcript", chat.transcript)):  # fmt: skip
        if not value or "://" in value:
            continue
        message = ""
        if value not in folder.files:
            message = f"there is no file {folder.shown(value)}"
        elif not is_published(value):
            message = (
                f"`{value}` is not published; put it into {' or '.join(PUBLISHED_AS_THEY_ARE)}"
            )
        if message:
            line = document.head.lines.get(name, 1)
            folder.problems.append(Problem(chat.source, line, name, message))


def _measured(folder: Folder, chat: Chat, document: Document) -> Chat:
    """Return the chat with the size of its picture, if it has one that is there."""
    if chat.image not in folder.files:
        return chat
    try:
        return replace(chat, image_size=size_of(folder.root / chat.image))
    except ValueError as error:
        line = document.head.lines.get("image", 1)
        message = f"`{chat.image}` {error}"
        folder.problems.append(Problem(chat.source, line, "image", message))
        return chat


def _articles(folder: Folder, series: Series, chats: list[Chat]) -> tuple[list[Post], list[Page]]:
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
    folder: Folder, chats: list[Chat], posts: list[Post], pages: list[Page]
) -> dict[str, str]:
    name = f"{folder.root.name}/"
    targets = {chat.source.removeprefix(name): paths.chat(chat.slug) for chat in chats}
    targets |= {post.source.removeprefix(name): paths.post(post.slug) for post in posts}
    targets |= {page.source.removeprefix(name): paths.page(page.slug) for page in pages}
    kept = filter(is_published, folder.files)
    return targets | {path: path for path in kept}


def _held(
    folder: Folder, series: Series, chats: list[Chat], posts: list[Post], pages: list[Page]
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
