"""What is made of a writer's text alone, and so need not be made at every build."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import code_state
from chats.frontmatter import Table, table_from
from chats.table_text import table_of, text_of
from content_folder.commonmark_html import commonmark_html
from content_folder.markdown_html import html_if_easy, html_of
from content_folder.shared_time import SharedTime
from kept_texts import KeptTexts, edition_of
from kept_values import KeptValues
from languages.catalogues import catalogues_of
from shared_work import WORTH_A_COPY, shared

_LIBRARIES = ("Markdown", "PyYAML", "turbohtml", "tzdata")


@dataclass(frozen=True)
class Once:
    """Makes it, or takes what an earlier build made of the same text with the same code.

    Bodies are Markdown as Python-Markdown has it, or by `commonmark`. `began` is when the build
    did (ns), 0 where nobody says.
    """

    texts: KeptTexts = field(default_factory=KeptTexts)
    values: KeptValues = field(default_factory=KeptValues)
    time: SharedTime = field(default_factory=SharedTime)
    commonmark: bool = False
    began: int = 0

    def html(self, text: str) -> str:
        """Return a body's HTML; raises TooHard (markdown_html)."""
        if self.commonmark:  # to look it up would take longer
            return commonmark_html(text)
        return self.texts.text("html", text, lambda: html_of(text, self.time))

    def make_html(self, texts: Iterable[str]) -> None:
        """Have bodies' HTML made that is not kept, where that pays by more than one process."""
        if self.commonmark:
            return
        new = [text for text in texts if self.texts.lacks("html", text)]
        made = shared(new, html_if_easy) if len(new) > WORTH_A_COPY else ()
        for text, html in zip(new, made, strict=False):
            if html is not None:
                self.texts.put("html", text, html)

    def save(self) -> None:
        """Keep what was made for the next build."""
        if code_state.is_as_it_was():
            self.texts.save()
            self.values.save()

    def table(self, text: str, *, first_line: int) -> Table:
        """Return a head taken apart; raises Unreadable."""
        made: list[Table] = []

        def make() -> str:
            made.append(table_from(text, first_line=first_line))
            return text_of(made[0])

        kept = self.texts.text(f"head {first_line}", text, make)
        return made[0] if made else table_of(kept)


def once(settings: Mapping[str, Any]) -> Once:
    """Return what keeps in the folder of the setting CACHE_PATH; nothing is kept without one."""
    commonmark, folder = bool(settings.get("COMMONMARK")), settings.get("CACHE_PATH")
    if not folder:
        return Once(commonmark=commonmark)
    words = repr(code_state.contents(Path(settings["THEME"], "languages")))
    edition = edition_of(code_state.EDITION + words, _LIBRARIES)
    values = _values(Path(folder, "values"), edition, Path(settings["THEME"]))
    values.forget_use()
    return Once(
        KeptTexts(Path(folder, "texts.db"), edition),
        values,
        commonmark=commonmark,
        began=int(settings["NOW"].timestamp() * 1e9) if "NOW" in settings else 0,
    )


@lru_cache(maxsize=4)
def _values(file: Path, edition: str, theme: Path) -> KeptValues:
    """Return what is kept there, which a process reads once."""
    return KeptValues(file, edition, catalogues_of(theme).words)
