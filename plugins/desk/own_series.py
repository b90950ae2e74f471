"""A series of one's own: what was said of it → its settings, its people and its first files."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from chats import fields, paths
from chats.model import Person
from chats.platforms import shipped_platforms
from chats.problems import Problem, ProblemsFound
from chats.series import Series
from chats.settings.keys import SERIES_KEYS
from chats.settings.reading import series_from
from chats.words import ENGLISH, Words, gettext_noop
from content_folder.folder import CHATS, PAGES, PEOPLE
from desk.blank import Sitting, text_of, typed
from desk.next_chat import Wanted, blank_chat, in_two_places
from desk.series_text import Setting
from languages.cldr import dates_of

REQUIRED: Mapping[str, str] = {
    "name": "'#GardenTalk'",
    "platform": "mastodon",
    "zone": "Europe/Berlin",
    "time": "18:00",
    "rule": "'first Tuesday'",
    "domain": "gardentalk.example.org",
}
"""What nobody can guess, each with an example."""

USUAL = {"duration": "1h", "language": "en"}
TO_FILL_IN = {
    "tagline": gettext_noop("one line under the name"),
    "description": gettext_noop("what it is, in a sentence or two"),
    "contact": gettext_noop("an address of mail or web"),
}
"""Settings that may wait, with what `check` says of each until then."""

OF_ANY_SERIES = {"color", "expected"}
"""Keys of the sample that stay as they are; what else nobody asked for is its own and goes."""

_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)
_TOPIC = gettext_noop("Who we are and what brings us")
_START = Path(__file__).with_name("start")
"""The texts with which a series begins, a folder for each language."""


@dataclass(frozen=True, kw_only=True)
class Own:
    """What was said of the series: keys of SERIES, and of its first chat host, topic, sittings."""

    keys: Mapping[str, str]
    zones: str = ""
    host: str = ""
    topic: str = ""
    sessions: tuple[str, ...] = ()


def settings_of(own: Own) -> dict[str, Setting]:
    """Return the settings of SERIES; raises ProblemsFound, with the options, for all mistakes."""
    given = {name: held for name, held in own.keys.items() if held}
    missing = [name for name in REQUIRED if name not in given]
    problems = [Problem(f"--{name}", 0, "", f"is missing; for instance --{name} {REQUIRED[name]}")
                for name in missing]  # fmt: skip
    made: dict[str, Setting] = {
        **USUAL,
        **dict.fromkeys(TO_FILL_IN, ""),
        "hashtag": hashtag_of(given.get("name", "x")),
        **given,
        "zones": zones_of(own.zones, given.get("zone", ""), given.get("language", "")),
    }
    problems += [each for each in faults_of(made) if not each.path[2:].startswith(tuple(missing))]
    problems += [Problem("--session", 0, "", fault) for fault in _session_faults(own.sessions)]
    if problems:
        raise ProblemsFound(problems)
    return {key: made[key] for key in SERIES_KEYS if key in made}


def faults_of(made: Mapping[str, Setting]) -> list[Problem]:
    """Return what is wrong with settings, each as the fault of its option."""
    problems: list[Problem] = []
    series_from(made, shipped_platforms(), _ANY_TIME, problems)
    return [Problem(_option(each.field), 0, "", each.message) for each in problems]


def _option(field: str) -> str:
    return "--" + field.removeprefix("SERIES.").partition(".")[0].replace("_", "-")


def hashtag_of(name: str) -> str:
    """Return the hashtag that a series' name makes, each word with a capital."""
    return "".join(word[0].upper() + word[1:] for word in re.findall(r"\w+", name))


def zones_of(typed: str, zone: str, language: str) -> dict[str, str]:
    """Return the places to show: "UK=Europe/London, Asia/Kolkata"; by default the series' own.

    One without a name has that of its place, in the series' language.
    """
    pairs = [each.strip().rpartition("=") for each in (typed or zone).split(",") if each.strip()]
    named = ((label.strip(), name.strip()) for label, _, name in pairs)
    return {label or _place(name, language): name for label, name in named}


def _place(zone: str, language: str) -> str:
    try:
        return dates_of(language or USUAL["language"]).place(fields.zone(zone))
    except ValueError:
        return zone  # it is told as a fault


# ---------------------------------------------------------------- its first files


def first_files(
    own: Own, settings: Mapping[str, Setting], at: datetime, words: Words = ENGLISH
) -> dict[str, str]:
    """Return the files of the content folder with which the series begins, by path.

    They are in the series' language, where `words` are.
    """
    series = series_from(settings, shipped_platforms(), at, [])
    people = _people(own.host)
    series = replace(series, people=people, words=words)
    topic = own.topic or words.gettext(_TOPIC)
    blank = blank_chat(Wanted(topic=topic, hosts=tuple(people)), series, {})
    blank = replace(
        blank,
        sessions=in_two_places(map(sitting, own.sessions), blank.day, series.usual_time),
        body=_started("chat.md", series),
        notes={}
        if own.topic
        else {"topic": to_fill_in(words, gettext_noop("what the first chat is about"))},
    )
    return {
        PEOPLE: _started(PEOPLE, series) + "".join(map(_entry, people.values())),
        f"{PAGES}/about.md": _started("about.md", series),
        f"{PAGES}/how-to-participate.md": _started("how-to-participate.md", series),
        f"{CHATS}/{blank.name}": text_of(blank, series),
    }


def _started(name: str, series: Series) -> str:
    """Return a text with which a series begins, its name put in as YAML or Markdown wants it."""
    language = series.words.language
    names = (language, language.partition("-")[0], ENGLISH.language)
    folder = next(_START / each for each in names if (_START / each).is_dir())
    text = (folder / name).read_text("utf-8")
    summary = typed(series.words.gettext("What {name} is and who is behind it.", name=series.name))
    prose = re.sub(r"([\\`*_\[\]<>#])", r"\\\1", series.name)
    return text.replace("{{summary}}", summary).replace("{{name}}", prose)


def to_fill_in(words: Words, what: str) -> str:
    """Return the comment that marks a blank."""
    return f"to fill in: {words.gettext(what)}"


def _people(host: str) -> dict[str, Person]:
    if not host:
        return {}
    slug = paths.slug_of(host)
    key = slug if slug.isascii() and slug else "host"
    return {key: Person(id=key, name=host)}


def _entry(person: Person) -> str:
    return f"{person.id}:\n  name: {typed(person.name)}\n"


# ---------------------------------------------------------------- a chat held more than once


def sitting(text: str) -> Sitting:
    """Return what is typed of a session: "09:00", "20:30 America/New_York Evening"."""
    hour, _, rest = text.strip().partition(" ")
    zone, _, label = rest.strip().partition(" ") if "/" in rest else ("", "", rest)
    fields.clock(hour)
    found = {"time": hour, "zone": fields.zone(zone).key if zone else "", "label": label.strip()}
    return {name: held for name, held in found.items() if held}


def _session_faults(sessions: Iterable[str]) -> Iterable[str]:
    for each in sessions:
        try:
            sitting(each)
        except ValueError as error:
            yield str(error)
