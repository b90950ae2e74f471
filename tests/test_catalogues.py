"""The catalogues hold what the code says, and templates and scripts say what they hold."""

import ast
import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import DictLoader, Environment
from sites import ROOT

from chats.words import ENGLISH, Words
from desk.words import FOLDER, TEMPLATE, as_mo, as_po, updated
from languages.extraction import KEYWORDS, template
from languages.scripts import messages, spoken
from languages.templates import speaks, template_in

MADE = template(ROOT)
CODE = sorted((ROOT / "plugins").rglob("*.py"))
LANGUAGES = sorted((ROOT / FOLDER).glob("*.po"))

COMPLETE = {"de", "es", "fr", "pt"}
"""Languages that a text is not added without; the others follow when somebody translates it."""

COUNTS = {"%(num)s", "{number}"}


def german(**texts: str) -> Words:
    """Return German words of these texts; what is written `a|b` has two forms."""
    catalog = Catalog(locale="de")
    for text, said in texts.items():
        one, _, many = text.partition("|")
        catalog.add((one, many) if many else one, tuple(said.split("|")) if many else said)
    made = GNUTranslations(BytesIO(as_mo(catalog)))
    return Words(language="de", edition="x", catalogue=made)


def test_the_template_holds_every_text_of_the_code() -> None:
    assert (ROOT / TEMPLATE).read_bytes() == as_po(MADE), "run `invoke words`"


@pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: file.stem)
def test_a_catalogue_holds_the_texts_that_there_are_and_is_compiled(file: Path) -> None:
    catalog = updated(file, MADE)
    assert file.read_bytes() == as_po(catalog), "run `invoke words`"
    assert file.with_suffix(".mo").read_bytes() == as_mo(catalog), "run `invoke words`"


def placeholders(text: str) -> set[str]:
    """Return what a text leaves open, and its tags."""
    return set(re.findall(r"%\(\w+\)s|\{\w+\}|<[^>]+>", text))


def forms(texts: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts)


@pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: file.stem)
def test_a_catalogue_is_complete_and_nothing_in_it_is_guessed(file: Path) -> None:
    catalog = read_po(BytesIO(file.read_bytes()), locale=file.stem.replace("-", "_"))
    texts = [message for message in catalog if message.id]
    missing = [message.id for message in texts if not all(forms(message.string))]
    if file.stem in COMPLETE:
        assert missing == []
    assert len(missing) < len(texts) / 10
    assert [message.id for message in texts if message.fuzzy] == []
    assert all(
        len(message.string) == catalog.num_plurals for message in texts if message.pluralizable
    )


@pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: file.stem)
def test_a_translation_holds_what_is_put_into_its_text_and_the_same_tags(file: Path) -> None:
    catalog = read_po(BytesIO(file.read_bytes()), locale=file.stem.replace("-", "_"))
    for message in catalog:
        wanted = set().union(*map(placeholders, forms(message.id))) if message.id else set()
        for said in forms(message.string) if message.id else ():
            # A form that is for one alone, or for two, need not say the number.
            left_out = wanted - placeholders(said)
            assert not left_out or (message.pluralizable and left_out <= COUNTS), said
            assert not placeholders(said) - wanted, said
            assert "%" not in re.sub(r"%\(\w+\)s|%%", "", said), said


@pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: file.stem)
def test_a_translation_has_the_quotes_and_apostrophes_of_print(file: Path) -> None:
    catalog = read_po(BytesIO(file.read_bytes()), locale=file.stem.replace("-", "_"))
    for message in catalog:
        for said in forms(message.string) if message.id else ():
            assert not re.search(r"[\"'`]", re.sub(r"<[^>]+>", "", said)), said


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_text_is_marked_where_the_catalogue_does_not_see_it(file: Path) -> None:
    # Before Python 3.12 an f-string is a single piece of code to those who look for texts.
    tree = ast.parse(file.read_text("utf-8"))
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    hidden = [
        ast.unparse(call)
        for string in strings
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", "") in KEYWORDS
        and any(isinstance(each, ast.Constant) for each in call.args)
    ]
    assert not hidden


def rendered(source: str, words: Words, **values: object) -> str:
    environment = Environment(autoescape=True, loader=DictLoader({"page": source}))
    speaks(environment, words)
    return environment.get_template("page").render(**values)


def test_a_template_says_its_texts_in_its_language_and_escapes_what_is_put_in() -> None:
    words = german(**{"with %(name)s": "mit <b>%(name)s</b>, 100%%", "More": "Mehr"})
    source = '{{ _("More") }} {% trans name=who %}with {{ name }}{% endtrans %}'
    assert rendered(source, words, who="<Ann>") == "Mehr mit <b>&lt;Ann&gt;</b>, 100%"
    assert rendered(source, ENGLISH, who="<Ann>") == "More with &lt;Ann&gt;"


def test_a_text_that_is_handed_to_a_macro_is_no_less_translated() -> None:
    source = '{% macro said(x) %}[{{ x }}]{% endmacro %}{{ said(_("More")) }}{{ "a " ~ _("More") }}'
    assert rendered(source, german(More="Mehr & mehr")) == "[Mehr & mehr]a Mehr & mehr"


def test_a_template_counts_as_its_language_does() -> None:
    words = german(**{"%(num)s chat|%(num)s chats": "%(num)s Chat|%(num)s Chats"})
    source = '{{ ngettext("%(num)s chat", "%(num)s chats", n) }}'
    assert [rendered(source, words, n=n) for n in (1, 2)] == ["1 Chat", "2 Chats"]


def test_a_template_is_compiled_for_each_language_by_itself() -> None:
    environment = Environment(loader=DictLoader({
        "page": '{% from "part" import part %}{{ part(1) }}',
        "part": '{% macro part(n) %}{{ _("More") }}{{ ngettext("x", "y", n) }}{% endmacro %}',
    }))  # fmt: skip
    speaks(environment, ENGLISH)
    words = german(**{"More": "Mehr", "x|y": "eins|viele"})
    assert template_in(environment, words, "page").render() == "Mehreins"
    assert template_in(environment, ENGLISH, "page").render() == "Morex"


def test_a_script_is_served_with_the_words_of_one_language() -> None:
    script = 'put(_("More"), _(`until ${end}`), _language);'
    assert list(messages(script)) == [(1, "More"), (1, "until {end}")]
    assert spoken(script, ENGLISH) == 'put("More", `until ${end}`, "en");'
    words = german(**{"More": "Mehr", "until {end}": "bis `{end}`"})
    assert spoken(script, words) == 'put("Mehr", `bis \\`${end}\\``, "de-u-nu-latn");'


def test_a_script_counts_by_the_rule_of_the_catalogue() -> None:
    script = "_n(number, `${number} result`, `${number} results`)"
    assert list(messages(script)) == [(1, ("{number} result", "{number} results"))]
    words = german(**{"{number} result|{number} results": "{number} Treffer|{number} Treffer!"})
    assert spoken(script, words) == (
        "((n) => [`${number} Treffer`, `${number} Treffer!`][Number((n != 1))])(number)"
    )
