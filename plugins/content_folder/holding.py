"""What the folder holds by name and by address, and how sure that is."""

from pathlib import PurePosixPath

from chats import paths
from chats.aliases import Entry
from chats.held import Held, alone
from chats.model import Chat, Page, Post
from chats.series import Series
from content_folder.astray import faulty_chats, ids_astray
from content_folder.folder import POSTS, Folder
from content_folder.published import is_published


def held_by(
    folder: Folder, series: Series, chats: list[Chat], posts: list[Post], pages: list[Page]
) -> Held:
    """Return what the guard of identities holds published names against."""
    chats, posts = alone(chats), alone(posts)
    entries: tuple[Entry, ...] = (*chats, *posts, *pages)
    made = {entry.source for entry in entries}
    unread = {problem.path for problem in folder.problems if not problem.warning} - made
    hidden = {paths.post(PurePosixPath(path).stem): folder.shown(path) for path in folder.documents
              if path.startswith(f"{POSTS}/") and folder.shown(path) not in made}  # fmt: skip
    ids_known = "rule" not in series.unsure
    return Held(
        series=series,
        chats=tuple(chats),
        posts=tuple(posts),
        pages=tuple(pages),
        hidden=hidden,
        complete=ids_known and not unread,
        chats_complete=ids_known and not faulty_chats(folder, chats),
        astray=ids_astray(folder, chats) if ids_known else None,
        files=frozenset(filter(is_published, folder.files)),
        folder=folder.root.name,
        line_of=folder.line_of,
    )
