"""Times typed into a chat's text, held against its head: what is told and what is let be."""

import re
from pathlib import Path
from re._constants import MAXREPEAT
from re._parser import SubPattern, parse
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writers import PATH, head, series_of

from chats.chat_file import chat_from
from chats.frontmatter import Document, document_from
from chats.problems import Problem
from chats.typed_times import mention_context, named_days, own_words, time_mentions, typed_clocks
from chats.typed_times.texts import typed_times
from chats.typed_times.time_mentions import TimeReader
from chats.typed_times.zone_words import ZoneWords
from content_folder.reading import read_content

ZONES = {
    "Pacific": "America/Los_Angeles",
    "Eastern": "America/New_York",
    "UK": "Europe/London",
    "W. Europe": "Europe/Berlin",
    "Sydney": "Australia/Sydney",
}
JANUARY, MARCH, JUNE = "2010-01-14", "2010-03-18", "2010-06-10"
"""Days of 17:00 in New York: 22:00 in London, 21:00 between the clock changes, 22:00 again."""


def found(
    body: str, date: str = JUNE, zones: dict[str, str] = ZONES, *lines: str, **fields: str
) -> list[Problem]:
    """Return what is said of a chat's text."""
    typed = head(*lines, date=date, announced="2009-01-01", **fields)
    document = document_from(typed.replace("A body.", body).encode())
    problems: list[Problem] = []
    series = series_of(zones=zones)
    chat = chat_from(PATH, document.head, series, problems)
    assert chat is not None, problems
    return list(typed_times(chat, document, series))


def says(problems: list[Problem]) -> list[str]:
    """Return the times that are found fault with, as they were typed."""
    return [re.findall("`(.*?)`", problem.message)[0] for problem in problems]


# ---------------------------------------------------------------- the announcements themselves


def test_the_announcement_of_june_2010_as_published_names_two_wrong_clocks() -> None:
    first, second = found("The chat will be 2 pm PST, 5 pm EST, 10 pm UK.")
    assert str(first) == (
        f"{PATH}:8: warning: says `2 pm PST`, but on 10 June 2010 Los Angeles keeps PDT: read "
        "literally this is 22:00 UTC, an hour after the chat's start; write `2 pm PDT` or leave "
        "the times to the page"
    )
    assert "New York keeps EDT" in second.message
    assert "write `5 pm EDT`" in second.message


def test_the_announcement_of_september_2010_has_the_same_two() -> None:
    body = "2 pm PST, 5 pm EST, 10 pm UK and 11pm W. Europe, for two hours."
    assert says(found(body, "2010-09-09")) == ["2 pm PST", "5 pm EST"]


def test_ten_in_london_is_nine_between_the_american_and_the_european_change() -> None:
    (problem,) = found("Join us at 10 pm UK.", MARCH)
    assert problem.message == (
        "says `10 pm UK`, but the chat starts at 21:00 (9 pm) in London on 18 March 2010; "
        "correct it, or leave the times to the page"
    )
    assert problem.warning


# ---------------------------------------------------------------- labelled sentences

