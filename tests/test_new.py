"""`invoke new`: the next chat as a file that teaches its fields."""

from datetime import date

import pytest
from projects import Project
from samples import a_series
from sites import git
from terminal import at_terminal

from desk.next_chat import title_of

MAY = "content/chats/2010-05-gardens.md"


def written(file: str) -> str:
    """Return what `invoke new` says of the file that it wrote."""
    sheet = file.replace("content/", "/").replace(".md", "/run-sheet/")
    return f"{file}: fill it in, then `invoke check`; its run sheet will be {sheet}\n"


def test_new_writes_the_next_expected_chat_whose_blanks_check_points_at(project: Project) -> None:
    done = project.invoke("new")
    assert (done.code, done.said) == (0, "")
    file = "content/chats/2026-12-topic.md"
    assert done.result == written(file)
    text = project.files()[file].decode()
    assert "\ndate: 2026-12-10   # Thursday 10 December 2026, 17:00–19:00 in New York\n" in text
    assert "\nannounced: 2026-12-01 " in text
    said = project.invoke("check").said.splitlines()
    assert [line.partition(" is empty")[0] for line in said] == [
        f"{file}:4: title:",
        f"{file}:5: topic:",
        "2 problems; nothing was written",
    ]


def test_new_fills_in_what_is_given_so_that_check_has_nothing_to_say(project: Project) -> None:
    topic = 'Who said: "no #hashtag & no \\ slash"?'
    done = project.invoke("new", "--topic", topic, "--host", "tom-dawkins",
                          "--host", "amy-sample-ward", "--date", "2027-03-02 18:30")  # fmt: skip
    assert done.said == ""
    file = "content/chats/2027-03-who-said-no-hashtag-no-slash.md"
    assert file in project.files()
    assert project.invoke("check").result == (
        f"{file}: its host's run sheet is /chats/2027-03-who-said-no-hashtag-no-slash/run-sheet/\n"
        "content: 12 chats, 6 posts, 2 pages: nothing to mend\n"
    )
    project.invoke("build", "--at", "2027-01-01")
    page = project.files("output")["chats/2027-03-who-said-no-hashtag-no-slash/index.html"].decode()
    assert 'datetime="2027-03-02T18:30:00-05:00"' in page
    assert "Amy Sample Ward" in page
    assert "no #hashtag &amp; no \\ slash" in page


def test_new_goes_on_to_the_next_expected_chat_when_one_has_its_file(project: Project) -> None:
    for _ in range(2):
        project.invoke("new")
    assert {name for name in project.files("content/chats") if name >= "2011"} == {
        "2026-12-topic.md",
        "2027-01-topic.md",
    }


def test_new_never_overwrites(project: Project) -> None:
    before = project.files()
    done = project.invoke("new", "--date", "2010-06-24", "--topic", "Local Community Organizing")
    assert done.code == 1
    assert done.said.startswith("--date: there is a chat `2010-06` in content/chats/ already")
    assert project.files() == before


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--host", "tom-dawkin"), "--host: `tom-dawkin` is not in content/people.yaml; did you "
                                   "mean `tom-dawkins`?"),
        (("--date", "2026-02-30"), "--date: 30 February does not exist; write a day of the "
                                   "calendar"),
        (("--topic", "…"), "--topic: `…` has no letter or digit; write words"),
    ],
)  # fmt: skip
def test_new_explains_what_was_asked_for_wrongly(
    project: Project, arguments: tuple[str, ...], reason: str
) -> None:
    before = project.files()
    done = project.invoke("new", *arguments)
    assert (done.code, done.said) == (1, f"{reason}\n1 problem; no file was written\n")
    assert project.files() == before


def test_new_tells_all_that_was_asked_for_wrongly_at_once(project: Project) -> None:
    done = project.invoke("new", "--date", "June", "--topic", "…", "--host", "x", "--host", "y")
    assert [line.partition(":")[0] for line in done.said.splitlines()] == [
        "--date", "--host", "--host", "--topic", "4 problems; no file was written",
    ]  # fmt: skip


