"""The JSON Schemas say what the readers of heads, people and settings say."""

import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from platform_site import platform_site
from projects import Project
from sites import CONTENT, ROOT, SERIES
from writers import SETTINGS, head, read, series_of, settings_problems

from chats.article_file import page_from, post_from
from chats.frontmatter import document_from
from chats.people_file import people_from
from chats.problems import Problem
from chats.schema.files import schemas
from desk.schema import schema_files


class Core(yaml.SafeLoader):
    """Reads YAML as editors do: the core schema of 1.2, where a date is a text."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"(?:~|null|Null|NULL|)", "~nN\0"),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^{pattern}$"),
                               [*first, ""] if tag == "null" else list(first))  # fmt: skip


def head_of(text: str) -> Any:
    """Return a post's head as an editor sees it."""
    return yaml.load(text.split("---\n")[1], Core)


def faults(kind: str, value: object) -> list[str]:
    """Return what a schema has against a value."""
    return [
        error.message for error in jsonschema.Draft7Validator(schemas()[kind]).iter_errors(value)
    ]


def chat_is_right(text: str) -> bool:
    return read(text)[1] == []


def article_is_right(text: str, folder: str) -> bool:
    problems: list[Problem] = []
    document = document_from(text.encode())
    if folder == "posts":
        post_from("content/posts/x.md", document.head, series_of(), {"2010-06"}, problems)
    else:
        page_from("content/pages/x.md", document.head, problems)
    return problems == []


def post(**fields: str) -> str:
    return page(**{"date": "2010-06-04", **fields})


def page(**fields: str) -> str:
    typed = (f"{name}: {value}\n" for name, value in {"title": "T", **fields}.items())
    return f"---\n{''.join(typed)}---\n"


# ---------------------------------------------------------------- the files


def test_the_files_are_those_that_invoke_schema_writes() -> None:
    for path, text in schema_files().items():
        assert (ROOT / path).read_text("utf-8") == text, f"{path}: run `invoke schema`"
    assert {file.stem for file in (ROOT / "schema").iterdir()} == set(schemas())


def test_each_is_a_schema_and_says_of_each_field_what_it_means() -> None:
    for name, made in schemas().items():
        jsonschema.Draft7Validator.check_schema(made)
        table = made["additionalProperties"] if name == "people" else made
        assert all(each["description"] for each in table["properties"].values())


