"""Both of PyYAML's parsers give the same events of whatever the faster one is asked for."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from chats.yaml_events import _events_alike, _Loader

_SIGNS = "ab1é日 \"' :-#,[]{}?!&*|>%@`~._=/\u00ad\u200b"
_WORDS = st.text(_SIGNS, max_size=9)
_VALUES = st.one_of(
    _WORDS,
    _WORDS.map(lambda text: f"Why{text}"),
    _WORDS.map(lambda text: f'"{text}"'),
    _WORDS.map(lambda text: f"'{text}'"),
    st.lists(_WORDS.map(str.strip), min_size=1, max_size=3).map(", ".join).map("[{}]".format),
    st.sampled_from(["~", "null", "12:30", "https://x.org/#a", "a: b", "a #b", "- a", "---"]),
)
_LINES = st.tuples(
    st.integers(0, 5), st.sampled_from(["a: ", "title: ", "a:", "- ", "- k: ", ""]), _VALUES
).map(lambda line: f"{' ' * line[0]}{line[1]}{line[2]}")


def told(found: list[yaml.Event]) -> list[tuple[object, ...]]:
    """Return what a head takes from its events."""
    return [(type(event), event.start_mark.line, event.start_mark.index, event.end_mark.index,
             getattr(event, "value", None), bool(getattr(event, "style", None)))
            for event in found if isinstance(event, yaml.NodeEvent)]  # fmt: skip


@given(st.lists(_LINES, max_size=6).map("\n".join))
@example("a: b\n  - c")
@example('questions:\n  - "Why?"\n  - ask: Who?\ntags: [a b, "c, d"]')
def test_what_both_parsers_are_asked_for_they_read_alike(text: str) -> None:
    if found := _events_alike(text):
        assert told(found) == told(list(yaml.parse(text, Loader=_Loader)))


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")
def test_the_faster_parser_reads_an_ordinary_head() -> None:
    assert _events_alike(
        'title: "#4Change: June"\ndate: 2010-06-10 17:00\nhosts: [amy-sample-ward]\n'
        "questions:\n  - What is it? And why?\n  - 'Who''s in?'\n".replace("''", "’")
    )


@pytest.mark.parametrize(
    "text", ["a:\tb", "a: {b: Why?}", 'a: "b\n  c"', "a: b #c", "a: &x b", 'a: "\\u00e9"']
)
def test_what_they_may_read_otherwise_the_faster_one_is_not_asked_for(text: str) -> None:
    assert _events_alike(text) == []
