"""Pages that see nothing but what they are told, and are rendered only when that changed.

A page is told an excerpt of the series, and what its views make of that; beside it what all
pages share (`SHARED`). What is not told is not there: a template that asks for more fails.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from jinja2 import Environment

from chats import paths
from chats.series import Series
from chats.words import Words
from languages.templates import rendered, template_in
from made_of import digest
from output_files import OutputFiles

SHARED = ("site", "assets", "site_card", "own_servers")
"""What every page is told, of Pelican's context: values that a digest stands for."""

ASKED = ("card_of", "question_card_of", "add_links", "guide_for_chat", "calendars", "calendar_at")
"""What every page may ask: functions that answer from their arguments and from the page's own
`series` and `site` (jinja2.pass_context), and from nothing else that a build may change."""

Views = Callable[..., Mapping[str, object]]
"""Makes what a template shows of an excerpt, the site and further facts, and of nothing else."""

ManyViews = Callable[..., Iterable[tuple[str, Mapping[str, object]]]]
"""Makes the same of each of several pages, with the path of each."""


class Pages:
    """Writes such pages; `nav` are the pages of prose, to which each of them links."""

    def __init__(self, environment: Environment, context: dict[str, Any], nav: object) -> None:
        self._environment = environment
        self._templates = Templates(environment)
        self._context = context
        self._nav = nav

    def write(
        self, writer: OutputFiles, path: str, template: str, series: Series, views: Views,
        *facts: object, words: Words | None = None,
    ) -> None:  # fmt: skip
        """Write the page at a path, unless it stands as it would be rendered.

        It is in the words of the series or in others.
        """
        name = paths.file_of(path)
        source = f"{template}.html"
        key = writer.made_of.key(self._templates.digest(source), self._told, path, series, words,
                                 facts)  # fmt: skip

        def page() -> bytes:
            known = self._told | self._asked | {"series": series, "output_file": name}
            shown = views(series, known["site"], *facts)
            made = template_in(self._environment, words or series.words, source)
            return rendered(made, {**known, "page_path": path, **shown}).encode()

        writer.write_later(name, key, page)

    def write_all(
        self, writer: OutputFiles, template: str, series: Series, views: ManyViews, *facts: object,
        words: Words,
    ) -> None:  # fmt: skip
        """Write pages that are made together, unless all of them stand as they would be rendered.

        `views` yield each one's path with what it shows.
        """
        source = f"{template}.html"
        key = writer.made_of.key(self._templates.digest(source), self._told, series, words, facts)

        def pages() -> dict[str, bytes]:
            known = self._told | self._asked | {"series": series}
            made = template_in(self._environment, words, source)
            return {
                paths.file_of(path): rendered(made, {
                    **known, "output_file": paths.file_of(path), "page_path": path, **shown,
                }).encode()
                for path, shown in views(series, known["site"], *facts)
            }  # fmt: skip

        writer.write_all_once(key, pages)

    def write_group(
        self, writer: OutputFiles, template: str, write: Callable[[], object], *facts: object
    ) -> None:
        """Have pages of one template written, unless all of them stand.

        `facts` are all that `write` makes them of, beside what every page is told.
        """
        source = self._templates.digest(f"{template}.html")
        writer.write_group(writer.made_of.key(source, self._told, facts), write)

    @cached_property
    def _told(self) -> dict[str, Any]:
        shared = {name: self._context[name] for name in SHARED if name in self._context}
        return shared | {"pages": self._nav}

    @cached_property
    def _asked(self) -> dict[str, Any]:
        return {name: self._context[name] for name in ASKED if name in self._context}


class Templates:
    """The templates of an environment: each with all that it takes in, as one digest."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._digests: dict[str, str] = {}
        begin = re.escape(environment.block_start_string)
        self._takes = re.compile(rf"{begin}[-+]?\s*(?:extends|include|import|from)\b")
        self._names = re.compile(
            rf"{self._takes.pattern}\s*[\"']([^\"'\n]+)[\"']\s*"
            rf"(?:[-+]?{re.escape(environment.block_end_string)}|with|ignore missing|as\s|import\s)"
        )

    def digest(self, name: str) -> str:
        """Return what stands for a template and for all that it extends, includes or imports."""
        if name not in self._digests:
            sources = [(each, self._source(each)) for each in sorted(self._taken_in(name))]
            self._digests[name] = digest(repr(sources))
        return self._digests[name]

    def _taken_in(self, name: str) -> set[str]:
        found, waiting = set[str](), [name]
        while waiting:
            if (each := waiting.pop()) not in found:
                found.add(each)
                waiting += self._named(self._source(each))
        return found

    def _named(self, source: str) -> list[str]:
        """Return the templates that one takes in: all, where a name is made as it is rendered."""
        names = self._names.findall(source)
        sure = len(names) == len(self._takes.findall(source))
        return names if sure and not self._environment.line_statement_prefix else self._all

    @cached_property
    def _all(self) -> list[str]:
        return self._environment.list_templates()

    def _source(self, name: str) -> str:
        if name not in self._all or not self._environment.loader:
            return ""
        return self._environment.loader.get_source(self._environment, name)[0]
