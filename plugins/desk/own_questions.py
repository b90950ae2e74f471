"""What `invoke init` asks somebody who is there."""

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from chats import fields
from chats.platforms import NOT_STATED, shipped_platforms
from desk.asking import ask
from desk.own_series import USUAL, Own, faults_of, hashtag_of


@dataclass(frozen=True)
class _Question:
    """A key of SERIES, the words that ask for it, and what is usual, from the answers so far."""

    key: str
    words: str
    usual: Callable[[dict[str, str]], str] = lambda _said: ""


_PLATFORMS = shipped_platforms().keys() - {NOT_STATED}
_QUESTIONS = (
    _Question("name", "What is the series called, as in #GardenTalk"),
    _Question("hashtag", "Its hashtag", lambda said: hashtag_of(said["name"])),
    _Question("platform", f"Where it takes place ({', '.join(sorted(_PLATFORMS))})",
              lambda _said: "mastodon"),
    _Question("venue_url", "The address of its channel or room"),
    _Question("zone", "Its time zone, as in Europe/Berlin", lambda _said: _zone_here()),
    _Question("time", "When a chat begins, on the clock there", lambda _said: "18:00"),
    _Question("duration", "How long it lasts", lambda _said: USUAL["duration"]),
    _Question("rule", "On which days: first Tuesday, every 2 weeks from 2026-01-08, …"),
    _Question("language", "The language of its posts and of the site, as in de or pt-BR",
              lambda _said: USUAL["language"]),
    _Question("domain", "A domain of yours, for ever: it names every calendar entry, wherever the "
              "site is"),
)  # fmt: skip


_NAME = ("git", "config", "user.name")


def answered(own: Own) -> Own:
    """Return what was said, with answers to the questions that this leaves open."""
    said = {key: held for key, held in own.keys.items() if held}
    for question in _QUESTIONS:
        if question.key not in said and not (question.key == "venue_url" and _needs_none(said)):
            said[question.key] = _answer(question, said)
    own = replace(own, keys=said)
    if not own.host:
        own = replace(own, host=ask("Who hosts the first chat", fields.titled, _name_in_git()))
    if not own.topic:
        own = replace(own, topic=ask("What is it about (Enter: later)",
                                     lambda typed: typed and fields.titled(typed)))  # fmt: skip
    return own


def _answer(question: _Question, said: dict[str, str]) -> str:
    def read(typed: str) -> None:
        if not typed:
            raise ValueError("is needed")
        for fault in faults_of({**said, question.key: typed}):
            if fault.path == f"--{question.key.replace('_', '-')}":
                raise ValueError(fault.message)

    return ask(question.words, read, question.usual(said))


def _needs_none(said: dict[str, str]) -> bool:
    platform = shipped_platforms().get(said["platform"])
    return platform is None or not platform.needs_venue_url


def _zone_here() -> str:
    """Return this machine's time zone, "" where it does not say."""
    machines = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    try:
        return fields.zone(os.environ.get("TZ") or machines).key
    except ValueError:
        return ""


def _name_in_git() -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the arguments are ours
            _NAME, capture_output=True, text=True
        )
    except OSError:
        return ""
    return done.stdout.strip()
