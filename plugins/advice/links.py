"""Links of the texts, held against the addresses that the site has and the parts of its pages."""

import re
from collections.abc import Iterator
from functools import cache, cached_property
from html import escape
from urllib.parse import unquote, urljoin, urlsplit

from advice.addresses import Addresses
from advice.body_parts import parts_of
from advice.written import Written
from bodies import INTERNAL, SITES_IDS, body_html, safe
from chats.problems import Problem
from content_folder.links import target_of

_QUESTION = re.compile(r"q(\d+)")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_UNLINKED = "`{}` is no link: no line says where that leads, as `[name]: https://…` would"
_DROPPED = "`{}` is left out of the page; write https://…, mailto:… or {{filename}}/chats/x.md"
_EMPTY = "a link without an address; write where it leads, {filename}/chats/x.md or https://…"


def dead_links(written: Written) -> Iterator[Problem]:
    """Yield a warning for each link whose address, or whose `#part`, is nowhere in the site."""
    pages = _Pages(written)
    for source, parts in written.parts.items():
        faults = {typed: pages.fault(source, typed) for typed in parts.links}
        faults |= {typed: _UNLINKED.format(typed) for typed in parts.unlinked}
        for typed, fault in faults.items():
            for line in written.lines_of(source, [typed]) if fault else ():
                yield Problem(source, line, "", fault, warning=True)


class _Pages:
    """What links may lead to."""

    def __init__(self, written: Written) -> None:
        self._written, self._content = written, written.content
        self._part_of = cache(self._parts)

    @cached_property
    def _addresses(self) -> Addresses:
        return Addresses(self._content, self._written.faulty, self._written.made)

    @cached_property
    def _questions(self) -> dict[str, int]:
        return {each.source: len(each.questions) for each in self._content.series.chats}

    def fault(self, source: str, typed: str) -> str:
        """Return what is wrong with a link of a file, "" for nothing that can be told."""
        if not typed:
            return _EMPTY
        within = source.partition("/")[2]
        if match := INTERNAL.match(typed):
            target = target_of(match[1], match[2], within)
            return self._part_fault(f"{source.partition('/')[0]}/{target}", match[3])
        if typed.startswith("#"):
            return self._part_fault(source, typed)
        address = self._within_the_site(typed, self._content.targets.get(within, ""))
        if address is None:
            return "" if _is_kept(typed) else _DROPPED.format(typed)
        path, _, part = address.partition("#")
        path = unquote(path.partition("?")[0])
        if not self._addresses.has(path):
            return (f"`{typed}` is no address of this site; link a file, which is checked and "
                    "always found: {filename}/chats/x.md, {static}/images/x.png")  # fmt: skip
        to = self._addresses.sources.get(path) or self._addresses.sources.get(f"{path}/", "")
        return self._part_fault(to, f"#{part}")

    def _within_the_site(self, typed: str, page: str) -> str | None:
        """Return an address from the site's root, None for one of another site."""
        for site in self._written.sites:
            if typed == site.url or typed.startswith(f"{site.url}/"):
                return typed[len(site.url) + 1 :]
            if site.prefix and typed.startswith(f"{site.prefix}/"):
                return typed[len(site.prefix) + 1 :]
        if _ADDRESS.match(typed):
            return None
        joined = urlsplit(urljoin(f"http://site/{page}", typed))
        return f"{joined.path.lstrip('/')}#{joined.fragment}"

    def _part_fault(self, source: str, part: str) -> str:
        name = unquote(part.partition("#")[2])
        if not name or name.lower() == "top" or source not in self._content.bodies:
            return ""
        if source in self._written.faulty or self._has(source, name):
            return ""
        return (f"`#{name}` is no part of {source}; its questions are #q1, #q2 …, and a heading "
                "gets a name by {#name} behind it")  # fmt: skip

    def _has(self, source: str, name: str) -> bool:
        if match := _QUESTION.fullmatch(name):
            # Of a chat that is not public nobody knows how many it has.
            unknown = int(match[1]) if "/chats/" in source else 0
            return 0 < int(match[1]) <= self._questions.get(source, unknown)
        return bool(SITES_IDS.fullmatch(name)) or name in self._part_of(source)

    def _parts(self, source: str) -> set[str]:
        return parts_of(body_html(self._content, source, str)).ids


def _is_kept(address: str) -> bool:
    """Return whether a page has a link to an address of another site."""
    return "href" in safe(f'<a href="{escape(address)}"></a>', lambda _kind, _value: None)
