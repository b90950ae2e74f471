"""Times typed into posts about a chat: what is told, and what is let be."""

import re
from pathlib import Path

import pytest
from writers import head, series_of

from content_folder.reading import read_content

ZONES = {"Eastern": "America/New_York", "Pacific": "America/Los_Angeles", "UK": "Europe/London"}
JANUARY, MARCH, JUNE = "2010-01-14", "2010-03-18", "2010-06-10"
"""Days of 17:00 in New York: 22:00 in London, 21:00 between the clock changes, 22:00 again."""


def told(folder: Path, date: str, sentence: str, published: str = "", **fields: str) -> list[str]:
    """Return the times that are found fault with in a recap of the chat of this day."""
    chats, posts = folder / "content/chats", folder / "content/posts"
    for each in (chats, posts):
        each.mkdir(parents=True, exist_ok=True)
    (chats / f"{date[:7]}-a.md").write_text(head(date=date, announced="2009-01-01"))
    typed = {"title": "Recap", "date": published or f"{date}T23:59:00Z", "kind": "recap",
             "chat": date[:7], **fields}  # fmt: skip
    lines = [f"{name}: {value}" for name, value in typed.items()]
    (posts / "recap.md").write_text("\n".join(("---", *lines, "---", "", sentence, "")))
    content = read_content(folder / "content", series_of(zones=ZONES))
    assert all(problem.path == "content/posts/recap.md" for problem in content.problems)
    assert all(problem.warning for problem in content.problems), content.problems
    return [re.findall("`(.*?)`", problem.message)[0] for problem in sorted(content.problems)]


ALARMS = [
    (JUNE, "We met at 5 pm EST.", ["5 pm EST"]),
    (JUNE, "Thanks to all who came at 5 pm EST.", ["5 pm EST"]),
    (JUNE, "The chat ran 2–4 pm PST, 5–7 pm EST and 10 pm UK.", ["2–4 pm PST", "5–7 pm EST"]),
    (JUNE, "On 10 June at 5 pm EST some forty people came.", ["5 pm EST"]),
    (JUNE, "The June chat was at 2 pm PST.", ["2 pm PST"]),
    (JUNE, "The chat began at 10 pm GMT.", ["10 pm GMT"]),
    (JUNE, "The chat began at 6 pm Eastern.", ["6 pm Eastern"]),
    (JUNE, "The chat was held at 22:00 UTC.", ["22:00 UTC"]),
    (JANUARY, "The chat started at 10 pm BST.", ["10 pm BST"]),
    (JANUARY, "We started at 5 pm EDT.", ["5 pm EDT"]),
    (MARCH, "The chat began at 10 pm UK.", ["10 pm UK"]),
    (MARCH, "We met at 10 pm UK.", ["10 pm UK"]),
    (MARCH, "The chat took place at 5 pm Eastern and 10 pm UK.", ["10 pm UK"]),
    (MARCH, "The conversation itself began at 22:00 UTC.", ["22:00 UTC"]),
]  # fmt: skip

INNOCENT = [
    # Right.
    (JUNE, "The chat began at 5 pm EDT, 10 pm BST and 21:00 UTC."),
    (JUNE, "We met at 2 pm Pacific, 5 pm Eastern, 10 pm UK."),
    (MARCH, "We met at 9 pm in London, an hour earlier than usual."),
    # Another chat.
    (JUNE, "The next chat is at 5 pm EST."),
    (JUNE, "Join us on 8 July at 6 pm Eastern."),
    (JUNE, "See you in July, at 6 pm Eastern!"),
    (JUNE, "We will begin at 6 pm Eastern."),
    (MARCH, "The next chat begins at 10 pm UK."),
    (MARCH, "In April we meet at 10 pm UK again."),
    (MARCH, "Our chats usually begin at 10 pm UK."),
    (JUNE, "In January the chat began at 5 pm EST."),
    # What happened at some hour.
    (JUNE, "The transcript went up at 9 am GMT."),
    (JUNE, "Published at 5 pm EST."),
    (JUNE, "By 8 pm Eastern there were 600 tweets."),
    (JUNE, "At 6 pm Eastern the talk turned to tools."),
    (JUNE, "The liveliest minute was 5:42 pm Eastern."),
    (JUNE, "Amy had to leave at 6 pm UK."),
    (JUNE, "Somebody wrote at 8:15 pm Eastern that they had just found us."),
    (JUNE, "The survey closes at 6 pm Eastern."),
    (MARCH, "I was on the train at 10 pm UK and missed half of it."),
    (MARCH, "At 11 pm UK most had gone to bed."),
    (JUNE, "At 9 am Eastern the day after, Twitter counted 1,200 tweets."),
    # Somebody's words.
    (JUNE, "The announcement said “5 pm EST”."),
    (JUNE, "> We met at 5 pm EST."),
]  # fmt: skip


@pytest.mark.parametrize(("date", "sentence", "typed"), ALARMS)
def test_a_recap_that_tells_a_wrong_hour_of_its_chat_is_told(
    tmp_path: Path, date: str, sentence: str, typed: list[str]
) -> None:
    assert told(tmp_path, date, sentence) == typed


@pytest.mark.parametrize(("date", "sentence"), INNOCENT)
def test_other_hours_in_a_recap_are_left_alone(tmp_path: Path, date: str, sentence: str) -> None:
    assert told(tmp_path, date, sentence) == []


def test_a_post_before_the_chat_is_read_as_the_chats_own_text(tmp_path: Path) -> None:
    assert told(tmp_path, MARCH, "Join us at 10 pm UK!", published="2010-03-10") == ["10 pm UK"]
    assert told(tmp_path, MARCH, "Join us at 10 pm UK!") == []


def test_what_others_typed_is_left_alone(tmp_path: Path) -> None:
    wrong = "We met at 5 pm EST."
    assert told(tmp_path, JUNE, wrong, kind="transcript") == []
    repost = "{name: NetSquared, url: https://x.example/a}"
    assert told(tmp_path, JUNE, wrong, source=repost) == []
    adapted = "{name: NetSquared, url: https://x.example/a, adapted: yes}"
    assert told(tmp_path, JUNE, wrong, source=adapted) == ["5 pm EST"]


def test_the_head_of_a_post_is_read_too(tmp_path: Path) -> None:
    assert told(tmp_path, JUNE, "Text.", summary="We met at 5 pm EST") == ["5 pm EST"]
