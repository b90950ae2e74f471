"""The Markdown of a site that Jekyll or Hugo made: posts, pages, and what lies beside them."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from importers import hugo, jekyll
from importers.addresses import joined, parted
from importers.entries import Entry, Export, distinct
from importers.heads import Written, first, listed, moment, read_as, written
from importers.old_markdown import led_on
from importers.old_site import OldFolder, Source, path_of
from importers.safe_xml import Refused
from importers.shelf import BROUGHT, Bringing, Shelf
from importers.template_marks import liquid_gone, shortcodes_gone

_KNOWN = {"title", "date", "updated", "modified", "last_modified_at", "author", "authors", "tags",
          "tag", "categories", "category", "draft", "description", "summary", "excerpt", "keywords",
          "slug", "layout"}  # fmt: skip
_OF_TOOL = {"jekyll": jekyll.KNOWN, "hugo": hugo.KNOWN}


def settings_in(kind: str, folder: OldFolder, told: list[str]) -> Mapping[str, Any]:
    """Return the site's settings; what of them cannot be read is told."""
    found: dict[str, Any] = {}
    for name in jekyll.SETTINGS if kind == "jekyll" else (*hugo.SETTINGS, *hugo.PARTS):
        if name in folder.settings:
            try:
                made = read_as(name, folder.settings[name])
            except Refused as error:
                told.append(f"{folder.shown}{name}: {error}")
                continue
            field = name.rpartition("/")[2].partition(".")[0]
            found = {**made, **found} if name not in hugo.PARTS else {**found, field: made}
    return found


def entries_of(kind: str, folder: OldFolder) -> Export:
    """Return the posts and pages of a folder; what cannot be read is told, and the rest goes on."""
    found = Export()
    settings = settings_in(kind, folder, found.told)
    texts: dict[str, Written] = {}
    for path, data in folder.posts.items():
        try:
            texts[path] = written(data)
        except Refused as error:
            found.told.append(f"{folder.shown}{path}: is not taken over: {error}")
    heads = {path: text.head for path, text in texts.items()}
    sources = list(hugo.sources_of(heads, settings, folder.files)) if kind == "hugo" else \
        [jekyll.source_of(path, head, settings) for path, head in heads.items()]  # fmt: skip
    base = path_of(settings.get("baseurl" if kind == "jekyll" else "baseURL"))
    if base and sources:
        found.told.append(f"{folder.shown}: the old site lay below {base}/; its addresses lead on "
                          "if this one lies there too")  # fmt: skip
    leads = _Leads(kind, folder, settings, base, sources)
    for source in sources:
        where = f"{folder.shown}{source.path}"
        if source.passed:
            found.told.append(f"{where}: is not taken over: it {source.passed}")
        else:
            found.entries.append(_entry(kind, source, texts[source.path], where, leads))
    return found


def _entry(kind: str, source: Source, text: Written, where: str, leads: "_Leads") -> Entry:
    head, told = source.head, [*source.told]
    known = _KNOWN | _OF_TOOL[kind]
    told += [f"`{key}` is not taken over" for key in text.head if key not in known]
    lines: list[tuple[int, str]] = []
    here = _Here(source, leads, Bringing(Shelf()))

    def tell(line: int, message: str) -> None:
        lines.append((line + text.line, message))

    gone = liquid_gone if kind == "jekyll" else shortcodes_gone
    body = led_on(gone(text.body, here.named, tell), here.lead, tell)
    return Entry(
        where=where,
        name=where,
        title=str(first(head, "title") or source.name.replace("-", " ")),
        body=body,
        kind=source.kind,
        url=source.address,
        slug=source.name,
        published=source.published,
        updated=moment(first(head, "lastmod", "last_modified_at", "updated", "modified")),
        authors=distinct(map(_name, listed(head, "authors" if head.get("authors") else "author"))),
        tags=source.tags,
        draft=source.draft,
        summary=str(first(head, "description", "summary", "excerpt") or ""),
        aliases=distinct(map(str, listed(head, "aliases", "redirect_from"))),
        lang=source.lang,
        of=f"{leads.folder.shown}{source.of}" if source.of else "",
        brings=here.bringing.brings,
        told=tuple(told),
        told_at=tuple(sorted(lines)),
    )


