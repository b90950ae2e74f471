"""Hashtags of several words, which screen readers read as words only with capitals: #SocialMedia.

No programme knows every word. These know what the series itself writes: a hashtag without
capitals that is a phrase of its titles and topics, or two or three words of its texts in one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from advice.written import Written
from chats.problems import Problem

_HASHTAG = re.compile(r"(?<![\w/&#({.=])#(\w+)")
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
"""Letters that a word has at least, where it is only known from the texts: `not` and `able` are
in `notable`."""

_LONGEST_PHRASE = 4


def hashtags_without_capitals(written: Written) -> Iterator[Problem]:
    """Yield a warning for each hashtag that should have a capital at each word."""
    series, words = written.content.series, _Words(written)
    typed = [(written.settings_file, written.line_of(written.settings_file, '"hashtag"'),
              series.hashtag)]  # fmt: skip
    typed += [(chat.source, written.line_of(chat.source, "hashtag:"), chat.hashtag)
              for chat in series.chats if chat.hashtag != series.hashtag]  # fmt: skip
    typed += [(source, number, tag) for source, number, line in written.lines()
              for tag in _HASHTAG.findall(line)]  # fmt: skip
    for source, number, tag in typed:
        if tag[1:] != tag[1:].lower() or len(parts := words.within(tag.lower())) < 2:
            continue
        better = "".join(part.capitalize() for part in parts)
        if better != tag:  # as it is in scripts without capitals
            message = f"`#{tag}` is read out as one word; write `#{better}`"
            yield Problem(source, number, "", message, warning=True)


class _Words:
    """What the series writes, as words and as phrases."""

    def __init__(self, written: Written) -> None:
        self._written = written
        self._found: dict[str, tuple[str, ...]] = {}

    def within(self, tag: str) -> tuple[str, ...]:
        """Return the words of which a hashtag is made; itself alone where nobody can tell."""
        if tag not in self._found:
            self._found[tag] = self._phrases.get(tag) or self._split(tag) or (tag,)
        return self._found[tag]

    @cached_property
    def _phrases(self) -> Mapping[str, tuple[str, ...]]:
        series = self._written.content.series
        texts = [series.name, series.tagline, *(topic.name for topic in series.topics())]
        texts += [text for chat in series.chats for text in (chat.title, chat.topic)]
        return {"".join(phrase): phrase for text in texts for phrase in _phrases_of(text)}

    @cached_property
    def _known(self) -> frozenset[str]:
        texts = (_HASHTAG.sub("", line) for _, _, line in self._written.lines())
        return frozenset(word.lower() for text in texts for word in _WORD.findall(text))

    def _split(self, tag: str) -> tuple[str, ...]:
        """Return two or three words of the texts that make the hashtag, () when none do."""
        if tag in self._known:
            return ()
        places = range(_SHORTEST, len(tag) - _SHORTEST + 1)
        for first, rest in ((tag[:place], tag[place:]) for place in places):
            if first in self._known:
                if rest in self._known:
                    return first, rest
                two = next((each for n in range(_SHORTEST, len(rest) - _SHORTEST + 1)
                            if (each := (rest[:n], rest[n:])) and self._known.issuperset(each)),
                           ())  # fmt: skip
                if two:
                    return first, *two
        return ()


def _phrases_of(text: str) -> Iterable[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(text)]
    for first in range(len(words)):
        for last in range(first + 2, min(first + _LONGEST_PHRASE, len(words)) + 1):
            yield tuple(words[first:last])