ALARMS = [
    # An abbreviation that is wrong on the day.
    (JUNE, "See you at 5 pm EST.", "5 pm EST"),
    (JUNE, "See you at 5pm EST!", "5pm EST"),
    (JUNE, "See you at 5PM est", "5PM est"),
    (JUNE, "See you at 5 p.m. EST. Bring a friend.", "5 p.m. EST"),
    (JUNE, "The hours are 5-7 pm EST.", "5-7 pm EST"),
    (JUNE, "The hours are 2–4 pm PST.", "2–4 pm PST"),
    (JUNE, "From 17:00 to 19:00 EST", "17:00 to 19:00 EST"),
    (JUNE, "It runs between 5 and 7 pm EST.", "5 and 7 pm EST"),
    (JUNE, "It runs until 7 pm EST.", "7 pm EST"),
    (JUNE, "It starts at 5 o'clock EST.", "5 o'clock EST"),
    (JUNE, "It starts at 5 pm (EST).", "5 pm (EST)"),
    (JUNE, "It starts at 5 pm, EST.", "5 pm, EST"),
    (JUNE, "It starts at 5 pm\nEST.", "5 pm EST"),
    (JUNE, "It starts at **5 pm** EST.", "5 pm EST"),
    (JUNE, "It starts at 5&nbsp;pm EST.", "5 pm EST"),
    (JUNE, "- 5 pm EST\n- 10 pm UK", "5 pm EST"),
    (JUNE, "| EST | 5 pm |\n| UK | 10 pm |", "EST | 5 pm"),
    (JUNE, "EST: 17:00, UTC: 21:00", "EST: 17:00"),
    (JUNE, "It starts at 5 pm Eastern Standard Time.", "5 pm Eastern Standard Time"),
    (JUNE, "Thursday 10 June, 5 pm EST", "5 pm EST"),
    (JUNE, "June 10 – 5 pm EST", "5 pm EST"),
    (JUNE, "At 5 pm EST on Thursday we begin.", "5 pm EST"),
    (JUNE, "Join the monthly #4Change chat tomorrow at 5 pm EST.", "5 pm EST"),
    (JUNE, "It starts at the usual time, 5 pm EST.", "5 pm EST"),
    (JUNE, "It starts at 11 pm CET.", "11 pm CET"),
    (JUNE, "It starts at 23:00 CET.", "23:00 CET"),
    (JUNE, "It starts at 10 pm GMT.", "10 pm GMT"),
    (JUNE, "It starts at 10 pm Greenwich Mean Time.", "10 pm Greenwich Mean Time"),
    (JUNE, "It starts at 7 am AEDT.", "7 am AEDT"),
    (JUNE, "It starts at 4 pm CST.", "4 pm CST"),
    (JUNE, "It starts at 3 pm MST.", "3 pm MST"),
    (JUNE, "It starts at 4 pm EST.", "4 pm EST"),
    (JANUARY, "It starts at 5 pm EDT.", "5 pm EDT"),
    (JANUARY, "It starts at 10 pm BST.", "10 pm BST"),
    (JANUARY, "It starts at 23:00 CEST.", "23:00 CEST"),
    (JANUARY, "It starts at 9 am AEST.", "9 am AEST"),
    (MARCH, "It starts at 9 pm BST.", "9 pm BST"),
    (JUNE, "Twitter went down at 5:20 pm EST.", "5:20 pm EST"),
    (JUNE, "Time: 5:00 PM EST (New York)", "5:00 PM EST"),
    (JUNE, "Mark your calendars: 10 June at 5pm EST!", "5pm EST"),
    (JUNE, "On the second Thursday of June, 5 pm EST", "5 pm EST"),
    (JUNE, "Join us from 21:00-23:00 BST.", "21:00-23:00 BST"),
    # An hour that the head contradicts.
    (MARCH, "If you cannot make it at 10pm UK time, read the transcript.", "10pm UK"),
    (MARCH, "Please note the new time: 10 pm London!", "10 pm London"),
    (MARCH, "It starts at 22:00 in London.", "22:00 in London"),
    (MARCH, "It starts at 10 pm in the UK.", "10 pm in the UK"),
    (MARCH, "London: 22:00", "London: 22:00"),
    (MARCH, "New York 5 pm London 10 pm", "London 10 pm"),
    (MARCH, "It starts at 5 pm New York / 10 pm London / 10 pm Berlin.", "10 pm London"),
    (MARCH, "It runs from 10 pm to midnight in\nLondon.", "10 pm to midnight in London"),
    (MARCH, "It starts at 22:00 UTC.", "22:00 UTC"),
    (MARCH, "It starts at 11 pm in Western Europe.", "11 pm in Western Europe"),
    (MARCH, "It starts at 9 am Friday in Sydney.", "9 am Friday in Sydney"),
    (MARCH, "It starts at 10 pm British time.", "10 pm British"),
    (JUNE, "It starts at 6 pm Eastern.", "6 pm Eastern"),
    (JUNE, "It starts at 6 pm Eastern time.", "6 pm Eastern"),
    (JUNE, "It starts at 5 am ET.", "5 am ET"),
    (JUNE, "It starts at noon ET.", "noon ET"),
    (JUNE, "It runs 5–6 pm ET.", "5–6 pm ET"),
    (JUNE, "It starts at 22:00 UTC.", "22:00 UTC"),
    (JUNE, "It starts at 22:00Z.", "22:00Z"),
    (JUNE, "It starts at 2200 UTC.", "2200 UTC"),
    (JUNE, "It starts at 18:00 UTC-4.", "18:00 UTC-4"),
    (JUNE, "It starts at 3 pm on the West Coast.", "3 pm on the West Coast"),
    (JUNE, "It starts at 6 pm JST.", "6 pm JST"),
    (JUNE, "It starts at 9 pm in London, we hope.", "9 pm in London"),
    (JUNE, "Announced last week, the chat begins at 9 pm BST.", "9 pm BST"),
    (JUNE, "On 3 June she wrote that the chat starts at 5 pm EST.", "5 pm EST"),
]  # fmt: skip

