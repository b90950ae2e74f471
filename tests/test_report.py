"""One report holds every problem of the settings and of all files, each once and none invented."""

from pathlib import Path
from typing import Any

import pytest
from writers import AT, SETTINGS, head

from content_folder.site import read_site

JUNE = "chats/2010-06-organizing.md"
HOSTED = {"hosts": "[amy]"}
LOCK = ("chat  2010-06@4change.example  /chats/2010-06-organizing/  3  2010-06-10T21:00:00Z  "
        "announced  2010-06-03T00:00:00Z\n")  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a content folder with two chats and a recap that are in order."""
    content = tmp_path / "content"
    for name in ("chats", "posts", "pages"):
        (content / name).mkdir(parents=True)
    (content / JUNE).write_text(head(**HOSTED))
    (content / "chats/2010-05-giving.md").write_text(
        head("moved_from: 2010-05-06", date="2010-05-13 12:00", announced="2010-05-01", **HOSTED)
    )
    (content / "posts/recap.md").write_text(recap("2010-05"))
    (content / "people.yaml").write_text("amy:\n  name: Amy\n")
    return content


def recap(chat: str) -> str:
    return f"---\ntitle: Recap\ndate: 2010-06-04\nkind: recap\nchat: {chat}\n---\n\nText.\n"


def told(folder: Path, siteurl: str = "https://x.example", **series: Any) -> list[str]:
    """Return the report's lines."""
    file = folder.parent / "pelicanconf.py"
    settings = {**SETTINGS, **series}
    file.write_text(f"SITEURL = {siteurl!r}\nSERIES = {{\n"
                    + "".join(f"    {key!r}: {value!r},\n" for key, value in settings.items())
                    + "}\n")  # fmt: skip
    content = read_site({"SERIES": settings, "SITEURL": siteurl, "PATH": str(folder),
                         "BUILD_TIME": AT, "SETTINGS_FILE": str(file)})  # fmt: skip
    return [str(problem).removeprefix("content/") for problem in sorted(content.problems)]


def test_the_folder_is_in_order(folder: Path) -> None:
    assert told(folder) == []


# ---------------------------------------------------------------- settings and content together


def test_mistakes_of_the_settings_come_with_those_of_the_posts(folder: Path) -> None:
    (folder / JUNE).write_text(head(date="2010-02-30", hosts="[ammy]"))
    (folder / "posts/recap.md").write_text(recap("2010-04"))
    assert told(folder, siteurl="x.example", zone="EST", color="greem", zones={"UK": "GMT"}) == [
        f"{JUNE}:4: date: 30 February does not exist; write a day of the calendar",
        f"{JUNE}:6: hosts: `ammy` is not in content/people.yaml; did you mean `amy`?",
        "posts/recap.md:5: chat: there is no chat `2010-04`; there are 2010-05, 2010-06",
        "pelicanconf.py:1: SITEURL: `x.example` is not a web address; write https://… in full",
        "pelicanconf.py:7: SERIES.zone: `EST` is not a place (abbreviations change with the "
        "season); write Region/City, perhaps America/New_York",
        "pelicanconf.py:11: SERIES.zones.UK: `GMT` is not a place (abbreviations change with the "
        "season); write Region/City, perhaps Europe/London",
        "pelicanconf.py:12: SERIES.color: `greem` is not a CSS colour name; did you mean `green`?",
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [("zone", "EST"), ("time", "5 pm"), ("duration", "long"), ("rule", "never"), ("name", ""),
     ("platform", "myspace"), ("platforms", "x"), ("hashtag", "a b"), ("domain", "here"),
     ("venue_url", "x"), ("zones", {}), ("exceptions", []), ("until", "x"), ("expected", "x")],
)  # fmt: skip
def test_a_mistake_of_the_settings_is_told_once_and_brings_no_other(
    folder: Path, key: str, value: object
) -> None:
    day, an_hour_before = "2010-07-10", "2010-07-10T20:00:00Z"
    (folder / "chats/2010-07-10-a.md").write_text(head(id=day, date=day, announced=an_hour_before))
    (folder / "chats/2010-07-24-b.md").write_text(head(id="2010-07-24", date="2010-07-24"))
    (folder / "identities.lock").write_text(LOCK)
    (line,) = told(folder, **{key: value})
    assert line.startswith("pelicanconf.py:")
    assert f"SERIES.{key}: " in line


def test_a_rule_that_cannot_be_read_makes_no_two_chats_one(folder: Path) -> None:
    every_week = "every week from 2010-07-01"
    for day in ("2010-07-08", "2010-07-15"):
        (folder / f"chats/{day}-x.md").write_text(head(date=day))
    (folder / "posts/recap.md").write_text(recap("2010-07-08"))
    assert told(folder, rule=every_week) == []
    (line,) = told(folder, rule="every weak")
    assert "SERIES.rule: `every weak` is not understood" in line


def test_no_series_at_all_hides_no_problem_of_the_posts(folder: Path) -> None:
    (folder / JUNE).write_text(head(date="2010-02-30"))
    content = read_site({"SITEURL": "https://x.example", "PATH": str(folder), "BUILD_TIME": AT})
    assert [problem.path for problem in content.problems] == ["pelicanconf.py", f"content/{JUNE}"]


# ---------------------------------------------------------------- people


