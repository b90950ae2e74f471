"""A chat's fields → a Chat, or every problem with its line and its cure."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writers import PATH, chat_of, head, read, series_of

from chats.chat_fields import CHAT_FIELDS
from chats.chat_file import FileTimes, chat_from
from chats.frontmatter import Items, Scalar, Table
from chats.held import repeated
from chats.model import Status
from chats.problems import Problem


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def problems_of(*lines: str, path: str = PATH, **fields: str | None) -> list[str]:
    chat, problems = read(head(*lines, **fields), path)
    assert chat is None
    return problems


# ---------------------------------------------------------------- time


@pytest.mark.parametrize(
    ("date", "zone", "length", "start", "end"),
    [
        ("2010-06-10 17:00", "America/New_York", "2h", utc(2010, 6, 10, 21), utc(2010, 6, 10, 23)),
        ("2009-12-10 17:00", "America/New_York", "2h", utc(2009, 12, 10, 22), utc(2009, 12, 11)),
        ("2010-03-18 17:00", "America/New_York", "2h", utc(2010, 3, 18, 21), utc(2010, 3, 18, 23)),
        ("2010-11-04 14:00", "America/Los_Angeles", "90m", utc(2010, 11, 4, 21),
         utc(2010, 11, 4, 22, 30)),
        ("2010-11-07 00:30", "America/Los_Angeles", "2h", utc(2010, 11, 7, 7, 30),
         utc(2010, 11, 7, 9, 30)),
    ],
)  # fmt: skip
def test_wall_clock_and_zone_make_one_instant_and_the_end_is_elapsed_time(
    date: str, zone: str, length: str, start: datetime, end: datetime
) -> None:
    chat = chat_of(date=date, zone=zone, duration=length, announced="2009-01-01")
    assert (chat.start.astimezone(UTC), chat.end) == (start, end)


def test_time_zone_and_length_come_from_the_series_when_the_chat_says_nothing() -> None:
    chat = chat_of()
    assert chat.start.isoformat() == "2010-06-10T17:00:00-04:00"
    assert chat.end - chat.start == timedelta(hours=2)


def test_a_time_of_its_own_may_stand_beside_the_day_or_with_it() -> None:
    assert chat_of(time="9:30").start == chat_of(date="2010-06-10 09:30").start


@pytest.mark.parametrize(
    ("date", "part"),
    [
        ("2010-03-14 02:30", "02:30 on 14 March 2010 in America/Los_Angeles does not exist"),
        ("2010-11-07 01:30", "comes twice"),
    ],
)
def test_a_wall_time_that_the_clocks_skip_or_repeat_is_refused(date: str, part: str) -> None:
    (problem,) = problems_of(date=date, zone="America/Los_Angeles", announced="2010-01-01")
    assert problem.startswith(f"{PATH}:4: date: ")
    assert part in problem


@pytest.mark.parametrize(("fold", "hour"), [("first", 8), ("second", 9)])
def test_fold_says_which_of_two_hours_is_meant(fold: str, hour: int) -> None:
    chat = chat_of(date="2010-11-07 01:30", zone="America/Los_Angeles", fold=fold)
    assert chat.start.astimezone(UTC) == utc(2010, 11, 7, hour, 30)


def test_a_series_without_a_usual_time_wants_one_from_each_chat() -> None:
    chat, problems = read(head(), series=series_of(time=None))
    assert chat is None
    assert problems == [
        f"{PATH}:2: time: is missing; write the start, as in `time: 17:00`, or the "
        "usual one into SERIES"
    ]


# ---------------------------------------------------------------- problems


@pytest.mark.parametrize(
    ("fields", "line", "message"),
    [
        ({"date": "2010-02-30"}, 4, "date: 30 February does not exist"),
        ({"date": "2010-02-29"}, 4, "date: 29 February 2010 does not exist"),
        ({"date": "10 June 2010"}, 4, "date: `10 June 2010` is not a day; write YYYY-MM-DD"),
        ({"date": "10"}, 4, "date: `10` is not a day; write YYYY-MM-DD"),
        ({"date": "03/04/2026"}, 4, "date: `03/04/2026` is not a day; write YYYY-MM-DD"),
        ({"date": "2010-13-01"}, 4, "date: there is no month 13"),
        ({"date": "2010-06-10T17:00Z"}, 4, "date: `2010-06-10T17:00Z` holds an offset"),
        ({"date": "2010-06-10 5 pm"}, 4, "holds an offset or an abbreviation"),
        ({"date": "2010-06-10 24:00"}, 4, "date: `24:00` is not a time"),
        ({"date": "0001-01-01"}, 4, "the year 1 is not between 1970 and 2199"),
        ({"date": ""}, 4, "date: is empty; write for instance `date: 2010-06-10`"),
        ({"date": None}, 2, "date: is missing; write for instance `date: 2010-06-10`"),
        ({"title": ""}, 2, "title: is empty"),
        ({"title": "🎉"}, 2, "has no letter or digit"),
        ({"title": "a\u202eb"}, 2, "an invisible character (U+202E right-to-left override)"),
        ({"topic": None}, 2, "topic: is missing"),
        ({"time": "25:00"}, 6, "time: `25:00` is not a time; write HH:MM"),
        ({"time": "5pm"}, 6, "time: `5pm` is not a time"),
        ({"zone": "EST"}, 6, "zone: `EST` is not a place (abbreviations change with the "
         "season); write Region/City, perhaps America/New_York"),
        ({"zone": "America/New York"}, 6, "zone: there is no time zone `America/New York`; "
         "write Region/City, perhaps America/New_York"),
        ({"zone": "../../etc/passwd"}, 6, "there is no time zone"),
        ({"duration": "2 days"}, 6, "duration: `2 days` is not a length; write 2h, 90m or 1h30m"),
        ({"duration": "0m"}, 6, "a chat lasts from 1m to 24h"),
        ({"duration": "99h"}, 6, "a chat lasts from 1m to 24h"),
        ({"hosts": "[amy]"}, 6, "hosts: `amy` is not in content/people.yaml"),
        ({"hosts": "[tom-dawkin]"}, 6, "did you mean `tom-dawkins`?"),
        ({"platform": "twiter"}, 6, "`twiter` is not a platform; did you mean `twitter`?"),
        ({"platform": "slack"}, 6, "wants `venue_url`"),
        ({"status": "canceled"}, 6, "did you mean `cancelled`?"),
        ({"hashtag": "4 Change"}, 6, "is not a hashtag"),
        ({"venue_url": "javascript:alert(1)"}, 6, "is not a web address"),
        ({"venue_url": "https://a b"}, 6, "is not a web address"),
        ({"image": "../secret.png"}, 6, "is not a file within content/"),
        ({"image": "images/a.png"}, 6, "wants `image_alt`"),
        ({"id": "../x"}, 6, "may hold lower-case letters"),
        ({"slug": "../x"}, 6, "slug: is not a field; the address comes from the file's name"),
        ({"save_as": "../x"}, 6, "save_as: is not a field"),
        ({"question": "x"}, 6, "question: is not a field; did you mean `questions`?"),
        ({"Title": "x"}, 6, "Title: is not a field; did you mean `title`?"),
        ({"is_valid": "x"}, 6, "is_valid: is not a field; there are "),
        ({"announced": "2010-06-11"}, 5, "announced: is later than the chat's start"),
        ({"announced": "soon"}, 5, "announced: `soon` is not a moment"),
        ({"updated": "2010-06-01"}, 6, "updated: is earlier than `announced`"),
        ({"moved_to": "CoverItLive"}, 6, "moved_to: wants a group of fields: platform, url"),
        ({"moved_to": "{url: https://x.example}"}, 6, "moved_to.platform: is missing"),
        ({"moved_from": "2010-06-10 17:00"}, 6, "is the very start that the chat has now"),
        ({"source": "{name: x}"}, 6, "source.url: is missing"),
        ({"source": "{name: x, url: 'data:text/html,x'}"}, 6, "source.url: `data:text/html,x` is"),
        ({"resources": "[https://x.example]"}, 6, "each one is a group: {title, url, by}"),
        ({"questions": "[{ask: a, minuts: 3}]"}, 6, "questions.minuts: is not a field; did you "
         "mean `minutes`?"),
        ({"questions": "[{ask: a, minutes: lots}]"}, 6, "is not a whole number from 1 to 600"),
        ({"questions": "[a, '', b]"}, 6, "an empty question"),
        ({"questions": "[[a]]"}, 6, "a list within the list"),
        ({"tags": "[Web, web]"}, 6, "`Web` and `web` have one address"),
        ({"tags": "trust, tools"}, 6, "a list wants brackets: [trust, tools]"),
        ({"questions": "|\n  What is it?\n  Why is it?"}, 6, "several lines in one question"),
        ({"questions": "\n  - What: is it?"}, 7, "`What` is read as a field's name; put the "
         'question in quotes: - "What: is it?"'),
        ({"questions": "\n  -What is it?"}, 7, "begins with `-`; write `- text`, with a blank"),
        ({"questions": "\n  - {ask: Who, when?}"}, 7, "a value that holds a comma wants quotes"),
        ({"questions": "\n  - {ask: Who?, minutes 9}"}, 7, "write `minutes: 9`"),
        ({"hashtag": "#trust"}, 6, "`#trust` and what follows is a comment to YAML"),
        ({"revision": "-1"}, 6, "is not a whole number from 0 to 9999"),
        ({"fold": "maybe"}, 6, "is neither `first` nor `second`"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_what_would_be_right(
    fields: dict[str, str | None], line: int, message: str
) -> None:
    problems = problems_of(**fields)
    assert any(p.startswith(f"{PATH}:{line}: ") and message in p for p in problems), problems


def test_a_day_outside_the_month_of_the_file_is_asked_about_unless_the_chat_was_moved() -> None:
    chat, told = read(head(date="2010-07-08"))
    assert chat is not None
    assert told == [
        f"{PATH}:4: warning: date: is in 2010-07, but the file's name says 2010-06; "
        "correct one of them, or write `moved_from`"
    ]
    assert read(head("moved_from: 2010-06-10", date="2010-07-08"))[1] == []


def test_every_problem_of_a_file_is_told_at_once_and_once() -> None:
    problems = problems_of("titel: x", date="2010-02-30", zone="EST", duration="long")
    assert [problem.split(": ")[1] for problem in problems] == ["date", "zone", "duration", "titel"]


def test_a_field_that_is_there_twice_is_told_with_both_lines() -> None:
    assert problems_of("title: other") == [
        f"{PATH}:6: title: is there twice, first in line 2; keep one"
    ]


def test_an_upcoming_chat_without_announced_and_without_git_is_an_error() -> None:
    (problem,) = problems_of(announced=None)
    assert "announced: is missing, and there is no git history" in problem
    assert "write `announced: 2010-06-05`" in problem


# ---------------------------------------------------------------- identity


@pytest.mark.parametrize(
    ("name", "rule", "expected"),
    [
        ("2010-06-organizing", "second Thursday", "2010-06"),
        ("2010-06", "second Thursday", "2010-06"),
        ("2010-06-10-organizing", "second Thursday", "2010-06"),
        ("2010-06-10-organizing", "every 2 weeks from 2010-06-10", "2010-06-10"),
        ("2010-06-10-organizing", "first and third Thursday", "2010-06-10"),
    ],
)
def test_the_id_is_what_the_file_name_begins_with(name: str, rule: str, expected: str) -> None:
    path = f"content/chats/{name}.md"
    assert chat_of(path=path, series=series_of(rule=rule)).id == expected


def test_id_gives_a_second_chat_of_a_month_its_own_name() -> None:
    assert chat_of(id="2010-06-commbuild").id == "2010-06-commbuild"


def test_a_file_name_without_a_month_needs_an_id() -> None:
    (problem,) = problems_of(path="content/chats/organizing.md")
    assert "id: is missing" in problem
    assert "rename it to 2010-06-organizing.md" in problem


@pytest.mark.parametrize("name", ["2010-06-Organizing", "2010-06 organizing", "2010-06-é", "..x"])
def test_a_file_name_that_is_no_address_is_refused_with_a_better_one(name: str) -> None:
    problems = problems_of(path=f"content/chats/{name}.md", id="x")
    assert "rename it to" in problems[0]


def test_two_files_with_one_id_or_one_address_are_both_named() -> None:
    first = chat_of(path="content/chats/2010-06-a.md")
    second = chat_of(path="content/chats/2010-06-b.md")
    (problem,) = map(str, repeated([second, first]))
    assert problem.startswith("content/chats/2010-06-b.md: id: `2010-06` is also content/chats/"
                              "2010-06-a.md's")  # fmt: skip


# ---------------------------------------------------------------- announced and updated


def times(first: datetime, last: datetime) -> FileTimes:
    return FileTimes(first=first, last=last)


def test_announced_and_updated_come_from_git_when_the_head_is_silent() -> None:
    git = times(utc(2010, 6, 1), utc(2010, 6, 2))
    chat, _ = read(head(announced=None), times=git)
    assert chat is not None
    assert (chat.announced, chat.updated) == (git.first, git.last)


def test_an_old_chat_added_years_afterwards_counts_as_announced_at_its_start() -> None:
    chat, _ = read(head(announced=None), times=times(utc(2026, 1, 1), utc(2026, 1, 2)))
    assert chat is not None
    assert (chat.announced, chat.updated) == (utc(2010, 6, 10, 21), utc(2026, 1, 2))


def test_what_the_head_says_goes_before_git() -> None:
    text = head(announced="2010-06-03T10:44:09Z", updated="2010-06-04")
    chat, _ = read(text, times=times(utc(2026, 1, 1), utc(2026, 1, 2)))
    assert chat is not None
    assert (chat.announced, chat.updated) == (utc(2010, 6, 3, 10, 44, 9), utc(2010, 6, 4))


# ---------------------------------------------------------------- the rest of the fields


def test_questions_may_be_texts_or_groups() -> None:
    chat = chat_of("questions:", "  - What is it?", "  - {ask: 'Why: so?', note: hm, minutes: 9}")
    assert [(q.ask, q.note, q.minutes) for q in chat.questions] == [
        ("What is it?", "", None),
        ("Why: so?", "hm", 9),
    ]


def test_a_move_keeps_the_earlier_starts_in_the_zone_of_the_chat() -> None:
    chat = chat_of(moved_from="[2010-06-03, 2010-06-09 18:30]")
    assert [f"{start:%m-%d %H:%M %Z}" for start in chat.sessions[0].moved_from] == [
        "06-03 17:00 EDT",
        "06-09 18:30 EDT",
    ]


def test_a_fallback_venue_needs_no_known_platform() -> None:
    chat = chat_of(moved_to="{platform: CoverItLive}")
    assert chat.moved_to is not None
    assert (chat.moved_to.name, chat.moved_to.url) == ("CoverItLive", "")


def test_status_words_are_read_in_any_case() -> None:
    assert chat_of(status="Cancelled").status is Status.CANCELLED


def test_sessions_are_sittings_of_one_chat_each_with_its_own_zone_and_key() -> None:
    chat = chat_of(
        "sessions:",
        "  - {date: 2010-06-10 09:00, zone: Asia/Kolkata, label: East, hosts: [tom-dawkins]}",
        "  - {date: 2010-06-10 17:00, label: West}",
        date=None,  # type: ignore[arg-type]
    )
    assert [(s.key, s.label, s.start.astimezone(UTC)) for s in chat.sessions] == [
        ("", "East", utc(2010, 6, 10, 3, 30)),
        ("2", "West", utc(2010, 6, 10, 21)),
    ]
    assert chat.end == utc(2010, 6, 10, 23)


def test_a_date_beside_sessions_is_refused() -> None:
    problems = problems_of("sessions: [{date: 2010-06-10}]")
    assert "date: stands in each of the `sessions`, not beside them" in problems[0]


# ---------------------------------------------------------------- any input

words = st.text(max_size=20) | st.sampled_from(["2010-06-10", "17:00", "UTC", "[", "-1", "9" * 30])
values = st.recursive(
    words.map(lambda text: Scalar(text, 3)),
    lambda inner: st.lists(inner, max_size=3).map(lambda v: Items(tuple(v), 3))
    | st.dictionaries(words, inner, max_size=3).map(
        lambda v: Table(v, 3, dict.fromkeys(v, 3))
    ),
    max_leaves=6,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(sorted(CHAT_FIELDS)) | words, values, max_size=8))
def test_no_head_whatever_gives_anything_but_a_chat_or_problems(fields: dict) -> None:  # type: ignore[type-arg]
    table = Table(fields, 2, dict.fromkeys(fields, 3))
    problems: list[Problem] = []
    chat = chat_from(PATH, table, series_of(), problems)
    assert (chat is None) == bool(problems)