INNOCENT = [
    # Right.
    (JUNE, "See you at 2 pm PDT, 5 pm EDT, 10 pm BST, 10 pm UK, 23:00 CEST and 7 am AEST."),
    (JUNE, "It gives 2 to 4 pm US Pacific, 5 to 7 pm US Eastern and 10 pm to midnight in London."),
    (JUNE, "2–4 pm US Pacific, 5-7 pm US Eastern, 10 pm-12 am London, UK"),
    (JUNE, "It starts at 21:00 UTC, 21:00Z, 2100 UTC, 9 pm UTC, 17:00 UTC-4, 10 pm GMT+1."),
    (JUNE, "It starts at 21:00 GMT."),
    (JUNE, "It starts at 5 pm ET/2 pm PT, which is 4 pm CT and 3 pm MT."),
    (JUNE, "It starts at 5 pm EST/EDT."),
    (JUNE, "It starts at 2pm/5pm PT/ET."),
    (JUNE, "It starts at 5 pm Eastern Daylight Time."),
    (JUNE, "It starts at 2 pm MST in Arizona."),
    (JUNE, "It starts at 6 am JST."),
    (JUNE, "It starts at 5:00 Eastern and 10:00 UK."),
    (JUNE, "It ends at 7 pm EDT and at midnight in London, 12 am UK time."),
    (JUNE, "It starts at 5 pm New York / 10 pm London / 11 pm Berlin / 7 am Sydney."),
    (JUNE, "New York 5 pm, London 10 pm, Sydney 7 am"),
    (JUNE, "New York 5 pm London 10 pm Berlin 11 pm"),
    (JUNE, "| New York | 17:00 |\n| London | 22:00 |"),
    (JANUARY, "See you at 2 pm PST, 5 pm EST, 10 pm GMT, 22:00 UTC, 23:00 CET and 9 am AEDT."),
    (MARCH, "17:00 in New York was 21:00 in London that week."),
    (MARCH, "It starts at 5 pm EDT, 9 pm GMT, 22:00 CET and 8 am AEDT."),
    # Another day, named right beside it.
    (JUNE, "On 3 June the poll closed at 5 pm EST."),
    (JUNE, "The test on June 3rd began at 6 pm UK."),
    (JUNE, "The test began at 6 pm UK on 3 June."),
    (JUNE, "The test began at 6 pm UK (Tuesday)."),
    (JUNE, "On Tuesday we met at 6 pm Eastern."),
    (JUNE, "Last Thursday we met at 6 pm Eastern."),
    (JUNE, "The day before, we met at 6 pm Eastern."),
    (JUNE, "In January it began at 10 pm GMT."),
    (JUNE, "January's chat began at 5 pm EST."),
    (JUNE, "The chat of January 2010 began at 5 pm EST."),
    (JUNE, "On 2010-01-14 it began at 5 pm EST."),
    (JUNE, "Next month we begin at 6 pm Eastern."),
    (JUNE, "The clocks change on 7 November at 2 am EST."),
    # Something else.
    (JUNE, "The announcement was published at 9:38 am CST."),
    (JUNE, "This page was updated at 11:20 GMT."),
    (JUNE, "Send your ideas by 6 pm UK."),
    (JUNE, "The deadline is 11 am Eastern."),
    (JUNE, "Deadline: 11 am Eastern"),
    (JUNE, "Comments stay open until 9 pm Eastern."),
    (JUNE, "At 5:30 pm Eastern we turn to the third topic."),
    (JUNE, "6 pm Eastern: Q5"),
    (JUNE, "There is a warm-up at 4 pm Eastern."),
    (JUNE, "A webinar at 3 pm UK comes first."),
    (JUNE, "#CommBuild meets at 4 pm Eastern."),
    (JUNE, "The recap follows at 9 am Eastern."),
    (JUNE, "The post is from 10:44 GMT."),
    (JUNE, "The post went up at 10:44 am GMT."),
    (JUNE, "Moderators meet half an hour early, at 4:30 pm Eastern."),
    (JUNE, "Set your alarm for 4:45 pm Eastern."),
    (JUNE, "Amy lives in London and wakes at 7 am UK time to read along."),
    (JUNE, "Twitter went down at 5:20 pm EDT and came back at 5:45 pm EDT."),
    (JUNE, "Our sister chat starts at 4 pm Eastern on the third Thursday."),
    (JUNE, "The second Thursday of the month, 6 pm Eastern."),
    (JUNE, "By 8 pm Eastern there were 600 tweets."),
    (JUNE, "At 9 am UK charities open their doors."),
    (JUNE, "Meet at 10 am London Bridge."),
    (JUNE, "A 5 pm London-based talk."),
    # Another hour, and said to be so.
    (MARCH, "It starts at 9 pm UK, not 10 pm UK."),
    (MARCH, "It starts at 9 pm UK instead of 10 pm UK."),
    (MARCH, "It starts at 9 pm UK, an hour earlier than 10 pm UK."),
    (MARCH, "It starts at 9 pm in London that week and not at the usual 22:00 UK."),
    (MARCH, "We usually meet at 10 pm UK."),
    (MARCH, "It was originally planned for 10 pm UK."),
    (JUNE, "Read literally, 5 pm EST would be an hour later."),
    (JUNE, "5 pm EST would mean 22:00 UTC."),
    (JUNE, "In winter it starts at 10 pm GMT."),
    (JUNE, "We meet each month at 5 pm EST."),
    (JUNE, "Second Thursdays, 5 pm EST"),
    # Somebody's words, or no words at all.
    (JUNE, "The announcement says “2 pm PST, 5 pm EST and 10 pm UK”."),
    (JUNE, 'The announcement says "2 pm PST, 5 pm EST".'),
    (JUNE, "The announcement says ‘5 pm EST’."),
    (JUNE, "The announcement says “2 pm PST,\n5 pm EST”."),
    (JUNE, "“It starts at 5 pm EST.\n\n“And at 10 pm UK.”"),
    (JUNE, "> It starts at 5 pm EST\nor so."),
    (JUNE, "Write `5 pm EST`, or ``5 pm `EST` ``."),
    (JUNE, "```\n5 pm EST\n```"),
    (JUNE, "~~~\n5 pm EST\n```\n5 pm EST\n~~~"),
    (JUNE, "Like this:\n\n    5 pm EST\n"),
    (JUNE, "See [this](https://x.example/5-pm-EST?at=5:00%20EST)."),
    (JUNE, "<q>5 pm EST</q> <!-- 5 pm EST -->"),
    # No zone, or none that can be understood.
    (JUNE, "It starts at 6 pm, we hope."),
    (JUNE, "It starts at 6 pm local time."),
    (JUNE, "At 6 pm, Sydney was asleep."),
    (JUNE, "At 5 pm we met and at 6 pm eat."),
    (JUNE, "It starts at 4 pm AST."),
    (JUNE, "It starts at 5 pm IST."),
    (JUNE, "In 2010 we had 5 EST sensors and 10 UK charities."),
    (JUNE, "It costs $5 pm UK."),
    (JUNE, "Version 3.5 pm UK, question 4.10 UK, 45 UK, 25 pm UK, 99:10 UTC."),
]  # fmt: skip


