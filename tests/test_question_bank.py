"""Every question ever asked: on its pages, on the command line, and held against new ones."""

import tomllib
from pathlib import Path

import pytest
from projects import Project
from sites import Site, build
from test_advice import CHAT, Desk
from test_transcript_pages import blocks, site_with

from chats.near_questions import NEAR, Bank, near_repeats

PAIRS = tomllib.loads(Path(__file__).with_name("near_questions.toml").read_text("utf-8"))


# ---------------------------------------------------------------- the pages


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the sample's site."""
    made = build(tmp_path_factory.mktemp("bank"), extra="SEARCH = CARDS = False", epoch=1796126400)
    assert made.code == 0, made.said
    return made


def links_of(site: Site, path: str) -> list[str]:
    main = site.page(path).find(".//main")
    assert main is not None
    return [a.get("href") or "" for a in main.iter("a")]


def test_the_bank_has_every_question_by_topic_with_its_chat_and_a_link_to_its_answers(
    sample: Site,
) -> None:
    words = sample.words("questions/")
    june = "chats/2010-06-local-community-organizing/"
    assert "Q2 Why use tools built for the whole world to organise in one place?" in words
    assert "Community Organizing June 2010" in words
    links = links_of(sample, "questions/")
    assert {f"/{june}", f"/{june}#q2"} <= set(links)
    for link in links:
        path, _, part = link.partition("#")
        if path.startswith("/chats/") and part:
            names = {each.get("id") for each in sample.page(path.lstrip("/")).iter()}
            assert part in names, link
    sections = sample.page("questions/").findall(".//main/section/h2")
    assert [h.get("id") for h in sections] == [
        link[1:] for link in links if link.startswith("#")]  # fmt: skip


def test_a_question_leads_to_its_answers_in_the_transcript_where_that_has_any(
    tmp_path: Path,
) -> None:
    site = site_with(tmp_path, blocks())
    assert site.code == 0, site.said
    june = "/chats/2010-06-local-community-organizing/"
    links = links_of(site, "questions/")
    assert f"{june}transcript/#q1" in links
    assert {f"{june}#q2", f"{june}#q9"} <= set(links)  # nobody answered them
    assert not {f"{june}#q1", f"{june}transcript/#q2"} & set(links)


def test_the_list_of_topics_and_the_sitemap_lead_to_the_bank(sample: Site) -> None:
    assert "/questions/" in links_of(sample, "topics/")
    assert "https://4change.example/questions/</loc>" in sample.text("sitemap.xml")


def test_a_large_bank_has_a_page_for_each_topic_in_sheets_and_each_stays_light(
    tmp_path: Path,
) -> None:
    content = tmp_path / "content"
    (content / "chats").mkdir(parents=True)
    for n in range(45):
        tags = "" if n % 9 == 0 else "tags: [Ernte & Saat, beds]\n"
        status = "status: cancelled\n" if n == 44 else ""
        (content / f"chats/{2000 + n // 12}-{n % 12 + 1:02}-x.md").write_text(
            f"---\ntitle: T{n}\ntopic: Topic {n}\n{tags}"
            f"date: {2000 + n // 12}-{n % 12 + 1:02}-10\n"
            f"{status}questions: [{', '.join(f'What of {n}.{k}' for k in range(5))}]\n---\n\nA.\n"
        )
    site = build(tmp_path, content=content, extra="SEARCH = CARDS = False")
    assert site.code == 0, site.said
    assert links_of(site, "questions/") == ["/questions/beds/", "/questions/ernte-saat/",
                                            "/questions/_/"]  # fmt: skip
    assert "beds 195 questions" in site.words("questions/")
    assert "Other topics 25 questions" in site.words("questions/")
    first, second = site.words("questions/beds/"), site.words("questions/beds/page/2/")
    assert "What of 43.4" in first
    assert "What of 44.0" not in first  # nobody asked it
    assert "What of 1.0" in second
    assert "/chats/2000-02-x/#q5" in links_of(site, "questions/beds/page/2/")
    assert "questions/ernte-saat/page/2/</loc>" in site.text("sitemap.xml")
    assert all(len(site.text(f"questions/{path}")) < 30_000 for path in ("", "beds/", "_/"))


