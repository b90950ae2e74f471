"""Where a reader finds what a push changed."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from chats import paths
from remote.builder import CONTENT
from remote.files import read_json
from remote.git import git, is_nothing

MOST = 12
"""Addresses that are told; a push of a hundred chats is none that somebody looks through."""

_PAGES = {"chats": paths.chat, "posts": paths.post, "pages": paths.page}


def addresses(
    repository: Path, old: str, new: str, site: Path, url: str, before: Path | None
) -> list[str]:
    """Return a line for each changed chat, post or page: what became of it, and where it is.

    `site` is the built site of the new commit, `before` what was live until then.
    """
    told = list(_told(repository, old, new, paths.Site(url), site, before))
    more = len(told) - MOST
    return told if more <= 0 else [*told[:MOST], f"… and {more} more"]


def _told(
    repository: Path, old: str, new: str, where: paths.Site, site: Path, before: Path | None
) -> Iterator[str]:
    for source in _changed(repository, old, new):
        path = _page(source, site)
        if not path:
            continue
        is_there = (site / paths.file_of(path)).is_file()
        was_there = bool(before and (before / paths.file_of(path)).is_file())
        if is_there:
            yield f"{'changed' if was_there else 'new'}: {where.absolute(path)}"
        elif was_there:
            yield f"gone: {where.absolute(path)}"
        else:
            yield f"not shown: {source}, a draft or still to be announced"


def _changed(repository: Path, old: str, new: str) -> list[str]:
    """Return the files of the content folder that differ; for a first push, all."""
    if is_nothing(old):
        text = git(repository, "ls-tree", "-r", "-z", "--name-only", "--full-tree", new, CONTENT)
    else:
        text = git(repository, "diff-tree", "-r", "-z", "--name-only", "--no-renames", old, new,
                   "--", CONTENT)  # fmt: skip
    return sorted(filter(None, text.split("\0")))


def _page(source: str, site: Path) -> str:
    """Return the path of the page that a file becomes, "" for none of its own."""
    file = PurePosixPath(source)
    folder = file.parts[1] if len(file.parts) == 3 else ""
    if folder == "transcripts" and file.suffix == ".txt":
        return _transcript(file.stem, site)
    if folder not in _PAGES or file.suffix != ".md":
        return ""
    # Not before it is needed: a hook says what an environment lacks, also when it is PyYAML.
    from chats.translations import original_and_language

    original, language = original_and_language(file.stem) if folder == "chats" else ("", "")
    return _PAGES[folder](f"{original}/{language.lower()}" if language else file.stem)


def _transcript(chat_id: str, site: Path) -> str:
    """Return the path of a transcript's page; only the built site knows its chat's address."""
    chats = read_json(site / paths.CHATS_JSON).get("chats", [])
    found = (urlsplit(chat["url"]).path for chat in chats if chat["id"] == chat_id)
    return next((paths.transcript(PurePosixPath(path).name) for path in found), "")
