"""An ordinary post's or a page's file → a Post or a Page, or all of its problems."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from enum import StrEnum

from chats import fields, paths
from chats.aliases import old_paths
from chats.chat_fields import CHAT_FIELDS
from chats.field_reader import Fields
from chats.frontmatter import Table
from chats.model import Page, Post
from chats.problems import Problem
from chats.series import Series
from chats.shared_fields import original_of, person_in, topic_name

POST_FIELDS: Mapping[str, str] = {
    "title": "required; the post's name",
    "date": "required; when it was published, `2010-06-17` or `2010-06-17T13:03:54Z`",
    "kind": "`post` (default), `recap`, `transcript` or `reflection`",
    "chat": "the id of the chat that it follows; required unless it is a `post`",
    "authors": "list of ids of people.yaml",
    "updated": "when it last changed; by default `date`",
    "summary": "one sentence for lists and search results",
    "tags": "list of topics",
    "source": "{name, url} of the original of a repost; `adapted: yes` when told in other words",
    "status": "`published` (default) or `draft`",
    "id": "its name in feeds for ever; by default the file's name",
    "aliases": "list of the addresses that led here before, `/posts/old-name/`",
}
"""Each field of an ordinary post's head with what it holds."""

PAGE_FIELDS: Mapping[str, str] = {
    "title": "required; the page's name",
    "summary": "one sentence for search results",
    "aliases": "list of the addresses that led here before, `/old-name/`",
}
"""Each field of a page's head with what it holds."""


class Kind(StrEnum):
    """What an ordinary post is to a chat."""

    POST = "post"
    RECAP = "recap"
    TRANSCRIPT = "transcript"
    REFLECTION = "reflection"


class Shown(StrEnum):
    """Whether a post is public."""

    PUBLISHED = "published"
    DRAFT = "draft"


_CHATS_ONLY = {
    name: f"is a chat's field; move the file to content/chats/, or delete `{name}`"
    for name in ("topic", "questions", "hosts", "zone", "time", "duration", "venue_url")
    if name in CHAT_FIELDS
}


def is_a_chat(head: Table) -> bool:
    """Return whether a post's or a page's head is a chat's that lies in the wrong folder."""
    return len(_CHATS_ONLY.keys() & head.lines.keys()) > 1


def _misplaced(path: str, head: Table) -> Problem:
    name = next(name for name in head.lines if name in _CHATS_ONLY)
    return Problem(path, head.lines[name], name, _CHATS_ONLY[name])


def post_from(
    path: str,
    head: Table,
    series: Series,
    chat_ids: Collection[str] | None,
    problems: list[Problem],
) -> Post | None:
    """Make the Post of a head; None when it has problems (added) or is a draft.

    `chat_ids` are those of all chats that there are, also of those that have problems;
    None where some file cannot be read at all.
    """
    if is_a_chat(head):
        problems.append(_misplaced(path, head))
        return None
    before = len(problems)
    read = Fields(path, head, POST_FIELDS, problems, hints=_CHATS_ONLY)
    kind = read.one("kind", fields.choice(Kind)) or Kind.POST
    published = read.required("date", fields.instant, "2010-06-17")
    updated = read.one("updated", fields.instant)
    shown = read.one("status", fields.choice(Shown))
    if published and updated and updated < published:
        read.fault("updated", "is earlier than `date`; correct one of them")
    post = Post(
        slug=_slug(path, problems),
        source=path,
        title=read.required("title", fields.titled, "Wrap-up: Community Building") or "",
        published=published or datetime(2000, 1, 1, tzinfo=UTC),
        updated=updated or published or datetime(2000, 1, 1, tzinfo=UTC),
        kind=str(kind),
        chat=_chat(read, kind, chat_ids),
        summary=read.one("summary", fields.text) or "",
        tags=read.many("tags", topic_name),
        authors=read.many("authors", person_in(series)),
        original=original_of(read),
        id=read.one("id", fields.identifier) or "",
        aliases=old_paths(read),
    )
    return None if len(problems) > before or shown is Shown.DRAFT else post


def page_from(path: str, head: Table, problems: list[Problem]) -> Page | None:
    """Make the Page of a head; None, with its problems added, when it has any."""
    if is_a_chat(head):
        problems.append(_misplaced(path, head))
        return None
    before = len(problems)
    read = Fields(path, head, PAGE_FIELDS, problems, hints=_CHATS_ONLY)
    title = read.required("title", fields.titled, "About the series")
    summary = read.one("summary", fields.text)
    slug = _slug(path, problems)
    if slug in paths.RESERVED:
        problems.append(Problem(path, 0, "", f"/{slug}/ is a page that the site makes itself; "
                                "rename the file"))  # fmt: skip
    page = Page(slug=slug, source=path, title=title or "", summary=summary or "",
                aliases=old_paths(read))  # fmt: skip
    return None if len(problems) > before else page


def _chat(read: Fields, kind: Kind, chat_ids: Collection[str] | None) -> str:
    chat = read.one("chat", fields.identifier) or ""
    if kind is not Kind.POST and not chat and read.sound("chat"):
        read.fault("chat", f"is missing; write the id of the chat that this {kind} is about")
    if chat and chat_ids is not None and chat not in chat_ids:
        near = ", ".join(sorted(i for i in chat_ids if i.startswith(chat[:4]))[-4:])
        read.fault("chat", f"there is no chat `{chat}`" + (f"; there are {near}" if near else ""))
    return chat


def _slug(path: str, problems: list[Problem]) -> str:
    stem = path.rpartition("/")[2].removesuffix(".md")
    try:
        return fields.identifier(stem)
    except ValueError:
        better = paths.slug_of(stem) or "a-name"
        problems.append(Problem(path, 0, "", "the file's name becomes the page's address: lower-"
                                "case letters, digits and hyphens only; rename it to "
                                f"{better}.md"))  # fmt: skip
        return ""
