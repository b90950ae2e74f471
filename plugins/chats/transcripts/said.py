"""A post of a conversation, as an export tells it and as a transcript keeps it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from chats.hidden_characters import without_hidden

NOBODY = "someone"
"""The name of whoever asked not to be named."""

LONGEST = 10_000
"""Characters of one post that are kept; few platforms take more."""

_CUT = " …"
_LONGEST_FLAG = 8

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Digits and letters that nobody takes for each other."""

_UNWRITTEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u206f\ud800-\udfff\ufeff"
    "\ufff9-\uffff\U000e0000-\U000e001f]"
)
"""What no keyboard writes, and what turns a line around; a text of an export goes without."""

_URL = re.compile(r"https?://\S+")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Spoken:
    """A post. `at` is in UTC, `handle` has no `@` and no blank.

    `origin` names it on its platform ("mastodon 109"), `reply` what it answers; `echoes` and
    `likes` are what the platform counted.
    """

    at: datetime
    handle: str
    text: str
    name: str = ""
    origin: str = ""
    reply: str = ""
    link: str = ""
    echoes: int = 0
    likes: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Told(_Spoken):
    """A post as an export tells it; `reply` is the origin of what it answers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said(_Spoken):
    """A post as a transcript keeps it: `id` is its anchor for ever, `reply` another one's id.

    `question` is where a person put it by hand: a number, "before", "after", or "" for wherever
    it belongs. A `removed` one keeps its place, so that no export brings it back. `remarks` are
    the lines that somebody wrote beside it.
    """

    id: str
    question: str = ""
    removed: bool = False
    remarks: tuple[str, ...] = ()


def plain_text(typed: str) -> str:
    """Return a text as it may stand in a transcript: its lines without what hides in them."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    lines = (line.rstrip() for line in _written(text).split("\n"))
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return kept if len(kept) <= LONGEST else f"{_cut(kept, LONGEST - len(_CUT))}{_CUT}"


def _written(typed: str) -> str:
    return without_hidden(_UNWRITTEN.sub("", typed))


def is_cut(text: str) -> bool:
    """Tell whether `plain_text` cut a text that was too long."""
    return len(text) > LONGEST - _LONGEST_FLAG and text.endswith(_CUT)


def _cut(text: str, longest: int) -> str:
    """Return the beginning of a text; of a flag that is cut through, nothing hides at its end."""
    return without_hidden(text[:longest])


def plain_name(typed: str, longest: int = 100) -> str:
    """Return a name as it may stand in a transcript: one line."""
    return _cut(" ".join(_written(typed).split()), longest).strip()


def account(handle: str) -> str:
    """Return a handle as it names one account and no other's that only looks like it."""
    return handle.removeprefix("@").casefold()


def accounts_of(handle: str) -> tuple[str, ...]:
    """Return the accounts that a person of people.yaml has: without its server, at home as well."""
    known = account(handle)
    return tuple(dict.fromkeys((known, known.partition("@")[0]))) if known else ()


def author_key(handle: str) -> str:
    """Return what stays of a handle whatever the platform: letters and digits before the server."""
    local = handle.removeprefix("@").partition("@")[0].casefold()
    return "".join(filter(str.isalnum, local)) or local


def text_key(text: str) -> str:
    """Return what stays of a text whatever the format: its letters and digits, without addresses.

    A text without any, an emoji alone, stays as it is.
    """
    plain = unicodedata.normalize("NFKC", _URL.sub("", text)).casefold()
    return "".join(filter(str.isalnum, plain)) or "".join(text.split())


def digest(handle: str, text: str) -> str:
    """Return eight characters that stand for who said what."""
    data = sha256(f"{author_key(handle)}\0{text_key(text)}".encode("utf-8", "surrogatepass"))
    number = int.from_bytes(data.digest()[:5], "big")
    found = ""
    for _ in range(8):
        number, rest = divmod(number, len(_ALPHABET))
        found += _ALPHABET[rest]
    return found


def digest_of(post_id: str) -> str:
    """Return the digest with which an id begins: that of "k3f9x2ab-2" is "k3f9x2ab"."""
    return post_id.partition("-")[0]


def in_order(posts: Iterable[Said]) -> list[Said]:
    """Return posts in order of time; of one second, by id."""
    return sorted(posts, key=lambda post: (post.at, post.id))


def standing(posts: Iterable[Said]) -> list[Said]:
    """Return the posts that nobody removed."""
    return [post for post in posts if not post.removed]
