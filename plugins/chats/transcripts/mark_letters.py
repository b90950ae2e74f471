"""The marks of other languages as English ones: "R2:" answers in French, "F2:" asks in German."""

import re
from functools import cache

_LETTERS = {
    "ar": ("س|سؤال", "ج|جواب"),
    "de": ("F|Frage", "A|Antwort|Antw"),
    "es": ("P|Pregunta", "R|Respuesta|Resp"),
    "fr": ("Q|Question", "R|Réponse|Reponse|Rép|Rep"),
    "it": ("D|Domanda", "R|Risposta|Risp"),
    "nl": ("V|Vraag", "A|Antwoord|Antw"),
    "pt": ("P|Pergunta", "R|Resposta|Resp"),
}
"""Language → what stands before the number of a question, and of an answer."""

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def in_english(text: str, language: str) -> str:
    """Return a text with its marks as English has them; Q and A are read in every language."""
    name = language.partition("-")[0].lower()
    if name not in _LETTERS:
        return text
    return _pattern(name).sub(_translated, text.translate(_DIGITS))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return what finds the marks: a question's has a sign behind it, for F1 is a race too."""
    question, answer = _LETTERS[name]
    return re.compile(
        rf"(?<![^\W_])(?:(?P<q>{question})(?=[\s.#-]{{0,2}}\d\d?\s?(?:[:.)\]/=–-]|$))"
        rf"|(?P<a>{answer})(?=[\s.#-]{{0,2}}\d\d?(?!\d)))",
        re.I,
    )


def _translated(found: re.Match[str]) -> str:
    if len(found.group()) > 1:
        return "Question" if found["q"] else "Answer"
    letter = "Q" if found["q"] else "A"
    return letter.lower() if found.group().islower() and found.group().isascii() else letter
