"""Where the old addresses and the links of entries lead, once it is known what each became."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from chats.aliases import alias_fault, all_pages, old_path
from importers.addresses import parted
from importers.entries import Entry
from importers.markdown_of import Tell
from importers.typed import slug

_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"}
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]\n]|\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)){0,500})\]"
    r"\((entry:|brought:|https?:)([^)\s]{1,2000})(\s[^)\n]{0,500})?\)"
)
_DEFINED = re.compile(r"^( {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)((?:entry|brought):\S+)", re.M)


def place_of(path: str) -> str:
    """Return the path on the site of a file of the content: chats/x.md → chats/x/."""
    return f"{path.removesuffix('.md').removeprefix('pages/')}/"


class Addresses:
    """What became of each entry, by its name and by its old address.

    `taken` maps each address of the site to its file, `olds` each that leads on.
    """

    def __init__(self, taken: Mapping[str, str], olds: Mapping[str, str]) -> None:
        self.pages = all_pages(taken)
        self.olds = dict(olds)
        self.files: dict[str, str] = {}

    def know(self, entry: Entry, path: str) -> None:
        """Remember the file that an entry became, or was already."""
        for name in (f"entry:{entry.name}" if entry.name else "", _plain(entry.url)):
            if name:
                self.files.setdefault(name, path)
        self.pages.setdefault(place_of(path).casefold(), path)

    def leading_to(self, entry: Entry, path: str, tell: Tell) -> Iterator[str]:
        """Yield the old addresses that can lead to an entry; the others are told."""
        own = place_of(path)
        given = entry.aliases if entry.kind == "event" else (entry.url, *entry.aliases)
        for address in dict.fromkeys(filter(None, given)):
            parts = parted(address)
            if parts.query:
                if not entry.draft:
                    tell(f"the old address {address} leads to /{own} only by a rule of the server; "
                         "docs/publishing.md has one")  # fmt: skip
                continue
            if parts.path.strip("/") in ("", own.strip("/")):
                continue
            try:
                old = old_path(f"/{parts.path.lstrip('/')}")
            except ValueError as error:
                tell(f"the old address {address} cannot lead on: {error}")
                continue
            first = self.olds.setdefault(old.casefold(), path)
            fault = alias_fault(old.casefold(), own, self.pages)
            if fault or first != path:
                fault = fault or f"leads to {first}"
                tell(f"the old address {address} cannot lead on: it {fault.partition(';')[0]}")
                continue
            yield f"/{old}"

    def led(
        self, entry: Entry, body: str, copies: dict[str, str], there: Collection[str], tell: Tell
    ) -> str:  # fmt: skip
        """Return an entry's text with its links to other entries, and to the files it brings.

        `copies` gathers these files, `there` are those that need not come.
        """

        def one(match: re.Match[str]) -> str:
            shown, words, kind, rest, title = match.groups("")
            words = _LINK.sub(one, words)
            address, mark, part = rest.partition("#")
            if kind == "brought:" and address in entry.brings:
                target = _target(entry.brings[address], copies, there)
                return f"{shown}[{words}]({{static}}/{target}{title})"
            known = self.files.get(f"entry:{unquote(address)}" if kind == "entry:" else
                                   _plain(f"{kind}{address}"))  # fmt: skip
            if known and not shown:
                return f"[{words}]({{filename}}/{known}{mark}{part}{title})"
            if kind == "entry:":
                tell(f"its link to {unquote(address)} leads nowhere, for that is not taken over")
            return match[0].replace(match[2], words, 1) if kind.startswith("http") else words

        def defined(match: re.Match[str]) -> str:
            made = one(re.fullmatch(_LINK, f"[x]({match[2]})") or match)
            return match[1] + (made[4:-1] if made != "x" else "#")

        return _DEFINED.sub(defined, _LINK.sub(one, body))


def _target(source: str, copies: dict[str, str], there: Collection[str]) -> str:
    """Return where a file comes to lie; one of that name that is there already is taken for it."""
    path = PurePosixPath(source)
    folder = "images" if path.suffix.lower() in _PICTURES else "files"
    stem = slug(f"{path.parent.name}-{path.stem}") or "file"
    for number in range(1, len(copies) + 2):
        target = f"{folder}/{stem}{f'-{number}' if number > 1 else ''}{path.suffix.lower()}"
        if copies.get(target, source) == source:
            break
    if target not in there:
        copies[target] = source
    return target


def _plain(address: str) -> str:
    """Return an absolute address so that all ways to write it are one, "" for any other."""
    parts = parted(address)
    if not parts.netloc or parts.query or not parts.path.strip("/"):
        return ""
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}/{re.sub(r'/index.html$', '', unquote(parts.path)).strip('/')}"
