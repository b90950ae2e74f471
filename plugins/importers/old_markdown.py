"""Markdown of Jekyll and Hugo → Markdown of this site: its links and pictures led on or told."""

import re
from collections.abc import Callable
from html import unescape

from importers.markdown_of import tidy
from importers.template_marks import Tell, at, padded

_CODE = re.compile(
    r"^ {0,3}(?P<fence>```+|~~~+)[^\n]*\n(?:.*?\n)?? {0,3}(?P=fence)[`~]*[ \t]*$|`[^`\n]{1,2000}`",
    re.S | re.M,
)
_KEPT, _END = "\ue002", "\ue003"
_ATTRIBUTES = re.compile(r"(?:^[ \t]*(?:[*-]|1\.)[ \t][^\n]*\n(?=\{:toc))?\{:[^}\n]{0,500}\}", re.M)
_HUGO_ATTRIBUTES = re.compile(
    r"^(#{1,6} .{0,500}?)[ \t]{0,9}\{#[\w-]{1,99}[^}\n]{0,99}\}[ \t]*$", re.M
)
_MORE = re.compile(r"^[ \t]*<!--\s*(?:more|excerpt|read more)\s*-->[ \t]*$", re.M | re.I)
_IMG = re.compile(r"<img\b[^>]{0,2000}>", re.I)
_SAID = re.compile(r"([a-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.I)
_LIVE = re.compile(
    r"<(script|style|iframe|object|embed|form|video|audio|svg)\b([^>]{0,2000})>"
    r"(?:.{0,20000}?</\1\s{0,9}>)?",
    re.S | re.I,
)
_TO = r"""\(\s{0,9}<?([^)\s>]{0,2000})>?(\s{1,9}["'][^\n]{0,500}?["'])?\s{0,9}\)"""
_PICTURE = re.compile(rf"!\[([^\]\n]{{0,500}})\]{_TO}")
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]\n]|\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)){0,500})\]" + _TO)
_DEFINED = re.compile(
    r"^( {0,3}\[(?!\^)[^\]\n]{1,500}\]:[ \t]{0,9})<?(\S{1,2000}?)>?([ \t]{1,9}[\"'(].*)?$", re.M
)
_TITLE = re.compile(r"^# +(?=\S)", re.M)
_ABROAD = re.compile(r"(?:https?:)?//|mailto:|tel:|xmpp:|irc:", re.I)

Lead = Callable[[str], str | None]
"""Gives what an address of the old site is here; None where it is nothing here."""


def led_on(text: str, lead: Lead, tell: Tell) -> str:
    """Return a text whose links and pictures lead to what came along; the rest is told."""
    code: list[str] = []

    def keep(match: re.Match[str]) -> str:
        code.append(match.group())
        return f"{_KEPT}{len(code) - 1}{_END}" + "\n" * match.group().count("\n")

    text = _CODE.sub(keep, text.replace(_KEPT, "").replace(_END, ""))
    text = _LIVE.sub(lambda match: padded(match, _live(match, tell)), text)
    text = _MORE.sub("", _HUGO_ATTRIBUTES.sub(r"\1", text))
    text = _ATTRIBUTES.sub(lambda match: _attributes(match, tell), text)
    text = _IMG.sub(lambda match: padded(match, _markdown_of_img(match.group())), text)
    text = _PICTURE.sub(lambda match: _picture(match, lead, tell), text)
    text = _LINK.sub(lambda match: _link(match, lead, tell), text)
    text = _DEFINED.sub(lambda match: _definition(match, lead, tell), text)
    text = _TITLE.sub("## ", text)
    return re.sub(rf"{_KEPT}(\d+){_END}(\n*)", lambda match: _restored(match, code), tidy(text))


def _restored(match: re.Match[str], code: list[str]) -> str:
    """Return code where it stood; the lines that kept a block's place go."""
    kept = code[int(match[1])]
    return kept + ("\n\n" if "\n" in kept else match[2])


def _attributes(match: re.Match[str], tell: Tell) -> str:
    if "{:toc" in match.group():
        tell(at(match), "the table of contents is not taken over")
    return padded(match, "")


def _live(match: re.Match[str], tell: Tell) -> str:
    said = _said(match[2])
    address = said.get("src") or said.get("data") or said.get("action") or ""
    tell(at(match), f"<{match[1].lower()}> is not taken over{address and f': {address}'}")
    return ""


def _markdown_of_img(tag: str) -> str:
    said = _said(tag)
    words = re.sub(r"[\[\]\n]", " ", said.get("alt", ""))
    return f"![{words}]({said.get('src', '').replace(' ', '%20')})"


def _said(attributes: str) -> dict[str, str]:
    return {name.lower(): unescape(one or two or three)
            for name, one, two, three in _SAID.findall(attributes)}  # fmt: skip


def _picture(match: re.Match[str], lead: Lead, tell: Tell) -> str:
    words, address = match[1], match[2]
    here = lead(address)
    if here and here.startswith("brought:"):
        return f"![{words}]({here})"
    tell(at(match), f"the picture {address} is linked, if it can be; put it into content/images/")
    return f"[{words or 'A picture'}]({address})" if _ABROAD.match(address) else words


def _link(match: re.Match[str], lead: Lead, tell: Tell) -> str:
    words, address, title = match[1], match[2], match[3] or ""
    here = lead(address)
    if here is not None:
        return f"[{words}]({here}{title})"
    if not address:
        tell(at(match), f"“{words}” is a link to nothing; its words stay")
    elif not address.startswith("unknown:"):
        tell(at(match), f"a link to `{address}` leads nowhere from here; its words stay")
    return words


def _definition(match: re.Match[str], lead: Lead, tell: Tell) -> str:
    here = lead(match[2])
    if here is None:
        tell(at(match), f"a link to `{match[2]}` leads nowhere from here; mend it")
    return f"{match[1]}{here or match[2]}{match[3] or ''}"
