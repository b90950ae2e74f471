"""All problems of the settings and the content; nothing is written."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from chats import paths
from chats.hour.plan import has_run_sheet
from chats.problems import Problem, ProblemsFound, counted
from content_folder.folder import CHATS, PAGES, POSTS
from content_folder.identities_file import fallen_behind
from content_folder.reading import Content
from content_folder.site import read_site
from desk.advice import advice_on
from desk.formats import DOCUMENTS, FORMATS
from desk.settings import settings_from
from desk.telling import succeeded, tell


def check(settings_file: Path, *, form: str = "", debug: bool = False) -> bool:
    """Tell every problem; returns whether a build could go ahead.

    `form` says them for a programme as well, on the standard output: `github`, `gitlab` or `json`.
    """

    def work() -> None:
        if form and form not in FORMATS:
            message = f"`{form}` is none of {', '.join(FORMATS)}"
            raise ProblemsFound([Problem("--format", 0, "", message)])
        try:
            content = _checked(settings_file)
        except ProblemsFound as found:
            _print_for_programmes(found.problems, form)
            raise
        tell(content.problems)
        _print_for_programmes(content.problems, form)
        if form not in DOCUMENTS:
            _print_result(content)

    return succeeded(work, "nothing was written", debug=debug)


def _checked(settings_file: Path) -> Content:
    """Return the content; raises ProblemsFound when no build could go ahead."""
    settings = settings_from(settings_file)
    content = read_site(settings)
    faulty = any(not problem.warning for problem in content.problems)
    content.problems.extend(advice_on(content, settings))
    if faulty:
        raise ProblemsFound(content.problems)
    # Not before: a mistake changes what the entries say, and no build could keep them.
    if behind := fallen_behind(Path(settings["PATH"]), content):
        content.problems.append(behind)
    return content


def _print_for_programmes(problems: Iterable[Problem], form: str) -> None:
    if form:
        print(FORMATS[form](problems), end="", flush=True)


def _print_result(content: Content) -> None:
    for day, source in content.waiting:
        print(f"{source}: waits until {day:%Y-%m-%d %H:%M} UTC to be published")
    for chat in content.series.upcoming:
        if has_run_sheet(chat, content.series):
            print(f"{chat.source}: its host's run sheet is /{paths.run_sheet(chat.slug)}")
    print(f"{_counts(content)}{'' if content.problems else ': nothing to mend'}")


def _counts(content: Content) -> str:
    number = Counter(source.split("/")[1] for source in content.bodies)
    nouns = {CHATS: "chat", POSTS: "post", PAGES: "page"}
    counts = ", ".join(counted(number[folder], noun) for folder, noun in nouns.items())
    return f"content: {counts}"
