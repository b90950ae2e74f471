"""Scripts in a language: their words are put in when the site is built.

A script says `_("More")` or `_(`until ${end}`)`, and `_n(number, `${number} result`,
`${number} results`)` where it counts; what is served holds one language's words alone, as
literals. What stands between `${` and `}` is a plain name, `{end}` in the catalogue.
"""

import json
import re
from collections.abc import Iterator
from gettext import c2py

from chats.words import Words

_LITERAL = r'`[^`]*`|"(?:[^"\\\n]|\\.)*"'
_ONE = re.compile(rf"\b_\(({_LITERAL})\)")
_MANY = re.compile(rf"\b_n\((\w+), ({_LITERAL}), ({_LITERAL})\)")
_SAMPLES = 1000
"""Numbers among which every plural form of every language has one."""

_LANGUAGE = re.compile(r"\b_language\b")


def spoken(script: str, words: Words) -> str:
    """Return the script with its words, and its `_language`, those of a language."""
    script = _ONE.sub(lambda call: _literal(words.gettext(_message(call[1]))), script)
    script = _MANY.sub(lambda call: _chosen(call, words), script)
    return _LANGUAGE.sub(lambda _: json.dumps(_tag(words)), script)


def messages(script: str) -> Iterator[tuple[int, str | tuple[str, str]]]:
    """Yield the line and the text of each message of a script, both forms of one that counts."""
    for call in _ONE.finditer(script):
        yield script.count("\n", 0, call.start()) + 1, _message(call[1])
    for call in _MANY.finditer(script):
        line = script.count("\n", 0, call.start()) + 1
        yield line, (_message(call[2]), _message(call[3]))


def _tag(words: Words) -> str:
    """Return the language as browsers write in it: with the digits that the pages have."""
    return f"{words.language}-u-nu-latn" if words.edition else words.language


def _message(literal: str) -> str:
    """Return what a literal says, its parts as the catalogue has them."""
    if literal.startswith('"'):
        return str(json.loads(literal))
    return re.sub(r"\$\{(\w+)\}", r"{\1}", literal[1:-1])


def _literal(said: str) -> str:
    if "{" not in said:
        return json.dumps(said, ensure_ascii=False)
    text = said.replace("\\", "\\\\").replace("`", "\\`")
    parts = re.sub(r"\{(\w+)\}", r"${\1}", text)
    return f"`{parts}`"


def _chosen(call: re.Match[str], words: Words) -> str:
    """Return an expression that chooses the form for a number, by the catalogue's own rule."""
    one, many = _message(call[2]), _message(call[3])
    rule = words.catalogue.info().get("plural-forms", "plural=(n != 1);")
    which = rule.rpartition("plural=")[2].strip("; ")
    samples = {c2py(which)(number): number for number in range(_SAMPLES)}
    said = (words.catalogue.ngettext(one, many, samples[form]) for form in sorted(samples))
    return f"((n) => [{', '.join(map(_literal, said))}][Number({which})])({call[1]})"
