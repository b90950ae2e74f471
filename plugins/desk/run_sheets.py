"""The run sheet of any chat for any platform, printed."""

import sys
from difflib import get_close_matches
from pathlib import Path

from chats.model import Chat
from chats.paths import Site
from chats.platforms import Platform
from chats.problems import Problem, ProblemsFound
from chats.series import Series
from content_folder.site import read_site
from desk.settings import settings_from
from desk.telling import succeeded
from run_sheets.sheet import run_sheet
from run_sheets.table import sheet_csv
from run_sheets.text import sheet_text


def run_sheet_of(
    settings_file: Path, chat_id: str, *, on: str = "", table: bool = False, siteurl: str = "",
    debug: bool = False,
) -> bool:  # fmt: skip
    """Print a chat's run sheet as text or as a table; returns whether there was one to print.

    `siteurl` is where readers find the site: the posts lead there.
    """

    def work() -> None:
        settings = settings_from(settings_file)
        content = read_site(settings)
        if any(not problem.warning for problem in content.problems):
            raise ProblemsFound(content.problems)
        chat = _chat(chat_id, content.series)
        platform = _platform(on, content.series) if on else None
        sheet = run_sheet(chat, content.series, Site(siteurl or settings["SITEURL"]), platform)
        # The cards are pictures of the site, which this is not.
        data = sheet_csv(sheet, lambda _chat, _number: None) if table else b""
        sys.stdout.buffer.write(data or sheet_text(sheet, content.series).encode())
        sys.stdout.flush()

    return succeeded(work, "nothing was printed", debug=debug)


def _chat(chat_id: str, series: Series) -> Chat:
    chats = {chat.id: chat for chat in series.chats}
    if chat_id not in chats:
        raise ProblemsFound([Problem("CHAT", 0, "", _unknown("chat", chat_id, list(chats)))])
    return chats[chat_id]


def _platform(key: str, series: Series) -> Platform:
    if key not in series.platforms:
        message = _unknown("platform", key, list(series.platforms))
        raise ProblemsFound([Problem("--on", 0, "", message)])
    return series.platforms[key]


def _unknown(noun: str, typed: str, known: list[str]) -> str:
    near = get_close_matches(typed, known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(known)}"
    return f"there is no {noun} `{typed}`; {hint}"
