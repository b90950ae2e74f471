"""Pelican's side of the cards: one for each chat and one for the site."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import pass_context
from jinja2.runtime import Context
from pelican.generators import Generator

from chats import paths
from chats.hour.plan import has_run_sheet
from chats.model import Chat
from chats.translations import editions
from chats.words import Words
from kept_pictures import KeptPictures, fingerprint
from output_files import OutputFiles
from social_cards.contents import (
    HEIGHT,
    QUESTION_HEIGHT,
    WIDTH,
    ChatContents,
    QuestionContents,
    SiteContents,
    chat_alt,
    chat_contents,
    question_alt,
    question_contents,
    site_alt,
    site_contents,
)
from theme_colors import light_colors
from theme_files import theme_text

if TYPE_CHECKING:
    from social_cards.drawing import Looks

VOICE, SITE = "Literata-Bold.ttf", "NotoSans-SemiBold.ttf"
"""The fonts of what people say and of what the site says; any others stand in for both."""

_LIBRARIES = ("resvg-py", "uharfbuzz", "pillow")
_log = logging.getLogger(__name__)

Contents = ChatContents | QuestionContents | SiteContents


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card as pages name it; `url` is absolute and changes when the picture does."""

    url: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


class CardsGenerator(Generator):  # type: ignore[misc]
    """Tells the pages their cards' addresses, and draws the cards that are not kept."""

    def generate_context(self) -> None:
        """Put `card_of(chat)` and `site_card` into the context."""
        theme, series = Path(self.theme), self.context["series"]
        self.colors = light_colors(theme_text(self.settings, "static/css/tokens.css"))
        fonts = sorted((theme / "fonts").iterdir())
        self.fonts = [file for file in fonts if file.suffix in {".ttf", ".otf"}]
        self.context["card_of"] = self.card_of
        self.context["question_card_of"] = self.question_card_of
        self.context["site_card"] = self._card(paths.CARD, site_contents(series), site_alt(series))

    @pass_context
    def card_of(self, page: Context, chat: Chat) -> Card:
        """Return the chat's card, or the site's where chats get none (setting CARDS)."""
        if not self.settings.get("CARDS", True):
            return page["site_card"]  # type: ignore[no-any-return]
        contents = chat_contents(chat, page["series"])
        return self._card(paths.card(chat.slug), _known_by(contents, chat.words), chat_alt(chat))

    @pass_context
    def question_card_of(self, page: Context, chat: Chat, number: int) -> Card | None:
        """Return the card of one of a chat's questions, None where chats get none."""
        if not self.settings.get("CARDS", True):
            return None
        contents = question_contents(chat, number, page["series"])
        path = paths.question_card(chat.slug, number)
        card = self._card(path, _known_by(contents, chat.words), question_alt(contents))
        return replace(card, height=QUESTION_HEIGHT)

    def generate_output(self, writer: OutputFiles) -> None:
        """Write every card."""
        series, edition = self.context["series"], self._edition()
        kept = KeptPictures(Path(self.settings["CACHE_PATH"], "cards"), edition)

        def write(path: str, known: object, draw: Callable[[], bytes]) -> None:
            kept.note(known)
            key = writer.made_of.key("card", edition, known)
            writer.write_once(path, key, lambda: kept.picture(known, draw))

        told = (edition for chat in series.chats for edition in editions(chat))
        for chat in told if self.settings.get("CARDS", True) else ():
            contents = chat_contents(chat, series)
            drawn = partial(self._drawn, contents, chat.words, chat.source)
            write(paths.card(chat.slug), _known_by(contents, chat.words), drawn)
            for number in range(1, len(chat.questions) + 1) if has_run_sheet(chat, series) else ():
                asked = question_contents(chat, number, series)
                drawn = partial(self._drawn, asked, chat.words)
                path = paths.question_card(chat.slug, number)
                write(path, _known_by(asked, chat.words), drawn)
        site = site_contents(series)
        write(paths.CARD, site, partial(self._drawn, site, series.words))
        kept.tidy()

    @cached_property
    def looks(self) -> "Looks":
        """The theme as the cards need it."""
        from social_cards.drawing import Looks
        from social_cards.typefaces import typefaces

        voice, site = typefaces({file.name: file.read_bytes() for file in self.fonts}, VOICE, SITE)
        return Looks(voice, site, self.colors, tuple(map(str, self.fonts)))

    def _drawn(self, contents: Contents, words: Words, source: str = "") -> bytes:
        # Imported here: the libraries take long to load, and most builds draw nothing.
        from social_cards.card import chat_card, site_card
        from social_cards.question_card import question_card

        if isinstance(contents, QuestionContents):
            return question_card(contents, self.looks)
        if isinstance(contents, SiteContents):
            return site_card(contents, self.looks)
        if not self.looks.voice.drawable(contents.topic):
            _log.warning("%s: topic: its card is without it, for no font in theme/fonts has all "
                         "of its letters; put one there", source)  # fmt: skip
        return chat_card(contents, self.looks, words)

    def _card(self, path: str, contents: object, alt: str) -> Card:
        # The networks keep a picture by its address: that of a chat that moved must be new.
        url = self.context["site"].absolute(path)
        return Card(url=f"{url}?v={fingerprint(contents)[:8]}", alt=alt)

    def _edition(self) -> str:
        """Return what stands for all that draws: fonts, colours, libraries and this code."""
        files = (*self.fonts, *sorted(Path(__file__).parent.glob("*.py")))
        digests = [(file.name, sha256(file.read_bytes()).hexdigest()) for file in files]
        return fingerprint(digests, self.colors, [version(name) for name in _LIBRARIES])


def _known_by(contents: Contents, words: Words) -> object:
    """Return what tells a card from others: what it shows, and in which words."""
    return (contents, words) if words.edition else contents