@pytest.mark.parametrize(("date", "sentence", "typed"), ALARMS)
def test_a_time_that_would_mislead_is_told(date: str, sentence: str, typed: str) -> None:
    problems = found(sentence, date)
    assert says(problems) == [typed]
    assert all(problem.warning for problem in problems)


@pytest.mark.parametrize(("date", "sentence"), INNOCENT)
def test_an_innocent_time_is_left_alone(date: str, sentence: str) -> None:
    assert found(sentence, date) == []


def test_the_labelled_sentences_are_many_and_of_both_kinds() -> None:
    assert len(ALARMS) >= 50
    assert len(INNOCENT) >= 60


# ---------------------------------------------------------------- where


def test_the_line_is_that_of_the_time_and_not_of_its_paragraph() -> None:
    body = "First.\n\nThe chat\nis at 10 pm UK and\n5 pm\nEST."
    assert [(p.line, p.field) for p in found(body)] == [(12, "")]


def test_sentences_of_the_head_are_read_too_and_named_by_field() -> None:
    problems = found(
        "Text.", JUNE, ZONES,
        "summary: At 5 pm EST.",
        "note: Moved to 6 pm EDT, and back.",
        "questions:",
        "  - What is 5 pm EST?",
        "  - {ask: And then, note: At 2 pm PST.}",
    )  # fmt: skip
    assert [(p.line, p.field, says([p])[0]) for p in problems] == [
        (6, "summary", "5 pm EST"),
        (7, "note", "6 pm EDT"),
        (9, "questions", "5 pm EST"),
        (10, "questions", "2 pm PST"),
    ]


