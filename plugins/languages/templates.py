"""Templates in a language: their words are put in when a template is compiled.

So a page costs nothing more for being translated: what Jinja's i18n extension would look
up at each rendering stands in the compiled template as if it had been written there.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import InternationalizationExtension
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from chats.words import ENGLISH, Words

_CONTEXTS = "_contexts"
_PART = re.compile(r"%(?:\((\w+)\)s|(%))")


class Spoken(InternationalizationExtension):
    """Jinja's i18n extension (`_`, `{% trans %}`) for an environment that has one language."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.extend(words=ENGLISH)
        environment.policies["ext.i18n.trimmed"] = True
        environment.newstyle_gettext = True  # type: ignore[attr-defined] - jinja2.ext adds it
        environment.code_generator_class = _Speaking
        environment.extend(shown=shown)
        environment.context_class = _Ending


def speaks(environment: Environment, words: Words) -> None:
    """Make an environment speak a language; it has compiled no template yet."""
    environment.add_extension(Spoken)
    environment.words = words  # type: ignore[attr-defined] - Spoken adds it
    environment.globals["ngettext"] = _counting(words)
    environment.globals["words"] = words
    # Jinja's own are a chain of tables, which takes ten times as long to look through.
    environment.make_globals = lambda own: {  # type: ignore[method-assign, assignment]
        **environment.globals, **(own or {})
    }  # fmt: skip


def rendered(template: Template, told: Mapping[str, object]) -> str:
    """Return what a template makes of what it is told.

    A partial that is imported with a page's context and has macros lies in a circle with it,
    which would keep all that the page shows in memory: what nobody needs any more is let go.
    """
    contexts: list[Context] = []
    try:
        return template.render(told, **{_CONTEXTS: contexts})
    finally:
        for context in contexts:
            context.vars.clear()
        contexts.clear()


def template_in(environment: Environment, words: Words, name: str) -> Template:
    """Return a template in a language that may be another than its environment's."""
    if environment.words == words:  # type: ignore[attr-defined]
        return environment.get_template(name)
    others: dict[Words, Environment] = environment.globals.setdefault("_in_other_languages", {})
    if words not in others:
        other = environment.overlay()
        other.globals = {**environment.globals}
        speaks(other, words)
        others[words] = other
    return others[words].get_template(name)


def _counting(words: Words) -> Any:
    def ngettext(one: str, many: str, num: int, **parts: object) -> Markup:
        said = words.catalogue.ngettext(one, many, num)
        return Markup(said) % {"num": num, **parts}  # noqa: S704 - it is the catalogue's

    return ngettext


class _Ending(Context):
    """What a template knows while it is rendered, listed for `rendered`."""

    def __init__(
        self, environment: Environment, parent: dict[str, Any], *args: Any, **kw: Any
    ) -> None:
        super().__init__(environment, parent, *args, **kw)
        parent.get(_CONTEXTS, []).append(self)


class _Speaking(CodeGenerator):
    """Compiles a template with its words in the environment's language."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        super().visit_Template(_Translator(self.environment.words).visit(node), frame)

    def write_commons(self) -> None:
        """Have what is shown escaped by `shown`."""
        super().write_commons()
        self.writeline("escape = environment.shown")


def shown(value: object) -> str:
    """Return a value as HTML, as markupsafe's `escape` does; what pages repeat is escaped once."""
    kind = type(value)
    if kind is str:
        return _escaped(value)  # type: ignore[arg-type]
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


_escaped = lru_cache(4096)(escape)


class _Translator(NodeTransformer):
    """Replaces calls of gettext by what they return."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - Jinja's names
        self.generic_visit(node)
        parts: list[nodes.Expr] = []
        for child in node.nodes:
            # What is joined in order to be shown is shown one after the other as well.
            parts.extend(child.nodes if isinstance(child, nodes.Concat) else [child])
        node.nodes = parts
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name not in ("_", "gettext", "pgettext"):
            return node
        said = getattr(self.words, "pgettext" if name == "pgettext" else "gettext")(
            *(argument.as_const() for argument in node.args)
        )
        values = {each.key: each.value for each in node.kwargs}
        parts = _parts(said, values)
        return parts[0] if len(parts) == 1 else nodes.Concat(parts, lineno=node.lineno)


def _parts(said: str, values: dict[str, nodes.Expr]) -> list[nodes.Expr]:
    """Return a text as the parts that a template would have: words, and expressions."""
    parts: list[nodes.Expr] = []
    end = 0
    for match in _PART.finditer(said):
        parts.append(nodes.TemplateData(said[end : match.start()]))
        parts.append(nodes.TemplateData("%") if match[2] else values[match[1]])
        end = match.end()
    parts.append(nodes.TemplateData(said[end:]))
    return [part for part in parts if not isinstance(part, nodes.TemplateData) or part.data]
