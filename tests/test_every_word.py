"""No word that the software says is left out of the catalogue, wherever a reader meets it.

A site is built in a made-up language in which every text of the catalogue stands in wide
letters; what its writers wrote is Greek. Latin letters that are left are names, or were forgotten.
"""

import json
import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from sites import EPOCH_JUNE, ROOT, Site, build

from desk.words import FOLDER, TEMPLATE, as_mo

WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}  # fmt: skip
KEPT = re.compile(r"%\(\w+\)s|\{\w+\}|<[^>]+>")

NAMES = {
    "Atom", "Bluesky", "Discord", "Feed", "IRC", "JSON", "LinkedIn", "Mastodon", "Microsoft",
    "Outlook", "Threads", "CSV",
    "RSS", "Slack", "Twitter", "UTC", "com", "iCalendar",
    "BST", "EDT", "EEST",
}  # fmt: skip
"""Latin words of the pages that are nobody's to translate."""

ADDRESSES = re.compile(
    r"(?:https?|webcal|mailto):\S+|\S+@\S+|/\S*/|[QA]\d+|\b[a-z_]+\.json\b|America/New_York"
)
"""And what is no word at all."""

SEEN = ("title", "alt", "aria-label", "placeholder")
"""Attributes that are read to people, or shown."""

_CHAT = """\
---
title: Τίτλος {number}
topic: Θέμα {number}
date: {date}
announced: 2010-04-01
platform: {platform}
summary: Περίληψη.
hosts: [a, b, c]
guests: [b]
tags: [ετικέτα, άλλη]
questions: ["Τι;", "Πώς;", "Πού;", "Πότε;"]
resources: [{{title: Βιβλίο, url: "https://x.example/1", by: Κάποιος}}]
{more}
---

Σώμα.
"""
_MORE = (
    "status: tentative\nmoved_from: 2010-06-09\n",
    "status: cancelled\nnote: Γιατί.\n",
    "moved_to: {platform: Εκεί, url: https://x.example/2}\nrevision: 1\n",
    "source: {name: Εφημερίδα, url: https://x.example/3}\nvenue_url: https://x.example/4\n",
    "recording: https://x.example/5\ntranscript: https://x.example/6\n",
)
_PLATFORMS = ("twitter", "mastodon", "bluesky", "slack", "discord", "irc", "video", "tba")


def in_wide_letters(text: str) -> str:
    parts = zip(KEPT.split(text), [*KEPT.findall(text), ""], strict=True)
    return "".join(said.translate(WIDE) + kept for said, kept in parts)


def made_up() -> Catalog:
    """Return a catalogue, Russian by name, whose dates are so in Cyrillic letters."""
    made = Catalog(locale="ru", fuzzy=False)
    made.update(read_po(BytesIO((ROOT / TEMPLATE).read_bytes())), no_fuzzy_matching=True)
    for message in made:
        if isinstance(message.id, str):
            message.string = in_wide_letters(message.id) if message.id else message.string
        else:
            one, many = map(in_wide_letters, message.id)
            message.string = (one, many, many)
    return made


def content_of(folder: Path) -> Path:
    content = folder / "content"
    for name in ("chats", "posts", "pages"):
        (content / name).mkdir(parents=True)
    people = "".join(f"{key}: {{name: Όνομα {key}, place: Πόλη, role: Ρόλος, handle: η}}\n"
                     for key in "abc")  # fmt: skip
    (content / "people.yaml").write_text(people, "utf-8")
    for number, platform in enumerate(_PLATFORMS):
        rooms = platform in ("slack", "discord", "irc", "video")
        for month, more in (("06", _MORE[number % 3]), ("05", _MORE[number % 5])):
            if rooms and "venue_url" not in more:
                more += "venue_url: https://x.example/7\n"
            more += f"id: {platform}-{month}\n"
            day = f"2010-{month}-{10 + number}"
            text = _CHAT.format(number=number, date=day, platform=platform, more=more)
            (content / f"chats/2010-{month}-{platform}.md").write_text(text, "utf-8")
    for kind in ("post", "recap", "transcript", "reflection"):
        chat = "" if kind == "post" else "chat: slack-05\n"
        head = f"title: Τίτλος\ndate: 2010-05-30\nkind: {kind}\n{chat}tags: [ετικέτα]"
        text = f"---\n{head}\n---\n\nΤι.\n"
        (content / f"posts/2010-05-{kind}.md").write_text(text, "utf-8")
    return content


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("wide")
    theme = folder / "theme"
    shutil.copytree(ROOT / "theme", theme)
    (folder / FOLDER / "ru.mo").write_bytes(as_mo(made_up()))
    series = {
        "name": "Σειρά", "tagline": "Γραμμή", "description": "Περιγραφή.", "hashtag": "Σειρά",
        "domain": "x.example", "platform": "twitter", "zone": "America/New_York", "time": "17:00",
        "duration": "2h", "rule": "second and last Thursday of May, June, July",
        "zones": {"Αθήνα": "Europe/Athens", "Λονδίνο": "Europe/London"}, "language": "ru",
        "suggest": {"Γράψτε": "mailto:q@x.example"}, "contact": "q@x.example",
        "source_url": "https://x.example/source",
    }  # fmt: skip
    site = build(folder, content=content_of(folder), epoch=EPOCH_JUNE,
                 extra=f"SERIES = {series!r}\nTHEME = {str(theme)!r}\nCARDS = False\n")  # fmt: skip
    assert site.code == 0, site.said
    return site


