"""When a chat starts and ends, as the words of a typed time would have it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from chats.local_times import offset_name
from chats.model import Chat
from chats.out_of_step import shift_of
from chats.typed_times.abbreviations import (
    ALSO_SAID_IN,
    YEAR_ROUND,
    Meaning,
    abbreviation_of,
    name_kept,
)
from chats.typed_times.clock_faults import Instant, misnamed, renamed, shifted, spoken
from chats.typed_times.time_mentions import Mention
from chats.typed_times.zone_words import ZoneWords
from chats.words import place_name, short_day


def instants_of(chat: Chat) -> tuple[Instant, ...]:
    """Return the starts and ends of all sessions, then those from before a move."""
    now, earlier = [], []
    for session in chat.sessions:
        now += [Instant(session.start, "start"), Instant(session.end, "end")]
        for start in session.moved_from:
            end = start.astimezone(UTC) + session.duration
            earlier += [Instant(start, "earlier start"), Instant(end, "earlier end")]
    return (*now, *earlier)


class ChatClock:
    """The chat's instants, against which typed times are held."""

    def __init__(self, chat: Chat, words: ZoneWords) -> None:
        self.chat, self.words = chat, words
        self.instants = instants_of(chat)
        self._known: dict[tuple[Mention, bool], str] = {}
        clocks: set[tzinfo] = {UTC, *(zone.zone for zone in words.zones)}
        self.days = {i.at.astimezone(clock).date() for i in self.instants for clock in clocks}

    def fault(self, mention: Mention, *, sure: bool) -> str:
        """Return what is wrong with a typed time and what would be right, "" for nothing.

        Unless one is `sure` that it is meant to be the chat's, only a wrong
        abbreviation beside the chat's own hour counts.
        """
        said = replace(mention, start=0, end=0)
        if (said, sure) not in self._known:
            self._known[said, sure] = self._fault(said, sure)
        return self._known[said, sure]

    def _fault(self, mention: Mention, sure: bool) -> str:
        meanings = [self.words.settled(word, self.chat.start) for word in mention.zones]
        meaning = meanings[0]
        if meaning is None or None in meanings:
            return ""
        if self._right(mention):
            usual = sure and self._usual_start(mention, meaning)
            return self._contradiction(mention, meaning) if usual else ""
        literal = self._found(mention, meaning.clock)
        meant = self._found(mention, ZoneInfo(meaning.place)) if meaning.place else None
        if literal and self._holds_literally(mention.zones[0], meaning):
            # "8 pm GMT" in June may be the end of a chat, but not of one that starts at 8 pm BST.
            literal_end = meant and meant.begins and not literal.begins
            if not literal_end:
                return ""
        if meant and not meaning.kept(meant.at):
            return misnamed(mention, meaning, meant)
        if literal and literal.begins and not meaning.kept(literal.at):
            return shifted(meaning, literal)
        return self._contradiction(mention, meaning) if sure else ""

    def _right(self, mention: Mention) -> bool:
        """Return whether any of the words, in any of its readings, tells the chat's hours."""
        for word in mention.zones:
            for reading in self.words.readings(word):
                kept = [i for i in self.instants
                        if reading.kept(i.at) or self.words.keeps_now(word, i.at)]  # fmt: skip
                if self._found(mention, reading.clock, kept):
                    return True
            elsewhere = ALSO_SAID_IN.get(abbreviation_of(word))
            if elsewhere and self._found(mention, ZoneInfo(elsewhere)):
                return True
        return False

    def _usual_start(self, mention: Mention, meaning: Meaning) -> bool:
        """Return whether a time that could be the chat's end is the start of other weeks.

        An hour's chat that is an hour earlier than usual ends at its usual start.
        """
        if len(mention.clocks) > 1 or not meaning.place:
            return False
        zone = ZoneInfo(meaning.place)
        found = self._found(mention, zone)
        for session in self.chat.sessions:
            shift = shift_of(session.start, session.zone, zone)
            if found and not found.begins and shift:
                usual = session.start.astimezone(UTC) - shift.later
                if _wall(usual, zone) in mention.clocks[0]:
                    return True
        return False

    def _holds_literally(self, word: str, meaning: Meaning) -> bool:
        """Return whether a word may be taken literally though its place keeps another clock."""
        short = abbreviation_of(word)
        near = self.words.keeps(meaning, short, self.chat.start)
        return not meaning.place or short in YEAR_ROUND or not near

    def _found(
        self, mention: Mention, clock: tzinfo, among: Iterable[Instant] | None = None
    ) -> Instant | None:
        """Return the instant that a time tells by this clock; of a range, the first."""
        shown = {
            _wall(i.at, clock): i
            for i in reversed(self.instants if among is None else tuple(among))
        }
        told = [
            next((shown[m] for m in sorted(said) if m in shown), None) for said in mention.clocks
        ]
        return told[0] if None not in told else None

    def _contradiction(self, mention: Mention, meaning: Meaning) -> str:
        clock = ZoneInfo(meaning.place) if meaning.place else meaning.clock
        name = "start"
        if len(mention.clocks) > 1:
            if self._found(Mention(0, 0, "", mention.clocks[:1], ()), clock):
                name = "end"
        elif self._within(mention, clock):
            fine = abbreviation_of(mention.zones[0]) in YEAR_ROUND or meaning.kept(self.chat.start)
            return "" if fine else renamed(mention, meaning, self.chat.start)
        told = [i.at.astimezone(clock) for i in self.instants if i.name == name]
        hours = " and ".join(dict.fromkeys(spoken(local) for local in told))
        where = f"in {place_name(clock)}" if isinstance(clock, ZoneInfo) else offset_name(told[0])
        text = f"the chat {name}s at {hours} {where} on {short_day(told[0])}"
        if not meaning.kept(self.chat.start):
            text += f", whose clocks keep {name_kept(meaning.place, self.chat.start)} then"
        return f"{text}; correct it, or leave the times to the page"

    def _within(self, mention: Mention, clock: tzinfo) -> bool:
        """Return whether the time lies within the chat and not whole hours after its start.

        "17:30" is the hour of a question; "18:00" may be a clock not put forward.
        """
        for session in self.chat.sessions:
            start = _wall(session.start, clock)
            length = session.duration // timedelta(minutes=1)
            gone = {(minutes - start) % 1440 for minutes in mention.clocks[0]}
            if any(0 < minutes < length and minutes % 60 for minutes in gone):
                return True
        return False


def _wall(at: datetime, clock: tzinfo) -> int:
    local = at.astimezone(clock)
    return local.hour * 60 + local.minute