def test_a_list_that_goes_on_after_a_quotation_or_code_is_read_again() -> None:
    body = "> 5 pm EST\n\nMore.\n\n```\n5 pm EST\n```\nIt is 5 pm EST.\n\n- a\n\n    5 pm EST"
    assert [p.line for p in found(body)] == [15, 19]


def test_the_folder_tells_them_as_warnings_and_the_chat_is_published(tmp_path: Path) -> None:
    for name, body, status in (("2010-06-a", "At 5 pm EST.", "announced"),
                               ("2010-07-b", "At 5 pm EST.", "draft")):  # fmt: skip
        file = tmp_path / "content/chats" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(head(status=status, date=f"{name[:7]}-10").replace("A body.", body))
    content = read_content(tmp_path / "content", series_of())
    assert [str(problem)[:49] for problem in content.problems] == [
        "content/chats/2010-06-a.md:9: warning: says `5 pm"
    ]
    assert [chat.id for chat in content.series.chats] == ["2010-06"]


# ---------------------------------------------------------------- the chat's own hours


def test_the_hours_of_every_session_count() -> None:
    lines = ("sessions:", "  - {date: 2010-06-10 09:00, zone: Asia/Kolkata}",
             "  - {date: 2010-06-10 17:00}")  # fmt: skip
    typed = head(*lines, date=None)
    body = "At 9 am IST, 5 pm EDT, 9 am in Kolkata, 4:30 am UK and 10 pm UK, not 11 pm UK. 9 pm UK!"
    document = document_from(typed.replace("A body.", body).encode())
    chat = chat_from(PATH, document.head, series_of(), [])
    assert chat is not None
    (problem,) = typed_times(chat, document, series_of())
    assert "says `9 pm UK`" in problem.message
    assert "starts at 04:30 (4:30 am) and 22:00 (10 pm) in London" in problem.message


