"""Where Jekyll (3 and 4) had a post: its folders, its defaults, its permalinks."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime
from fnmatch import fnmatch
from typing import Any

from importers.entries import distinct
from importers.heads import first, listed, moment
from importers.old_site import Source, zone_of

SETTINGS = ("_config.yml", "_config.yaml", "_config.toml")
KNOWN = {"layout", "permalink", "redirect_from", "published", "category", "categories"}
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_POST = re.compile(r"(?:(\d{4}-\d{1,2}-\d{1,2})-)?(.+)\.\w+")
_CLOCK = {
    "year": "%Y", "short_year": "%y", "month": "%m", "short_month": "%b", "long_month": "%B",
    "day": "%d", "y_day": "%j", "hour": "%H", "minute": "%M", "second": "%S", "week": "%V",
    "w_year": "%G", "short_day": "%a", "long_day": "%A",
}  # fmt: skip


def source_of(path: str, head: Mapping[str, Any], settings: Mapping[str, Any]) -> Source:
    """Return what a file of the site was, and where."""
    folders = path.split("/")[:-1]
    kind = next((each for each in folders if each in ("_posts", "_drafts")), "")
    collection = kind or next((each for each in folders if each.startswith("_")), "")
    head = {**_defaults(path, collection, settings), **head}
    named = _POST.fullmatch(path.rpartition("/")[2])
    typed, name = (named[1], named[2]) if named else (None, path)
    # Psych, which reads Jekyll's YAML, takes a time without a zone as UTC.
    published = moment(head.get("date")) or moment(
        _padded(typed), zone_of(settings.get("timezone"))
    )
    is_post = bool(kind or typed or published)
    tagged = [*folders[: folders.index(kind)], *_categories(head)] if kind else _categories(head)
    made = Source(
        path=path, head=head, name=str(head.get("slug") or name), published=published,
        kind="" if is_post and head.get("layout") != "page" else "page",
        draft=kind == "_drafts" or head.get("published") is False or head.get("draft") is True,
        tags=distinct([*tagged, *map(str, listed(head, "tags", "tag"))]),
    )  # fmt: skip
    if made.kind and name in ("index", "404"):
        made.passed = "is the old site's home page or one of its lists"
    # Posts that were copied out of their folder are known by the day in their name.
    was_in = collection or ("_posts" if typed else "")
    made.address = _address(made, tagged, was_in, settings)
    return made


def _defaults(path: str, collection: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that the settings give to a file, the last that fit."""
    kind = {"_posts": "posts", "_drafts": "drafts", "": "pages"}.get(collection, collection[1:])
    found: dict[str, Any] = {}
    for each in settings.get("defaults") or ():
        scope, values = (each.get("scope") or {}, each.get("values")) if isinstance(each, Mapping) \
            else ({}, None)  # fmt: skip
        within = str(scope.get("path") or "").strip("/")
        fits = not within or f"{path}/".startswith(f"{within}/") or fnmatch(path, f"{within}*")
        kinds = (kind, "posts") if kind == "drafts" else (kind,)
        if isinstance(values, Mapping) and fits and scope.get("type", kind) in kinds:
            found |= values
    return found


def _categories(head: Mapping[str, Any]) -> list[str]:
    return [str(each) for each in listed(head, "category", "categories")]


def _address(
    made: Source, categories: list[str], collection: str, settings: Mapping[str, Any]
) -> str:
    """Return the path at which it was, "" where nobody knows."""
    usual = str(settings.get("permalink") or "date")
    in_posts = collection in ("_posts", "_drafts")
    if not in_posts:
        pretty = usual == "pretty" or usual.endswith("/")
        usual = f"/:path{'/' if pretty else ':output_ext'}"
        if collection:
            usual = _of_collection(collection[1:], settings)
    style = str(first(made.head, "permalink") or usual)
    if (in_posts and not made.published) or not style:
        return ""
    zone = settings.get("timezone")
    at = made.published.astimezone(zone_of(zone)) if zone and made.published else made.published
    marks = dict(_marks(made, categories, collection, at))
    template = _STYLES.get(style, style)
    filled = re.sub(r":([a-z_]+)", lambda mark: _filled(mark, marks), template)
    return re.sub(r"/{2,}", "/", f"/{filled}")


def _of_collection(name: str, settings: Mapping[str, Any]) -> str:
    """Return the template of a collection's addresses, "" where it has no pages."""
    collections = settings.get("collections")
    held = collections.get(name) if isinstance(collections, Mapping) else None
    if not isinstance(held, Mapping) or held.get("output") is not True:
        return ""
    return str(held.get("permalink") or "/:collection/:path:output_ext")


def _filled(mark: re.Match[str], marks: Mapping[str, str]) -> str:
    """Return what stands for a mark; `:title_x` is `:title` with `_x` behind it."""
    name = max((each for each in marks if mark[1].startswith(each)), key=len, default="")
    return marks[name] + mark[1][len(name) :] if name else mark[0]


def _marks(
    made: Source, categories: list[str], collection: str, at: datetime | None
) -> Iterator[tuple[str, str]]:
    named = made.path.rpartition("/")[2].rsplit(".", 1)[0]
    base = re.sub(r"^\d{4}-\d{1,2}-\d{1,2}-", "", named)
    if at:
        yield from ((name, f"{at:{shape}}") for name, shape in _CLOCK.items())
        yield from (("i_month", f"{at.month}"), ("i_day", f"{at.day}"))
    path = made.path.rsplit(".", 1)[0]
    path = path.partition(f"{collection}/")[2] if collection else path
    yield from (("title", made.name), ("path", path))
    yield from (("slug", slugged(str(made.head.get("slug") or base))), ("name", base))
    yield "categories", "/".join(dict.fromkeys(each.lower() for each in categories))
    yield "slugified_categories", "/".join(dict.fromkeys(map(slugged, categories)))
    yield from (("output_ext", ".html"), ("collection", collection[1:]), ("basename", named))


def slugged(words: str) -> str:
    """Return words as Jekyll's `slugify` has them: letters and digits, joined by hyphens."""
    plain = unicodedata.normalize("NFC", words)
    return re.sub(r"[\W_]+", "-", plain).strip("-").lower()


def _padded(typed: str | None) -> str:
    parts = typed.split("-") if typed else ()
    return "-".join(part.zfill(2) for part in parts)
