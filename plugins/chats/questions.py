"""The field `questions` of a chat's head → its questions."""

from chats import fields
from chats.field_reader import Fields
from chats.frontmatter import Scalar, Table
from chats.model import Question
from chats.yaml_faults import quoted

_PARTS = ("ask", "short", "note", "minutes")


def questions_of(head: Fields) -> tuple[Question, ...]:
    """Return the questions in order; one with a problem is told, and left at a stand-in."""
    found = []
    for item in head.items("questions"):
        if isinstance(item, Scalar):
            found.append(Question(ask=head.parsed("questions", item, _asked) or ""))
        elif not isinstance(item, Table):
            head.fault("questions", "a list within the list; write `- text`", line=item.line)
        elif item.values.keys().isdisjoint(_PARTS):
            _told_of_a_colon(head, item)
        else:
            found.append(_question(head.within("questions", item, _PARTS)))
    return tuple(found)


def _question(group: Fields) -> Question:
    ask = group.required("ask", fields.titled, "What have you learned?")
    short = group.one("short", fields.titled)
    note = group.one("note", fields.text)
    minutes = group.one("minutes", fields.whole_number(1, 600))
    return Question(ask=ask or "", short=short or "", note=note or "", minutes=minutes)


def _asked(typed: str) -> str:
    if not typed:
        raise ValueError("an empty question; write or delete it")
    if typed.startswith("-"):
        raise ValueError("begins with `-`; write `- text`, with a blank behind it")
    if "\n" in typed:
        raise ValueError("several lines in one question; write each as a line "
                         "of its own that begins with `- `")  # fmt: skip
    return fields.titled(typed)


def _told_of_a_colon(head: Fields, item: Table) -> None:
    """Tell of a question in which YAML takes a part for a field's name."""
    name, rest = next(iter(item.values.items()), ("", None))
    typed = f"{name}: {rest.text}" if isinstance(rest, Scalar) and rest.text else name
    head.fault("questions", f"`{name}` is read as a field's name; put the question in quotes: "
               f"- {quoted(typed)}", line=item.line)  # fmt: skip