def test_new_asks_for_the_day_where_no_rule_says_it(project: Project) -> None:
    project.edit("pelicanconf.py", '    "rule": "second Thursday",\n', "")
    project.edit("pelicanconf.py", '    "exceptions": {"2010-03": "2010-03-18"},\n', "")
    assert project.invoke("new").said.startswith("--date: is missing; SERIES has no `rule`")
    assert project.invoke("new", "--date", "2027-05-04").code == 0
    assert "2027-05-topic.md" in project.files("content/chats")


def test_check_has_nothing_to_say_of_a_lock_that_a_new_chat_is_not_in_yet(project: Project) -> None:
    project.invoke("build")
    git(project.root, "add", "content")
    git(project.root, "commit", "-qm", "the lock", "--allow-empty")
    project.invoke("new", "--topic", "Foo")
    assert project.invoke("check").said == ""
    git(project.root, "add", "content")
    assert project.invoke("check").said == ""
    git(project.root, "commit", "-qm", "a chat that no build has kept")
    assert "1 entry of the calendar changed since it was kept" in project.invoke("check").said
    project.invoke("build")
    assert project.invoke("check").said == ""
    project.edit("content/chats/2026-12-foo.md", 'topic: "Foo"', 'topic: "Bar"')
    assert "1 entry of the calendar changed since it was kept" in project.invoke("check").said


def test_new_refuses_a_day_that_a_chat_has_under_another_name(project: Project) -> None:
    project.invoke("new", "--date", "2027-03-02", "--topic", "Spring")
    project.edit("content/chats/2027-03-spring.md", "date: 2027-03-02", "date: 2027-04-06")
    before = project.files()
    done = project.invoke("new", "--date", "2027-04-06")
    assert done.said.startswith("--date: the chat `2027-03` is on that day; choose another\n")
    assert project.files() == before


# ---------------------------------------------------------------- from an earlier chat


def test_a_chat_begun_from_an_earlier_one_has_what_is_not_of_its_day(project: Project) -> None:
    (project.root / MAY).write_text(EARLIER)
    done = project.invoke("new", "--from", "2010-05")
    file = "content/chats/2026-12-gardens.md"
    assert (done.code, done.result) == (0, written(file))
    text = (project.root / file).read_text("utf-8")
    for kept in (
        'title: "December #4Change Chat: Gardens"\n', "\ndate: 2026-12-10   # Thu",
        "\nhosts: [amy-sample-ward]  # who knows\n", "\ntags:\n  - beds\n  - seeds\n",
        '\nquestions:\n  - "Why: so?"\n  # the second is new\n  - ask: How?\n    minutes: 20\n',
        "\nplatform: mastodon\n", "\nduration: 1h\n", "\n---\n\nCome and *see*.\n",
    ):  # fmt: skip
        assert kept in text
    for gone in ("2010", "recording", "status: cancelled", "aliases"):
        assert gone not in text
    assert project.invoke("check").code == 0


def test_what_is_asked_for_holds_instead_of_what_the_earlier_one_has(project: Project) -> None:
    (project.root / MAY).write_text(EARLIER)
    project.invoke("new", "--from", "2010-05", "--topic", "Weeds", "--host", "tom-dawkins",
                   "--date", "2027-05-04 18:00")  # fmt: skip
    text = (project.root / "content/chats/2027-05-weeds.md").read_text("utf-8")
    assert text.count("\n# status: tentative") == 1
    assert "May #4Change Chat: Weeds" in text
    assert "  - tom-dawkins\n" in text
    assert "amy-sample-ward" not in text
    assert "\ndate: 2027-05-04 18:00" in text
    assert project.invoke("check").code == 0


