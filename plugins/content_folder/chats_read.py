"""The chats' files → chats; one that was read before from all the same is not read again."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

from chats.chat_file import FileTimes, chat_from
from chats.model import Chat, Status
from chats.problems import Problem
from chats.series import Series
from chats.typed_times.texts import typed_times
from content_folder.attached import with_its_files
from content_folder.folder import CHATS, Folder
from content_folder.posts_too_long import posts_too_long
from made_of import MadeOf

MOST_PROBLEMS = 100
"""Problems of one body that are told; when they are mended come the others."""

CLOCKS = {"zone", "zones", "time", "duration"}
"""Settings without which no time that is typed can be held against a chat's own."""

_NO_TIME = datetime.fromtimestamp(0, UTC)

Read = tuple[Chat | None, tuple[Problem, ...], bool]
"""A chat, what there is to say of its file, and whether it was to come when it was read."""


def chats_read(
    folder: Folder, series: Series, times: Mapping[str, FileTimes], now: datetime
) -> Iterator[Chat]:
    """Yield the chat of each sound file; adds the problems of all."""
    values, others = folder.once.values, _others(folder, series)
    for path in folder.documents:
        if not path.startswith(f"{CHATS}/"):
            continue
        key = ("chat", path, folder.digests[path], repr(times.get(path)), others)
        read: Read | None = values.get(*key)
        # Whether a chat is to come is all that one that is sound takes from the clock.
        if not read or not read[0] or read[2] != (read[0].start > now):
            read = _read(folder, path, series, times.get(path), now)
            if read[0] and all(problem.warning for problem in read[1]):
                values.put(read, *key)
        folder.problems.extend(read[1])
        if read[0]:
            if read[0].end > series.at and read[0].status is not Status.DRAFT:
                folder.problems.extend(posts_too_long(read[0], folder.documents[path], series))
            yield read[0]


def _others(folder: Folder, series: Series) -> str:
    """Return what stands for all that chats are read from beside their own files."""
    settings = replace(series, at=_NO_TIME)
    return MadeOf().key(settings, sorted(series.unsure), sorted(folder.files_published.items()))


def _read(
    folder: Folder, path: str, series: Series, times: FileTimes | None, now: datetime
) -> Read:
    told, before = folder.problems, len(folder.problems)
    document = folder.documents[path]
    chat = chat_from(folder.shown(path), document.head, series, told, times, now)
    if chat:
        chat = with_its_files(folder, chat, document)
        if chat.status is not Status.DRAFT and not series.unsure & CLOCKS:
            told.extend(islice(typed_times(chat, document, series), MOST_PROBLEMS))
    found = tuple(told[before:])
    del told[before:]
    return chat, found, bool(chat and chat.start > now)
