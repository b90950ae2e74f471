"""Where Hugo had a post: its sections, bundles and translations, cascades and permalinks."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from datetime import tzinfo
from typing import Any

from importers.entries import distinct
from importers.heads import first, listed, moment
from importers.old_site import Source, zone_of

SETTINGS = tuple(
    f"{folder}{name}.{kind}" for folder in ("", "config/_default/") for name in ("hugo", "config")
    for kind in ("toml", "yaml", "yml", "json")
)  # fmt: skip
PARTS = tuple(f"config/_default/{name}.{kind}" for name in ("permalinks", "languages")
              for kind in ("toml", "yaml", "yml", "json"))  # fmt: skip
"""Settings that lie in a file of their own, named for their field."""
KNOWN = {"lastmod", "aliases", "slug", "url", "type", "draft", "publishDate", "cascade"}
_NAMED = re.compile(r"(\d{4}-\d{2}-\d{2})[-_]?(.*)")
_LANGUAGE = re.compile(r"(.+)\.([a-z]{2}(?:-[a-z]{2})?)", re.I)
_CLOCK = {"year": "%Y", "month": "%m", "monthname": "%B", "day": "%d", "weekdayname": "%A"}


class Layout:
    """How the site's content lies, by its settings."""

    def __init__(self, settings: Mapping[str, Any], files: Collection[str]) -> None:
        low = {str(key).lower(): held for key, held in settings.items()}
        self.files = files
        self.main = str(low.get("defaultcontentlanguage") or "en").lower()
        self.main_within = low.get("defaultcontentlanguageinsubdir") is True
        self.folders = {str(low.get("contentdir") or "content").strip("/"): self.main}
        self.languages = {self.main}
        for code, held in _table(low.get("languages")).items():
            self.languages.add(code.lower())
            inner = {str(key).lower(): each for key, each in _table(held).items()}
            if inner.get("contentdir"):
                self.folders[str(inner["contentdir"]).strip("/")] = code.lower()
        permalinks = _table(low.get("permalinks"))
        self.permalinks = _table(permalinks.get("page")) or permalinks
        self.ugly = low.get("uglyurls") is True
        self.zone: tzinfo = zone_of(low.get("timezone"))
        self.within = any(file.startswith(f"{each}/") for file in files for each in self.folders)

    def lies(self, path: str) -> tuple[str, str] | None:
        """Return a file's path within the content, and its language; None where it is outside."""
        for folder, language in sorted(self.folders.items(), key=lambda each: -len(each[0])):
            if path.startswith(f"{folder}/"):
                return path.removeprefix(f"{folder}/"), language
        return None if self.within else (path, self.main)


def sources_of(
    heads: Mapping[str, Mapping[str, Any]], settings: Mapping[str, Any], files: Collection[str]
) -> Iterator[Source]:
    """Yield what each file of the site was, and where."""
    layout = Layout(settings, files)
    mains = {_logical(path, layout): path for path in reversed(list(heads))
             if _language(path, layout) in ("", layout.main)}  # fmt: skip
    for path, own in heads.items():
        head = {**_cascaded(path, heads), **own}
        made = _source(path, head, layout)
        main = mains.get(_logical(path, layout), path)
        language = _language(path, layout)
        if language not in ("", layout.main) and main != path:
            made.of, made.lang = main, language
        yield made


def _source(path: str, head: Mapping[str, Any], layout: Layout) -> Source:
    lies = layout.lies(path)
    stem = _stem(path, layout)
    folders = lies[0].split("/")[:-1] if lies else []
    if stem == "index":
        stem = folders.pop() if folders else "index"
    dated = _NAMED.fullmatch(stem)
    published = moment(first(head, "date", "publishDate"), layout.zone)
    published = published or moment(dated[1] if dated else None, layout.zone)
    page = "page" in (head.get("type"), head.get("layout")) or not (folders or published)
    made = Source(
        path=path, head=head, kind="page" if page else "", published=published,
        name=str(head.get("slug") or (dated[2] if dated and dated[2] else stem)),
        draft=head.get("draft") is True,
        tags=distinct(map(str, listed(head, "tags", "categories"))),
    )  # fmt: skip
    language = _language(path, layout)
    within = f"/{language}" if language != layout.main or layout.main_within else ""
    made.address = within * bool(language) + _address(made, stem, folders, layout)
    if lies is None:
        made.passed = "lies outside the site's content"
    elif stem == "_index":
        made.passed = "is the text of a section, of which there are none here"
    elif stem == "index" and not folders:
        made.passed = "is the old site's home page"
    elif head.get("headless") is True:
        made.passed = "had no page of its own (headless)"
    return made


