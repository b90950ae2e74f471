"""The run sheet as plain text: for a terminal, a printer, a message to a second host."""

from collections.abc import Iterable, Iterator
from textwrap import fill

from chats.model import hosts_of
from chats.places import place_of
from chats.series import Series
from post_lengths.lengths import Length
from run_sheets.sheet import Clock, Due, Sheet, SheetPost, SheetSession

_WIDTH = 78


def sheet_text(sheet: Sheet, series: Series) -> str:
    """Return the sheet as lines; each post stands in one, to be copied whole."""
    parts = [_head(sheet, series), *(_session(session) for session in sheet.sessions)]
    if sheet.countdown:
        parts.append(("Before and after", "", *countdown_lines(sheet.countdown)))
    return "\n\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(sheet: Sheet, series: Series) -> Iterator[str]:
    chat, place = sheet.chat, place_of(sheet.chat, sheet.chat.words)
    yield f"Run sheet: {chat.topic}"
    yield f"{series.name}, {sheet.url}"
    yield ""
    if hosts := hosts_of(chat):
        yield f"Host: {chat.words.listed(tuple(person.name for person in hosts))}"
    yield f"Place: {place.title} {place.url}".strip()
    if sheet.platform.limit:
        yield f"Posts are counted as {sheet.platform.name} counts them: {sheet.platform.rule}"


def _session(session: SheetSession) -> Iterator[str]:
    own = session.own
    label = f"{session.session.label}: " if session.session.label else ""
    yield f"{label}{own.day}, {own.clock}\u2013{own.end_clock} {own.clock_name}"
    for step in session.steps:
        yield ""
        yield f"{step.own.time}  +{step.step.minute} min  {clocks_line(step.others)}".rstrip()
        for post in step.posts:
            yield f"  {heading(post)}"
            yield f"    {post.own.text}"


def heading(post: SheetPost) -> str:
    """Return what a post is, how it hangs on the one before, and its length."""
    reply = post.own.platform.reply.lower()
    follows = f", {reply}" if post.follows and reply else ""
    return f"{post.what}{follows} [{length_words(post.own.length)}]"


def length_words(length: Length) -> str:
    """Return "82 of 280 characters", "300 of 280 characters: 20 too many"."""
    if not length.limit:
        return f"{length.used:,} {length.unit}"
    over = f": {length.excess:,} too many" if length.excess else ""
    return f"{length.used:,} of {length.limit:,} {length.unit}{over}"


def clocks_line(clocks: Iterable[Clock]) -> str:
    """Return "14:10 Pacific, 07:10 (Fri) Sydney"."""
    return ", ".join(f"{clock.time}{f' ({clock.weekday})' if clock.weekday else ''} {clock.place}"
                     for clock in clocks)  # fmt: skip


def countdown_lines(countdown: Iterable[Due]) -> Iterator[str]:
    """Yield each deadline: when it is due, and what is to be done."""
    for due in countdown:
        yield f"{due.day}, {due.own.time} {due.own.place}: {due.title}"
        if due.others:
            yield fill(clocks_line(due.others), _WIDTH, initial_indent="    ",
                       subsequent_indent="    ")  # fmt: skip
        yield fill(due.text, _WIDTH, initial_indent="    ", subsequent_indent="    ")
