"""Files that are there and could not be read as what they are: they must not seem to be gone."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from chats.article_file import is_a_chat
from chats.chat_ids import ids_meant
from chats.identity.records import FILE as IDENTITIES
from chats.model import Chat
from content_folder.folder import CHATS, PAGES, PEOPLE, POSTS, Folder


def faulty_chats(folder: Folder, chats: Iterable[Chat]) -> set[str]:
    """Return the files of all chats, or of what may be one, but those of which one was made."""
    made = {chat.source for chat in chats}
    unread = {path for path in _told_of(folder) if folder.shown(path) not in made}
    return {path for path in unread if _may_be_a_chat(folder, path)}


def ids_astray(folder: Folder, chats: Iterable[Chat]) -> frozenset[str] | None:
    """Return every id that those files may mean; None where one of them can mean any."""
    ids: frozenset[str] = frozenset()
    for path in faulty_chats(folder, chats) - {PEOPLE, IDENTITIES}:
        document = folder.documents.get(path)
        data = b"" if document else folder.beginning(path)
        if data is None:
            return None
        ids |= ids_meant(PurePosixPath(path).stem, document.head if document else None, data)
    return ids


def link_targets(folder: Folder) -> set[str]:
    """Return the files that may be linked: those that there are, and those once they are mended."""
    astray = {path for path in _told_of(folder)
              if path not in folder.documents or _misplaced(folder, path)}  # fmt: skip
    mended = {f"{top}/{PurePosixPath(path).stem}.md"
              for path in astray for top in (CHATS, POSTS, PAGES)}  # fmt: skip
    return {*folder.files, *astray, *mended}


def _told_of(folder: Folder) -> set[str]:
    """Return the files of which a problem is told, and those that are in the wrong place."""
    told = {problem.path for problem in folder.problems if not problem.warning}
    misplaced = {path for path in folder.documents if _misplaced(folder, path)}
    return {path.removeprefix(f"{folder.root.name}/") for path in told} | misplaced


def _may_be_a_chat(folder: Folder, path: str) -> bool:
    return not path.startswith((f"{POSTS}/", f"{PAGES}/")) or _misplaced(folder, path)


def _misplaced(folder: Folder, path: str) -> bool:
    document = folder.documents.get(path)
    return document is not None and not path.startswith(f"{CHATS}/") and is_a_chat(document.head)
