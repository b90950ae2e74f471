"""The hour: when each question is asked, what the host posts then, and what `check` says of it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import JUNE, Project
from samples import NEW_YORK, PLATFORMS, a_chat, a_series, a_session

from chats.chat_file import chat_from
from chats.frontmatter import document_from
from chats.hour.deadlines import GUESTS, HOST, deadline_events, deadlines
from chats.hour.plan import Part, instant_of, overrun, plan_of
from chats.hour.wordings import Host
from chats.model import Chat, Person, Question, Status
from chats.paths import Site
from chats.problems import Problem
from chats.schedule import Placeholder
from chats.series import Series
from content_folder.posts_too_long import posts_too_long
from post_lengths.lengths import length_of

SITE = Site("https://chats.example.org")
TWO_HOURS = timedelta(hours=2)


def asked(number: int, **changes: object) -> tuple[Question, ...]:
    return (Question(ask="Why?", **changes),) * number  # type: ignore[arg-type]


def minutes_of(length: timedelta, questions: tuple[Question, ...]) -> list[int]:
    steps = plan_of(length, questions)
    return [step.minute for step in steps if step.part is Part.QUESTION]


def said(chat: Chat, platform: str = "twitter", **series: object) -> dict[str, tuple[str, ...]]:
    """Return every post's texts by its name."""
    host = Host(chat, chat.sessions[0], a_series(**series), SITE, PLATFORMS[platform])
    steps = plan_of(chat.sessions[0].duration, chat.questions)
    return {post.what: post.wordings for step in steps for post in host.posts(step)}


# ---------------------------------------------------------------- the plan


def test_nine_questions_share_two_hours_between_the_opening_and_the_closing() -> None:
    steps = plan_of(TWO_HOURS, asked(9))
    assert [(step.minute, step.part.value, step.question) for step in steps] == [
        (0, "welcome", 0), (10, "question", 1), (21, "question", 2), (32, "question", 3),
        (43, "question", 4), (54, "question", 5), (59, "reminder", 5), (65, "question", 6),
        (76, "question", 7), (87, "question", 8), (98, "question", 9), (110, "last call", 0),
        (120, "thanks", 0),
    ]  # fmt: skip


def test_a_question_with_minutes_of_its_own_has_them_and_the_others_share_the_rest() -> None:
    questions = (*asked(1, minutes=30), *asked(2), *asked(1, minutes=10))
    assert minutes_of(TWO_HOURS, questions) == [10, 40, 70, 100]


def test_questions_that_need_less_than_there_is_leave_the_rest_to_the_talk() -> None:
    assert minutes_of(timedelta(hours=1), asked(2, minutes=10)) == [5, 15]


def test_questions_that_need_more_than_there_is_are_all_shortened_and_told() -> None:
    questions = asked(4, minutes=40)
    assert minutes_of(TWO_HOURS, questions) == [10, 35, 60, 85]
    assert overrun(TWO_HOURS, questions) == 60
    assert overrun(TWO_HOURS, asked(4, minutes=25)) == 0
    assert overrun(timedelta(minutes=12), asked(40)) == 0


@given(
    length=st.integers(1, 1440),
    given_minutes=st.lists(st.none() | st.integers(1, 600), max_size=200),
)
def test_any_plan_is_in_order_and_within_the_chat(
    length: int, given_minutes: list[int | None]
) -> None:
    questions = tuple(Question(ask="Why?", minutes=each) for each in given_minutes)
    steps = plan_of(timedelta(minutes=length), questions)
    found = [step.minute for step in steps]
    assert found == sorted(found)
    assert (found[0], found[-1]) == (0, length)
    numbers = [step.question for step in steps if step.part is Part.QUESTION]
    assert numbers == list(range(1, len(questions) + 1))
    last = max((step.minute for step in steps if step.question), default=0)
    assert last <= next(step.minute for step in steps if step.part is Part.LAST_CALL)


def test_the_plan_goes_by_time_that_passes_when_the_clocks_go_back() -> None:
    session = a_session(datetime(2010, 11, 7, 0, 30, tzinfo=NEW_YORK))
    at = [instant_of(step, session) for step in plan_of(TWO_HOURS, asked(2))]
    assert at[-1] - at[0] == TWO_HOURS


