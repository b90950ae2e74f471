"""A writer whose content folder has an identities.lock."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from writers import AT, head, series_of

from content_folder.git_times import committed, ever_added
from content_folder.identities_file import update
from content_folder.reading import Content, read_content

JUNE = "chats/2010-06-organizing.md"
LOCK = "content/identities.lock"


class Writer:
    """Somebody with a content folder, who builds now and then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.series = series_of()
        self.write(JUNE, head())

    def write(self, path: str, text: str) -> None:
        """Save a file."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text)

    def rename(self, old: str, new: str, text: str) -> None:
        """Give a file another name and this text."""
        (self.folder / old).unlink()
        self.write(new, text)

    def content(self, at: datetime = AT) -> Content:
        """Read the folder as a build at an instant does."""
        last, ever = (ask(self.folder, "identities.lock") for ask in (committed, ever_added))
        return read_content(self.folder, replace(self.series, at=at), identities=last, ever=ever)

    def told(self, at: datetime = AT) -> list[str]:
        """Return what `check` says, where a line of the lock is a line."""
        return [str(problem) for problem in sorted(self.content(at).problems)]

    def publish(self, at: datetime = AT) -> str | None:
        """Build without a problem; return what is said of the lock."""
        content = self.content(at)
        assert [str(problem) for problem in content.problems] == []
        return update(self.folder, content)

    def lines(self) -> list[str]:
        """Return the lines of the lock that are records, but for the stamps."""
        text = (self.folder / "identities.lock").read_text()
        return [line for line in text.split("\n") if line and not line.startswith(("#", "stamp"))]

    def line(self, start: str) -> int:
        """Return where in the lock the line is that begins so."""
        lines = (self.folder / "identities.lock").read_text().split("\n")
        return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


def post(**fields: str) -> str:
    given = {"title": "A post", "date": "2010-06-04", **fields}
    return "\n".join(("---", *(f"{name}: {value}" for name, value in given.items()), "---", ""))
