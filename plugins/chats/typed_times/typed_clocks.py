"""The shapes of a typed time and what it says: "5 pm", "17:00", "9–10 p.m.", "noon", "2100 UTC".

Repetitions are bounded and none without a bound lies within another, so that the work
grows with the text's length and with nothing else.
"""

import re

from chats.schedule import MONTHS

SPACE = r"\s{0,8}"
_END = r"(?![A-Za-z0-9])"


def _clock(n: str) -> str:
    return (
        rf"(?:(?P<hour{n}>\d{{1,2}})(?:[:.](?P<minute{n}>[0-5]\d))?{SPACE}(?P<half{n}>[AaPp])"
        rf"(?:\.\s?)?[Mm](?![a-z0-9])\.?"
        rf"|(?P<wall{n}>\d{{1,2}})[:h](?P<past{n}>[0-5]\d)(?![a-z0-9])"
        rf"|(?:12\s)?(?P<word{n}>(?i:noon|midday|midnight)){_END}"
        rf"|(?P<oclock{n}>\d{{1,2}})\s?o['’]clock{_END}"
        rf"|(?P<four{n}>(?:[01]\d|2[0-3])[0-5]\d)(?=\s?(?:Z|UTC|GMT|hrs)\b))"
    )


def _from(n: str) -> str:
    return rf"(?:{_clock(n)}|(?P<bare{n}>\d{{1,2}})(?:[:.](?P<barely{n}>[0-5]\d))?)"


TIMES = re.compile(
    r"(?<![\w$£€])(?<!\d[.,:/])"
    rf"(?:{_from('1')}{SPACE}(?:-|–|—|\b(?:to|till|until)\b){SPACE}|"
    rf"(?<=between\s){_from('2')}{SPACE}\band\b{SPACE})?"
    rf"(?P<last>{_clock('3')})(?:\s?(?:h|hrs|hours){_END})?"
)
_DAY_OF_MONTH = re.compile(rf"(?:{'|'.join(month[:3] for month in MONTHS)})[a-z]{{0,6}}\.?\s\Z")
"""What stands before "10 – 5 pm" in "June 10 – 5 pm": the 10 is a day."""

NEXT_TIME = re.compile(rf"(?:{SPACE}[:|=]{SPACE}|\s{{1,2}}){_clock('4')}")

_LIKE_A_TIME = re.compile(
    r"[0-9][^a-z]{0,16}[AaPp]\.?\s?[Mm]|[0-9][:h][0-9]|[0-9]{3}\s?[ZUGh]|[0-9]\s?o.clock"
)


def may_hold_times(text: str) -> bool:
    """Return whether a text is worth a closer look; most are not, and this is quick."""
    small = text.casefold()
    return bool(_LIKE_A_TIME.search(text)) or any(
        word in small for word in ("noon", "midday", "midnight", "&nbsp;", "&thinsp;")
    )


_DAY = 24 * 60


def clocks_of(time: re.Match[str], text: str) -> tuple[int, tuple[frozenset[int], ...]]:
    """Return where the time begins and what its one or two clocks can mean."""
    last = _minutes(time, "3")
    if not last:
        return time.start(), ()
    for n in ("1", "2"):
        if first := _first(time, n):
            if time[f"bare{n}"] and _DAY_OF_MONTH.search(
                text, max(0, time.start() - 12), time.start()
            ):
                break
            return time.start(), (first, last)
    return time.start("last"), (last,)


def _first(time: re.Match[str], n: str) -> frozenset[int]:
    """Return what a range's first clock can mean.

    It takes the half of the day from the second: "2–4 pm" is 2 pm, "11–1 pm" is 11 am.
    """
    hour, minute = time[f"bare{n}"], time[f"barely{n}"]
    if hour is None:
        hour, minute = time[f"wall{n}"], time[f"past{n}"]
    if hour is None or not 1 <= int(hour) <= 12 or hour[0] == "0" or not time["half3"]:
        return _minutes(time, n) if time[f"bare{n}"] is None else _either(hour, minute)
    begin, end = int(hour) % 12 * 60 + int(minute or 0), min(_minutes(time, "3"))
    same_half = begin + (end // 720) * 720
    return frozenset({same_half if same_half <= end else (same_half + 720) % _DAY})


def _minutes(time: re.Match[str], n: str) -> frozenset[int]:
    """Return what one clock can mean, in minutes since midnight; nothing for no time at all."""
    if hour := time[f"hour{n}"]:
        past = int(time[f"minute{n}"] or 0)
        if int(hour) > 12:
            return _either(hour, time[f"minute{n}"])
        return frozenset({int(hour) % 12 * 60 + past + 720 * (time[f"half{n}"] in "Pp")})
    if hour := time[f"wall{n}"] or time[f"oclock{n}"]:
        return _either(hour, time[f"past{n}"])
    if word := time[f"word{n}"]:
        return frozenset({0 if word.lower() == "midnight" else 720})
    if four := time[f"four{n}"]:
        return frozenset({int(four[:2]) * 60 + int(four[2:])})
    return frozenset()


def _either(hour: str, minute: str | None) -> frozenset[int]:
    """Return a clock without am or pm: "5:00" can be either, "17:00" and "05:00" cannot."""
    value = int(hour) * 60 + int(minute or 0)
    if value > _DAY:
        return frozenset()
    if hour[0] == "0" or int(hour) > 12:
        return frozenset({value % _DAY})
    return frozenset({value, (value + 720) % _DAY})
