"""The marks by which people say what they answer: "A3.", "Ans 3", "Q3/A3", "3)"."""

import re
import unicodedata
from dataclasses import dataclass

from chats.transcripts.mark_letters import in_english

_N = r"(?P<n>[1-9]\d?)(?![\d%€£$°]|[.:,]\d)"
_LEAD = re.compile(
    r"(?:\s|[\"'“”‘’«»*_>~.,:;!|•·–—-]|\((?!\w)|(?:RT|MT)\b:?|@[\w.@-]+:?|#(?![aq]\d)\w+:?)+", re.I
)
"""What may stand before a mark: who is spoken to, hashtags, quotes, bullets."""

_PAIR = re.compile(rf"[(\[#]?q[\s.#-]?\d{{1,2}}\s?[/:|>.,&+-]*\s?a[\s.#-]?{_N}", re.I)
_WORDED = re.compile(
    r"[(\[]?(?:(?:(?:my\s)?ans(?:wer)?s?|repl(?:y|ies)|response|thoughts?)(?![a-z])[ .:]{0,3}"
    r"(?:to|for|on|no|number)?|re|regarding|on|to|for|back\sto|about)[ .:]{0,3}"
    rf"(?P<q>q(?:uestion)?)?[ .:]{{0,3}}(?:no|number)?[ .#-]{{0,3}}{_N}\b",
    re.I,
)
_LETTERED = re.compile(
    rf"[(\[{{#*_]*(?P<letter>a|q|question)(?P<gap>[\s.#-]{{0,2}}){_N}(?P<part>[a-c]\b)?"
    r"(?P<end>[)\]}*_]|\s?[:;=>|~…]|\.{2,}|[.!,](?=\s|$)|\s?[-–—]+(?=\s|>|$)|\s?[/&+,]\s?[aq]?\d|\s+and\s[aq]\d|\s*$)?",
    re.I,
)
_BARE = re.compile(r"[(\[]?(?P<n>[1-9]\d?)(?:\)\.?|\]|\.(?=\s)|:(?=\s))\s*(?=\S)")
_WITHIN = re.compile(
    r"(?:(?<=[\s(\[{|>;,.!?#])|^)(?P<letter>[AQaq])[#.-]?(?P<n>[1-9]\d?)"
    r"(?=\s?[:)\]}](?!\d)|\.\s|\s[-–—]+>?\s)"
)
_LAST = re.compile(
    r"(?:^|\s)[(\[#]?[Aa](?P<n>[1-9]\d?)[)\].!]?(?:\s+(?:[#@]\S+|https?://\S+))*\s*$"
)

_NO_ANSWER = re.compile(
    r"\s*[-–]?\s?(?:paper|papers|size|sized|sheets?|posters?|fl[yi]ers?|leaflets?|pamphlets?|handouts?"
    r"|steak|sauce|formats?|prints?|printers?|printouts?|pages?|envelopes?|landscape|portrait|pads?|folder"
    r"|notebooks?|cards?|boards?|road|motorway|highway|grades?|levels?|students?|milk|visa|shape"
    r"|condition|quality|celebrit\w+|list|scanner|booklets?|cameras?|sedan|junction|roundabout"
    r"|papiers?|blatt|blätter|zettel|seiten?|plakate?|autobahn|feuilles?|papel|hojas?|folhas?)\b",
    re.I,
)
"""What makes an A4 a sheet of paper and an A1 a road."""

_NO_QUESTION = re.compile(
    r"\s*(?:(?:of|in|for)\s(?:the\s)?(?:year|\d{4}|['’]\d\d|next|last|this|fy)|/?\s?(?:19|20)\d\d|/?\s?['’]\d\d"
    r"|/?\s?fy|results?|earnings|reports?|reporting|revenues?|numbers|sales|targets?|figures|growth|budgets?"
    r"|forecasts?|planning|reviews?|goals?|fiscal|profits?|(?:this|next|last)\syear|quarter)\b",
    re.I,
)
"""What makes a Q1 a quarter of a year."""

_NO_MARK_AFTER = re.compile(
    r"\b(?:audi|bmw|size|format|paper|in|on|the|an|a|route|road|vitamin|grade|level|page|prints?|printed"
    r"|flyer|of|to|by|from|at|din|iso|terminal|gate|seat|room|hall|stand|section|since|until|during|last"
    r"|next|this|end|your|my|for|with|and|or|per|via|junction)$",
    re.I,
)
"""Words behind which A4 or Q1 is a thing of the sentence: "printed on A4", "at the end of Q1"."""

_KEYCAP = re.compile("\ufe0f?\u20e3")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its number, and whether it is an answer's ("a"), a question's ("q") or a bare one.

    A `sure` one has a sign or a word with it; "A3 we share" has neither. The `first` begins
    its post.
    """

    number: int
    kind: str
    sure: bool
    first: bool


def mark_of(text: str, most: int, language: str = "en") -> Mark | None:
    """Return the mark of a post among `most` questions, None when it has none."""
    plain = in_english(" ".join(text.split()), language)
    if not plain.isascii():
        plain = _KEYCAP.sub("", unicodedata.normalize("NFKC", plain))
    lead = _LEAD.match(plain)
    start = lead.end() if lead else 0
    found = _at_start(plain, start) or _within(plain, start) or _at_end(plain, start)
    return found if found and found.number <= most else None


def _at_start(text: str, start: int) -> Mark | None:
    if match := _PAIR.match(text, start):
        return Mark(int(match["n"]), "a", sure=True, first=True)
    if match := _LETTERED.match(text, start):
        return _lettered(match, text[match.end("n") :])
    if (match := _WORDED.match(text, start)) and (match["q"] or match.group()[:2].lower() == "an"):
        return Mark(int(match["n"]), "a", sure=True, first=True)
    if match := _BARE.match(text, start):
        return _bare(match, text[match.end() :])
    return None


def _lettered(match: re.Match[str], rest: str) -> Mark | None:
    letter, sure = match["letter"][0].lower(), bool(match["end"])
    if letter == "a" and match["gap"].strip(".#-") and not (sure and match["letter"] == "A"):
        return None  # "a 3 day event"
    if rest[:1].isalpha() and not match["part"]:
        return None  # "A4s", "a3rd"
    nouns = _NO_ANSWER if letter == "a" else _NO_QUESTION
    if nouns.match(rest.lstrip(")]}")):
        return None
    return Mark(int(match["n"]), letter, sure=sure, first=True)


def _bare(match: re.Match[str], rest: str) -> Mark | None:
    number = int(match["n"])
    listed = re.search(rf"(?:^|\s)[(\[]?{number + 1}\s?[).:\]]\s", rest)
    return None if listed else Mark(number, "", sure=False, first=True)


def _within(text: str, start: int) -> Mark | None:
    for match in _WITHIN.finditer(text, start):
        letter, rest = match["letter"].lower(), text[match.end() :]
        nouns = _NO_ANSWER if letter == "a" else _NO_QUESTION
        if not _is_a_thing(text, match.start()) and not nouns.match(rest.lstrip(":)]} ")):
            return Mark(int(match["n"]), letter, sure=True, first=False)
    return None


def _at_end(text: str, start: int) -> Mark | None:
    match = _LAST.search(text, start)
    if match and not _is_a_thing(text, match.start("n") - 1):
        return Mark(int(match["n"]), "a", sure=False, first=False)
    return None


def _is_a_thing(text: str, start: int) -> bool:
    return bool(_NO_MARK_AFTER.search(text[max(0, start - 30) : start].rstrip(" ([{#")))
