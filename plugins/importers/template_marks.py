"""The template languages in the posts of Jekyll (Liquid) and Hugo (shortcodes) → Markdown."""

import re
import shlex
from collections.abc import Callable

Tell = Callable[[int, str], None]
"""Takes a line of the text, from 0, and a message."""

Find = Callable[[str], str]
"""Gives the address, in a body, of another file of the site by its name; "" if unknown."""

_LIQUID = re.compile(r"\{%-?(.{0,2000}?)-?%\}|\{\{-?(.{0,2000}?)-?\}\}", re.S)
_SHORT = re.compile(r"\{\{[<%](.{0,2000}?)[>%]\}\}", re.S)
_ESCAPED = re.compile(r"\{\{([<%])/\*(.{0,2000}?)\*/([>%])\}\}", re.S)
_COMMENT = re.compile(r"\{%-? ?comment ?-?%\}.{0,20000}?\{%-? ?endcomment ?-?%\}", re.S)
_RAW = re.compile(r"\{%-? ?raw ?-?%\}(.{0,20000}?)\{%-? ?endraw ?-?%\}", re.S)
_LIQUID_CODE = re.compile(
    r"\{%-? ?highlight (\w*)[^%\n]{0,200}%\}[ \t]{0,9}\n?(.{0,20000}?)\n?[ \t]{0,9}"
    r"\{%-? ?endhighlight ?-?%\}",
    re.S,
)
_SHORT_CODE = re.compile(
    r"\{\{[<%] ?highlight \"?(\w*)\"?[^>%\n]{0,200}[>%]\}\}[ \t]{0,9}\n?(.{0,20000}?)\n?"
    r"\{\{[<%] ?/ ?highlight ?[>%]\}\}",
    re.S,
)
_SITE = re.compile(r"site\.(?:baseurl|url)|relative_root|'/?'|\"/?\"")
_ADDRESS = re.compile(r"[\"']([^\"']+)[\"']\s*\|\s*(?:relative_url|absolute_url|prepend:.*)")
_KEPT, _END = "\ue000", "\ue001"
"""Stand around what is not to be read again."""


def liquid_gone(text: str, find: Find, tell: Tell) -> str:
    """Return a text without Liquid: links led on, the rest left out and told."""
    text = _COMMENT.sub(lambda match: padded(match, ""), _without_marks(text))
    text = _LIQUID_CODE.sub(_fenced, text)
    raw: list[str] = []

    def keep(match: re.Match[str]) -> str:
        raw.append(match[1])
        return f"{_KEPT}{len(raw) - 1}{_END}" + "\n" * match[1].count("\n")

    def restored(match: re.Match[str]) -> str:
        kept = raw[int(match[1])]
        return kept + match[2][kept.count("\n") :]

    def plain(match: re.Match[str]) -> str:
        line = at(match)
        if match[1] is None:
            return padded(match, _output(match[2].strip(), line, tell))
        name, _, said = match[1].strip().partition(" ")
        if name in ("post_url", "link"):
            found = find(said)
            if not found:
                tell(line, f"`{{% {name} {said.strip()} %}}` names nothing that is taken over")
            return padded(match, found or "unknown:")
        if not name.startswith("end"):
            tell(line, f"`{name}` of its template language is left out{_of(said)}")
        return padded(match, "")

    text = _LIQUID.sub(plain, _RAW.sub(keep, text))
    return re.sub(rf"{_KEPT}(\d+){_END}(\n*)", restored, text)


def _without_marks(text: str) -> str:
    return text.replace(_KEPT, "").replace(_END, "")


def _fenced(match: re.Match[str]) -> str:
    return padded(match, f"```{match[1]}\n{match[2]}\n```")


def _output(said: str, line: int, tell: Tell) -> str:
    if address := _ADDRESS.fullmatch(said):
        return address[1]
    if not _SITE.fullmatch(said):
        tell(line, f"`{said[:60]}` of its template language is left out")
    return ""


def shortcodes_gone(text: str, find: Find, tell: Tell) -> str:
    """Return a text without shortcodes: links, pictures, films led on, the rest told."""

    def plain(match: re.Match[str]) -> str:
        line, within = at(match), match[1].strip()
        name, _, rest = within.removesuffix("/").strip().partition(" ")
        places, named = _arguments(rest)
        if within.startswith("/*"):
            return match[0]
        if within.startswith("/"):
            return padded(match, "")
        if name in ("ref", "relref"):
            said = named.get("path") or (places[0] if places else "")
            path, mark, part = said.partition("#")
            found = find(path) if path else ""
            if not found and path:
                tell(line, f"`{name} {said}` names nothing that is taken over")
            return padded(
                match, f"{found or ('' if mark and not path else 'unknown:')}{mark}{part}"
            )
        made = _shown(name, places, named)
        if not made:
            tell(line, f"`{name}` of its template language is left out{_of(rest)}")
        return padded(match, made)

    text = _SHORT.sub(plain, _SHORT_CODE.sub(_fenced, text))
    return _ESCAPED.sub(r"{{\1\2\3}}", text)


def _shown(name: str, places: list[str], named: dict[str, str]) -> str:
    """Return what a shortcode of Hugo's own shows, as Markdown; "" for any other."""
    first = places[0] if places else named.get("id", "")
    if name == "figure" and named.get("src"):
        words = named.get("alt") or named.get("caption") or named.get("title") or ""
        caption = named.get("caption") or named.get("title") or ""
        picture = f"![{words}]({named['src']})"
        if named.get("link"):
            picture = f"[{picture}]({named['link']})"
        told = caption if set(caption) & set("*_[") else f"*{caption}*"
        return f"{picture}\n\n{told}\n" if caption and caption != words else picture
    if name in ("tweet", "x", "twitter") and named.get("user") and named.get("id"):
        return f"[A post of @{named['user']}](https://twitter.com/{named['user']}/status/{named['id']})"
    films = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
    if name in films and first:
        return f"[{named.get('title') or 'A film'}]({films[name]}{first})"
    if name == "gist" and len(places) > 1:
        return f"[Its code](https://gist.github.com/{places[0]}/{places[1]})"
    return ""


def _arguments(typed: str) -> tuple[list[str], dict[str, str]]:
    """Return the arguments by their place, and those by their name."""
    try:
        parts = shlex.split(typed.replace("`", '"'), posix=True)
    except ValueError:
        parts = typed.split()
    named = dict(part.split("=", 1) for part in parts if re.match(r"[a-z][\w-]*=", part, re.I))
    return [part for part in parts if not re.match(r"[a-z][\w-]*=", part, re.I)], named


def at(match: re.Match[str]) -> int:
    """Return the line on which something was found, from 0."""
    return match.string.count("\n", 0, match.start())


def padded(match: re.Match[str], made: str) -> str:
    """Return what takes the place of something with as many lines, so that lines stay true."""
    return made + "\n" * max(match.group().count("\n") - made.count("\n"), 0)


def _of(said: str) -> str:
    words = " ".join(said.split())
    return f": {words[:80]}" if words else ""
