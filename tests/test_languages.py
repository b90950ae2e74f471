"""A German series with a chat in French, and with one that is told in both languages."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from projects import Project
from samples import NEW_YORK, a_chat, a_series
from sites import ROOT, Site, build

from chats.hour.deadlines import HOST, deadline_events
from chats.paths import Site as Address
from chats.platforms import shipped_platforms
from chats.problems import Problem
from chats.words import ENGLISH
from content_folder.site import read_site
from languages.catalogues import Catalogues, catalogues_of
from languages.cldr import dates_of
from participation_guide.guide import guide_for

EPOCH = 1772409600  # 2 March 2026, 00:00 UTC
SERIES = {
    "name": "Bildungsplausch", "tagline": "Einmal im Monat über Schule",
    "description": "Ein offenes Gespräch über Schule.", "hashtag": "Bildungsplausch",
    "domain": "plausch.example", "platform": "mastodon", "zone": "Europe/Berlin",
    "time": "19:00", "duration": "90m", "rule": "last Tuesday",
    "zones": {"Berlin": "Europe/Berlin", "London": "Europe/London"}, "language": "de",
}  # fmt: skip

_MARCH = """\
---
title: Plausch im März
topic: Noten
date: 2026-03-31
announced: 2026-03-01
summary: Wozu Noten gut sind.
hosts: [eva]
tags: [noten]
questions: ["Wozu Noten?", "Und ohne?"]
---

Es geht um *Noten*.
"""
_IN_FRENCH = """\
---
title: Le tchat de mars
topic: Les notes
summary: À quoi servent les notes.
questions: ["Pourquoi des notes ?", "Et sans ?"]
---

Il s’agit des *notes*. [La version allemande]({filename}/chats/2026-03-noten.md)
"""
_FRENCH_CHAT = """\
---
title: Le tchat d’avril
topic: L’écriture
lang: fr
date: 2026-04-28
announced: 2026-03-01
summary: Écrire à la main.
hosts: [eva]
tags: [écriture]
questions: ["À la main ?"]
---