def _name(author: Any) -> str:
    """Return an author's name, whom some themes have as a table."""
    return str(author.get("name") or "") if isinstance(author, Mapping) else str(author)


class _Leads:
    """Where the addresses of the old site lead: to its posts, and to its files."""

    def __init__(
        self, kind: str, folder: OldFolder, settings: Mapping[str, Any], base: str,
        sources: list[Source],
    ) -> None:  # fmt: skip
        self.kind, self.folder, self.base = kind, folder, base
        self.host = parted(str(settings.get("url") or settings.get("baseURL") or "")).netloc
        taken = [each for each in sources if not each.passed]
        self.paths = {each.path: each for each in taken}
        self.addresses = {_plain(each.address): each for each in taken if each.address}
        self.names: dict[str, Source] = {}
        for each in taken:
            for name in _names(each.path):
                self.names.setdefault(name, each)

    def entry(self, source: Source) -> str:
        return f"entry:{quote(f'{self.folder.shown}{source.path}', safe='/')}"

    def file(self, path: str, beside: str) -> str:
        """Return the path of a file of the site by what a post at `beside` calls it, or ""."""
        inner = path.lstrip("/")
        near = posixpath.normpath(posixpath.join(posixpath.dirname(beside), inner))
        tops = ("", "static/", "assets/", "content/") if self.kind == "hugo" else ("",)
        tried = [near] * (not path.startswith("/")) + [
            posixpath.normpath(f"{top}{inner}") for top in tops
        ]
        return next((each for each in tried if each in self.folder.files), "")


@dataclass
class _Here:
    """What addresses mean in one post; `bringing` gathers the files that come along with it."""

    source: Source
    leads: _Leads
    bringing: Bringing

    def named(self, name: str) -> str:
        """Return the address of a post, or of a file, by the name that a template mark gives."""
        name = name.strip("\"' ")
        found = self._beside(name) or self.leads.names.get(_plain(name).lower())
        return self.leads.entry(found) if found else self._brought(name)

    def lead(self, address: str) -> str | None:
        """Return what an address is here; None where it is nothing here."""
        if address.startswith(("entry:", "brought:", "#")):
            return address if address != "#" else None
        parts = parted(address)
        ours = parts.netloc == self.leads.host or not (parts.netloc or parts.scheme)
        if not ours or not address:
            return address if parts.scheme in ("http", "https", "mailto", "tel") else None
        path = unquote(parts.path)
        inner = (
            path.removeprefix(self.leads.base) if path.startswith(f"{self.leads.base}/") else path
        )
        old = joined(self.source.address, inner)
        if inner and (found := self.leads.addresses.get(_plain(old)) or self._beside(inner)):
            return self.leads.entry(found) + (f"#{parts.fragment}" if parts.fragment else "")
        return self._brought(inner) or (address if parts.netloc else None)

    def _beside(self, name: str) -> Source | None:
        near = posixpath.join(posixpath.dirname(self.source.path), name)
        tried = (posixpath.normpath(near), name.strip("/"), f"content/{name.strip('/')}")
        return next((self.leads.paths[each] for each in tried if each in self.leads.paths), None)

    def _brought(self, name: str) -> str:
        path = self.leads.file(name, self.source.path)
        fits = BROUGHT.fullmatch(path)
        return self.bringing.take(f"{self.leads.folder.shown}{path}" if fits else "")


def _names(path: str) -> Iterator[str]:
    """Yield what template marks may call a post: its path, its name, with and without ending."""
    inner = re.sub(r"^(?:.*/)?_(?:posts|drafts)/|^content/", "", path)
    for each in (path, inner, path.rpartition("/")[2], re.sub(r"/index\.\w+$", "", inner)):
        yield from (_plain(each).lower(), _plain(each.rsplit(".", 1)[0]).lower())


def _plain(address: str) -> str:
    """Return an address so that all ways to write it are one."""
    return re.sub(r"(?:^|/)index\.html$|\.html$", "", unquote(address)).strip("/")
