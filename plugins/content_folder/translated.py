"""The translations that lie beside the chats' own files, put to their chats."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from chats.chat_file import FileTimes
from chats.model import Chat
from chats.series import Series
from chats.translations import Translation, original_and_language, translation_from
from content_folder.folder import CHATS, Folder


def with_translations(
    folder: Folder, chats: Iterable[Chat], series: Series, times: Mapping[str, FileTimes]
) -> list[Chat]:
    """Return the chats with their translations; one whose original is not there is a problem."""
    by_source = {chat.source: chat for chat in chats}
    found: dict[str, list[Translation]] = {}
    for path in folder.translations:
        name, _ = original_and_language(PurePosixPath(path).stem)
        original = f"{CHATS}/{name}.md"
        if original not in folder.files:
            folder.fault(path, f"there is no {folder.shown(original)} that it could be a "
                         "translation of; give it the name of its original")  # fmt: skip
        elif chat := by_source.get(folder.shown(original)):
            found.setdefault(chat.source, []).extend(_read(folder, path, chat, series, times))
    # One without any stays the value that it was: what is known of it holds.
    return [replace(chat, translations=tuple(found[chat.source])) if chat.source in found else chat
            for chat in by_source.values()]  # fmt: skip


def _read(
    folder: Folder, path: str, chat: Chat, series: Series, times: Mapping[str, FileTimes]
) -> Iterator[Translation]:
    head, known = folder.translations[path].head, times.get(path)
    made = translation_from(folder.shown(path), head, chat, series, folder.problems,
                            known.last if known else None)  # fmt: skip
    if made:
        yield made
