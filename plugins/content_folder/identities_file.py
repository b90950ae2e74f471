"""content/identities.lock: the one file of the writers' folder to which a build adds.

It is to names and addresses what a package manager's lock is to versions: kept by the
programme, committed by people, and never needed complete. content_folder.reading holds
the content against it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from chats.calendar_entries.events import revisions_of
from chats.identity.keeping import joined
from chats.identity.lines import line_of, locked_from, written
from chats.identity.published import published, session_records
from chats.identity.records import FILE, Record, SessionRecord, StampRecord, key_of
from chats.problems import Problem, counted
from chats.schedule import LOOKING_BACK
from content_folder.git_times import in_last_commit
from content_folder.published import is_published
from content_folder.reading import Content
from made_of import MadeOf

_NO_TIME = datetime.fromtimestamp(0, UTC)

_NOUNS = {kind: kind for kind in
          ("chat", "post", "page", "topic", "host", "calendar", "file")}  # fmt: skip
_NOUNS |= {"alias": "redirect", "stamp": "stamp"}


def update(root: Path, content: Content) -> str | None:
    """Add to the file what a build has just published; returns a line for the writer, if any.

    `content` is what the folder `root` held then. A file with problems is left alone.
    """
    path, file = f"{root.name}/{FILE}", root / FILE
    problems: list[Problem] = []
    try:
        data = file.read_bytes() if file.exists() else b""
        files = tuple(filter(is_published, content.targets))
        if content.once.values.get(*(key := _key(content, files, data))):
            return None
        before = [each.record for each in locked_from(path, data, problems)]
        after = joined(before, published(content.series, content.pages, files), content.series.at)
        told = _told(before, after)
        if problems or not told:
            if not problems:
                content.once.values.put(True, *key)
                content.once.save()
            return None
        _put(file, written(after), crlf=b"\r\n" in data)
    except OSError as error:
        return f"{path}: cannot be kept: {error.strerror}"
    return f"{path}: {told}; commit it"


def _key(content: Content, files: tuple[str, ...], data: bytes) -> tuple[str, ...]:
    """Return what stands for all that the file is made of; time counts by months there."""
    series = replace(content.series, at=_NO_TIME)
    month = f"{content.series.at - LOOKING_BACK:%Y-%m}"
    return "identities", MadeOf().key(series, content.pages, files, month, data.decode("latin-1"))


def fallen_behind(root: Path, content: Content) -> Problem | None:
    """Return a warning when entries of the calendar are not what the file remembers.

    One such change gets a stamp of its own without it, a second one need not. A new chat that
    takes an expected date over is nobody's before its file is committed.
    """
    known, now = content.series.revisions, revisions_of(content.series)
    begun = _begun(root, content)
    changed = sum(uid in known and known[uid].digest != last.digest
                  for uid, last in now.items() if uid not in begun)  # fmt: skip
    if not changed:
        return None
    entries = "entry of the calendar" if changed == 1 else "entries of the calendar"
    message = (f"{changed} {entries} changed since it was kept: run `invoke build` "
               "and commit it")  # fmt: skip
    return Problem(f"{root.name}/{FILE}", 0, "", message, warning=True)


def _begun(root: Path, content: Content) -> set[str]:
    """Return the entries of chats that no commit has and no build kept; none without git."""
    committed = in_last_commit(root)
    if committed is None:
        return set()
    data = (root / FILE).read_bytes() if (root / FILE).exists() else b""
    kept = {each.record.name for each in locked_from(FILE, data, [])
            if isinstance(each.record, SessionRecord)}  # fmt: skip
    new = (chat for chat in content.series.chats
           if chat.source.removeprefix(f"{root.name}/") not in committed)  # fmt: skip
    uids = (each.uid for chat in new for each in session_records(chat, content.series.domain))
    return set(uids) - kept


def _told(before: Iterable[Record], after: Iterable[Record]) -> str:
    """Return what is new and what changed, in words: "2 chats added, 1 chat changed"."""
    known = {line_of(record) for record in before}
    names = {key_of(record) for record in before}
    new = [record for record in after if line_of(record) not in known]
    # A stamp goes with a chat that is told already, unless a setting alone changed.
    new = [record for record in new if not isinstance(record, StampRecord)] or new
    added = [record for record in new if key_of(record) not in names]
    changed = [record for record in new if key_of(record) in names]
    groups = [(_counts(added), "added"), (_counts(changed), "changed")]
    return ", ".join(f"{counts} {what}" for counts, what in groups if counts)


def _counts(records: Iterable[Record]) -> str:
    """Return "2 chats, 1 post"; a chat with several sessions is one."""
    things = {(record.kind, record.chat_and_key[0] if isinstance(record, SessionRecord)
               else record.name) for record in records}  # fmt: skip
    number = Counter(kind for kind, _ in things)
    return ", ".join(counted(number[kind], noun) for kind, noun in _NOUNS.items() if number[kind])


def _put(file: Path, text: str, *, crlf: bool) -> None:
    """Replace the file at once, with the line ends that it had."""
    new = file.with_name(f".{file.name}.new")
    new.write_bytes((text.replace("\n", "\r\n") if crlf else text).encode())
    new.replace(file)
