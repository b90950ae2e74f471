"""Posts find their questions: marks, answers, time; repetitions and greetings fold."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from samples import NEW_YORK, a_chat, a_session
from sites import ROOT

from chats.model import Person, Question
from chats.transcripts.echoes import echo_of
from chats.transcripts.greetings import is_greeting
from chats.transcripts.grouping import AFTER, BEFORE, Placed, placed
from chats.transcripts.marks import mark_of
from chats.transcripts.merging import merged
from chats.transcripts.said import Told
from desk.grouping import RULES, measured

START = datetime(2010, 6, 10, 21, tzinfo=UTC)
TOM = Person(id="tom", name="Tom Dawkins", handle="tomjd")
CHAT = a_chat(hosts=(TOM,), questions=tuple(
    Question(ask=ask) for ask in ("Which communities?", "Which tools?", "What next?")
))  # fmt: skip


def talk(*lines: tuple[float, str, str] | tuple[float, str, str, int]) -> dict[str, Placed]:
    """Return the posts by their texts; a line is minutes, author, text and what it answers."""
    told = [Told(at=START + timedelta(minutes=line[0]), handle=line[1], text=line[2],
                 origin=f"x {number}", reply=f"x {line[3]}" if len(line) > 3 else "")
            for number, line in enumerate(lines)]  # fmt: skip
    found = placed(merged((), told).posts, CHAT)
    return {each.post.text: each for each in found.values()}


ASKED = ((0.0, "tomjd", "Q1: Which communities?"), (20.0, "tomjd", "Q2: Which tools?"),
         (40.0, "tomjd", "Q3: What next?"))  # fmt: skip


@pytest.mark.parametrize("text", [
    "A3. x", "a3: x", "A3 x", "Ans 3 x", "ans3: x", "Answer 3: x", "Q3/A3 x", "Q3 A3: x", "3) x",
    "#4Change A3 x", "A3 x #4Change", "@host A3: x", "(A3) x", "[A3] x", "#A3 x", "A 3: x", "A.3 x",
    "A3️⃣ x", "x x (A3)", "x x #4Change A3", "x. A3: y", "Re Q3: x", "my answer to question 3: x",
    "A3/4 x", "A3 & A4: x", "A3b: x", "A3 (1/2) x", "A3", "A3… x", "A3 – x", "A3=> x", "Ａ３： x",
])  # fmt: skip
def test_a_mark_is_known_however_it_is_typed(text: str) -> None:
    mark = mark_of(text, 9)
    assert mark
    assert mark.number == 3


@pytest.mark.parametrize("text", [
    "Q1 of 2010 was hard", "Q3 results are out", "our Q1 2010 numbers", "A1 steak, please",
    "A4 paper for everybody", "printed on A4", "the A1 was closed", "an Audi A3", "size A3: two",
    "a 3 day event", "3 people came", "3.5 million", "3:30 is late", "3D glasses", "1. x 2. y",
    "A4s for all", "A400 is a plane", "MP3 player", "it is 3", "A12 and more", "A3% of us",
])  # fmt: skip
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    assert mark_of(text, 9) is None


@pytest.mark.parametrize(("language", "text", "kind", "number"), [
    ("fr", "R2: oui", "a", 2), ("fr", "r2 je pense", "a", 2), ("fr", "Réponse 3 : oui", "a", 3),
    ("fr-CA", "Q2/R2 oui", "a", 2), ("es", "R1. sí", "a", 1), ("es", "P4: ¿qué?", "q", 4),
    ("es", "Respuesta 2, tarde", "a", 2), ("pt", "Resposta 2: sim", "a", 2),
    ("pt", "P2/R2 sim", "a", 2), ("de", "F2: Was?", "q", 2), ("de", "F2/A2 ja", "a", 2),
    ("de", "Antwort 3: ja", "a", 3), ("de", "#4change Frage 1: Wer?", "q", 1),
    ("ar", "ج2: نعم", "a", 2), ("ar", "س٣: ماذا؟", "q", 3), ("nl", "V1: wie?", "q", 1),
    ("it", "D1: chi?", "q", 1), ("fr", "A2: oui", "a", 2),
])  # fmt: skip
def test_a_mark_is_known_in_the_chats_language(
    language: str, text: str, kind: str, number: int
) -> None:
    mark = mark_of(text, 9, language)
    assert mark
    assert (mark.kind, mark.number) == (kind, number)


@pytest.mark.parametrize(("language", "text"), [
    ("de", "F1 schauen wir heute"), ("fr", "R2D2 est là"), ("en", "R2: yes"), ("es", "R 2"),
    ("de", "A4 Papier reicht"), ("pt", "P2P é bom"), ("fr", "le RER2 est en retard"),
])  # fmt: skip
def test_what_only_looks_like_one_of_its_marks_is_none(language: str, text: str) -> None:
    assert mark_of(text, 9, language) is None


def test_a_number_beyond_the_questions_is_no_mark() -> None:
    assert mark_of("A5: x", 4) is None
    assert mark_of("A5: x", 5)


def test_a_late_answer_belongs_to_its_own_question() -> None:
    found = talk(*ASKED, (41, "amy", "A1, late: choirs"), (42, "bo", "still thinking"))
    assert (found["A1, late: choirs"].question, found["A1, late: choirs"].rule) == (1, "mark")
    assert (found["still thinking"].question, found["still thinking"].rule) == (3, "time")


def test_an_answer_to_a_post_belongs_where_that_is_however_late_and_however_far() -> None:
    found = talk(*ASKED, (41, "amy", "choirs", 0), (42, "bo", "which?", 3), (43, "amy", "ours", 4))
    assert [(found[text].question, found[text].rule) for text in ("choirs", "which?", "ours")] == [
        (1, "reply")] * 3  # fmt: skip
    assert len({found[text].thread for text in ("choirs", "which?", "ours")}) == 1


def test_what_answers_a_question_begins_a_thread_of_its_own() -> None:
    found = talk(*ASKED[:1], (1, "amy", "choirs", 0), (2, "bo", "bells", 0), (3, "cy", "which?", 1))
    threads = [
        found[text].thread for text in ("Q1: Which communities?", "choirs", "bells", "which?")
    ]
    assert threads == [0, 1, 2, 1]


def test_in_a_flat_thread_who_is_spoken_to_is_answered() -> None:
    found = talk(
        *ASKED[:1], (1, "amy", "choirs", 0), (2, "bo", "bells", 0), (3, "cy", "@amy why?", 0)
    )
    assert found["@amy why?"].thread == found["choirs"].place


def test_who_is_spoken_to_is_answered_even_where_the_platform_does_not_say_so() -> None:
    found = talk(*ASKED[:2], (19, "amy", "A1: choirs"), (21, "bo", "@amy which?"),
                 (22, "cy", "amy: how?"), (50, "dee", "@amy really?"))  # fmt: skip
    assert (found["@amy which?"].question, found["@amy which?"].rule) == (1, "address")
    assert found["amy: how?"].question == 1
    assert found["@amy really?"].rule == "time"


def test_a_mark_without_a_sign_before_its_question_was_asked_is_none() -> None:
    found = talk(*ASKED, (5, "amy", "A3 folded twice is all it takes"), (6, "bo", "A3: maps"))
    assert found["A3 folded twice is all it takes"].question == 1
    assert found["A3: maps"].question == 3


def test_before_and_after_have_places_of_their_own() -> None:
    found = talk((-30, "tomjd", "soon"), *ASKED, (300, "amy", "still thinking of it"))
    assert found["soon"].question == BEFORE
    assert found["still thinking of it"].question == AFTER


def test_where_no_question_was_posted_the_plan_tells_the_time() -> None:
    found = talk((15, "amy", "one"), (60, "amy", "two"), (119, "amy", "three"))
    assert [found[text].question for text in ("one", "two", "three")] == [1, 2, 3]


def test_questions_that_were_announced_the_day_before_were_not_asked_then() -> None:
    found = talk((-1440, "tomjd", "Q1: Which communities?"), (-1439, "tomjd", "Q2: Which tools?"),
                 *((minutes, who, f"{text} #now") for minutes, who, text in ASKED),
                 (5, "amy", "hm"))  # fmt: skip
    assert found["hm"].question == 1


def test_in_a_second_session_the_questions_stand_anew() -> None:
    second = START + timedelta(hours=8)
    chat = replace(CHAT, sessions=(*CHAT.sessions, a_session(second.astimezone(NEW_YORK), key="b")))
    lines = [(*ASKED[0],), (*ASKED[1],), (480.0, "tomjd", "Q1: Which communities, again?"),
             (485.0, "amy", "choirs"), (500.0, "tomjd", "Q2: Which tools, again?"),
             (505.0, "amy", "bells")]  # fmt: skip
    told = [
        Told(at=START + timedelta(minutes=at), handle=who, text=text) for at, who, text in lines
    ]
    found = {
        each.post.text: each.question for each in placed(merged((), told).posts, chat).values()
    }
    assert (found["choirs"], found["bells"]) == (1, 2)


@pytest.mark.parametrize("asked", [(), ASKED])
def test_a_session_in_which_no_post_asks_goes_by_its_own_plan(
    asked: tuple[tuple[float, str, str], ...],
) -> None:
    second = START + timedelta(hours=8)
    chat = replace(CHAT, sessions=(*CHAT.sessions, a_session(second.astimezone(NEW_YORK), key="b")))
    lines = (*asked, (15.0, "amy", "one"), (485.0, "amy", "hm"), (495.0, "amy", "again one"),
             (540.0, "amy", "again two"), (599.0, "amy", "again three"))  # fmt: skip
    told = [
        Told(at=START + timedelta(minutes=at), handle=who, text=text) for at, who, text in lines
    ]
    by_text = {
        each.post.text: each.question for each in placed(merged((), told).posts, chat).values()
    }
    assert [by_text[text] for *_, text in lines[len(asked) :]] == [1, BEFORE, 1, 2, 3]


@pytest.mark.parametrize("handle", ["tomjd@evil.example", "tomjd_", "t.omjd"])
def test_who_only_looks_like_the_host_asks_nothing(handle: str) -> None:
    found = talk(ASKED[0], (5, handle, "Q2: Buy my book?"), (6, "amy", "choirs"))
    assert found["Q2: Buy my book?"].rule != "asked"
    assert found["choirs"].question == 1


def test_a_hand_in_the_file_comes_before_every_rule() -> None:
    said = merged((), [Told(at=START, handle="amy", text="A1: x")]).posts
    assert placed([replace(said[0], question="3")], CHAT)[0].question == 3


def test_repetitions_are_counted_and_not_shown_and_own_words_make_an_answer() -> None:
    words = "A1: a choir of forty voices"
    found = talk(*ASKED, (1, "amy", words), (2, "bo", f"RT @amy: {words}"),
                 (3, "cy", f"Love it! RT @amy {words[:24]}…"),
                 (41, "dee", f"we tried that and lost the tenors RT @amy: {words}"))  # fmt: skip
    assert found[words].echoes == 3
    assert len(found) == 5
    answer = next(each for each in found.values() if each.post.handle == "dee")
    assert (answer.question, answer.thread) == (1, found[words].place)


def test_a_repetition_of_what_is_not_there_stands_for_it_once() -> None:
    found = talk(*ASKED, (1, "bo", "RT @gone: A1: a choir of forty voices"),
                 (2, "cy", "RT @gone: A1: a choir of forty voices"))  # fmt: skip
    repeated = [each for each in found.values() if "gone" in each.post.text]
    assert [(each.question, each.echoes) for each in repeated] == [(1, 1)]


@pytest.mark.parametrize("text", ["RT @amy: x y z", "MT @amy x y z", "♻ @amy: x y z",
                                  "x y z (via @amy)", '"@amy: x y z"'])  # fmt: skip
def test_a_repetition_names_whose_words_it_repeats(text: str) -> None:
    echo = echo_of(text)
    assert echo
    assert (echo.author, echo.key, echo.own_words) == ("amy", "xyz", 0)


@pytest.mark.parametrize("text", [
    "Hi all!", "Hello from Lagos #4Change", "Good morning everyone, Amy from London here",
    "Thanks everybody, great chat!", "Bye all, off to dinner", "@tom good evening, glad to be here",
    "Sorry I'm late, hello all", "👋 hey folks, lurking today",
])  # fmt: skip
def test_a_greeting_is_one(text: str) -> None:
    assert is_greeting(text)


@pytest.mark.parametrize("text", [
    "Hi all, we found that trust grows with shared meals", "Thanks to volunteers we survived",
    "Hello kitty is our best recruiter", "Good evening classes fill our hall", "Hi, who has it?",
    "Happy children come back", "👍", "",
])  # fmt: skip
def test_what_says_more_than_hello_is_no_greeting(text: str) -> None:
    assert not is_greeting(text)


@pytest.mark.parametrize("text", [
    "answer" + "." * 9000, "Ans " + " ." * 4500, "@a." + ".-" * 4500, "#" + "a1 #" * 2400,
    " " * 9000 + "via",
    "A1 " * 3300, "RT " * 3300, "via @x " * 1400, '"' * 9000, "hi " * 3300, "1) " * 3300,
    "q1/" * 3300, "(" * 9000, "https://" * 1200, "a:" * 4500, "@" * 9000,
])  # fmt: skip
def test_no_text_is_so_odd_that_it_takes_long(text: str) -> None:
    said = [
        Told(at=START + timedelta(seconds=n), handle="x", text=f"{text}{n}") for n in range(300)
    ]
    assert placed(merged((), said).posts, CHAT)


def test_on_labelled_conversations_every_rule_keeps_its_precision_and_recall() -> None:
    files = sorted((ROOT / "bench/labelled").glob("*.txt"))
    found = measured(files)
    assert found.posts >= 300
    for rule in RULES:
        score = found.scores[rule]
        assert score.wanted >= 10
        assert score.precision >= 0.95, rule
        assert score.recall >= 0.95, rule
    assert found.right / found.posts >= 0.98


def test_a_wrong_label_costs_precision_and_recall_and_is_told(tmp_path: Path) -> None:
    text = (ROOT / "bench/labelled/2-threads.txt").read_text("utf-8")
    (tmp_path / "a.txt").write_text(text.replace("| 2 mark |", "| 3 mark |"), "utf-8")
    found = measured([tmp_path / "a.txt"])
    assert found.scores["mark"].recall < 1
    assert found.scores["mark"].precision < 1
    assert any("mark 2, but mark 3" in line for line in found.wrong)