# ---------------------------------------------------------------- the words


def test_every_post_of_a_hashtag_holds_it_once_and_those_of_a_room_do_not_need_it() -> None:
    chat = a_chat(questions=(Question(ask="Who is #4change for?", note="Think of two."),))
    for texts in said(chat).values():
        for text in texts:
            assert text.lower().count("#4change") >= 1, text
            assert not text.endswith("#4Change #4Change")
    assert said(chat)["Q1"] == ("Q1 Who is #4change for?",)
    assert said(chat)["More on Q1"] == ("Q1: Think of two. #4Change",)
    assert said(a_chat(questions=asked(1)), "slack")["Q1"] == ("Q1 Why?",)


def test_a_question_has_its_short_words_for_where_the_others_do_not_fit() -> None:
    chat = a_chat(questions=(Question(ask="A long one?", short="Short?"),))
    assert said(chat)["Q1"] == ("Q1 A long one? #4Change", "Q1 Short? #4Change")


def test_the_host_says_who_they_are_and_for_how_long() -> None:
    ann, bo = Person(id="ann", name="Ann Bee"), Person(id="bo", name="Bo Cee")
    welcome = said(a_chat(hosts=(ann,)))["Welcome"][0]
    assert welcome == (
        "Welcome to #4Change! Our topic: Community Organizing. We have two hours. "
        "I am Ann Bee, your host. Say hello: who are you, and what brings you here?"
    )
    assert "Your hosts: Ann Bee and Bo Cee." in said(a_chat(hosts=(ann, bo)))["Welcome"][0]
    of_session = a_chat(hosts=(ann,), sessions=(a_session(hosts=(bo,)),))
    assert "I am Bo Cee, your host." in said(of_session)["Welcome"][0]


def test_who_comes_late_is_told_the_rule_and_the_question_that_is_open() -> None:
    reminder = said(a_chat(questions=asked(9)))["Reminder"][0]
    assert reminder == (
        "Just come in? This is #4Change on Community Organizing. We are at Q5: begin your answer "
        "with A5. Put #4Change in every post: the others find it by that. "
        "All questions: https://chats.example.org/chats/2010-06-local-community-organizing/"
    )
    assert "We are at" not in said(a_chat())["Reminder"][0]


def test_a_topic_that_ends_as_a_question_does_ends_once() -> None:
    for topic in ("What now?", "ماذا بعد؟", "Tools etc."):
        assert f"Our topic: {topic} We have" in said(a_chat(topic=topic))["Welcome"][0]


def test_the_last_post_names_the_next_chat_with_its_day_or_the_date_that_is_expected() -> None:
    june = a_chat()
    july = a_chat(id="2010-07", slug="2010-07-next", topic="The next one",
                  sessions=(a_session(datetime(2010, 7, 8, 17, tzinfo=NEW_YORK)),))  # fmt: skip
    off = replace(july, id="2010-06b", status=Status.CANCELLED,
                  sessions=(a_session(datetime(2010, 6, 20, 17, tzinfo=NEW_YORK)),))  # fmt: skip
    assert said(june, chats=(june, off, july))["Next chat"][0] == (
        "Our next chat: Thursday 8 July 2010, 17:00 New York time. The next one. "
        "https://chats.example.org/chats/2010-07-next/ #4Change"
    )
    slot = Placeholder(id="2010-07", start=july.start, duration=TWO_HOURS)
    assert said(june, placeholders=(slot,))["Next chat"][0].startswith(
        "Our next chat is expected on Thursday 8 July 2010, 17:00 New York time."
    )
    assert "Next chat" not in said(june)


@pytest.mark.parametrize("platform", ["twitter", "mastodon", "bluesky", "threads", "irc"])
def test_whatever_the_topic_and_the_names_the_sites_own_posts_have_words_that_fit(
    platform: str,
) -> None:
    hosts = tuple(Person(id=f"h{n}", name="A Person of a Very Long Name") for n in range(9))
    chat = a_chat(topic="Every word of this topic is long " * 9, hosts=hosts, questions=asked(9))
    for what, texts in said(chat, platform).items():
        assert not length_of(texts[-1], PLATFORMS[platform]).excess, what