def test_an_independent_reader_takes_each_also_its_patterns_as_editors_read_them() -> None:
    files = [str(ROOT / path) for path in schema_files()]
    program = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run((program, "--check-metaschema", *files), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


# ---------------------------------------------------------------- what is right


def test_every_head_of_the_sample_is_right() -> None:
    for folder, kind in (("chats", "chat"), ("posts", "post"), ("pages", "page")):
        for file in (CONTENT / folder).glob("*.md"):
            assert faults(kind, head_of(file.read_text("utf-8"))) == [], file.name
    people = yaml.load((CONTENT / "people.yaml").read_text("utf-8"), Core)
    assert faults("people", people) == []
    assert faults("series", SERIES) == []


def test_every_head_of_a_site_on_all_platforms_is_right(tmp_path: Path) -> None:
    platform_site(tmp_path)
    for file in (tmp_path / "content/chats").glob("*.md"):
        assert faults("chat", head_of(file.read_text("utf-8"))) == [], file.name


RIGHT: dict[str, tuple[str, ...]] = {
    "title": ("2010", "true", '"# x"', "1.5"),
    "topic": ("Gardens",),
    "date": ("2010-06-10", "2010-06-10 17:00", "2010-06-10T9:00"),
    "time": ("17:00", '"9:05"', ""),
    "zone": ("Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires", "~"),
    "fold": ("first",),
    "duration": ("2h", "90m", "1h30m", "1 h 30 min"),
    "id": ("2010-06", "b2"),
    "questions": ("Why", "[Why, How]", "[{ask: Why, note: x, minutes: 5}]",
                  '[{ask: W, minutes: "5"}]',
                  "[2010]", "[{ask: W, minutes: 600}]"),
    "hosts": ("amy-sample-ward", "[amy-sample-ward, tom-dawkins]"),
    "guests": ("[tom-dawkins]",),
    "platform": ("mastodon", "tba"),
    "hashtag": ("4Change", '"#4Change"', "größe", "x_1"),
    "venue_url": ("https://x.example/a?b#c", "HTTP://x.example"),
    "status": ("tentative", "draft", "cancelled"),
    "moved_from": ("2010-06-03", "[2010-06-03, 2010-06-04 18:00]"),
    "moved_to": ("{platform: Etherpad}", "{platform: discord, url: https://d.example/x}"),
    "revision": ("3", '"3"'),
    "announced": ("2010-06-03", "2010-06-03 10:44", "2010-06-03T10:44:09Z",
                  "2010-06-03T10:44:09+02:00"),
    "updated": ("2010-06-04",),
    "summary": ("12", "", "null"),
    "tags": ("one", "[one, 2010, two words]", "[]"),
    "note": ("It moved.",),
    "source": ("{name: N, url: https://n.example}",
               "{name: N, url: https://n.example, adapted: yes}",
               "{name: N, url: https://n.example, adapted: true}"),
    "resources": ("[{title: T, url: https://t.example, by: B}]",
                  "[{title: 1, url: https://t.example}]"),
    "recording": ("https://r.example/a", "files/a.ogg"),
    "transcript": ("files/a.txt",),
    "lang": ("fr", "pt-BR"),
    "aliases": ("/chats/old/", "[/a/, /2010/06/old.html]"),
}  # fmt: skip

WRONG: dict[str, tuple[str, ...]] = {
    "title": ("[a]", "{a: b}", '""', ""),
    "topic": ("x" * 5001,),
    "date": ("10 June", "2010-06-10 17:00 EST", "2010-06-10T17:00Z", "[2010-06-10]"),
    "time": ("5 pm", "1700", "17:00 EST"),
    "zone": ("EST", "Europe/Berln", "Berlin"),
    "fold": ("third",),
    "duration": ("long", "2 days", "two hours"),
    "id": ("June 10", "a--b", "A"),
    "questions": ("[{ask: Why, minute: 5}]", "[{note: x}]", "[[a]]", "[{ask: W, minutes: 601}]",
                  "[{ask: W, minutes: x}]"),
    "hosts": ("[Amy Ward]", "{a: b}"),
    "guests": ("[[amy]]",),
    "platform": ("my space",),
    "hashtag": ("two words", '"#"'),
    "venue_url": ("x.example", "ftp://x.example", "https://x.example/a b"),
    "status": ("canceled", "published"),
    "moved_from": ("yesterday",),
    "moved_to": ("{url: https://d.example}", "{platform: x, place: y}", "discord"),
    "revision": ("-1", "10000", "x"),
    "announced": ("yesterday", "2010-06-03 10:44 EST"),
    "updated": ("June",),
    "summary": ("[a]",),
    "source": ("{name: N}", "N", "{name: N, url: https://n.example, adapted: perhaps}"),
    "resources": ("[https://t.example]", "[{title: T}]"),
    "recording": ("ftp://r.example", "a b.ogg"),
    "transcript": ("a b.txt",),
    "lang": ("french language",),
    "aliases": ("chats/old/", "https://x.example/"),
    "host": ("amy",),
    "sessions": ("[{time: 17:00}]", "[{date: 2010-06-10, tz: x}]", "[2010-06-10]"),
    "image": ("/images/a.png", "https://x.example/a.png", "images/a.png"),
}  # fmt: skip


def cases(table: dict[str, tuple[str, ...]]) -> list[Any]:
    return [pytest.param(name, value, id=f"{name}-{value[:20]}")
            for name, values in table.items() for value in values]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), cases(RIGHT))
def test_what_a_chats_reader_takes_its_schema_takes(name: str, value: str) -> None:
    text = head(**{name: value})
    assert chat_is_right(text)
    assert faults("chat", head_of(text)) == []


@pytest.mark.parametrize(("name", "value"), cases(WRONG))
def test_what_a_chats_reader_refuses_its_schema_refuses(name: str, value: str) -> None:
    text = head(**{name: value})
    assert not chat_is_right(text)
    assert faults("chat", head_of(text)) != []


def test_each_field_of_a_chat_is_tried_both_ways() -> None:
    properties = set(schemas()["chat"]["properties"])
    assert properties - set(RIGHT) == {"sessions", "image", "image_alt"}
    assert properties - set(WRONG) == {"tags", "note", "image_alt"}


def test_the_sessions_of_a_chat_and_its_picture_are_right_as_the_reader_takes_them() -> None:
    sittings = ("sessions: [{date: 2010-06-10, time: 17:00, hosts: [tom-dawkins], label: A, id: a},"
                " {date: 2010-06-11, zone: Asia/Kolkata, duration: 1h, "
                "moved_from: 2010-06-12}]")  # fmt: skip
    picture = ("image: images/a.png", "image_alt: A shed")
    text = head(sittings, *picture, date=None)
    assert chat_is_right(text)
    assert faults("chat", head_of(text)) == []


