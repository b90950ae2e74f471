"""All problems of the settings and the content; nothing is written."""

from collections import Counter
from pathlib import Path

from chats.problems import ProblemsFound, counted
from content_folder.folder import CHATS, PAGES, POSTS
from content_folder.identities_file import fallen_behind
from content_folder.links import hard_problems
from content_folder.reading import Content
from content_folder.site import read_site
from desk.settings import settings_from
from desk.telling import succeeded, tell


def check(settings_file: Path, *, debug: bool = False) -> bool:
    """Tell every problem; returns whether a build could go ahead."""

    def work() -> None:
        settings = settings_from(settings_file)
        content = read_site(settings)
        if behind := fallen_behind(Path(settings["PATH"]), content):
            content.problems.append(behind)
        for source, body in content.bodies.items():
            content.problems.extend(hard_problems(source, body, content.body_lines[source]))
        if any(not problem.warning for problem in content.problems):
            raise ProblemsFound(content.problems)
        tell(content.problems)
        for day, source in content.waiting:
            print(f"{source}: waits until {day:%Y-%m-%d %H:%M} UTC to be published")
        print(f"{_counts(content)}{'' if content.problems else ': nothing to mend'}")

    return succeeded(work, "nothing was written", debug=debug)


def _counts(content: Content) -> str:
    number = Counter(source.split("/")[1] for source in content.bodies)
    nouns = {CHATS: "chat", POSTS: "post", PAGES: "page"}
    counts = ", ".join(counted(number[folder], noun) for folder, noun in nouns.items())
    return f"content: {counts}"
