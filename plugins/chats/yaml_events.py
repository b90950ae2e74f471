"""A head's YAML → the parser's events: by libyaml where both of PyYAML's parsers see the same.

With libyaml a head takes a seventh of the time, but it reads some things otherwise (a tab, a
`?` in brackets, a comment without a blank) and says other words of a fault. So it gets the texts
that nobody could read in two ways: a field or an entry in each line, its value plain or quoted.
"""

import re
from collections.abc import Iterator

import yaml

_CHAR = r"[^\n\t\\\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
_QUOTED = rf"\"(?:(?!\"){_CHAR})*+\"|'(?:(?!'){_CHAR})*+'"
_PLAIN = rf"[^\W_](?:(?![:#]){_CHAR}|:(?=[^\s:]))*+"
_LISTED = rf"(?:{_QUOTED}|[^\W_][\w.-]*(?: [\w.-]+)*)"
_VALUE = rf"(?:{_QUOTED}|\[{_LISTED}(?:, {_LISTED})*+\]|{_PLAIN})"
_FIELD = rf"[A-Za-z_][\w-]*:(?: {_VALUE})?"
_ALIKE = re.compile(rf"(?: *(?:(?:- )?{_FIELD}|- {_VALUE})?\n)*+")


def events(text: str) -> Iterator[yaml.Event]:
    """Yield the events of a text; raises yaml.YAMLError as PyYAML's own parser does."""
    yield from _events_alike(text) or yaml.parse(text, Loader=_Loader)


def _events_alike(text: str) -> list[yaml.Event]:
    """Return the events as libyaml gives them, none where the other parser is to be asked."""
    if not yaml.__with_libyaml__ or not _ALIKE.fullmatch(f"{text}\n"):
        return []
    try:
        return list(yaml.parse(text, Loader=yaml.CBaseLoader))
    except yaml.YAMLError:
        return []


class _Loader(yaml.BaseLoader):
    """PyYAML's, but for `{ask: Why?}`: in YAML 1.1 a `?` ended a value in brackets, in 1.2 not.

    (YAML 1.2 §7.3.3)
    """

    def scan_plain(self) -> yaml.ScalarToken:
        """Read a value without quotes; within brackets, all of it."""
        if not self.flow_level:
            return super().scan_plain()
        self.peek = self._peek_into_value  # type: ignore[method-assign]
        try:
            return super().scan_plain()
        finally:
            del self.peek

    def _peek_into_value(self, index: int = 0) -> str:
        """Return a character ahead; a question mark looks like any other."""
        char = super().peek(index)
        return "." if char == "?" else char