def test_the_hour_from_before_a_move_may_stay_in_the_text() -> None:
    lines = ("moved_from: 2010-03-11 18:00",)
    body = "It was 6 pm EST (11 pm UK) on 11 March, and is 5 pm EDT (9 pm UK). At 10 pm UK."
    assert says(found(body, MARCH, ZONES, *lines)) == ["10 pm UK"]


def test_an_hours_chat_does_not_hide_its_usual_start_behind_its_end() -> None:
    assert says(found("At 10 pm UK.", MARCH, duration="1h")) == ["10 pm UK"]
    assert says(found("At 10 pm GMT.", JUNE, duration="1h")) == ["10 pm GMT"]
    assert found("It runs until 10 pm UK.", MARCH, duration="1h") == []
    assert found("At 11 pm UK.", JUNE, duration="1h") == []


def test_what_to_write_keeps_the_form_that_was_typed() -> None:
    assert "write `2–4 p.m. PDT`" in found("2–4 p.m. PST")[0].message
    assert "write `10 pm GMT`" in found("10 pm BST", JANUARY)[0].message
    assert "an hour before the chat's start" in found("10 pm BST", JANUARY)[0].message
    assert "its clocks show 17:00 (5 pm) at the chat's start" in found("4 pm EST")[0].message
    assert "whose clocks keep EDT then" in found("8 pm EST")[0].message
    assert "the chat ends at 19:00 (7 pm) in New York" in found("5–6 pm EDT")[0].message
    assert "the chat starts at 21:00 (9 pm) UTC" in found("8 pm UTC")[0].message


# ---------------------------------------------------------------- words that several places use

HOME = {"Eastern": "America/New_York"}


@pytest.mark.parametrize(
    ("word", "place", "wrong"),
    [
        ("9 am IST", "Asia/Kolkata", True),
        ("9 am IST", "Asia/Calcutta", True),
        ("9 am IST", "Asia/Jerusalem", True),
        ("9 am IST", "Europe/Paris", False),
        ("9 am CST", "Asia/Shanghai", True),
        ("9 am AST", "America/Halifax", True),
        ("9 am BST", "Europe/Paris", True),
        ("9 am BST", "Asia/Dhaka", True),
        ("9 am BST", "Asia/Tokyo", False),
        ("9 am PST", "Asia/Tokyo", True),
    ],
)
def test_an_ambiguous_word_is_judged_only_where_the_zones_settle_it(
    word: str, place: str, wrong: bool
) -> None:
    assert bool(found(f"At {word}.", JUNE, HOME | {"Other": place})) is wrong


def test_two_zones_of_one_word_leave_it_in_doubt() -> None:
    zones = HOME | {"Chicago": "America/Chicago", "China": "Asia/Shanghai"}
    assert found("At 9 am CST.", JUNE, zones) == []
    assert says(found("At 9 am CDT.", JUNE, zones)) == ["9 am CDT"]


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("4 pm EST", "America/Panama"),
        ("3 pm CST", "America/Regina"),
        ("2 pm MST", "America/Phoenix"),
        ("7 am EST", "Australia/Brisbane"),
        ("5 am CST", "Asia/Taipei"),
        ("2:30 am IST", "Asia/Kolkata"),
        ("10 pm IST", "Europe/Dublin"),
        ("3 am BST", "Asia/Dhaka"),
        ("6 am JST", "Asia/Tokyo"),
    ],
)
def test_an_abbreviation_that_some_clock_of_the_series_keeps_is_right(
    word: str, place: str
) -> None:
    assert found(f"At {word}.", JUNE, HOME | {"Other": place}) == []


def test_the_series_own_labels_are_words_for_its_zones() -> None:
    zones = HOME | {"India": "Asia/Kolkata", "S. America": "America/Sao_Paulo"}
    body = "At 2:30 am in India, 5 am India time, 6 pm Southern America, 7 pm in Sao Paulo."
    assert says(found(body, JUNE, zones)) == ["5 am India", "7 pm in Sao Paulo"]