# ---------------------------------------------------------------- the countdown


def due(chat: Chat, whose: str) -> list[tuple[str, str]]:
    return [(deadline.key, f"{at:%d %H:%M}") for deadline, _, at in deadlines(chat, whose)]


def test_deadlines_go_by_the_chats_wall_clock_and_begin_when_it_is_announced() -> None:
    chat = a_chat(guests=(Person(id="bo", name="Bo"),))
    assert due(chat, HOST) == [
        ("announce", "03 21:00"), ("remind", "09 21:00"), ("open", "10 20:00"),
        ("recap", "12 23:00"),
    ]  # fmt: skip
    early = replace(chat, announced=datetime(2010, 5, 1, tzinfo=UTC))
    assert due(early, HOST)[0] == ("ask", "27 21:00")
    assert due(chat, GUESTS) == [("draft", "07 21:00"), ("count", "09 21:00"),
                                 ("be-there", "10 20:45")]  # fmt: skip


def test_a_day_before_is_the_same_hour_also_when_the_clocks_change_between() -> None:
    march = a_session(datetime(2010, 3, 15, 17, tzinfo=NEW_YORK))
    found = due(a_chat(sessions=(march,), announced=datetime(2010, 3, 1, tzinfo=UTC)), GUESTS)
    assert found == [("draft", "12 22:00"), ("count", "14 21:00"), ("be-there", "15 20:45")]


def test_a_deadline_takes_the_number_the_stamp_and_the_state_of_its_chat_along() -> None:
    off = a_chat(status=Status.CANCELLED, revision=2)
    series = a_series(chats=(off,))
    events = deadline_events(off, series, SITE, HOST)
    assert {event.summary[:11] for event in events} == {"CANCELLED: "}
    assert {event.sequence for event in events} == {18}
    assert {event.stamp for event in events} == {off.updated}
    assert all(event.free and event.private for event in events)
    assert events[0].uid == "2010-06.host.announce@chats.example.org"


def test_a_chat_of_two_sessions_is_prepared_once_and_opened_for_each() -> None:
    sessions = (a_session(key="a"), a_session(datetime(2010, 6, 11, 9, tzinfo=NEW_YORK), key="b"))
    keys = [event.uid.partition("@")[0] for event in
            deadline_events(a_chat(sessions=sessions), a_series(), SITE, GUESTS)]  # fmt: skip
    assert keys == ["2010-06.a.guests.draft", "2010-06.a.guests.count",
                    "2010-06.a.guests.be-there", "2010-06.b.guests.be-there"]  # fmt: skip


# ---------------------------------------------------------------- what check says

IN_JUNE = {"SOURCE_DATE_EPOCH": "1275739200"}
LONG = "Which of all the tools that you know " * 8 + "served you?"
FIRST = "Which communities are you working with now, and on which social tools?"


def test_check_says_which_question_is_too_long_on_which_platform_by_how_much(
    project: Project,
) -> None:
    project.edit(JUNE, FIRST, LONG)
    line = (
        f"{JUNE}:17: warning: questions: Q1 is too long for a post on Twitter/X by 39 characters "
        "(319 of 280), on Bluesky by 19 characters (319 of 300), as the run sheet posts it; "
        "give it `short` words: {ask: …, short: …}"
    )
    told = project.invoke("check", **IN_JUNE)
    assert (told.code, line in told.said) == (0, True), told.said
    assert line in project.invoke("build", **IN_JUNE).said
    assert "Q1" not in project.invoke("check").said  # over since sixteen years


def told(chat: str, series: Series) -> list[tuple[int, str]]:
    """Return the line and the words of what is told of a chat's questions, its one file given."""
    problems: list[Problem] = []
    document = document_from(chat.encode())
    found = chat_from("content/chats/2010-06.md", document.head, series, problems, None, series.at)
    assert found, problems
    return [(each.line, each.message) for each in posts_too_long(found, document, series)]