def forgotten(text: str) -> list[str]:
    """Return the Latin words of a text that are neither addresses nor names."""
    plain = ADDRESSES.sub(" ", text)
    return [word for word in re.findall(r"[A-Za-z]{2,}", plain) if word not in NAMES]


def said_on(page: ET.Element) -> Iterator[str]:
    """Yield what a page says: its texts, and the attributes that are shown or read out."""
    for element in page.iter():
        if element.tag in ("script", "style", "code", "kbd"):
            yield element.tail or ""
            continue
        yield from (element.text or "", element.tail or "")
        yield from (element.get(name, "") for name in SEEN)
        if element.tag == "meta" and "url" not in str(element.get("property")):
            described = element.get("name") == "description" or element.get("property") in (
                "og:title", "og:description", "og:image:alt", "og:site_name",
            )  # fmt: skip
            yield element.get("content", "") if described else ""


def test_no_page_says_a_word_that_is_not_in_the_catalogue(wide: Site) -> None:
    pages = [file for file in wide.folder.rglob("*.html") if "pagefind" not in file.parts]
    assert len(pages) > 30
    left = {
        (word, str(file.relative_to(wide.folder)))
        for file in pages
        for said in said_on(wide.page(str(file.relative_to(wide.folder))))
        for word in forgotten(said)
    }
    assert not left


def test_no_calendar_does(wide: Site) -> None:
    calendars = list(wide.folder.rglob("*.ics"))
    assert len(calendars) > 10
    for file in calendars:
        text = file.read_text("utf-8").replace("\n ", "")
        for name in ("SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME"):
            for said in re.findall(rf"^{name}:(.*)$", text, re.M):
                assert not forgotten(said.replace("\\n", " ")), said


def test_no_run_sheet_does(wide: Site) -> None:
    sheets = list(wide.folder.rglob("run-sheet/*.txt"))
    assert sheets
    for file in sheets:
        assert not forgotten(file.read_text("utf-8")), file


def test_no_feed_does(wide: Site) -> None:
    for name in ("feed.xml", "atom.xml"):
        for element in ET.fromstring(wide.text(name)).iter():
            if element.tag.rpartition("}")[2] in ("title", "description", "subtitle", "summary",
                                                  "content", "encoded"):  # fmt: skip
                assert not forgotten(re.sub("<[^>]*>", " ", element.text or "")), element.text
    feed = json.loads(wide.text("feed.json"))
    assert not forgotten(feed["user_comment"])
    assert not forgotten(json.loads(wide.text("site.webmanifest"))["shortcuts"][0]["name"])


def test_no_script_does() -> None:
    literals = re.compile(r"`[^`]*`|\"(?:[^\"\\\n]|\\.)*\"")
    marked = re.compile(rf"\b_n?\((?:\w+, )?(?:{literals.pattern})(?:, (?:{literals.pattern}))?\)")
    for file in (ROOT / "theme/static").rglob("*.js"):
        script = re.sub(r"^\s*//.*$| // .*$", "", file.read_text("utf-8"), flags=re.M)
        for literal in literals.findall(marked.sub("", script)):
            words = re.sub(r"\$\{[^}]*\}", "", literal)
            if words[1:2] not in (".", "[", ":"):  # a selector
                assert not re.search(r"[A-Za-z]{2,} [a-z]{2,}", words), (file.name, literal)


def test_the_scripts_that_are_served_are_in_the_sites_language(wide: Site) -> None:
    served = "".join(file.read_text("utf-8") for file in (wide.folder / "theme").glob("*.js"))
    assert "until".translate(WIDE) in served
    assert "Loading".translate(WIDE) in served
    assert "ru-u-nu-latn" in served
