"""What `invoke init` is told of a series that stands: where it differs, and how to change it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from chats.problems import Problem
from content_folder.folder import CHATS, PEOPLE
from desk.blank import inline_fields, typed
from desk.own_series import Own, sitting, zones_of


def differences(own: Own, settings: Mapping[str, object], content: Path) -> Iterator[Problem]:
    """Yield a problem for each option that says something else than what stands."""
    for key, held in own.keys.items():
        if held and settings.get(key) != held:
            yield _problem(key, f"`{key}` is `{settings.get(key, '')}` in SERIES of "
                           "pelicanconf.py; change it there")  # fmt: skip
    language = str(settings.get("language", ""))
    if own.zones and zones_of(own.zones, "", language) != settings.get("zones"):
        yield _problem("zones", "SERIES of pelicanconf.py shows other places; change `zones` "
                       "there")  # fmt: skip
    yield from _of_the_first_chat(own, content)


def _of_the_first_chat(own: Own, content: Path) -> Iterator[Problem]:
    people = _text(content / PEOPLE)
    chats = "\n".join(_text(file) for file in sorted((content / CHATS).glob("*.md")))
    place = f"{content.name}/{CHATS}/"
    if own.host and own.host not in people:
        yield _problem("host", f"nobody in {content.name}/{PEOPLE} is called so; write them there, "
                       f"and their id into `hosts` of a chat in {place}")  # fmt: skip
    if own.topic and typed(own.topic) not in chats:
        yield _problem("topic", f"no chat in {place} has it; change `topic` and `title` in a "
                       "chat's file, or write another chat: `invoke new`")  # fmt: skip
    for each in own.sessions:
        if not _is_held(each, chats):
            yield _problem("session", f"no chat in {place} is held at `{each}`; write it into "
                           "`sessions` of a chat's file, as docs/fields.md tells")  # fmt: skip


def _is_held(session: str, chats: str) -> bool:
    try:
        return inline_fields(sitting(session)) in chats
    except ValueError:
        return False


def _text(file: Path) -> str:
    return file.read_text("utf-8", errors="replace") if file.is_file() else ""


def _problem(key: str, message: str) -> Problem:
    return Problem(
        f"--{key.replace('_', '-')}", 0, "", f"the series is your own already: {message}"
    )