def test_a_hashtag_is_to_fit_wherever_it_is_followed_and_a_room_only_by_itself() -> None:
    series = a_series(platform=PLATFORMS["slack"])
    chat = f"""---
title: A chat
topic: Tools
date: 2010-06-10 17:00
announced: 2010-06-01
venue_url: https://x.slack.com/archives/C1
platform: slack
questions:
  - ask: {"Why? " * 100}
    note: {"So? " * 1100}
---
"""
    assert told(chat, series) == [
        (10, "the `note` of Q1 is too long for a post on Slack by 403 characters (4,403 of 4,000), "
         "as the run sheet posts it; shorten it"),
    ]  # fmt: skip
    mastodon = chat.replace("platform: slack", "platform: mastodon")
    found = [re.findall(r"on (\S+) by (\d+)", message) for _, message in told(mastodon, series)]
    assert found == [
        [("Mastodon", "11"), ("Twitter/X", "231"), ("Bluesky", "211"), ("Threads", "11")],
        [("Mastodon", "3912"), ("Slack", "403"), ("Twitter/X", "4132"), ("Bluesky", "4112"),
         ("Threads", "3912"), ("LinkedIn", "1412")],
    ]  # fmt: skip


def test_short_words_mend_it_unless_they_are_too_long_as_well(project: Project) -> None:
    project.edit(JUNE, f"- {FIRST}", f"- {{ask: {LONG!r}, short: Which tools served you?}}")
    assert "Q1" not in project.invoke("check", **IN_JUNE).said
    project.edit(JUNE, "Which tools served you?}", f"{LONG!r}}}")
    assert "shorten its `short` words" in project.invoke("check", **IN_JUNE).said


def test_a_limit_of_the_series_own_counts(project: Project) -> None:
    project.edit(JUNE, FIRST, LONG)
    settings = Path(project.root, "pelicanconf.py")
    text = settings.read_text("utf-8")
    more = '    "platforms": {"twitter": {"limit": 4000}, "bluesky": {"limit": 400}},\n'
    more += '    "language"'
    settings.write_text(text.replace('    "language"', more, 1), "utf-8")
    assert "Q1" not in project.invoke("check", **IN_JUNE).said


def test_check_says_when_the_minutes_are_more_than_the_chat_has(project: Project) -> None:
    project.edit(JUNE, f"- {FIRST}", f"- {{ask: {FIRST!r}, minutes: 95}}")
    told = project.invoke("check", **IN_JUNE).said
    assert "leave too little time for the rest, by 3 minutes" in told


# ---------------------------------------------------------------- on the command line


def test_the_sheet_of_any_chat_is_printed_for_any_platform(project: Project) -> None:
    own = project.invoke("run-sheet", "2010-06")
    assert (own.code, own.said) == (0, "")
    assert own.result.startswith("Run sheet: Community Organizing\n")
    assert "\nPlace: CoverItLive" in own.result  # where it had to move
    assert "  Q5 [33 characters]\n    Q5 Which tools let you down most?\n" in own.result
    assert (
        "  Q5 [42 of 280 characters]\n    Q5 Which tools let you down most? #4Change"
        in project.invoke("run-sheet", "2010-06", "--on", "twitter").result
    )
    assert (
        "Q5 [33 of 4,000 characters]"
        in project.invoke("run-sheet", "2010-06", "--on", "slack").result
    )
    table = project.invoke("run-sheet", "2010-06", "--on", "irc", "--table").result
    assert '"Q5","","IRC","Q5 Which tools let you down most?","33","400"' in table


def test_a_chat_or_platform_that_there_is_not_is_told(project: Project) -> None:
    done = project.invoke("run-sheet", "2010-60", "--on", "slak")
    assert (done.code, done.result) == (1, "")
    assert "CHAT: there is no chat `2010-60`; did you mean `2010-0" in done.said
    done = project.invoke("run-sheet", "2010-06", "--on", "slak")
    assert "--on: there is no platform `slak`; did you mean `slack`?" in done.said
