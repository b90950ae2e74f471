"""The addresses that the built site has, told from the content before it is built."""

import re
from collections.abc import Iterator, Mapping

from chats import paths, sheets
from chats.hour.plan import has_run_sheet
from chats.moved import moved
from chats.question_bank import own_pages, shelves
from chats.series import Series
from content_folder.reading import Content

_FILES = frozenset((
    paths.CALENDAR, paths.RSS, paths.ATOM, paths.JSON_FEED, paths.CHATS_JSON, paths.SITEMAP,
    paths.ROBOTS, paths.CARD, paths.MANIFEST, paths.HEADERS, paths.REDIRECTS,
))  # fmt: skip
_ICONS = r"favicon\.(?:ico|svg)|apple-touch-icon\.png|icon-[\w-]+\.png"
_BESIDE_A_PAGE = re.compile(
    r"(?:calendar|upcoming|reminders|host|guests|invite[\w.-]*)\.ics|(?:card|q\d+)\.png|run-sheet\.(?:txt|csv)"
)
_PROGRAMMES = ("theme/", paths.SEARCH_INDEX)
"""What nobody's text names, under names that change."""

_OF_CHATS = (paths.TOPICS, paths.HOSTS, paths.QUESTIONS)


class Addresses:
    """All of them; `sources` maps a path to the file that it shows.

    What files with mistakes, `faulty`, would have may be there. `made` are files that are there
    whatever the content says.
    """

    def __init__(
        self, content: Content, faulty: frozenset[str], made: frozenset[str] = frozenset()
    ) -> None:
        root = _root_of(content)
        self.sources: Mapping[str, str] = {
            path: f"{root}/{file}" for file, path in content.targets.items()
        }
        self.pages = frozenset((*content.targets.values(), *_pages(content)))
        self._known = self.pages | _FILES | set(map(_page_of, made))
        further = (f"{path}page/" for path in self.pages if paths.is_transcript(path))
        mended = (*map(_would_be, faulty), *(_OF_CHATS if faulty else ()))
        self._unsure = (*_PROGRAMMES, *further, *mended)

    def has(self, path: str) -> bool:
        """Return whether something is at a path; folders are found without their last slash."""
        if {path, f"{path}/", _page_of(path)} & self._known:
            return True
        folder, _, name = path.rpartition("/")
        page = f"{folder.removesuffix('/run-sheet')}/"  # that of a chat called off is no more
        if page in self.pages and _BESIDE_A_PAGE.fullmatch(name):
            return True
        return path.startswith(self._unsure) or bool(re.fullmatch(_ICONS, path))


def _page_of(file: str) -> str:
    return re.sub(r"(^|/)index\.html$", r"\1", file)


def _root_of(content: Content) -> str:
    return next((source.partition("/")[0] for source in content.bodies), "content")


def _would_be(source: str) -> str:
    """Return how the address of what a file holds begins, once it can be read.

    That of a file beside them, as of the settings, is every chat's.
    """
    folder, _, name = source.partition("/")[2].rpartition("/")
    stem = name.partition(".")[0] if folder else ""
    return stem if folder == "pages" else f"{folder or 'chats'}/{stem}"


def _pages(content: Content) -> Iterator[str]:
    series = content.series
    yield from paths.OWN
    yield from (each.path for each in moved(series, content.pages))
    yield from _lists(series)
    for chat in series.chats:
        if paths.is_transcript(chat.transcript):
            yield chat.transcript
        if has_run_sheet(chat, series):
            yield from (paths.run_sheet(chat.slug), paths.guests_pack(chat.slug))


def _lists(series: Series) -> Iterator[str]:
    yield from (sheet.own_path for sheet in sheets.of_archive(series))
    yield from (sheet.own_path for sheet in sheets.of_posts(series))
    for shelf in own_pages(shelves(series)):
        yield from (sheet.own_path for sheet in shelf.sheets)
    lists = [(paths.topic(topic.name), topic.chats) for topic in series.topics()]
    lists += [(paths.host(person.id), chats) for person, chats in series.hosts().items()]
    for path, chats in lists:
        yield from (sheet.own_path for sheet in sheets.of(path, chats))
