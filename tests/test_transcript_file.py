"""A transcript's file: what it holds, how exports merge into it, and who is left out of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chats.problems import Problem
from chats.transcripts.file import Transcript, transcript_from, transcript_text
from chats.transcripts.merging import APART, merged
from chats.transcripts.opt_out import OptOut, opt_out_from
from chats.transcripts.said import Said, Told, digest, plain_text

AT = datetime(2010, 6, 10, 21, 3, 12, tzinfo=UTC)
PATH = "content/transcripts/2010-06.txt"


def told(text: str = "Trust first", seconds: float = 0, **others: Any) -> Told:
    return Told(**{"at": AT + timedelta(seconds=seconds), "handle": "amy", "text": text, **others})


def read(text: str) -> tuple[Transcript, list[str]]:
    problems: list[Problem] = []
    found = transcript_from(PATH, text.encode(), problems)
    return found, [str(problem).removeprefix(PATH) for problem in problems]


def again(transcript: Transcript) -> Transcript:
    found, problems = read(transcript_text(transcript))
    assert not problems
    return found


# ------------------------------------------------------- the file

BLOCK = """\
noindex: yes

[2010-06-10 21:03:12] @amy@social.example (Amy (she) Ward)
# said with a smile
id: k3f9x2ab
from: mastodon https://social.example/users/amy/statuses/1
link: https://social.example/@amy/1
reply: m2m2m2m2-2
echoes: 3
likes: 5
question: 3
| A1. Trust first,
|
| [2010-06-10 21:03:12] @bo
|   tools second
"""


def test_a_block_is_a_post_and_comes_back_as_it_was() -> None:
    found, problems = read(BLOCK)
    assert not problems
    assert found.noindex
    assert found.posts == (Said(
        id="k3f9x2ab", at=AT, handle="amy@social.example", name="Amy (she) Ward",
        text="A1. Trust first,\n\n[2010-06-10 21:03:12] @bo\n  tools second",
        origin="mastodon https://social.example/users/amy/statuses/1",
        link="https://social.example/@amy/1", reply="m2m2m2m2-2", echoes=3, likes=5, question="3",
        remarks=("# said with a smile",),
    ),)  # fmt: skip
    assert transcript_text(found).endswith(BLOCK.replace("\n\n", "\n\n", 1))


@given(st.lists(st.builds(
    told,
    text=st.text(st.characters(exclude_categories=("Cs",))).filter(plain_text),
    seconds=st.integers(0, 10**6),
    handle=st.from_regex(r"[a-z0-9_@.\[\]#|-]{1,20}", fullmatch=True),
    name=st.sampled_from(("", "Amy", "A) [B", "#", "|")),
), max_size=6))  # fmt: skip
def test_whatever_was_said_comes_back_from_the_file(posts: list[Told]) -> None:
    whole = [replace(post, text=plain_text(post.text)) for post in posts]
    transcript = Transcript(merged((), whole).posts)
    assert again(transcript) == transcript


FAULTS = {
    "[2010-06-31 21:03:12] @amy\nid: a\n| x": ":1: `2010-06-31 21:03:12` does not exist",
    "[21:03] amy\nid: a\n| x": ":1: a post begins with its time and its author",
    "[2010-06-10 21:03:12] @amy\n| x": ":1: has no `id: …`",
    "[2010-06-10 21:03:12] @amy\nid: a": ":1: says nothing",
    "[2010-06-10 21:03:12] @amy\nid: A b\n| x": ":2: id: `A b` is not an id",
    "[2010-06-10 21:03:12] @amy\nid: a\nlink: javascript:alert(1)\n| x": ":3: link: `javascript:",
    "[2010-06-10 21:03:12] @amy\nid: a\nfrm: x\n| x": ":3: `frm` is no field of a post",
    "[2010-06-10 21:03:12] @amy\nid: a\nquestion: Q3\n| x": ":3: question: `Q3` is no question's",
    "[2010-06-10 21:03:12] @amy\nid: a\nechoes: -1\n| x": ":3: echoes: `-1` is not a number",
    "Dear diary": ":1: is no part of a post",
    "[2010-06-10 21:03:12] @amy\nid: a\n| x\u202ey": ":3: an invisible character (U+202E",
    "[2010-06-10 21:03:12] @amy\nid: a\n| x\x07y": ":3: an invisible control character",
    "[2010-06-10 21:03:12] @amy\nid: a\n| " + "x" * 10_001: ":1: has a text of 10,001 characters",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_slip_of_the_hand_is_told_with_its_line(text: str) -> None:
    _, problems = read(text)
    assert problems[0].startswith(FAULTS[text])


def test_two_posts_of_one_id_are_told_with_both_lines() -> None:
    block = "[2010-06-10 21:03:12] @amy\nid: a\n| x\n\n"
    _, problems = read(block + block)
    assert problems == [":5: has the id of the post in line 1; delete one of them"]


def test_a_file_of_nothing_but_faults_is_not_told_for_ever() -> None:
    _, problems = read("what\n" * 5000)
    assert len(problems) == 100


def test_a_file_of_millions_of_lines_is_refused_at_once() -> None:
    _, problems = read("#\n" * 2_000_001)
    assert problems == [
        ": has 2,000,001 lines, over the limit of 2,000,000; no conversation is so long"
    ]


# ------------------------------------------------------- merging


def test_an_export_that_is_read_again_adds_nothing_and_changes_nothing() -> None:
    export = [told(), told("Time", 5, handle="bo", origin="x 2", reply="x 1"), told(seconds=90)]
    first = merged((), export)
    second = merged(first.posts, export)
    assert (first.added, second.added) == (3, 0)
    assert second.posts == first.posts


def test_what_somebody_said_twice_stays_there_twice() -> None:
    export = [told("+1"), told("+1", 20), told("+1", 40)]
    found = merged((), export).posts
    assert [post.id for post in found] == [
        f"{digest('amy', '+1')}{end}" for end in ("", "-2", "-3")
    ]
    assert merged(found, export[1:]).posts == found


def test_two_exports_are_one_across_clocks_formats_and_names() -> None:
    irc = [told("A1: “Trust” – see https://example.org", -(AT.second), handle="Amy_")]
    x = [told("A1: \"Trust\" - see https://t.co/x", 60, origin="x 7", handle="amy",
              link="https://x.com/amy/status/7", name="Amy Ward")]  # fmt: skip
    (post,) = merged(merged((), irc).posts, x).posts
    assert (post.handle, post.name, post.link) == ("Amy_", "Amy Ward", "https://x.com/amy/status/7")
    assert post.text.startswith("A1: “Trust”")


def test_a_time_without_seconds_gives_way_to_the_one_with_them() -> None:
    (post,) = merged(merged((), [told(seconds=-AT.second)]).posts, [told(origin="x 1")]).posts
    assert post.at == AT


def test_the_same_words_hours_apart_or_on_one_platform_are_two_posts() -> None:
    first = merged((), [told("Thanks!", origin="x 1")]).posts
    later = [told("Thanks!", APART.seconds + 1, origin="discord 1")]
    assert len(merged(first, later).posts) == 2
    assert len(merged(first, [told("Thanks!", 5, origin="x 2")]).posts) == 2
    assert len(merged(first, [told("Thanks!", 5, origin="discord 2")]).posts) == 1


def test_what_a_host_changed_survives_every_further_export() -> None:
    export = [told("A1 teh trust", origin="x 1"), told("spam", 9, origin="x 2"), told("hm", 12)]
    text = transcript_text(Transcript(merged((), export).posts))
    text = text.replace("| A1 teh trust", "question: 2\n| A1 the trust").replace(
        "| spam", "removed: yes"
    ).replace("| hm", "# inaudible\n| hm!")  # fmt: skip
    edited, problems = read(text)
    assert not problems
    after = merged(edited.posts, [*export, told("new", 40)])
    assert after.added == 1
    assert after.posts[:3] == edited.posts
    assert [post.removed for post in after.posts] == [False, True, False, False]


def test_who_answers_whom_is_known_across_exports() -> None:
    first = merged((), [told(origin="x 1")]).posts
    found = merged(first, [told("Yes", 9, handle="bo", origin="x 2", reply="x 1")]).posts
    assert found[1].reply == found[0].id


def test_counts_of_a_later_export_are_taken_and_never_fall() -> None:
    first = merged((), [told(origin="x 1", echoes=3, likes=9)]).posts
    (post,) = merged(first, [told(origin="x 1", echoes=5, likes=2)]).posts
    assert (post.echoes, post.likes) == (5, 9)


# ------------------------------------------------------- who is left out

GONE = OptOut(removed=("@bo",))
UNNAMED = OptOut(anonymous=("@bo", "Bo Berg"))
TALK = [
    told("A1 trust", handle="amy", origin="x 1"),
    told(
        "A1 time", 10, handle="bo", name="Bo Berg", origin="x 2", link="https://x.com/bo/status/2"
    ),
    told(
        "@Bo why? ask @bo_ or Bo Berg, https://social.example/@bo/7", 20, origin="x 3", reply="x 2"
    ),
    told("RT @bo: A1 time", 30, handle="cy", origin="x 4"),
    told("bo: yes", 40, handle="cy"),
]


def everything(posts: list[Told] | list[Said]) -> str:
    return " ".join(f"{post.handle} {post.name} {post.text} {post.link}" for post in posts)


def test_who_is_removed_is_in_no_post_no_repetition_and_no_mention() -> None:
    kept = GONE.of_export(TALK)
    assert [post.text for post in kept] == [
        "A1 trust", "someone why? ask @bo_ or someone, someone", "someone: yes",
    ]  # fmt: skip
    assert kept[1].reply == ""


def test_who_is_anonymous_is_read_without_name_account_and_link() -> None:
    kept = UNNAMED.of_export(TALK)
    assert [(post.handle, post.text) for post in kept] == [
        ("amy", "A1 trust"), ("someone", "A1 time"),
        ("amy", "someone why? ask @bo_ or someone, someone"),
        ("cy", "RT someone: A1 time"), ("cy", "someone: yes"),
    ]  # fmt: skip
    assert (kept[1].name, kept[1].origin, kept[1].link) == ("", "", "")


@pytest.mark.parametrize("opt_out", [GONE, UNNAMED], ids=["removed", "anonymous"])
def test_a_transcript_from_before_is_cleaned_as_an_export_is(opt_out: OptOut) -> None:
    before = merged((), TALK).posts
    cleaned = opt_out.of_transcript(before)
    assert "bo " not in everything(cleaned).casefold().replace("@bo_", "")
    assert "berg" not in everything(cleaned).casefold()
    later = merged(cleaned, opt_out.of_export(TALK))
    assert later.added == 0
    assert opt_out.of_transcript(later.posts) == list(later.posts)


def test_who_is_not_in_a_transcript_changes_nothing_of_it() -> None:
    posts = merged((), [told("A1"), told("yes", 9, reply="x 9")]).posts
    odd = (*posts[:1], replace(posts[1], reply="m2m2m2m2"))
    assert GONE.of_transcript(odd) == list(odd)


def test_no_id_tells_whoever_tries_out_names_who_said_it() -> None:
    cleaned = UNNAMED.of_transcript(merged((), TALK).posts)
    ids = {post.id for post in cleaned}
    assert not ids & {digest("bo", post.text) for post in TALK}
    assert digest("amy", TALK[2].text) not in ids


def test_an_entry_with_a_server_leaves_others_of_that_name_alone() -> None:
    opt_out = OptOut(removed=("@bo@a.example",))
    kept = opt_out.of_export([
        told("1", handle="bo@a.example"), told("2", handle="bo@b.example"), told("3", handle="bo"),
        told("@bo@b.example and @bo@a.example", handle="cy"),
    ])  # fmt: skip
    assert [post.text for post in kept] == ["2", "@bo@b.example and someone"]


@pytest.mark.parametrize("entry", ["@José.B", "＠jose\u0301.b", " @ JOSÉ.B ", "José.B@a.example"])
def test_however_a_handle_is_typed_it_is_the_same_persons(entry: str) -> None:
    by_them = told("1", handle="jose\u0301.b@a.example")
    assert OptOut(removed=(entry,)).of_export([by_them]) == []
    (kept,) = OptOut(removed=("José Bé",)).of_export([told("with Jose\u0301 BE\u0301")])
    assert kept.text == "with someone"


@pytest.mark.parametrize("text", [
    "RT @amy: RT @bo: A1 time", "RT@bo: A1 time", "“@bo: A1 time” yes", "♻ @bo A1 time",
])  # fmt: skip
def test_whatever_way_their_words_are_repeated_they_go_with_them(text: str) -> None:
    assert GONE.of_export([told(text, handle="cy")]) == []
    assert UNNAMED.of_export([told(text, handle="cy")])[0].text == text.replace("@bo", "someone")


def test_where_names_are_handles_a_name_of_the_list_is_one() -> None:
    opt_out = OptOut(removed=("Bo Berg",))
    kept = opt_out.of_export([told("1", handle="Bo-Berg"), told("@Bo-Berg yes", 9)])
    assert [post.text for post in kept] == ["someone yes"]


def test_the_list_is_read_from_its_file_and_its_slips_are_told() -> None:
    problems: list[Problem] = []
    text = 'remove:\n  - "@bo"\n  - Bo Berg\nanonymous:\n  - ""\n  - https://x.com/bo\nforget: x\n'
    found = opt_out_from("content/opt-out.yaml", text.encode(), problems)
    assert found.removed == ("@bo", "Bo Berg")
    assert [problem.line for problem in sorted(problems)] == [5, 6, 7]


def test_a_list_of_hundreds_cleans_tens_of_thousands_of_posts_in_moments() -> None:
    opt_out = OptOut(removed=tuple(f"@p{n}" for n in range(200)))
    posts = [
        told(f"@p{n} said https://x.example/@q/{n} to @amy", n, handle="cy") for n in range(20_000)
    ]
    kept = opt_out.of_export(posts)
    assert sum(post.text.startswith("someone") for post in kept) == 200
