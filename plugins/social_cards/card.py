"""A card, drawn: the day as a block, as on the chat's page, and beside it what it is about."""

from collections.abc import Iterator

from chats.words import Words
from social_cards.contents import HEIGHT, WIDTH, ChatContents, Hours, SiteContents
from social_cards.drawing import LEADING, Box, Looks, bubble, height_of, line, png, words
from social_cards.lines import Fitted, fitted, is_cut, on_one_line

_CARD = Box(0, 0, WIDTH, HEIGHT)
_MARGIN = 60
_DAY = Box(_MARGIN, _MARGIN, 364, HEIGHT - 2 * _MARGIN)
_TEXT = Box(_DAY.right + 56, _MARGIN, WIDTH - _DAY.right - 56 - _MARGIN, HEIGHT - 2 * _MARGIN)
_ASK = Box(_MARGIN, _MARGIN, WIDTH - 2 * _MARGIN - 90, 330)
_ANSWER = Box(_MARGIN + 210, 300, WIDTH - 2 * _MARGIN - 210, HEIGHT - _MARGIN - 300)


def chat_card(contents: ChatContents, looks: Looks, language: Words) -> bytes:
    """Return a chat's card, as PNG; `language` has the words that are nobody's own."""
    parts = [*_day(contents, looks, language), *_about(contents, looks, language)]
    return png(parts, _CARD, looks.colors["paper"], looks.font_files)


def site_card(contents: SiteContents, looks: Looks) -> bytes:
    """Return the site's card, as PNG: the series' name speaks, its line answers, as in its icon."""
    colors = looks.colors
    tagline = looks.voice.drawable(contents.tagline)
    ask = _ASK if tagline else _CARD.inner(_MARGIN)
    seen = ask._replace(height=_ANSWER.y - ask.y) if tagline else ask
    parts = [bubble(ask, 72, fill=colors["ask"])]
    parts.append(_said(contents.series, looks, seen, (150, 48), colors["on-ask"]))
    if tagline:
        edge = {"stroke": colors["paper"], "stroke_width": 16}
        parts.append(bubble(_ANSWER, 72, "right", fill=colors["answer"], **edge))
        parts.append(_said(tagline, looks, _ANSWER, (60, 28), colors["on-answer"]))
    return png(parts, _CARD, colors["paper"], looks.font_files)


def _said(text: str, looks: Looks, place: Box, sizes: tuple[int, int], color: str) -> str:
    """Draw what somebody says into the middle of their bubble."""
    voice, room = looks.voice, place.inner(52)
    lines = fitted(voice.drawable(text), voice, (room.width, room.height), sizes, LEADING)
    return words(lines, voice, color, _middle(room, lines))


def _middle(room: Box, text: Fitted, leading: float = LEADING) -> Box:
    """Return the box, moved down so that the text stands in the middle of its height."""
    return room._replace(y=room.y + (room.height - height_of(text, leading)) / 2)


def _day(contents: ChatContents, looks: Looks, language: Words) -> Iterator[str]:
    colors, site = looks.colors, looks.site
    ink, month = colors["on-ask"], colors["answer"]
    block, paint = _DAY, {"fill": colors["ask"]}
    if contents.cancelled or contents.tentative:
        ink = month = colors["alarm" if contents.cancelled else "link"]
        block, paint = _DAY.inner(2.5), {"fill": "none", "stroke": ink, "stroke_width": "5"}
        if contents.tentative:
            paint["stroke_dasharray"] = "16 11"
    yield bubble(block, 64, **paint)
    room = _DAY.inner(44)
    yield words(on_one_line(contents.weekday, site, room.width, (42, 24)), site, ink, room)
    number = Fitted((contents.day,), 150 if len(contents.hours) > 1 else 184)
    place = room._replace(x=room.x - 3, y=room.y + 64)
    yield words(number, site, ink, place, stroke=ink, stroke_width=7)
    top = place.y + height_of(number)
    if contents.cancelled:
        width = site.width(contents.day) * number.size
        across = place.y + height_of(number) / 2
        yield line(place.x, across, width, stroke=ink, stroke_width=12)
    name = on_one_line(contents.month, site, room.width, (40, 24))
    yield words(name, site, month, room._replace(y=top + 32))
    top += 32 + height_of(name) + 28
    yield line(room.x, top, room.width, stroke=ink, stroke_width=4)
    yield from _hours(contents.hours, looks, room._replace(y=top + 28), ink, language)


