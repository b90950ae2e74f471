"""The addresses at which something was found before, and leads on from."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate
from urllib.parse import unquote

from chats import fields, paths
from chats.field_reader import Fields
from chats.file_names import name_fault
from chats.model import Chat, Page, Post
from chats.problems import Problem

Entry = Chat | Post | Page
LineOf = Callable[[str, str], int]
"""Takes a file and a field, gives the field's line, or 0."""

_SITES_OWN = {part for part in paths.RESERVED if f"{part}/" not in (paths.ARCHIVE, paths.POSTS)}
_PART = r"""[^\s/\\?#%<>:"|*.](?:[^\s/\\?#%<>:"|*]| (?! ))*"""
_SHAPE = re.compile(rf"/(?:{_PART}/)*(?:{_PART})?")
_PAGE = re.compile(r".+\.html?")
_FILE = re.compile(
    r".*\.(?:html?|xml|ics|json|txt|csv|css|js|webmanifest|wasm|pdf|zip|epub|svg|png|jpe?g|gif|webp|"
    r"avif|ico|mp[34]|m4[av]|og[ga]|opus|wav|flac|webm)",
    re.I,
)
"""Endings of what the site writes itself: a folder of such a name might be in its way."""
_LONGEST = 200
"""How many bytes a part of an address may have: file systems take 255 for a name."""


def old_path(typed: str) -> str:
    """An old address within the site, `/2010/06/old.html`; gives its path.

    One without a last slash, as `/2010/06/old` or `/old.php`, is a folder's: every host leads from
    there to the slash, and finds the page of that folder whatever its name. %-signs are read.
    """
    value = fields.text(typed)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", value):
        raise ValueError(f"`{value}`: write only what follows the host, as in /chats/old-name/")
    if re.search(r"[?#]", value):
        raise ValueError(f"`{value}`: a site made of files cannot tell addresses apart by what "
                         "follows `?` or `#`; write the part before it")  # fmt: skip
    path = _unquoted(value)
    parts = path.split("/")
    too_long = any(len(part.encode()) > _LONGEST for part in parts)
    if too_long or not _SHAPE.fullmatch(path) or any(map(name_fault, parts)):
        raise ValueError(f"`{value}` is not an old address; write /chats/old-name/ or "
                         "/2010/06/old.html")  # fmt: skip
    *folders, last = re.sub(r"(^|/)index\.html$", r"\1", path.removeprefix("/")).split("/")
    if last and not _PAGE.fullmatch(last):
        folders, last = [*folders, last], ""
    if named := next(filter(_FILE.fullmatch, folders), ""):
        raise ValueError(f"`{value}`: `{named}` is a file's name, and no page can stand there for "
                         "it; delete the alias")  # fmt: skip
    return "/".join((*folders, last))


def _unquoted(value: str) -> str:
    """Return an address with the characters that its %-signs stand for."""
    try:
        return unquote(value, errors="strict")
    except UnicodeDecodeError:
        raise ValueError(f"`{value}`: its %-signs are no text (UTF-8); write the characters "
                         "themselves") from None  # fmt: skip


def old_paths(head: Fields) -> tuple[str, ...]:
    """Return the paths of the field `aliases`, each once; a disk may not tell A from a."""
    found = head.many("aliases", old_path)
    return tuple({path.casefold(): path for path in found}.values())


def shown(path: str) -> str:
    """Return a path as writers type it, from the site's root."""
    return f"/{path.replace(' ', '%20')}"


def alias_problems(
    entries: Iterable[Entry], taken: Mapping[str, str], line_of: LineOf
) -> Iterator[Problem]:
    """Yield what is wrong with the aliases of all entries together, naming both files.

    `taken` maps the path of each page and file that is published to its source.
    """
    pages = all_pages(taken)
    seen: dict[str, str] = {}
    for entry in sorted(entries, key=lambda entry: entry.source):
        for alias in entry.aliases:
            first = seen.setdefault(alias.casefold(), entry.source)
            fault = alias_fault(alias.casefold(), entry.path, pages)
            if not fault and first != entry.source:
                fault = f"leads to {first} already; delete it in one of the two files"
            if fault:
                line = line_of(entry.source, "aliases")
                yield Problem(entry.source, line, "aliases", f"`{shown(alias)}` {fault}")


def all_pages(taken: Mapping[str, str]) -> dict[str, str]:
    """Return what is where, as disks tell names apart, with what the site makes itself."""
    pages = {path.casefold(): source for path, source in taken.items()}
    return pages | {path: "" for path in paths.OWN if path not in pages}


def alias_fault(alias: str, own: str, pages: Mapping[str, str]) -> str:
    """Return why an old address cannot lead to the page at `own`, "" when it can.

    `pages` are those of `all_pages`, the alias is in small letters as they are.
    """
    if alias == own.casefold():
        return "is the very address that it has now; delete it"
    sites_own = alias.partition("/")[0] in _SITES_OWN or paths.is_numbered(alias)
    if alias in pages or sites_own:
        whose = f"{pages[alias]}'s" if pages.get(alias) else "one that the site makes itself"
        return f"is taken: that address is {whose}; delete the alias"
    # Within its own page it may stand for a translation that is no more.
    above = accumulate(f"{part}/" for part in alias.split("/")[:-1])
    within = next((path for path in above if path in pages
                   and path not in (*paths.OWN, own.casefold())), "")  # fmt: skip
    return f"lies within the page of {pages[within]}; choose another" if within else ""
