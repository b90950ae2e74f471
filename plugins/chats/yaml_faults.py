"""What YAML's parser refuses, said in the words of somebody who types fields."""

import re

import yaml

_FIELD = re.compile(r"(?P<name>\s*(?:- +)?(?:[\w-]+:[ \t]+)?)(?P<value>.*)")
_SHORT = 60
"""How long a value may be, in characters, to be repeated in its cure."""


def yaml_fault(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """Return the line of a fault within the text, from 0, and what would mend it."""
    lines = text.split("\n")
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark or error.context_mark
    at = min(mark.line, len(lines) - 1) if mark else 0
    # What is not closed is read on to the end of the head: where it begins is what counts.
    opened = error.context_mark or mark
    began = min(opened.line, len(lines) - 1) if opened else at
    if "\\t" in problem:
        begins = not lines[at].split("\t")[0].strip()
        return (
            at,
            f"a tab {'at the start of the line' if begins else 'before the value'}; use spaces",
        )
    if "quoted scalar" in context:
        return began, _in_quotes(problem, lines[began])
    if "flow" in context and opened:
        if at > began or "<stream end>" in problem:
            return _not_closed(lines, began, opened.column)
        return at, _in_brackets(problem)
    if "mapping values are not allowed" in problem:
        return _second_colon(lines, at, mark.column if mark else 0)
    return at, _misplaced(problem, lines[at])


def cure(line: str) -> str:
    """Return how a line's value is put in quotes: `title: "a: b"`."""
    match = _FIELD.fullmatch(line)
    name, value = (match["name"].lstrip(), match["value"].strip()) if match else ("", line)
    if value[:1] in ("'", '"') and len(value) > 1 and value.endswith(value[0]):
        value = value[1:-1]
    return f"put the value in quotes: {name}{quoted(value)}"


def quoted(value: str) -> str:
    """Return a value in the quotes that fit it; a long one as `"…"`."""
    if len(value) > _SHORT:
        return '"…"'
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _in_quotes(problem: str, line: str) -> str:
    if "escape" in problem:
        return ("a backslash means something else between double quotes; put the value into "
                "single ones: '…'")  # fmt: skip
    mark = '"' if '"' in line else "'"
    return f"a quotation mark is not closed; write a second {mark} at the end of the value"


def _not_closed(lines: list[str], began: int, column: int) -> tuple[int, str]:
    """Return the place of the bracket that stands last before the one where YAML gave up."""
    before = [*lines[:began], lines[began][: column + 1]]
    index = max((n for n, line in enumerate(before) if re.search(r"[\[{]", line)), default=began)
    opening = max("[{", key=before[index].rfind)
    closing = {"[": "]", "{": "}"}[opening]
    return index, f"`{opening}` is not closed; write `{closing}` at the end of the list or group"


def _in_brackets(problem: str) -> str:
    if "got ':'" in problem:
        return 'a second `: ` in a value within brackets; put the value in quotes: "a: b"'
    return "within brackets a comma is missing between two values, or a value wants quotes"


def _second_colon(lines: list[str], at: int, column: int) -> tuple[int, str]:
    """Return what is wrong with a `: ` where no field can begin."""
    line = lines[at]
    if re.search(r":\s", line[:column]):
        return at, f"a second `: ` in this line; {cure(line)}"
    above = next((n for n in range(at - 1, -1, -1) if lines[n].strip()), at)
    typed = lines[above].strip()
    if ":" not in typed and not typed.startswith("- "):
        return above, f"`{typed}` has no `: `; write `field: value`"
    if re.search(r":[^\s]", typed) and not re.search(r":(\s|$)", typed):
        name, _, value = typed.partition(":")
        return above, f"a blank is missing after the colon; write `{name}: {value}`"
    return at, ("is indented as if it belonged to the value above; begin it below the first "
                "letter of the field above")  # fmt: skip


def _misplaced(problem: str, line: str) -> str:
    typed = line.strip()
    if "found '-'" in problem or "sequence start" in problem:
        return "a list's entry `- ` is not in the column of its other entries, below its field"
    if "mapping start" in problem:
        return "the field is not in the column of the fields beside it; begin it there"
    if "found '?'" in problem and not typed.startswith("?"):
        return "a field among the entries of a list; the list belongs below a field of its own"
    if typed.startswith(":"):
        return "a field's name is missing before the `:`"
    if "found ']'" in problem or "found '}'" in problem:
        return f"a closing bracket without an opening one; delete it, or {cure(line)}"
    return f"the value begins with a sign that means something to YAML; {cure(line)}"
