"""content/transcripts/ and content/opt-out.yaml: what was said, and who is left out of it.

A transcript may have 50,000 posts: it is looked through when the folder is read, and read
again by whoever shows it. Only its digest is kept in between.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from chats import paths
from chats.model import Chat
from chats.problems import Problem, ProblemsFound
from chats.transcripts.file import MAX_BYTES, Transcript, transcript_from
from chats.transcripts.opt_out import FILE as OPT_OUT
from chats.transcripts.opt_out import OptOut, opt_out_from
from content_folder.folder import TRANSCRIPTS, File, Folder
from content_folder.within import bytes_within

_STILL_THERE = (
    f"holds words or names of people whom {OPT_OUT} leaves out; they are not shown, and "
    "`invoke transcript {chat}` takes them out of the file"
)


@dataclass(frozen=True)
class KeptTranscript:
    """A transcript's file: its path within content/, and the digest of what it held."""

    path: str
    digest: str
    noindex: bool = False


def path_of(chat_id: str) -> str:
    """Return where a chat's transcript lies within content/."""
    return f"{TRANSCRIPTS}/{chat_id}.txt"


def transcripts_of(
    folder: Folder, chats: Iterable[Chat], ids: frozenset[str] | None, opt_out: OptOut
) -> dict[str, KeptTranscript]:
    """Return the transcripts by the ids of their chats, all problems told.

    `ids` are those that chats have or may have, None where nobody knows.
    """
    by_id = {chat.id: chat for chat in chats}
    found = {}
    for path in folder.files:
        if not path.startswith(f"{TRANSCRIPTS}/"):
            continue
        key = PurePosixPath(path).stem
        if path != path_of(key):
            sample = folder.shown(path_of("2010-06"))
            folder.fault(path, f"does not belong here; a transcript is {sample}, by its chat")
            continue
        if key not in by_id and ids is not None and key not in ids:
            folder.fault(path, f"there is no chat `{key}`; name the file by its chat's id")
        file = folder.file(path, MAX_BYTES)
        if file is None:
            continue
        noindex = _looked_through(folder, path, file, opt_out)
        if key in by_id:
            _refuse_two(folder, by_id[key], path)
            found[key] = KeptTranscript(path, file.digest, noindex)
    return found


def linked(
    chats: Iterable[Chat], transcripts: Mapping[str, KeptTranscript], at: datetime
) -> list[Chat]:
    """Return the chats; those that have begun lead to what was said in them."""
    return [replace(chat, transcript=paths.transcript(chat.slug))
            if chat.id in transcripts and chat.start <= at else chat for chat in chats]  # fmt: skip


def _looked_through(folder: Folder, path: str, file: File, opt_out: OptOut) -> bool:
    """Tell the problems of a transcript; returns whether search engines are to leave it out."""

    def make() -> str:
        problems: list[Problem] = []
        transcript = transcript_from(folder.shown(path), file.data(), problems)
        if opt_out.of_transcript(transcript.posts) != list(transcript.posts):
            message = _STILL_THERE.format(chat=PurePosixPath(path).stem)
            problems.append(Problem("", 0, "", message, warning=True))
        told = [(each.line, each.field, each.message, each.warning) for each in problems]
        return json.dumps([told, transcript.noindex])

    made_of = f"{file.digest} {opt_out!r}"
    kept = folder.once.texts.text(f"transcript {path}", made_of, make)
    told, noindex = json.loads(kept)
    folder.problems.extend(Problem(folder.shown(path), *each) for each in told)
    return bool(noindex)


def _refuse_two(folder: Folder, chat: Chat, path: str) -> None:
    if chat.transcript:
        line = folder.line_of(chat.source, "transcript")
        message = f"{folder.shown(path)} is its transcript already; delete one of the two"
        folder.problems.append(Problem(chat.source, line, "transcript", message))


def opt_out_of(folder: Folder) -> OptOut:
    """Return who is left out of every transcript."""
    data = folder.read(OPT_OUT) if OPT_OUT in folder.files else None
    return OptOut() if data is None else opt_out_from(folder.shown(OPT_OUT), data, folder.problems)


def transcript_of(root: Path, kept: KeptTranscript, opt_out: OptOut) -> Transcript:
    """Read a transcript as it may be shown; raises ProblemsFound when it changed and has any."""
    problems: list[Problem] = []
    data = bytes_within(root, kept.path, MAX_BYTES)
    path = f"{root.name}/{kept.path}"
    if sha256(data).hexdigest() != kept.digest:
        problems.append(Problem(path, 0, "", "changed while the site was built; build it again"))
    transcript = transcript_from(path, data, problems)
    if problems:
        raise ProblemsFound(problems)
    return Transcript(tuple(opt_out.of_transcript(transcript.posts)), transcript.noindex)