@pytest.mark.parametrize(
    ("write", "kind", "right", "wrong"),
    [
        (post, "post", {"kind": "recap", "chat": "2010-06", "authors": "[tom-dawkins]", "id": "x",
                        "status": "draft", "tags": "[a]", "summary": "", "updated": "2010-06-05",
                        "source": "{name: N, url: https://n.example}", "aliases": "/posts/a/"},
         {"kind": "note", "chat": "June 2010", "authors": "[Tom D]", "status": "announced",
          "updated": "then", "topic": "x", "source": "N", "aliases": "a", "date": "June",
          "title": "", "id": "A b"}),
        (page, "page", {"summary": "x", "aliases": "[/old/]"},
         {"title": "", "date": "2010-06-04", "aliases": "old", "summary": "[a]"}),
    ],
)  # fmt: skip
def test_posts_and_pages_are_right_and_wrong_as_their_readers_say(
    write: Callable[..., str], kind: str, right: dict[str, str], wrong: dict[str, str]
) -> None:
    is_right = partial(article_is_right, folder=f"{kind}s")
    assert is_right(write(**right))
    assert faults(kind, head_of(write(**right))) == []
    for name, value in wrong.items():
        text = write(**{name: value})
        assert not is_right(text), name
        assert faults(kind, head_of(text)) != [], name


def test_people_are_right_and_wrong_as_their_reader_says() -> None:
    right = ("amy: {name: Amy, handle: amy, place: 2010, role: '', zone: Europe/London, "
             "links: [{title: B, url: https://b.example}]}")  # fmt: skip
    wrong = ("amy: {}", "amy: {nam: A}", "amy: {name: A, zone: EST}", "Amy Ward: {name: A}",
             "amy: {name: A, links: [https://b.example]}", "amy: A")  # fmt: skip
    for text, expected in ((right, True), *((each, False) for each in wrong)):
        problems: list[Problem] = []
        people_from("people.yaml", text.encode(), problems)
        assert (problems == []) is expected, text
        assert (faults("people", yaml.load(text, Core)) == []) is expected, text


@pytest.mark.parametrize(
    ("changes", "right"),
    [({"expected": 5, "trusted": True, "until": "2030-01-01", "language": "pt-BR", "color": "teal",
       "suggest": {"By mail": "mailto:a@b.example?subject={title}"},
       "source_url": "https://s.example",
       "exceptions": {"2026-12": "skip"}, "contact": "a@b.example", "tagline": ""}, True),
     ({"zone": "EST"}, False), ({"zones": {"UK": "GMT"}}, False), ({"time": "5 pm"}, False),
     ({"hash_tag": "x"}, False), ({"name": ""}, False), ({"duration": "long"}, False),
     ({"expected": 25}, False), ({"until": "x"}, False), ({"exceptions": []}, False)],
)  # fmt: skip
def test_settings_are_right_and_wrong_as_their_reader_says(
    changes: dict[str, Any], right: bool
) -> None:
    settings = {**SETTINGS, **changes}
    assert (settings_problems(settings) == []) is right
    assert (faults("series", settings) == []) is right


# ---------------------------------------------------------------- editors find them


def test_new_files_name_their_schema_and_are_right_by_it(project: Project) -> None:
    project.invoke("new", "--topic", "Foo")
    file = project.root / "content/chats/2026-12-foo.md"
    assert named_in(file) == ROOT / "schema/chat.json"
    assert faults("chat", head_of(file.read_text("utf-8"))) == []
    project.root.joinpath("content/chats/2026-12-foo.md").unlink()
    project.invoke("init", "--name", "#X", "--platform", "mastodon", "--zone", "Asia/Tokyo",
                   "--time", "9:00", "--rule", "last Friday", "--domain", "x.example",
                   "--host", "Ann")  # fmt: skip
    people = project.root / "content/people.yaml"
    assert named_in(people) == ROOT / "schema/people.json"
    (chat,) = (project.root / "content/chats").glob("*.md")
    assert named_in(chat) == ROOT / "schema/chat.json"
    for name, folder in (("page", "pages"),):
        for each in (project.root / "content" / folder).glob("*.md"):
            assert faults(name, head_of(each.read_text("utf-8"))) == []


def named_in(file: Path) -> Path:
    """Return the project's file that a comment at a file's head names, seen from that file."""
    match = re.search(r"^# yaml-language-server: \$schema=(\S+)$", file.read_text("utf-8"), re.M)
    assert match
    project = next(parent for parent in file.parents if (parent / "pelicanconf.py").exists())
    return ROOT / (file.parent / match[1]).resolve().relative_to(project.resolve())
