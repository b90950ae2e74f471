"""content/opt-out.yaml: whose words are left out of every transcript, or shown without a name."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from unicodedata import normalize

from chats import fields
from chats.field_reader import Fields, unreadable
from chats.file_text import Unreadable, text_from
from chats.frontmatter import table_from
from chats.problems import Problem
from chats.transcripts.said import NOBODY, Said, Told, digest

P = TypeVar("P", Told, Said)

FILE = "opt-out.yaml"

OPT_OUT_FIELDS: Mapping[str, str] = {
    "remove": 'list of those whose posts are left out: `"@handle"`, or a name with its blanks',
    "anonymous": "list of those whose posts stay, without their name, their account and the link",
}
"""Each field of content/opt-out.yaml with what it holds."""

_ADDRESS = re.compile(r"https?://\S+")
_MENTION = re.compile(r"(?:(?<![\w/])|(?<=\b[RrMm][Tt]))@(\w(?:[\w.-]*\w)?(?:@[\w.-]*\w)?)")
_SPOKEN_TO = re.compile(r"^([^\s:,@]{1,60})(?=[:,]\s)", re.M)
_REPEATED = re.compile(r"(?:\b(?:RT|MT|via)\b:?|[♺♻]\ufe0f?|[\"“](?=@))\s*@([\w.@-]+)", re.I)


def opt_out_from(path: str, data: bytes, problems: list[Problem]) -> "OptOut":
    """Read the list; what has a problem is left out and its problem added."""
    try:
        table = table_from(text_from(data))
    except Unreadable as error:
        problems.append(unreadable(path, error))
        return OptOut()
    head = Fields(path, table, OPT_OUT_FIELDS, problems)
    return OptOut(head.many("remove", _somebody), head.many("anonymous", _somebody))


@dataclass(frozen=True)
class OptOut:
    """Who is left out and who is not named: handles, or names with their blanks, as typed."""

    removed: tuple[str, ...] = ()
    anonymous: tuple[str, ...] = ()

    def of_export(self, posts: Iterable[Told]) -> list[Told]:
        """Return what may be kept of an export's posts."""
        posts = list(posts)
        if not (self.removed or self.anonymous):
            return posts
        clean = _Cleaning(self, posts)
        gone = {post.origin for post in posts if clean.leaves_out(post)}
        return [replace(kept, reply="" if kept.reply in gone else kept.reply)
                for kept in clean.kept(posts)]  # fmt: skip

    def of_transcript(self, posts: Iterable[Said]) -> list[Said]:
        """Return what may be shown of a transcript's posts.

        What is changed gets another id: the old one would tell whoever tries out names.
        """
        posts = list(posts)
        if not (self.removed or self.anonymous):
            return posts
        clean = _Cleaning(self, posts)
        names: dict[str, str] = {}
        taken = {post.id for post in posts}
        kept = []
        for post in posts:
            for new in clean.kept([post]):
                changed = (new.handle, new.text) != (post.handle, post.text) and not post.removed
                names[post.id] = _free(digest(new.handle, new.text), taken) if changed else post.id
                taken.add(names[post.id])
                kept.append(replace(new, id=names[post.id]))
        gone = {post.id for post in posts} - names.keys()
        return [replace(post, reply="" if post.reply in gone else names.get(post.reply, post.reply))
                for post in kept]  # fmt: skip


class _Cleaning:
    """Knows by which names those who opted out are told in a conversation."""

    def __init__(self, opt_out: OptOut, posts: Iterable[Told | Said]) -> None:
        self._gone, self._unnamed = _Those(opt_out.removed), _Those(opt_out.anonymous)
        entries = self._all = _Those((*opt_out.removed, *opt_out.anonymous))
        shown = {_entry(post.name) for post in posts if entries.said(post)}
        names = (name for name in shown | entries.entries if " " in name)
        self._names = sorted({normalize(form, name) for name in names for form in ("NFC", "NFD")})

    def leaves_out(self, post: Told | Said) -> bool:
        """Return whether it is a post of theirs, or repeats one."""
        return self._gone.said(post) or any(
            self._gone.has(repeated[1].rstrip(".:")) for repeated in _REPEATED.finditer(post.text)
        )

    def kept(self, posts: Iterable[P]) -> Iterator[P]:
        """Yield the posts that stay, with nobody in them who is not to be named."""
        for post in posts:
            if self.leaves_out(post):
                continue
            text = self._without_names(post.text)
            kept = replace(post, text=text) if text != post.text else post
            if self._unnamed.said(post):
                kept = replace(kept, handle=NOBODY, name="", origin="", link="")
            yield kept

    def _without_names(self, text: str) -> str:
        if "://" in text:
            text = _ADDRESS.sub(self._address, text)
        if "@" in text:
            text = _MENTION.sub(self._mention, text)
        text = _SPOKEN_TO.sub(self._mention, text)
        folded = text.casefold()
        for name in self._names:
            if name in folded:
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", NOBODY, text, flags=re.I)
        return text

    def _mention(self, found: re.Match[str]) -> str:
        return NOBODY if self._all.has(found[1]) else found[0]

    def _address(self, found: re.Match[str]) -> str:
        """Leave out an address that names somebody, as that of a profile does."""
        parts = re.split(r"[/@?#=&]+", found[0].rstrip(".,;:!?)"))
        return NOBODY if any(part and self._all.has(part) for part in parts[1:]) else found[0]


class _Those:
    """Somebody's entries of the list. One without a server means that name on any."""

    def __init__(self, typed: Iterable[str]) -> None:
        self.entries = frozenset(map(_entry, typed))
        joined = {"-".join(entry.split()) for entry in self.entries}  # where names are handles
        self._handles = self.entries | joined
        self._local = frozenset(entry.partition("@")[0] for entry in self._handles)

    def has(self, handle: str) -> bool:
        """Return whether a handle is theirs; one without a server may be of any."""
        entry = _entry(handle)
        local, at, _ = entry.partition("@")
        return entry in self._handles or local in (self._handles if at else self._local)

    def said(self, post: Told | Said) -> bool:
        """Return whether a post is theirs."""
        return self.has(post.handle) or bool(post.name and _entry(post.name) in self.entries)


def _free(key: str, taken: set[str]) -> str:
    number, name = 1, key
    while name in taken:
        number += 1
        name = f"{key}-{number}"
    return name


def _entry(typed: str) -> str:
    plain = normalize("NFKC", typed).strip()
    return " ".join(plain.removeprefix("@").casefold().split())


def _somebody(typed: str) -> str:
    value = fields.text(typed)
    if len(_entry(value)) < 2 or "://" in value:
        raise ValueError(f'`{value}` names nobody; write "@handle", or a name with its blanks')
    return value
