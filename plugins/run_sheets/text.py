"""The run sheet as plain text: for a terminal, a printer, a message to a second host."""

from collections.abc import Iterable, Iterator
from textwrap import fill

from chats.model import hosts_of
from chats.places import place_now, platform_now
from chats.series import Series
from chats.words import Words
from post_lengths.lengths import Length
from run_sheets.sheet import Clock, Due, Sheet, SheetPost, SheetSession

_WIDTH = 78


def sheet_text(sheet: Sheet, series: Series) -> str:
    """Return the sheet as lines; each post stands in one, to be copied whole."""
    words = sheet.chat.words
    parts: list[Iterable[str]] = [_head(sheet, series)]
    parts += [_session(session, words) for session in sheet.sessions]
    if sheet.countdown:
        lines = countdown_lines(sheet.countdown, words)
        parts.append((words.gettext("Before and after"), "", *lines))
    return "\n\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(sheet: Sheet, series: Series) -> Iterator[str]:
    chat, words, platform = sheet.chat, sheet.chat.words, sheet.platform
    yield words.gettext("Run sheet: {topic}", topic=chat.topic)
    yield f"{series.name}, {sheet.url}"
    yield ""
    if hosts := hosts_of(chat):
        people = words.listed(tuple(person.name for person in hosts))
        yield words.gettext("Host: {people}", people=people)
    if platform == platform_now(chat, series.platforms):
        place = place_now(chat, words)
        where = f"{place.title} {place.url}".strip()
        yield words.gettext("Place: {place}", place=where)
    if platform.limit:
        yield words.gettext("Posts are counted as {platform} counts them: {url}",
                            platform=words.gettext(platform.name), url=platform.rule)  # fmt: skip


def _session(session: SheetSession, words: Words) -> Iterator[str]:
    own = session.own
    hours = f"{own.day}, {own.clock}\u2013{own.end_clock} {own.clock_name}"
    yield words.named(session.session.label, hours)
    for step in session.steps:
        yield ""
        minute = words.gettext("+{number} min", number=step.step.minute)
        yield f"{step.own.time}  {minute}  {clocks_line(step.others, words)}".rstrip()
        for post in step.posts:
            yield f"  {heading(post, words)}"
            yield f"    {post.own.text}"


def heading(post: SheetPost, words: Words) -> str:
    """Return what a post is, how it hangs on the one before, and its length."""
    reply = words.gettext(post.own.platform.reply)
    follows = f", {reply[0].lower()}{reply[1:]}" if post.follows and reply else ""
    return f"{post.what}{follows} [{length_words(post.own.length, words)}]"


def length_words(length: Length, words: Words) -> str:
    """Return "82 of 280 characters", "300 of 280 characters: 20 too many"."""
    number = words.dates.number
    unit = words.gettext("characters")
    if length.unit == "bytes":
        unit = words.gettext("bytes")
    used = number(length.used)
    if not length.limit:
        return f"{used} {unit}"
    said = words.gettext(
        "{used} of {limit} {unit}", used=used, limit=number(length.limit), unit=unit
    )
    if not length.excess:
        return said
    return words.gettext("{length}: {excess} too many", length=said, excess=number(length.excess))


def clocks_line(clocks: Iterable[Clock], words: Words) -> str:
    """Return "14:10 Pacific, 07:10 (Fri) Sydney"."""
    return words.pgettext("between names", ", ").join(
        f"{clock.time}{f' ({clock.weekday})' if clock.weekday else ''} {clock.place}"
        for clock in clocks
    )


def countdown_lines(countdown: Iterable[Due], words: Words) -> Iterator[str]:
    """Yield each deadline: when it is due, and what is to be done."""
    for due in countdown:
        yield words.named(f"{due.day}, {due.own.time} {due.own.place}", due.title)
        if due.others:
            yield fill(clocks_line(due.others, words), _WIDTH, initial_indent="    ",
                       subsequent_indent="    ")  # fmt: skip
        yield fill(due.text, _WIDTH, initial_indent="    ", subsequent_indent="    ")