# ---------------------------------------------------------------- nearly the same


def test_what_is_told_as_a_repeat_is_one_as_people_judged_and_most_of_them_are_told() -> None:
    pairs = [(pair, True) for pair in PAIRS["near"]] + [(pair, False) for pair in PAIRS["apart"]]
    assert len(pairs) >= 70
    bank = Bank([question for pair, _ in pairs for question in pair])
    told = {n: bank.likeness(2 * n, 2 * n + 1) >= NEAR for n in range(len(pairs))}
    right = sum(told[n] for n, (_, same) in enumerate(pairs) if same)
    wrong = sum(told[n] for n, (_, same) in enumerate(pairs) if not same)
    assert right / (right + wrong) >= 0.95
    assert right / len(PAIRS["near"]) >= 0.8


def test_of_two_questions_alone_nearly_as_much_is_told() -> None:
    told = {name: [Bank(pair).likeness(0, 1) >= NEAR for pair in PAIRS[name]] for name in PAIRS}
    assert sum(told["near"]) / len(told["near"]) >= 0.65
    assert sum(told["near"]) / (sum(told["near"]) + sum(told["apart"])) >= 0.9


def test_the_nearest_earlier_question_is_named_and_no_later_one() -> None:
    asked = ["How do you use video?", "Which tools do you use for your community?",
             "What tools do you use in your community?",
             "Which tools do you use for the community?", "Why?", "Why?"]  # fmt: skip
    assert list(near_repeats(asked, {1, 3, 5})) == [(3, 1)]
    assert list(near_repeats([], set())) == []


def test_a_question_of_a_script_without_blanks_is_held_against_others_too() -> None:
    asked = [
        "我们的社区现在需要什么样的工具来继续成长？",
        "どの道具が役に立ちましたか？",
        "我们的社区需要什么样的工具来继续成长？",
    ]
    assert list(near_repeats(asked, {1, 2})) == [(2, 0)]


def test_check_names_the_question_that_a_new_one_repeats(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    july = "content/chats/2010-07-b.md"
    desk.chat(
        "Text.\n", "questions:", "  - How do you avoid burnout?", "  - Who pays for all this?"
    )
    again = ("questions:", "  - What is new with you?", '  - "How do you avoid burning out?"')
    desk.chat("Text.\n", *again, name=july, date="2010-07-08", announced="2010-07-01")
    assert desk.told() == [f"{july}:9: questions: Q2 nearly repeats Q1 of {CHAT}: `How do you "
                           "avoid burnout?`"]  # fmt: skip
    desk.chat("Text.\n", *again, name=july, date="2010-07-01", announced="2010-06-30")
    assert desk.told() == []  # it is over: too late to ask another
    desk.chat("Text.\n", *again, name=july, date="2010-07-08", announced="2010-07-01",
              status="cancelled")  # fmt: skip
    assert desk.told() == []


# ---------------------------------------------------------------- on the command line


def test_questions_are_found_by_their_words_and_by_what_their_chat_is_about(
    project: Project,
) -> None:
    done = project.invoke("questions", "TOOLS community")
    assert (done.code, done.said) == (0, "")
    first, *_, last = done.result.splitlines()
    assert first == ("2010-06 Q1  Which communities are you working with now, and on which social "
                     "tools?  (Community Organizing)")  # fmt: skip
    assert last == ("2010-02 Q6  Which tools keep a community involved while it is tired?  "
                    "(Cause Fatigue)")  # fmt: skip
    none = project.invoke("questions", "quantum tools")
    assert (none.code, none.result, none.said) == (1, "", "no question holds `quantum tools`\n")
