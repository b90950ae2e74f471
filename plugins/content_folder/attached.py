"""The files of content/ that a chat's head names: its picture, its recording, its transcript."""

from dataclasses import replace

from chats.frontmatter import Document
from chats.model import Chat
from chats.problems import Problem
from content_folder.folder import Folder
from content_folder.published import PUBLISHED_AS_THEY_ARE, is_published


def with_its_files(folder: Folder, chat: Chat, document: Document) -> Chat:
    """Return the chat with the size of its picture; what is not there is a problem."""
    for name, value in (("image", chat.image), ("recording", chat.recording),
                        ("transcript", chat.transcript)):  # fmt: skip
        if value and "://" not in value and (message := _missing(folder, value)):
            line = document.head.lines.get(name, 1)
            folder.problems.append(Problem(chat.source, line, name, message))
    return replace(chat, image_size=folder.sizes.get(chat.image))


def _missing(folder: Folder, value: str) -> str:
    if value not in folder.files:
        return f"there is no file {folder.shown(value)}"
    if not is_published(value):
        return f"`{value}` is not published; put it into {' or '.join(PUBLISHED_AS_THEY_ARE)}"
    return ""