On *écrit*.
"""
NOTEN, NOTES = "chats/2026-03-noten/", "chats/2026-03-noten/fr/"
ECRITURE = "chats/2026-04-ecriture/"


def content_in(folder: Path, **more: str) -> Path:
    content = folder / "content"
    for name in ("chats", "posts", "pages"):
        (content / name).mkdir(parents=True)
    (content / "people.yaml").write_text("eva: {name: Eva Kurz}\n")
    files = {"2026-03-noten": _MARCH, "2026-03-noten.fr": _IN_FRENCH,
             "2026-04-ecriture": _FRENCH_CHAT, **more}  # fmt: skip
    for name, text in files.items():
        (content / f"chats/{name}.md").write_text(text, "utf-8")
    return content


def german_site(folder: Path) -> Site:
    made = build(folder, content=content_in(folder), epoch=EPOCH,
                 extra=f"SERIES = {SERIES!r}\n")  # fmt: skip
    assert made.code == 0, made.said
    return made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return german_site(tmp_path_factory.mktemp("german"))


def entries(site: Site, path: str) -> dict[str, str]:
    """Return what each entry of a calendar is called, and what is said of it."""
    events = Calendar.from_ical(site.text(path)).walk("VEVENT")
    assert len({event["uid"] for event in events}) == len(events)
    return {
        str(event["uid"]): f"{event['summary']}\n{event.get('description', '')}" for event in events
    }


def script_of(site: Site, path: str) -> str:
    """Return the script that a page loads."""
    (script,) = re.findall(r'src="/(theme/[^"]+\.js)"', site.text(path))
    return site.text(script)


def editions_on(site: Site, path: str) -> list[tuple[str | None, str | None, str | None]]:
    """Return the links of a page to other languages: where they lead, and what they say."""
    links = (link for link in site.page(path).iter("a") if link.get("hreflang"))
    return [(link.get("href"), link.get("lang"), link.text) for link in links]


def head_of(site: Site, path: str) -> dict[str | None, str | None]:
    links = site.page(path).iterfind(".//link[@hreflang]")
    return {link.get("hreflang"): link.get("href") for link in links}


# ---------------------------------------------------------------- the series' language


def test_the_pages_of_a_german_series_are_german(site: Site) -> None:
    page = site.page("")
    assert page.get("lang") == "de"
    assert page.get("dir") is None
    words = site.words("")
    assert "Nächster Chat" in words
    assert "Dienstag 31 März 2026 19:00 – 20:30 Ortszeit Berlin (UTC+2)" in words
    assert "Die übliche Regel: letzter Dienstag." in words
    assert "An deiner Stelle" not in words


def test_its_guide_is_german_too(site: Site) -> None:
    words = site.words("how-to-participate/")
    assert "Folge dem Hashtag. Seine neuen Beiträge kommen dann auch in deine Startseite." in words
    assert "#Bildungsplausch" in words
    assert "Follow the hashtag" not in words


def test_its_calendar_says_in_german_what_is_expected_and_what_is_announced(site: Site) -> None:
    said = entries(site, "calendar.ics")
    assert said["2026-03@plausch.example"].startswith("Bildungsplausch: Noten\nDen Hashtag auf Mas")
    assert "Dienstag, 31. März 2026" in said["2026-03@plausch.example"]
    expected = said["2026-05@plausch.example"]
    assert expected.startswith("Unbestätigt: Bildungsplausch: Thema wird noch bekannt gegeben\n")


def test_its_feeds_are_german(site: Site) -> None:
    channel = ET.fromstring(site.text("feed.xml"))[0]
    assert channel.findtext("language") == "de"
    (item,) = (i for i in channel.iter("item") if i.findtext("title") == "Plausch im März")
    assert item.findtext("description") == (
        "Dienstag, 31. März 2026, 19:00–20:30 Berlin · 18:00–19:30 London. Wozu Noten gut sind."
    )
    assert json.loads(site.text("feed.json"))["user_comment"].startswith("Ein Feed von")


def test_its_scripts_know_german_and_no_other_language(site: Site) -> None:
    text = script_of(site, NOTEN)
    assert "bis ${" in text
    assert '"de-u-nu-latn"' in text
    assert "until ${" not in text
    assert "jusqu" not in text


def test_an_english_site_is_built_without_looking_at_other_languages(project: Project) -> None:
    project.edit("pelicanconf.py", "CARDS = True", "CARDS = False")
    command = ("-X", "importtime", "-m", "invoke", "--search-root", str(project.root), "build")
    assert " babel" not in project.run(*command, "--fresh").said
    project.edit("pelicanconf.py", '"language": "en"', '"language": "de"')
    german = project.run(*command)
    assert german.code == 0
    assert " babel" in german.said


# ---------------------------------------------------------------- a chat's own language


def test_a_chat_in_french_has_a_french_page(site: Site) -> None:
    assert site.page(ECRITURE).get("lang") == "fr"
    words = site.words(ECRITURE)
    assert "avec Eva Kurz" in words
    assert "mardi 28 avril 2026 19:00 – 20:30 heure de Berlin (UTC+2)" in words
    assert "Ouvrir le hashtag sur Mastodon" in words
    assert "jusqu’à ${" in script_of(site, ECRITURE)


def test_its_entry_and_its_news_are_french_among_german_ones(site: Site) -> None:
    said = entries(site, "calendar.ics")["2026-04@plausch.example"]
    assert "Tout sur ce tchat\u00a0: https://4change.example/chats/2026-04-ecriture/" in said
    assert "mardi 28 avril 2026" in said
    items = json.loads(site.text("feed.json"))["items"]
    (news,) = (item for item in items if item["title"] == "Le tchat d’avril")
    assert "Ce tchat sur le site" in news["content_html"]
    assert news["language"] == "fr"
    assert [item.get("language") for item in items if item["title"] == "Plausch im März"] == [None]


def test_german_lists_say_that_its_name_is_french(site: Site) -> None:
    links = [link for link in site.page("chats/").iter("a") if link.text == "L’écriture"]
    assert [link.get("lang") for link in links] == ["fr"]
    assert [link.get("lang") for link in site.page("chats/").iter("a") if link.text == "Noten"] == [
        None
    ]


# ---------------------------------------------------------------- translations


def test_a_translation_has_a_page_within_the_originals(site: Site) -> None:
    page = site.page(NOTES)
    assert page.get("lang") == "fr"
    words = site.words(NOTES)
    assert "Le tchat de mars" in words
    assert "Pourquoi des notes ?" in words
    assert "mardi 31 mars 2026 19:00 – 20:30" in words
    assert '<a href="/chats/2026-03-noten/">La version allemande</a>' in site.text(NOTES)


def test_original_and_translation_name_each_other_and_themselves(site: Site) -> None:
    both = {"de": f"https://4change.example/{NOTEN}", "fr": f"https://4change.example/{NOTES}"}
    assert head_of(site, NOTEN) == head_of(site, NOTES) == both
    assert head_of(site, ECRITURE) == {}
    assert editions_on(site, NOTEN) == [(f"/{NOTES}", "fr", "Français")]
    assert editions_on(site, NOTES) == [(f"/{NOTEN}", "de", "Deutsch")]


def test_a_translation_doubles_nothing_in_calendars_feeds_and_lists(site: Site) -> None:
    for path in ("calendar.ics", "calendar/upcoming.ics", "calendar/reminders.ics"):
        assert [uid for uid in entries(site, path) if uid.startswith("2026-03")] == [
            "2026-03@plausch.example"
        ]
    for path in ("feed.xml", "atom.xml", "feed.json", "", "chats/", "topics/noten/"):
        assert "Le tchat de mars" not in site.text(path), path
    chats = json.loads(site.text("chats.json"))["chats"]
    there = {
        "language": "fr",
        "title": "Le tchat de mars",
        "url": f"https://4change.example/{NOTES}",
    }
    assert [(chat["language"], chat["translations"]) for chat in chats] == [
        ("de", [there]),
        ("fr", []),
    ]


def test_its_invite_is_the_same_entry_in_french(site: Site) -> None:
    german, french = entries(site, f"{NOTEN}invite.ics"), entries(site, f"{NOTES}invite.ics")
    assert german.keys() == french.keys() == {"2026-03@plausch.example"}
    assert french["2026-03@plausch.example"].startswith("Bildungsplausch\u00a0: Les notes\n")


def test_no_link_of_a_translation_leads_nowhere(site: Site) -> None:
    for path in (NOTES, ECRITURE):
        for link in site.page(path).iter("a"):
            address = str(link.get("href")).partition("#")[0]
            if address.startswith("/"):
                assert site.text(unquote(address.lstrip("/"))), address


def test_search_engines_and_the_search_find_it(site: Site) -> None:
    assert f"<loc>https://4change.example/{NOTES}</loc>" in site.text("sitemap.xml")


def test_a_translation_of_a_chat_to_come_is_not_there_before_it(tmp_path: Path) -> None:
    later = _MARCH.replace("announced: 2026-03-01", "announced: 2026-03-20")
    content = content_in(tmp_path, **{"2026-03-noten": later})
    made = build(tmp_path, content=content, epoch=EPOCH, extra=f"SERIES = {SERIES!r}\n")
    assert made.code == 0, made.said
    assert not (made.folder / NOTES).exists()


def test_a_chat_that_is_renamed_takes_its_translation_along(tmp_path: Path) -> None:
    renamed = _MARCH.replace("tags:", "aliases: [/chats/2026-03-zensuren/]\ntags:")
    content = content_in(tmp_path, **{"2026-03-noten": renamed})
    made = build(tmp_path, content=content, epoch=EPOCH, extra=f"SERIES = {SERIES!r}\n")
    assert made.code == 0, made.said
    assert f"https://4change.example/{NOTES}" in made.text("chats/2026-03-zensuren/fr/")


def test_the_page_of_a_translation_that_was_published_does_not_get_lost(tmp_path: Path) -> None:
    content = content_in(tmp_path)
    (content / "chats/2026-03-noten.fr.md").unlink()
    (content / "identities.lock").write_text(f"page /{NOTES}\n")
    said = [str(problem) for problem in problems_in(content)]
    assert len(said) == 1
    assert (
        f"/{NOTES} was published and would no longer be found: write `aliases: [/{NOTES}]`"
        in said[0]
    )
    file = content / "chats/2026-03-noten.md"
    file.write_text(_MARCH.replace("tags:", f"aliases: [/{NOTES}]\ntags:"), "utf-8")
    assert problems_in(content) == []


def problems_in(content: Path) -> list[Problem]:
    return read_site({
        "SERIES": SERIES, "SITEURL": "https://x.example", "THEME": str(ROOT / "theme"),
        "PATH": str(content), "BUILD_TIME": datetime(2026, 3, 2, tzinfo=UTC),
    }).problems  # fmt: skip


def problems_of(folder: Path, **more: str) -> list[str]:
    return [str(problem) for problem in problems_in(content_in(folder, **more))]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("2026-03-noten.fr", _IN_FRENCH.replace("title:", "date: 2026-03-30\ntitle:"),
         "2026-03-noten.fr.md:2: date: stands in the original, for every language; delete it"),
        ("2026-03-noten.fr", _IN_FRENCH.replace("title:", "lang: fr\ntitle:"),
         "2026-03-noten.fr.md:2: lang: is in the file's name, before `.md`; delete it"),
        ("2026-03-noten.fr", _IN_FRENCH.replace(', "Et sans ?"', ""),
         "2026-03-noten.fr.md:5: questions: are 1, and the original's are 2; translate each"),
        ("2026-03-noten.fr", _IN_FRENCH.replace("title: Le tchat de mars\n", ""),
         "2026-03-noten.fr.md:2: title: is missing; write for instance"),
        ("2026-03-noten.de", _IN_FRENCH,
         "2026-03-noten.de.md: is in the language of content/chats/2026-03-noten.md; rename it"),
        ("2026-03-note.fr", _IN_FRENCH,
         "2026-03-note.fr.md: there is no content/chats/2026-03-note.md that it could be a"),
        ("2026-03-noten.nl", _IN_FRENCH,
         "2026-03-noten.nl.md: warning: the site has no words in `nl` and says its own in English"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_translation_is_told(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    (problem,) = problems_of(tmp_path, **{name: text})
    assert problem.startswith(f"content/chats/{said}")


def test_a_translation_is_no_chat_of_its_own(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == []


# ---------------------------------------------------------------- catalogues


def test_a_region_takes_the_words_of_its_language_and_its_own_dates() -> None:
    theme = catalogues_of(ROOT / "theme")
    swiss = theme.words("fr-CH")
    assert swiss.gettext("Subscribe") == "S’abonner"
    assert swiss.language == "fr-CH"
    assert swiss.name == "Français (Suisse)"


def test_a_language_without_a_catalogue_speaks_english_under_its_own_name(tmp_path: Path) -> None:
    words = Catalogues(tmp_path).words("nl")
    assert words.gettext("Subscribe") == "Subscribe"
    assert words.language == "nl"
    assert Catalogues(tmp_path).words("en") is ENGLISH


@pytest.mark.parametrize(
    ("language", "day", "clock", "place"),
    [
        ("de", "Donnerstag, 10. Juni 2010", "09:05", "New York"),
        ("fr", "jeudi 10 juin 2010", "09:05", "New York"),
        ("es", "jueves, 10 de junio de 2010", "9:05", "Nueva York"),
        ("pt", "quinta-feira, 10 de junho de 2010", "09:05", "Nova York"),
        ("ar", "الخميس، 10 يونيو 2010", "9:05 ص", "نيويورك"),
    ],
)
def test_days_hours_and_places_are_written_as_the_cldr_has_them(
    language: str, day: str, clock: str, place: str
) -> None:
    dates = dates_of(language)
    moment = datetime(2010, 6, 10, 9, 5, tzinfo=NEW_YORK)
    assert dates.long_day(moment) == day
    assert dates.clock(moment).replace("\u00a0", " ") == clock
    assert dates.place(NEW_YORK) == place


def test_numbers_are_grouped_as_the_language_groups_them() -> None:
    assert [dates_of(language).number(20_000) for language in ("de", "fr", "es", "pt")] == [
        "20.000", "20\u202f000", "20.000", "20.000",
    ]  # fmt: skip
    assert ENGLISH.dates.number(20_000) == "20,000"
    slack, french = shipped_platforms()["slack"], catalogues_of(ROOT / "theme").words("fr")
    assert guide_for(slack, french, hashtag="x").limit == "4\u202f000"


def test_what_stands_under_a_name_is_set_off_as_the_language_sets_it_off() -> None:
    french = catalogues_of(ROOT / "theme").words("fr")
    assert french.named("Est", "09:00") == "Est\u00a0: 09:00"
    assert french.named("", "09:00") == "09:00"
    chat = a_chat(words=french, topic="Jardins")
    titles = [event.summary for event in deadline_events(chat, a_series(), Address(""), HOST)]
    assert titles[0] == "#4Change, Jardins\u00a0: l’annoncer"


def test_one_instant_is_on_the_day_of_each_place() -> None:
    there = datetime(2026, 11, 20, 19, tzinfo=NEW_YORK)
    dates = dates_of("de")
    here = there.astimezone(ZoneInfo("Europe/London"))
    assert (dates.weekday(there), dates.weekday(here)) == ("Freitag", "Samstag")
    assert dates.short_day(here) == "21. November 2026"
