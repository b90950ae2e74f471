"""An export of a platform → content/transcripts/, or added to what lies there."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from chats import fields, paths
from chats.model import Chat
from chats.problems import Problem, ProblemsFound, counted
from chats.surroundings import as_of
from chats.transcripts.file import MAX_BYTES, Transcript, transcript_from, transcript_text
from chats.transcripts.merging import merged
from chats.transcripts.opt_out import FILE as OPT_OUT
from chats.transcripts.said import LONGEST, is_cut
from content_folder.folder import PEOPLE
from content_folder.reading import Content
from content_folder.site import read_site
from content_folder.transcripts import path_of
from content_folder.within import bytes_within
from desk.settings import settings_from
from desk.telling import succeeded, tell
from transcripts.exports import sources_of
from transcripts.readers import BY_HASHTAG, READERS, Reading
from transcripts.selecting import Selected, selected, span_of

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was asked for on the command line, as it was typed; "" for nothing.

    `source` is the platform, `files` are its exports; without both the opt-out list alone is
    applied. `everything` takes what has no hashtag too; `public` is the word that a channel is open
    to all, where its export does not tell.
    """

    chat: str
    source: str = ""
    files: tuple[str, ...] = ()
    zone: str = ""
    since: str = ""
    until: str = ""
    channel: str = ""
    handle: str = ""
    everything: bool = False
    public: bool = False
    noindex: bool = False


def transcript(settings_file: Path, wanted: Wanted, *, debug: bool = False) -> bool:
    """Add an export to a chat's transcript; returns whether it stands."""

    def work() -> None:
        settings = settings_from(settings_file)
        root = Path(settings["PATH"])
        content = read_site(settings)
        chat = chat_of(content, wanted.chat, root)
        if chat.transcript and not paths.is_transcript(chat.transcript):
            message = f"{root.name}/{path_of(chat.id)} is to take its place; delete the line"
            raise ProblemsFound([Problem(chat.source, 0, "transcript", message)])
        before = standing_transcript(root, chat)
        found, told = _exported(wanted, chat, content, before)
        both = merged(content.opt_out.of_transcript(before.posts), found.posts, chat.hashtag)
        if not both.posts:
            raise _problem(" ".join(wanted.files) or wanted.chat, _nothing(found))
        after = Transcript(both.posts, before.noindex or wanted.noindex)
        _put(root / path_of(chat.id), transcript_text(after))
        told.insert(0, f"{counted(both.added, 'new post')}, {len(both.posts):,} in all")
        print(f"{root.name}/{path_of(chat.id)}: {'; '.join(told)}; look at it, then commit it")

    return succeeded(work, "the transcript is as it was", debug=debug)


def chat_of(content: Content, typed: str, root: Path) -> Chat:
    """Return the chat that somebody means: by its id, its file's name or its address."""
    own = (f"{root.name}/{OPT_OUT}", f"{root.name}/{PEOPLE}")
    unsure = [each for each in content.problems if not each.warning
              and (each.path in own or not each.path.startswith(f"{root.name}/"))]  # fmt: skip
    if unsure:
        raise ProblemsFound(unsure)
    name = typed.rstrip("/").rpartition("/")[2].removesuffix(".md")
    chat = next((each for each in content.series.chats if name in (each.id, *each.slugs)), None)
    if chat is None:
        latest = ", ".join(each.id for each in content.series.chats[-3:])
        raise _problem("CHAT", f"there is no chat `{typed}`; name one by its id, as in {latest}")
    return chat


def standing_transcript(root: Path, chat: Chat) -> Transcript:
    """Return what lies there of a chat's transcript, nothing of one that is not there."""
    path = path_of(chat.id)
    if not (root / path).exists():
        return Transcript()
    problems: list[Problem] = []
    found = transcript_from(f"{root.name}/{path}", bytes_within(root, path, MAX_BYTES), problems)
    if problems:
        raise ProblemsFound(problems)
    return found


def _exported(
    wanted: Wanted, chat: Chat, content: Content, before: Transcript
) -> tuple[Selected, list[str]]:
    """Return the export's posts that belong to the chat, and what is to be told of the others."""
    if not wanted.source and not wanted.files:
        return Selected(()), [f"{OPT_OUT} was applied"]
    if wanted.source not in READERS or not wanted.files:
        raise _problem("--from", f"`{wanted.source}`: name where the export comes from and its "
                       f"files, as in --from {'|'.join(READERS)} FILE")  # fmt: skip
    zone = _option("--zone", wanted.zone, fields.zone) or chat.sessions[0].zone
    since = _option("--since", wanted.since, lambda typed: as_of(typed, zone))
    until = _option("--until", wanted.until, lambda typed: as_of(typed, zone))
    reading = Reading(zone=zone, day=chat.start.astimezone(zone), channel=wanted.channel,
                      handle=wanted.handle.removeprefix("@"), public=wanted.public)  # fmt: skip
    posts = list(READERS[wanted.source](sources_of(list(wanted.files)), reading))
    if any(not each.warning for each in reading.problems):
        raise ProblemsFound(reading.problems)
    tell(reading.problems)
    tagged = wanted.source in BY_HASHTAG and not wanted.everything
    span, hashtag = span_of(chat, since, until), chat.hashtag if tagged else ""
    standing = [post.origin for post in before.posts if post.origin]
    chosen = selected(posts, span, hashtag, standing)
    kept = tuple(content.opt_out.of_export(chosen.posts))
    found = Selected(kept, chosen.out_of_time, chosen.without_hashtag)
    return found, list(_told(found, chat, reading.private))


def _told(found: Selected, chat: Chat, private: int) -> list[str]:
    told = []
    if found.out_of_time:
        told.append(f"{found.out_of_time:,} outside the chat's time left out (--since, --until)")
    if found.without_hashtag:
        told.append(f"{found.without_hashtag:,} without #{chat.hashtag} left out (--everything)")
    if cut := sum(is_cut(post.text) for post in found.posts):
        told.append(f"{cut:,} cut after {LONGEST:,} characters")
    if private:
        told.append(f"{private:,} direct or private left out")
    return told


def _nothing(found: Selected) -> str:
    left = found.out_of_time + found.without_hashtag
    if not left:
        return "holds no public post"
    out, without = f"{found.out_of_time:,}", f"{found.without_hashtag:,}"
    return (f"holds no post of the chat: {out} are outside its time (--since, --until, --zone), "
            f"{without} without its hashtag (--everything)")  # fmt: skip


def _option(name: str, typed: str, parse: fields.Parser[T]) -> T | None:
    try:
        return parse(typed) if typed else None
    except ValueError as error:
        raise _problem(name, str(error)) from None
    except ProblemsFound as found:
        raise ProblemsFound(
            [Problem(name, 0, "", each.message) for each in found.problems]
        ) from None


def _problem(where: str, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(where, 0, "", message)])


def _put(file: Path, text: str) -> None:
    """Replace the file at once, where it says something else."""
    data = text.encode()
    if file.is_file() and file.read_bytes() == data:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    new.write_bytes(data)
    new.replace(file)