def _hours(
    hours: tuple[Hours, ...], looks: Looks, room: Box, ink: str, language: Words
) -> Iterator[str]:
    """Draw the hours of a session, of two, or of the first of many."""
    several, many = len(hours) > 1, len(hours) > 2
    texts: list[tuple[str, tuple[int, int], int]] = []  # each with its sizes and what follows it
    for each in hours[:1] if many else hours:
        texts.append((each.span, (36, 24) if several else (50, 28), 14 if several else 22))
        texts += [(clock, (28, 18), 24 if several else 18) for clock in each.clocks]
    if many:
        more = language.ngettext(
            "and {number} more time", "and {number} more times", len(hours) - 1
        )
        texts.append((more, (28, 18), 0))
    for text, sizes, gap in texts:
        said = on_one_line(looks.site.drawable(text), looks.site, room.width, sizes)
        yield words(said, looks.site, ink, room)
        room = room._replace(y=room.y + height_of(said) + gap)


def _about(contents: ChatContents, looks: Looks, language: Words) -> Iterator[str]:
    """Draw the series' name and the status above, who hosts below, the topic between them."""
    colors, voice = looks.colors, looks.voice
    series, topic = voice.drawable(contents.series), voice.drawable(contents.topic)
    if not topic:
        series, topic = "", series
    chips, free = _chips(contents, looks)
    yield from chips
    if series:
        name = on_one_line(series, voice, free - 2 * 26, (38, 20))
        width = voice.width(name.lines[0]) * name.size + 2 * 26
        sign = Box(_TEXT.x, _TEXT.y, width, 66)
        yield bubble(sign, 24, fill=colors["ask"])
        yield words(name, voice, colors["on-ask"], _middle(sign, name), center=True)
    hosts = _hosts(contents.hosts, looks, language)
    foot = height_of(hosts, 1.3)
    yield words(
        hosts, looks.site, colors["quiet"], _TEXT._replace(y=_TEXT.bottom - foot), leading=1.3
    )
    above, below = 66 + 44, foot + 56 if foot else 0
    room = Box(_TEXT.x, _TEXT.y + above, _TEXT.width, _TEXT.height - above - below)
    said = fitted(topic, voice, (room.width, room.height), (108, 40), LEADING)
    yield words(said, voice, colors["ink"], _middle(room, said))


def _chips(contents: ChatContents, looks: Looks) -> tuple[list[str], float]:
    """Return the words of the status, from the right edge, and the width left of them."""
    site, parts, right = looks.site, [], _TEXT.right
    color = looks.colors["alarm" if contents.cancelled else "ink"]
    for word in reversed(contents.status):
        text = Fitted((word,), 27)
        width = site.width(word) * text.size + 2 * 20
        chip = Box(right - width, _TEXT.y + 6, width, 54)
        unsure = contents.tentative and word == contents.status[0]
        dashes = {"stroke_dasharray": "9 6"} if unsure else {}
        parts.append(bubble(chip.inner(2), 18, fill="none", stroke=color, stroke_width=4, **dashes))
        parts.append(words(text, site, color, _middle(chip, text), center=True))
        right = chip.x - 16
    return parts, right - _TEXT.x - (8 if parts else 0)


def _hosts(names: tuple[str, ...], looks: Looks, language: Words) -> Fitted:
    """Return "with …" on two lines at most; nothing when a name cannot be drawn."""
    drawn = tuple(looks.site.drawable(name) for name in names)
    for shown in range(len(drawn) if all(drawn) else 0, 0, -1):
        rest = len(drawn) - shown
        others = language.ngettext("{number} other", "{number} others", rest)
        people = language.listed((*drawn[:shown], others) if rest else drawn)
        said = language.gettext("with {people}", people=people)
        text = fitted(said, looks.site, (_TEXT.width, 80), (36, 28), 1.3)
        if rest != 1 and not is_cut(text):
            return text
    return Fitted((), 0)
