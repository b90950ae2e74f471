"""The next chat as a file to fill in: what the rule knows is in it, the rest is asked for."""

from dataclasses import replace
from pathlib import Path

from chats import fields, paths
from chats.model import Chat
from chats.problems import Problem, ProblemsFound
from chats.shared_fields import person_in
from content_folder.folder import CHATS, PEOPLE
from content_folder.reading import Content
from content_folder.site import read_site
from desk.asking import ask
from desk.blank import text_of
from desk.earlier import Earlier, earlier_chat
from desk.next_chat import Wanted, blank_chat, slot_of, title_of
from desk.settings import settings_from
from desk.telling import succeeded


def new(
    settings_file: Path,
    wanted: Wanted,
    *,
    earlier: str = "",
    asking: bool = False,
    debug: bool = False,
) -> bool:
    """Write the file of the next chat that the rule expects, or of the day asked for.

    `earlier` is the id of a chat from which to start. Somebody who is there is asked, `asking`,
    for what is not given. Returns whether it was written; no file is ever overwritten.
    """

    def work() -> None:
        settings = settings_from(settings_file)
        root = Path(settings["PATH"])
        content = read_site(settings)
        _refuse_unsure(content, root)
        names = [file.stem for file in sorted((root / CHATS).glob("*.md"))]
        found = _earlier(earlier, content, root) if earlier else _held_as_usual(content, root)
        given = _asked_for(wanted, content, names) if asking else wanted
        blank = blank_chat(given, content.series, content.days, names, found)
        write_new(root, f"{CHATS}/{blank.name}", text_of(blank, content.series))
        sheet = paths.run_sheet(blank.name.removesuffix(".md"))
        print(f"{root.name}/{CHATS}/{blank.name}: fill it in, then `invoke check`; "
              f"its run sheet will be /{sheet}")  # fmt: skip

    return succeeded(work, "no file was written", debug=debug)


def write_new(root: Path, path: str, text: str) -> None:
    """Write a file of the content folder that is not there yet; raises ProblemsFound if it is."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8") as written:
            written.write(text)
    except FileExistsError:
        problem = Problem(f"{root.name}/{path}", 0, "", "is there already; nothing was changed")
        raise ProblemsFound([problem]) from None


def _refuse_unsure(content: Content, root: Path) -> None:
    """Raise the problems of what a new chat rests on: the settings and the people."""
    problems = [each for each in content.problems
                if not each.path.startswith(f"{root.name}/")
                or each.path == f"{root.name}/{PEOPLE}"]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)


def _earlier(key: str, content: Content, root: Path) -> Earlier:
    chats = {chat.id: chat for chat in content.series.chats}
    if key not in chats:
        near = ", ".join([each for each in chats if each.startswith(key[:4])][-4:])
        message = f"there is no chat `{key}`{f'; there are {near}' if near else ''}"
        raise ProblemsFound([Problem("--from", 0, "", message)])
    return _from(chats[key], root)


def _held_as_usual(content: Content, root: Path) -> Earlier:
    """Return when the latest chat was held, where that was more than once: the next one is too."""
    sittings = (each for chat in content.series.chats[-1:] for each in _from(chat, root).sessions)
    return Earlier(sessions=tuple(
        {name: held for name, held in each.items() if name != "hosts"} for each in sittings
    ))  # fmt: skip


def _from(chat: Chat, root: Path) -> Earlier:
    return earlier_chat(root / chat.source.partition("/")[2], chat)


def _asked_for(wanted: Wanted, content: Content, names: list[str]) -> Wanted:
    """Return what was asked for, with answers to the questions that this leaves open."""
    series = content.series

    def slot(typed: str) -> None:
        slot_of(typed, series, content.days, names)

    def people(typed: str) -> list[object]:
        return [person_in(series)(each) for each in typed.replace(",", " ").split()]

    given = wanted
    if not given.date:
        try:
            usual = f"{slot_of('', series, content.days, names)[1]}"
        except ValueError:
            usual = ""
        given = replace(given, date=ask("When is it", slot, usual))
    if not given.topic:
        given = replace(given, topic=ask("What is it about (Enter: later)", _titled))
    if not given.title and given.topic:
        day = slot_of(given.date, series, content.days, names)[1]
        usual = title_of(given.topic, day, series)
        given = replace(given, title=ask("Its title", fields.titled, usual))
    if not given.hosts and series.people:
        hint = f"Who hosts it, by id ({', '.join(sorted(series.people))}; Enter: later)"
        given = replace(given, hosts=tuple(ask(hint, people).replace(",", " ").split()))
    return given


def _titled(typed: str) -> str:
    return typed and fields.titled(typed)
