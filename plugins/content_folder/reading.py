"""What content/ holds: every chat, post, page and person, with all problems of all files."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path, PurePosixPath

from chats import paths
from chats.aliases import alias_problems
from chats.article_file import page_from, post_from
from chats.chat_file import FileTimes
from chats.frontmatter import Document
from chats.held import repeated
from chats.identity.guard import identity_problems
from chats.identity.keeping import revisions
from chats.identity.kept_stamps import stamps_gone_back
from chats.identity.lines import LONGEST, locked_from
from chats.identity.records import FILE as IDENTITIES
from chats.identity.records import Locked, SessionRecord
from chats.model import Chat, Page, Post, Status
from chats.problems import Problem
from chats.series import Series
from chats.transcripts.opt_out import OptOut
from chats.translations import editions
from chats.typed_times.texts import typed_times_of_post
from content_folder.astray import ids_astray, link_targets
from content_folder.bodies_read import Parts, linking
from content_folder.chats_read import CLOCKS, MOST_PROBLEMS, chats_read
from content_folder.folder import CHATS, PAGES, POSTS, Folder
from content_folder.git_times import History
from content_folder.holding import held_by
from content_folder.once import Once
from content_folder.people import people_of
from content_folder.public import as_of, days, sources, waiting
from content_folder.published import is_published
from content_folder.transcripts import KeptTranscript, linked, opt_out_of, transcripts_of
from content_folder.translated import with_translations
from content_folder.walk import folder_at

_SHALLOW = (
    "the clone is shallow, so git does not know when older files were first and last changed; "
    "fetch the rest with `git fetch --unshallow`, or write `announced` and `updated` in each"
)


@dataclass(frozen=True)
class Content:
    """What the folder holds. `bodies` maps a file to its Markdown, `body_lines` to where it begins.

    `targets` maps it to its path if it is public: a link to what is not public keeps its
    words and leads nowhere. `days` has the day of every chat by its id, also of those
    that nobody shall see yet; `waiting` has the file of each chat and post that becomes public
    after the series' instant, with its own. `digests` has what stands for a file's content,
    `linking` the files whose bodies may link to others. `transcripts` are there by
    their chats' ids, of a chat to come as well; `opt_out` says who is left out of them.
    """

    series: Series
    bodies: Mapping[str, str]
    body_lines: Mapping[str, int]
    targets: Mapping[str, str]
    pages: tuple[Page, ...]
    problems: list[Problem]
    days: Mapping[str, date] = field(default_factory=dict)
    waiting: tuple[tuple[datetime, str], ...] = ()
    once: Once = field(default_factory=Once)
    digests: Mapping[str, str] = field(default_factory=dict)
    linking: Collection[str] = ()
    transcripts: Mapping[str, KeptTranscript] = field(default_factory=dict)
    opt_out: OptOut = field(default_factory=OptOut)


def read_content(
    root: Path,
    series: Series,
    history: History | None = None,
    identities: bytes | None = None,
    now: datetime | None = None,
    once: Once | None = None,
    ever: bytes = b"",
) -> Content:
    """Read the folder into the series; the problems come with whatever could be read.

    `history` gives the commit times for `announced` and `updated`, `identities` is
    identities.lock as it was committed, None where there is no git. `now` is later than
    the series' instant when that one is a preview of the past. `once` keeps what need not be
    made again. `ever` holds every line that identities.lock was once committed with.
    """
    folder = folder_at(root, once or Once())
    if history and history.shallow:
        folder.problems.append(Problem(root.name, 0, "", _SHALLOW, warning=True))
    people = people_of(folder)
    unsure = series.unsure if people is not None else series.unsure | {"people"}
    series = replace(series, people=people or {}, unsure=unsure)
    locked, faults = _locked(folder)
    times = _published_since(locked, history.times if history else {})
    chats = list(chats_read(folder, series, times, now or series.at))
    folder.problems.extend(repeated(chats))
    chats = with_translations(folder, chats, series, times)
    posts, pages = _articles(folder, series, chats)
    opt_out = opt_out_of(folder)
    transcripts = transcripts_of(folder, chats, _ids(folder, chats), opt_out)
    targets = _targets(folder, chats, posts, pages)
    may_link = linking(folder, link_targets(folder))
    folder.problems.extend(alias_problems(
        (*chats, *posts, *pages),
        {target: folder.shown(path) for path, target in targets.items()},
        folder.line_of,
    ))  # fmt: skip
    path = folder.shown(IDENTITIES)
    if IDENTITIES in folder.files:
        held = held_by(folder, series, chats, posts, pages)
        folder.problems.extend((*faults, *identity_problems(path, locked, identities, held)))
        series = replace(series, revisions=revisions(each.record for each in locked))
    series = as_of(series, linked(chats, transcripts, series.at), posts)
    folder.problems.extend(stamps_gone_back(path, locked, ever, series))
    public: tuple[Chat | Post, ...] = (*series.chats, *series.posts)
    made: tuple[Chat | Post, ...] = (*chats, *posts)
    hidden = sources(made) - sources(public)
    documents = {folder.shown(path): document for path, document in folder.written.items()}
    return Content(
        series=series,
        bodies=Parts(documents, "body"),
        body_lines=Parts(documents, "body_line"),
        digests={folder.shown(path): digest for path, digest in folder.digests.items()},
        linking=may_link,
        targets={p: target for p, target in targets.items() if folder.shown(p) not in hidden},
        pages=tuple(pages),
        problems=folder.problems,
        days=days(chats, series),
        waiting=waiting(chats, posts, series.at),
        once=folder.once,
        transcripts=transcripts,
        opt_out=opt_out,
    )


def _locked(folder: Folder) -> tuple[list[Locked], list[Problem]]:
    faults: list[Problem] = []
    data = folder.read(IDENTITIES, LONGEST) if IDENTITIES in folder.files else b""
    return locked_from(folder.shown(IDENTITIES), data or b"", faults), faults


def _published_since(
    locked: Iterable[Locked], times: Mapping[str, FileTimes]
) -> dict[str, FileTimes]:
    """Return the files' times, with those of the lock where a chat was published at its address.

    So a copy without git announces it when a clone does, and so does a history that was
    written anew.
    """
    since = {f"{CHATS}/{PurePosixPath(each.record.path).name}.md": each.record.since
             for each in locked if isinstance(each.record, SessionRecord)}  # fmt: skip
    return {**times, **{path: _since(known, times.get(path)) for path, known in since.items()}}


def _since(known: datetime, times: FileTimes | None) -> FileTimes:
    if times is None:
        return FileTimes(first=known, last=known)
    return replace(times, first=min(known, times.first or known))


def _articles(folder: Folder, series: Series, chats: list[Chat]) -> tuple[list[Post], list[Page]]:
    ids, by_id = _ids(folder, chats), defaultdict[str, list[Chat]](list)
    for chat in chats:
        by_id[chat.id].append(chat)
    posts, pages = [], []
    for path, document in folder.documents.items():
        source = folder.shown(path)
        if path.startswith(f"{POSTS}/"):
            post = post_from(source, document.head, series, ids, folder.problems)
            if post:
                posts.append(post)
                _times_told(folder, post, by_id.get(post.chat, []), document, series)
        elif path.startswith(f"{PAGES}/"):
            page = page_from(source, document.head, folder.problems)
            pages += [page] if page else []
    folder.problems.extend(repeated(posts))
    return posts, pages


def _ids(folder: Folder, chats: list[Chat]) -> frozenset[str] | None:
    """Return the ids that chats have, or may have once they can be read; None for any."""
    astray = ids_astray(folder, chats)
    return None if astray is None else astray.union(chat.id for chat in chats)


def _times_told(
    folder: Folder, post: Post, chats: list[Chat], document: Document, series: Series
) -> None:
    """Hold the times that a post tells of its chat against that chat's."""
    told = (chat for chat in chats if chat.status is not Status.DRAFT)
    for chat in told if not series.unsure & CLOCKS else ():
        warnings = typed_times_of_post(post, chat, document, series)
        folder.problems.extend(islice(warnings, MOST_PROBLEMS))


def _targets(
    folder: Folder, chats: list[Chat], posts: list[Post], pages: list[Page]
) -> dict[str, str]:
    name = f"{folder.root.name}/"
    told = (edition for chat in chats for edition in editions(chat))
    targets = {edition.source.removeprefix(name): edition.path for edition in told}
    targets |= {post.source.removeprefix(name): paths.post(post.slug) for post in posts}
    targets |= {page.source.removeprefix(name): paths.page(page.slug) for page in pages}
    kept = filter(is_published, folder.files)
    return targets | {path: path for path in kept}