def _address(made: Source, stem: str, folders: list[str], layout: Layout) -> str:
    """Return the path at which it was."""
    if url := made.head.get("url"):
        return f"/{str(url).lstrip('/')}"
    section = folders[0] if folders else ""
    if template := layout.permalinks.get(section):
        marks = dict(_marks(made, stem, folders))
        filled = re.sub(r":([a-z]+)(?:\[[^\]]*\])?", lambda m: marks.get(m[1], m[0]), str(template))
        return re.sub(r"/{2,}", "/", f"/{filled}")
    slug = urlized(str(made.head.get("slug") or ""))
    path = "/".join((*map(_as_path, folders), slug or _as_path(stem)))
    return f"/{path}.html" if layout.ugly else f"/{path}/"


def _marks(made: Source, stem: str, folders: list[str]) -> Iterator[tuple[str, str]]:
    slug, title = urlized(str(made.head.get("slug") or "")), urlized(str(made.head.get("title")))
    if at := made.published:
        yield from ((name, f"{at:{shape}}".lower()) for name, shape in _CLOCK.items())
        yield from (("yearday", f"{at.timetuple().tm_yday}"), ("weekday", f"{at.isoweekday() % 7}"))
    name = _as_path(stem)
    yield from (("title", title), ("slug", slug or title), ("filename", name))
    yield from (("contentbasename", name), ("section", _as_path(folders[0]) if folders else ""))
    yield from (("slugorfilename", slug or name), ("slugorcontentbasename", slug or name))
    yield "sections", "/".join(map(_as_path, folders))


def urlized(words: str) -> str:
    """Return words as Hugo has them in an address: letters of any script, hyphens between."""
    return "-".join(filter(None, re.split(r"[\s/-]+", _allowed(words))))


def _as_path(name: str) -> str:
    """Return a file's or folder's name as Hugo has it in an address: a hyphen for each blank."""
    return _allowed(name).replace(" ", "-")


def _allowed(words: str) -> str:
    kept = (char for char in words.lower() if char.isalnum() or char in " ._/-#+~@"
            or unicodedata.category(char)[0] == "M")  # fmt: skip
    return "".join(kept)


def _cascaded(path: str, heads: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the fields that the sections above a file hand down, the nearest last."""
    found: dict[str, Any] = {}
    parts = path.split("/")
    for depth in range(len(parts)):
        section = heads.get("/".join((*parts[:depth], "_index.md"))) or {}
        cascade = section.get("cascade")
        for each in cascade if isinstance(cascade, list) else [cascade]:
            if isinstance(each, Mapping) and not {"_target", "target"} & each.keys():
                params = _table(each.get("params"))
                found |= {
                    key: held for key, held in (_table(each) | params).items() if key != "params"
                }
    return found


def _stem(path: str, layout: Layout) -> str:
    name = path.rpartition("/")[2].rsplit(".", 1)[0]
    suffix = _suffix(path, layout)
    return name[: -len(suffix) - 1] if suffix else name


def _suffix(path: str, layout: Layout) -> str:
    """Return the language that a file's name ends in, as it is written, if any."""
    base, _, ending = path.rpartition(".")
    match = _LANGUAGE.fullmatch(base)
    if not match:
        return ""
    known = match[2].lower() in layout.languages
    return match[2] if known or f"{match[1]}.{ending}" in layout.files else ""


def _language(path: str, layout: Layout) -> str:
    lies = layout.lies(path)
    return _suffix(path, layout).lower() or (lies[1] if lies else "")


def _logical(path: str, layout: Layout) -> str:
    """Return what is the same for a file and its translations."""
    lies = layout.lies(path)
    folder = (lies[0] if lies else path).rpartition("/")[0]
    return f"{folder}/{_stem(path, layout)}"


def _table(held: Any) -> dict[str, Any]:
    return {str(key): each for key, each in held.items()} if isinstance(held, Mapping) else {}
