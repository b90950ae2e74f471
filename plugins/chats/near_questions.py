"""Which questions nearly repeat one that was asked before.

Two questions are as near as the letters that they share, two and three in a row, each
counting by how rare it is among all (tf-idf, cosine). So neither the order of words nor
their endings count for much, nor what every question says ("what do you …"), and no
language need be known. tests/near_questions.toml has pairs that people judged; there this
finds more than the ratios of whole texts do.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

NEAR = 0.715
"""Where the judged pairs part best: of what is told 96 in 100 are repeats, and 4 in 5 are told."""

_RARITY = 1.5
"""By which power a rare part counts for more than its idf."""

_AT_FIRST = 20
"""By how many questions a bank counts as larger: what two of three share may be no accident."""

_FEWEST_WORDS = 3
"""Words of a question that says enough to be repeated: `Why?` is asked by many."""


_WITHOUT_BLANKS = re.compile(
    "[\u0e01-\u0edf\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{6}"
)
"""Words in a row of scripts that put no blanks between them: Thai, Khmer, Japanese, Chinese."""


def near_repeats(asked: Sequence[str], new: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield each new question with the earlier one that it repeats most nearly, if any does.

    `asked` are all questions in the order of their chats, `new` the places of those to look
    at. The time grows with the number of questions, times that of the new ones.
    """
    bank = Bank(asked)
    for place in sorted(new):
        nearest = max(((bank.likeness(place, other), other) for other in range(place)),
                      default=(0.0, 0))  # fmt: skip
        if nearest[0] >= NEAR:
            yield place, nearest[1]


class Bank:
    """Questions that can be held against each other."""

    def __init__(self, asked: Sequence[str]) -> None:
        self._parts = [_parts(question) for question in asked]
        among = Counter(chain.from_iterable(self._parts))
        self._weights = {part: math.log((len(asked) + _AT_FIRST) / (number + 0.5)) ** (2 * _RARITY)
                         for part, number in among.items()}  # fmt: skip
        self._lengths = [math.sqrt(self._weight(parts)) for parts in self._parts]

    def likeness(self, one: int, other: int) -> float:
        """Return how near two questions are: 0 to 1."""
        lengths = self._lengths[one] * self._lengths[other]
        return self._weight(self._parts[one] & self._parts[other]) / lengths if lengths else 0.0

    def _weight(self, parts: Iterable[str]) -> float:
        return math.fsum(map(self._weights.__getitem__, parts))


def _parts(question: str) -> frozenset[str]:
    words = re.findall(r"\w+", question.casefold())
    enough = len(words) >= _FEWEST_WORDS or _WITHOUT_BLANKS.search(question)
    return frozenset().union(*map(_parts_of, words)) if enough else frozenset()


@lru_cache(maxsize=20_000)
def _parts_of(word: str) -> frozenset[str]:
    """Return what stands two and three in a row in a word, its edges too, without accents."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", word)
                    if not unicodedata.combining(char))  # fmt: skip
    edged = f" {plain} "
    return frozenset(edged[start : start + size] for size in (2, 3)
                     for start in range(len(edged) - size + 1))  # fmt: skip