@pytest.mark.parametrize(
    ("people", "line"),
    [
        (None, "people.yaml: is missing; each host, guest and author stands there by id: a line"),
        ("", "people.yaml: names nobody; each host"),
        ("amy:\n\tname: Amy\n", "people.yaml:2: a tab at the start of the line; use spaces"),
        ("- amy\n", "people.yaml:1: the fields are missing"),
        ("amy:\n  nam: Amy\n  name: Amy\n", "people.yaml:2: amy.nam: is not a field"),
        ("amy: [\n", "people.yaml:1: `[` is not closed"),
        ("amy:\n", "people.yaml:1: amy: is empty; write at least `name`"),
    ],
)
def test_what_is_wrong_with_the_people_is_told_once_and_not_for_each_host(
    folder: Path, people: str | None, line: str
) -> None:
    (folder / "people.yaml").unlink()
    if people is not None:
        (folder / "people.yaml").write_text(people)
    (problem,) = told(folder)
    assert problem.startswith(line)


def test_a_series_that_names_nobody_needs_no_people(folder: Path) -> None:
    (folder / "people.yaml").unlink()
    (folder / JUNE).write_text(head("hosts:"))
    (folder / "chats/2010-05-giving.md").unlink()
    (folder / "posts/recap.md").unlink()
    assert told(folder) == []


# ---------------------------------------------------------------- one file's fault is its own


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("chats/2010-05-giving.md", b"no head"),
        ("chats/2010-05-giving.md", b"---\ntitle: [\n---\n"),
        ("chats/2010-05-giving.md", b"---\ntitle: x\n---\n"),
        ("chats/2010-05-giving.md", b"x" * 2_000_000),
        ("chats/2010-05-giving.txt", b"---\ntitle: x\n---\n"),
        ("chats/giving.md", b"---\nid: 2010-05\n---\n"),
        ("chats/giving.md", b'---\nid: "2010-05"\ntitle: [\n---\n'),
        ("chats/giving.md", "---\nid: 2010-05\n---\n".encode("utf-16")),
        ("2010-05-giving.md", head(date="2010-05-13").encode()),
        ("chats/2010/2010-05-giving.md", head(date="2010-05-13").encode()),
        ("posts/2010-05-giving.md", head("questions: [a b]", date="2010-05-13").encode()),
    ],
)
def test_a_recap_of_a_chat_that_is_faulty_is_right_and_of_one_that_is_not_there_wrong(
    folder: Path, name: str, data: bytes
) -> None:
    (folder / "chats/2010-05-giving.md").unlink()
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    (folder / "identities.lock").write_text(LOCK + LOCK.replace("2010-06", "2010-05"))
    link = "[it]({filename}/chats/2010-05-giving.md)\n"
    (folder / "posts/other.md").write_text(recap("2010-04") + link * name.endswith("-giving.md"))
    lines = told(folder)
    assert {line.partition(":")[0] for line in lines} == {name, "posts/other.md"}
    assert "posts/other.md:5: chat: there is no chat `2010-04`; there are 2010-05, 2010-06" in lines


def test_a_chat_among_the_posts_is_told_once_where_it_belongs(folder: Path) -> None:
    text = head("questions: [a b]", hosts="[amy]", zone="Europe/London")
    (folder / "posts/2010-07-x.md").write_text(text)
    assert told(folder) == ["posts/2010-07-x.md:3: topic: is a chat's field; move the file to "
                            "content/chats/, or delete `topic`"]  # fmt: skip


def test_what_is_a_link_in_the_file_system_is_not_told_again_by_those_who_link_it(
    folder: Path,
) -> None:
    (folder / "images").mkdir()
    for name in ("posts/other.md", "images/x.png"):
        (folder / name).symlink_to("/dev/null")
    body = "[a]({filename}/posts/other.md) ![b]({static}/images/x.png) [c]({filename}/posts/no.md)"
    (folder / "posts/recap.md").write_text(recap("2010-05") + body)
    assert [line.partition(";")[0] for line in told(folder)] == [
        "images/x.png: is a symbolic link",
        "posts/other.md: is a symbolic link",
        "posts/recap.md:9: `{filename}/posts/no.md`: there is no file posts/no.md in the content "
        "folder",
    ]


def test_a_head_that_cannot_be_read_hides_nothing_of_the_body(folder: Path) -> None:
    (folder / JUNE).write_text("---\ntitle: [\n---\n\n# Title\n\n[x](nowhere.md)\n")
    assert [line.partition(" ")[0] for line in told(folder)] == [
        f"{JUNE}:2:", f"{JUNE}:5:", f"{JUNE}:7:",
    ]  # fmt: skip


def test_a_chat_that_vanished_is_told_beside_the_fault_of_another_one(folder: Path) -> None:
    (folder / "identities.lock").write_text(LOCK + LOCK.replace("2010-06", "2010-05"))
    (folder / JUNE).write_text(head(date="2010-06-31"))
    (folder / "chats/2010-05-giving.md").unlink()
    (folder / "posts/recap.md").unlink()
    fault, vanished = told(folder)
    assert fault.startswith(f"{JUNE}:4: date: 31 June does not exist")
    assert vanished.startswith("identities.lock:2: 2010-05@4change.example was published and would")


def test_a_chat_that_cannot_be_read_at_all_may_be_any(folder: Path) -> None:
    (folder / "identities.lock").write_text(LOCK + LOCK.replace("2010-06", "2010-05"))
    (folder / "chats/2010-05-giving.md").unlink()
    (folder / "chats/giving.md").symlink_to("/dev/null")
    assert told(folder) == ["chats/giving.md: is a symbolic link; put the file itself here"]


def test_two_chats_with_one_id_are_told_so_and_no_advice_follows_from_it(folder: Path) -> None:
    (folder / "identities.lock").write_text(LOCK)
    assert told(folder) == []
    (folder / "chats/2010-06-second.md").write_text(head(date="2010-06-24"))
    (line,) = told(folder)
    assert line.startswith("chats/2010-06-second.md: id: `2010-06` is also content/chats/2010-06-o")