def test_the_sessions_of_an_earlier_chat_come_along_on_the_new_days(project: Project) -> None:
    (project.root / MAY).write_text(TWICE)
    project.invoke("new", "--from", "2010-05", "--date", "2027-05-31")
    text = (project.root / "content/chats/2027-05-both.md").read_text("utf-8")
    assert '  - {date: "2027-05-31 17:00", hosts: [tom-dawkins]}\n' in text
    assert ('  - {date: 2027-06-01, time: "09:00", zone: Australia/Sydney, '
            'label: "Asia, and more", id: apac}\n') in text  # fmt: skip
    assert project.invoke("check").code == 0
    project.invoke("build", "--siteurl", "https://x.example")
    page = (project.root / "output/chats/2027-05-both/index.html").read_text("utf-8")
    assert "2027-05-31T17:00:00-04:00" in page
    assert "2027-06-01T09:00:00+10:00" in page
    # What is held twice is held twice the next time too, unless an hour is asked for.
    project.invoke("new", "--topic", "June", "--date", "2027-06-10")
    text = (project.root / "content/chats/2027-06-june.md").read_text("utf-8")
    assert '  - {date: "2027-06-10 17:00"}\n  - {date: 2027-06-11, time: "09:00", zone: A' in text
    project.invoke("new", "--topic", "July", "--date", "2027-07-08 18:00")
    text = (project.root / "content/chats/2027-07-july.md").read_text("utf-8")
    assert "\ndate: 2027-07-08 18:00 " in text
    assert "sessions" not in text


@pytest.mark.parametrize(("name", "title"), [
    ("#4Change", "October #4Change Chat: Bees"),
    ("#GardenTalk", "October #GardenTalk Chat: Bees"),
    ("Data Friends Call", "October Data Friends Call: Bees"),
    ("Die Werkstatt-Runde", "October Die Werkstatt-Runde: Bees"),
    ("Gartenstammtisch", "October Gartenstammtisch: Bees"),
    ("Tertulia de Datos", "October Tertulia de Datos: Bees"),
    ("Les rencontres du vélo", "October Les rencontres du vélo: Bees"),
    ("دردشة الحدائق", "October دردشة الحدائق: Bees"),
])  # fmt: skip
def test_a_name_that_says_what_it_is_is_no_chat_besides(name: str, title: str) -> None:
    assert title_of("Bees", date(2026, 10, 8), a_series(name=name)) == title


def test_an_earlier_chat_that_is_none_is_told_with_those_that_are_near(project: Project) -> None:
    before = project.files()
    done = project.invoke("new", "--from", "2010-07")
    assert done.said.startswith("--from: there is no chat `2010-07`; there are 2010-06, ")
    assert project.files() == before


# ---------------------------------------------------------------- at a terminal


def test_somebody_at_a_terminal_is_asked_for_what_is_not_given(project: Project) -> None:
    answers = ["2010-06-11", "2027-02-30", "", "…", "Foo & bar", "", "tom",
               "tom-dawkins, amy-sample-ward"]  # fmt: skip
    said = at_terminal(project, "new", answers=answers)
    assert "When is it [2026-12-10]:" in said
    assert "there is a chat `2010-06` in content/chats/ already" in said
    assert "30 February does not exist" in said
    assert "Its title [December #4Change Chat: Foo & bar]:" in said
    assert "`tom` is not in content/people.yaml" in said
    text = (project.root / "content/chats/2026-12-foo-bar.md").read_text("utf-8")
    assert "  - tom-dawkins\n  - amy-sample-ward\n" in text
    assert project.invoke("check").code == 0


def test_answers_may_wait(project: Project) -> None:
    said = at_terminal(project, "new", "--date", "2027-02-04", answers=["", ""])
    assert "content/chats/2027-02-topic.md: fill it in" in said


EARLIER = """\
---
title: "May chat"
topic: Gardens
date: 2010-05-13
announced: 2010-05-03
hosts: [amy-sample-ward]  # who knows
tags:
  - beds
  - seeds
status: cancelled
questions:
  - "Why: so?"
  # the second is new
  - ask: How?
    minutes: 20
recording: https://x.example/r
platform: mastodon
duration: 1h
# status: tentative  # when the date is still to be confirmed
---

Come and *see*.
"""

TWICE = """\
---
title: Twice
topic: Both
announced: 2010-05-03
sessions:
  - {date: 2010-05-13 17:00, hosts: [tom-dawkins]}
  - date: 2010-05-14
    time: 09:00
    zone: Australia/Sydney
    label: Asia, and more
    id: apac
    moved_from: 2010-05-15
---

Body.
"""