def test_eastern_is_american_only_in_a_series_that_looks_to_america() -> None:
    london = {"UK": "Europe/London"}
    assert says(found("At 3 pm Central.", JUNE, HOME)) == ["3 pm Central"]
    typed = document_from(
        head(zone="Europe/London").replace("A body.", "At 3 pm Central.").encode()
    )
    series = series_of(zones=london, zone="Europe/London")
    chat = chat_from(PATH, typed.head, series, [])
    assert chat is not None
    assert list(typed_times(chat, typed, series)) == []


# ---------------------------------------------------------------- any text

SCRAPS = st.sampled_from([
    "5", " ", "\n", "pm", "p.m.", " 5 pm", "EST", " EST", "10 pm UK", "–", "-", "to", "and", "12",
    "between ", ":30", "25:00", "99", "noon", "midnight", "UTC", "UTC+14", "Z", "2400", "“", "”",
    '"', "‘", "’", "`", "``", "```", "> ", "- ", "|", "(", ")", "[x](", "https://", "<q>", "</q>",
    "&nbsp;", "on ", "31 June", "0 May", "June 10", "Thursday", "last ", "\0", "٣", "²", "London",
    ": ", "/", ",", "not ", "by ", "#x", "o'clock", "    ",
])  # fmt: skip


@given(st.lists(SCRAPS | st.text(max_size=4), max_size=60).map("".join))
def test_no_text_whatever_gives_anything_but_warnings(text: str) -> None:
    series = series_of(zones=ZONES)
    document = Document(document_from(head().encode()).head, text, 8)
    chat = chat_from(PATH, document.head, series, [])
    assert chat is not None
    for problem in typed_times(chat, document, series):
        assert problem.warning
        assert 8 <= problem.line <= 8 + text.count("\n")


@given(st.lists(SCRAPS, max_size=60).map("".join))
def test_what_is_hidden_keeps_every_place_and_line(text: str) -> None:
    shown = own_words.own_words(text)
    assert len(shown) == len(text)
    assert [i for i, c in enumerate(shown) if c == "\n"] == [
        i for i, c in enumerate(text) if c == "\n"
    ]


def expressions() -> list[re.Pattern[str]]:
    """Return every expression that the guard runs over a text."""
    reader = TimeReader(ZoneWords(series_of(zones=ZONES).zones))
    values = [vars(module).values() for module in (
        mention_context, named_days, own_words, time_mentions, typed_clocks)]  # fmt: skip
    flat = [value for group in values for value in group] + list(vars(reader).values())
    flat += [*named_days._SHAPES, *own_words._CLOSINGS.values()]
    return [value for value in flat if isinstance(value, re.Pattern)]


def repeats_within(tree: Any, inside: bool = False) -> bool:
    """Return whether an unbounded repetition lies within another repetition."""
    if isinstance(tree, tuple) and len(tree) == 2 and str(tree[0]) in REPETITIONS:
        _, high, inner = tree[1]
        endless = high is MAXREPEAT
        return (inside and endless) or repeats_within(inner, inside or high > 1)
    if isinstance(tree, list | tuple | SubPattern):
        return any(repeats_within(part, inside) for part in tree)
    return False


REPETITIONS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}


def test_no_expression_holds_an_endless_repetition_within_another() -> None:
    assert repeats_within(parse(r"(a+b?)*"))
    assert len(expressions()) > 25
    for expression in expressions():
        assert not repeats_within(parse(expression.pattern, expression.flags)), expression.pattern


@pytest.mark.parametrize("scrap", ["a1 pm ", "“", "‘", "`a``b", "5 pm – ", "](", "<q>", "12:"])
def test_two_hundred_kilobytes_of_a_scrap_are_read_to_the_end(scrap: str) -> None:
    text = scrap * (200_000 // len(scrap))
    assert says(found(f"{text}\n\nAt 5 pm EST.")) == ["5 pm EST"]
